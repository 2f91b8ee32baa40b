using Foedus.Language.Core;
using Foedus.Temporal.Conditions;

namespace Foedus.Norms;

/// <summary>What conditions and sets of actors read.</summary>
public sealed partial class Run
{
    internal ref readonly AgreementState AgreementAt(int agreement) => ref _tables.Agreements[agreement];

    internal PastConditionState HistoryAt(int index) => _tables.Histories[index];

    internal bool HasText(int agreement) => _plan.Core.Agreements[agreement].HasText;

    /// <summary>As a whole: for anyone.</summary>
    internal bool IsInForce(int agreement)
    {
        var state = _tables.Agreements[agreement];
        return state.IsInForceAsReported || (!state.HasEnded && AnyIn(state));
    }

    /// <summary>For this actor: a party in its own right, suspended or not; a body as soon as the agreement is in force for anyone.</summary>
    internal bool IsInForceFor(int agreement, int actor, in Scope scope)
    {
        if (actor < 0)
        {
            return false;
        }
        var state = _tables.Agreements[agreement];
        if (
            ActorBits.Has(state.InForce, actor)
            || state.IsInForceAsReported
            || (!scope.IsVote && ActorBits.Has(state.Provisional, actor))
        )
        {
            return true;
        }
        if (ActorBits.Has(_plan.Bodies, actor))
        {
            return IsInForce(agreement);
        }
        return !scope.IsVote && Survives(scope.Bound, agreement, actor);
    }

    /// <summary>A party whose operation of the agreement is suspended; a body once that is so for all for whom it is in force.</summary>
    internal bool IsSuspendedFor(int agreement, int actor) =>
        ActorBits.Has(_plan.Bodies, actor)
            ? IsSuspended(agreement)
            : actor >= 0 && ActorBits.Has(_tables.Agreements[agreement].Suspended, actor);

    /// <summary>As a whole: in force, and suspended for all for whom it is.</summary>
    internal bool IsSuspended(int agreement)
    {
        var state = _tables.Agreements[agreement];
        return !ActorBits.IsEmpty(state.Suspended)
            && ActorBits.IsSubset(state.InForce, state.Suspended)
            && ActorBits.IsEmpty(state.Provisional);
    }

    /// <param name="orSuspended">Also those for whom its operation is suspended.</param>
    internal void CollectInForce(int agreement, in Scope scope, bool orSuspended, Span<ulong> into)
    {
        var state = _tables.Agreements[agreement];
        if (state.IsInForceAsReported)
        {
            into.Fill(ulong.MaxValue);
            return;
        }
        var bodies = AnyIn(state) && (orSuspended || !IsSuspended(agreement));
        var survivors =
            !scope.IsVote && scope.Bound?.Survivors is { } spared && spared.Agreement == agreement ? spared.Bits : null;
        for (var i = 0; i < into.Length; i++)
        {
            into[i] = state.InForce[i] & ~state.Suspended[i];
            into[i] |= scope.IsVote ? 0 : state.Provisional[i];
            into[i] |= bodies ? _plan.Bodies[i] : 0;
            into[i] |= survivors is null ? 0 : survivors[i] & ~(state.InForce[i] & state.Suspended[i]);
            into[i] |= orSuspended ? state.InForce[i] : 0;
        }
    }

    internal bool StateHolds(int term) => _tables.States[term] != 0;

    internal DecisionOutcome? LastOutcome(int decision) =>
        _tables.LastOutcomes[decision] is var code and > 0 ? (DecisionOutcome)(code - 1) : null;

    internal bool RemembersDecision(int decision, DecisionOutcome outcome, string root) =>
        _tables.Memory.Contains(new TextKey(-1 - decision, (int)outcome, root));

    /// <param name="root">Null: any.</param>
    /// <param name="bearer">−1: any.</param>
    internal bool AnyInstance(int clause, NormState state, string? root, int bearer)
    {
        // A breach that will never be answered is no less one than a breach that may be.
        if (
            IsRemembered(clause, state, root, bearer)
            || (state == NormState.Violated && IsRemembered(clause, NormState.Unrepaired, root, bearer))
        )
        {
            return true;
        }
        if (state is not (NormState.Active or NormState.Violated or NormState.Suspended or NormState.Excused))
        {
            return false;
        }
        var from = new NormKey(clause, int.MinValue, "", int.MinValue, int.MinValue);
        while (_tables.Instances.TryHigher(from, out var key, out var instance) && key.Clause == clause)
        {
            if (
                instance.Shown == state
                && (root is null || string.Equals(key.Root, root, StringComparison.Ordinal))
                && (bearer < 0 || instance.Bearer.Includes(bearer))
            )
            {
                return true;
            }
            from = key;
        }
        return false;
    }

    private bool IsRemembered(int clause, NormState state, string? root, int bearer) =>
        bearer >= 0
            ? _tables.Memory.Contains(new TextKey(clause, (int)state, OfBearer(bearer, root)))
            : _tables.Memory.TryCeiling(new TextKey(clause, (int)state, root ?? ""), out var remembered, out _)
                && remembered.Index == clause
                && remembered.Sub == (int)state
                && (root is null || string.Equals(remembered.Text, root, StringComparison.Ordinal));

    /// <summary>No root has a line break in it.</summary>
    private static string OfBearer(int bearer, string? root) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"\n{bearer}\n{root}");

    /// <param name="party">−1: of all, a joint lot once.</param>
    internal decimal Quantity(int term, QuantityStage stage, int party) =>
        _tables.Quantities.TryGet(new TextKey(term, QuantitySlot(stage, party), ""), out var sum) ? sum : 0;

    internal IEnumerable<NormInstance> Instances()
    {
        foreach (var (_, instance) in _tables.Instances.Entries())
        {
            yield return instance;
        }
    }

    internal IEnumerable<DecisionInstance> Decisions()
    {
        foreach (var (_, decision) in _tables.Decisions.Entries())
        {
            yield return decision;
        }
    }

    internal ParticipationStatus StatusOf(int agreement, int actor)
    {
        var state = _tables.Agreements[agreement];
        if (ActorBits.Has(state.Withdrawn, actor) || (state.HasEnded && ActorBits.Has(state.Ever, actor)))
        {
            return ParticipationStatus.Withdrawn;
        }
        if (ActorBits.Has(state.InForce, actor))
        {
            return ActorBits.Has(state.Suspended, actor) ? ParticipationStatus.Suspended
                : ActorBits.Has(state.Notified, actor) ? ParticipationStatus.WithdrawalNotified
                : ParticipationStatus.InForce;
        }
        return ActorBits.Has(state.Consented, actor) ? ParticipationStatus.Consented
            : ActorBits.Has(state.Signed, actor) ? ParticipationStatus.Signed
            : ParticipationStatus.None;
    }

    private static bool AnyIn(AgreementState state) => !ActorBits.IsEmpty(state.InForce);

    private static bool Survives(Bound? bound, int agreement, int actor) =>
        bound?.Survivors is { } survivors && survivors.Agreement == agreement && ActorBits.Has(survivors.Bits, actor);

    private int QuantitySlot(QuantityStage stage, int party) =>
        checked(((int)stage * (_plan.Actors.Count + 1)) + party + 1);
}
