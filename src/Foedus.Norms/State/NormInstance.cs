using Foedus.Language.Core;

namespace Foedus.Norms;

/// <summary>An open instance of a norm or power.</summary>
internal sealed record NormInstance
{
    public required NormKey Key { get; init; }

    /// <summary>For a joint instance its members.</summary>
    public ulong[]? Group { get; init; }

    public required Bound Bound { get; init; }

    /// <summary>Active or Violated. For a power Active means enabled.</summary>
    public NormState State { get; init; } = NormState.Active;

    /// <summary>While suspended: the clock runs on, but no breach is entered.</summary>
    public bool IsSuspended { get; init; }

    /// <summary>A prohibition, permission or maintenance duty while what excuses it is true.</summary>
    public bool IsExcused { get; init; }

    /// <summary>The state as outputs show it.</summary>
    public NormState Shown =>
        IsSuspended ? NormState.Suspended
        : IsExcused ? NormState.Excused
        : State;

    /// <summary>Annotation: when it was opened.</summary>
    public required long Since { get; init; }

    /// <summary><see cref="long.MaxValue"/> when there is none.</summary>
    public long Deadline { get; init; } = long.MaxValue;

    /// <summary>Annotations: which of the clause's deadlines decides, and from where it was counted.</summary>
    public int DeadlineIndex { get; init; } = -1;

    public long? Anchor { get; init; }

    /// <summary>What has been performed so far.</summary>
    public Progress Progress { get; init; } = Progress.None;

    /// <summary>Where a power is exercised by vote: the votes so far.</summary>
    public Ballot? Ballot { get; init; }

    /// <summary>The instance whose violation opened this one.</summary>
    public NormKey? Above { get; init; }

    /// <summary>Consequences of this instance's violation that have not ended yet.</summary>
    public int LiveConsequences { get; init; }

    /// <summary>One of them has lapsed.</summary>
    public bool ConsequenceLapsed { get; init; }

    /// <summary>One of them was performed.</summary>
    public bool ConsequencePerformed { get; init; }

    /// <summary>One of them, a power, was exercised: the breach is answered and stays.</summary>
    public bool ConsequenceExercised { get; init; }

    /// <summary>Other than the clause's own, where a further rule decided that this bearer is bound.</summary>
    public Provisions? Provisions { get; init; }

    public Cause? Cause => Bound.Cause;

    public Bearers Bearer => new(Key.Bearer, Group);

    public ulong Hash(long now)
    {
        var hash = new CanonicalHasher();
        hash.Add(((long)Key.Clause << 32) ^ Key.Bearer);
        hash.Add(Key.Root);
        hash.Add(((long)Key.CounterParty << 32) ^ Key.Violator);
        hash.Add(Group);
        hash.Add(Bound.Hash(now));
        hash.Add(
            ((int)State << 6)
                + (IsSuspended ? 1 : 0)
                + (ConsequenceLapsed ? 2 : 0)
                + (ConsequenceExercised ? 4 : 0)
                + (ConsequencePerformed ? 8 : 0)
                + (IsExcused ? 16 : 0)
        );
        hash.Add(RelativeTime.Of(Deadline, now));
        hash.Add(LiveConsequences);
        hash.Add(Progress.Hash());
        hash.Add(Ballot?.Hash() ?? 0);
        return hash.Value;
    }

    public bool SameAs(NormInstance other, long now, long otherNow) =>
        Key.Equals(other.Key)
        && CanonicalHasher.SameBits(Group, other.Group)
        && Bound.SameAs(other.Bound, now, otherNow)
        && State == other.State
        && IsSuspended == other.IsSuspended
        && IsExcused == other.IsExcused
        && ConsequenceLapsed == other.ConsequenceLapsed
        && ConsequencePerformed == other.ConsequencePerformed
        && ConsequenceExercised == other.ConsequenceExercised
        && RelativeTime.Of(Deadline, now) == RelativeTime.Of(other.Deadline, otherNow)
        && LiveConsequences == other.LiveConsequences
        && Nullable.Equals(Above, other.Above)
        && Progress.SameAs(other.Progress)
        && (Ballot is null ? other.Ballot is null : other.Ballot is not null && Ballot.SameAs(other.Ballot));
}
