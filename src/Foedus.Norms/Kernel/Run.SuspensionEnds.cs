using Foedus.Language.Core;

namespace Foedus.Norms;

/// <summary>
/// Suspensions that end by themselves ("until the breach is repaired"). What a power has suspended so is kept in mind, one
/// entry for each on whom it was used, until its end comes; what another power suspends meanwhile stays suspended.
/// </summary>
public sealed partial class Run
{
    /// <summary>Apart from the occasions that await a finding, which are kept by their nodes.</summary>
    private static int KeyOfSuspension(int clause) => -1 - clause;

    private static bool IsOfSuspension(in TextKey key) => key.Index is < 0 and > int.MinValue / 2;

    private void KeepInMind(ClausePlan clause, ExercisePower power, NormInstance instance, ReadOnlySpan<ulong> targets)
    {
        if (power.Kind is not (PowerKind.Suspend or PowerKind.Resume))
        {
            return;
        }
        if (ActorBits.IsEmpty(targets))
        {
            KeepInMind(clause, power, instance, EveryActor);
            return;
        }
        for (var actor = ActorBits.Next(targets, 0); actor >= 0; actor = ActorBits.Next(targets, actor + 1))
        {
            KeepInMind(clause, power, instance, actor);
        }
    }

    private void KeepInMind(ClausePlan clause, ExercisePower power, NormInstance instance, int actor)
    {
        if (power is { Kind: PowerKind.Suspend, Until: not null })
        {
            // What was suspended without an end before stays so.
            if (!IsSuspendedNow(power.Target, actor) || IsKeptInMind(power.Target, actor))
            {
                var key = new TextKey(KeyOfSuspension(clause.Core.Index), actor, instance.Key.Root);
                _tables.Awaiting.Set(key, instance.Bound, _owner);
            }
            return;
        }
        // Suspended for good, or resumed by another act: no end is waited for any more.
        foreach (var key in Kept(kept => actor == EveryActor || kept.Sub == actor, power.Target))
        {
            _tables.Awaiting.Remove(key, _owner);
        }
    }

    private bool IsSuspendedNow(PowerTarget target, int actor) =>
        target switch
        {
            VoteIn vote => IsVoteSuspended(vote.Decision, actor),
            OfClauses of => of.Clauses.All(clause =>
                _tables.Suspensions.Contains(SuspensionKey(SuspensionKind.Clause, clause, EveryActor))
                || _tables.Suspensions.Contains(SuspensionKey(SuspensionKind.Clause, clause, actor))
            ),
            OfAgreement of => actor == EveryActor
                ? !ActorBits.IsEmpty(_tables.Agreements[of.Agreement].Suspended)
                : ActorBits.Has(_tables.Agreements[of.Agreement].Suspended, actor),
            _ => false,
        };

    private bool IsKeptInMind(PowerTarget target, int actor) => Kept(kept => kept.Sub == actor, target).Count > 0;

    /// <summary>The suspensions kept in mind that touch the target.</summary>
    private List<TextKey> Kept(Func<TextKey, bool> where, PowerTarget target)
    {
        var found = new List<TextKey>();
        foreach (var (key, _) in _tables.Awaiting.Entries())
        {
            if (
                IsOfSuspension(key)
                && where(key)
                && _plan.Clauses[KeyOfSuspension(key.Index)].Power is { } power
                && Touches(power.Target, target)
            )
            {
                found.Add(key);
            }
        }
        return found;
    }

    /// <summary>The end of what the power has suspended has come, for the case it is about.</summary>
    private void EndSuspensions(int index, TriggerNode leaf, Bound bound)
    {
        var clause = _plan.Clauses[index];
        List<(TextKey Key, Bound Bound)>? all = null;
        foreach (var (key, kept) in _tables.Awaiting.Entries())
        {
            if (key.Index == KeyOfSuspension(index))
            {
                (all ??= []).Add((key, kept));
            }
        }
        if (all is null || clause.Power is not { } power)
        {
            return;
        }
        var hasCase = all.Exists(entry => IsSameCase(entry, bound));
        foreach (var entry in all)
        {
            if (Ends(entry))
            {
                _tables.Awaiting.Remove(entry.Key, _owner);
                Lift(clause, power.Target, entry.Key.Sub, bound.Cause);
            }
        }

        // A repair or a use is one of the same chain; anything else that happens ends all, unless it is of one chain.
        bool Ends((TextKey Key, Bound Bound) entry) =>
            leaf.Kind == NodeKind.Norm
                ? (entry.Bound.Violator < 0 || bound.Violator < 0 || entry.Bound.Violator == bound.Violator)
                    && (IsSameCase(entry, bound) || bound.Root == _plan.Roots[clause.Agreement])
            : leaf.Kind == NodeKind.Power ? IsSameCase(entry, bound)
            : !hasCase || IsSameCase(entry, bound);
    }

    private static bool IsSameCase((TextKey Key, Bound Bound) entry, Bound bound) =>
        string.Equals(entry.Key.Text, bound.Root, StringComparison.Ordinal);

    /// <summary>Of what no other suspension holds the operation goes on.</summary>
    private void Lift(ClausePlan clause, PowerTarget target, int actor, Cause? cause)
    {
        Span<ulong> targets = stackalloc ulong[Words];
        if (actor >= 0)
        {
            ActorBits.Add(targets, actor);
        }
        switch (target)
        {
            case VoteIn vote when actor >= 0 && !IsKeptInMind(vote, actor):
                SuspendVote(vote.Decision, actor, suspend: false);
                break;
            case OfClauses of:
                foreach (var one in of.Clauses)
                {
                    if (!IsKeptInMind(new OfClauses([one], null), actor))
                    {
                        Mark(SuspensionKind.Clause, one, targets, actor < 0, on: false);
                    }
                }
                RefreshSuspensions(Rule.SuspensionEnded, cause);
                break;
            case OfAgreement of:
                var suspended = _tables.Agreements[of.Agreement].Suspended;
                targets.Clear();
                for (var one = ActorBits.Next(suspended, 0); one >= 0; one = ActorBits.Next(suspended, one + 1))
                {
                    if (
                        (actor < 0 || one == actor)
                        && !IsKeptInMind(of, one)
                        && !IsKeptInMind(of, EveryActor)
                        && RuleSuspending(of.Agreement, one) == NoSource
                    )
                    {
                        ActorBits.Add(targets, one);
                    }
                }
                if (!ActorBits.IsEmpty(targets))
                {
                    SuspendParties(of.Agreement, targets, false, false, FromClause(clause.Core.Index), cause);
                }
                break;
        }
    }

    /// <summary>The rule of the text that suspends the agreement for this actor now; <see cref="NoSource"/> if none does.</summary>
    private int RuleSuspending(int agreement, int actor)
    {
        foreach (var rule in _plan.Rules.Suspension)
        {
            if (
                _plan.Rules.All[rule] is SuspensionRule { Clauses.IsDefaultOrEmpty: true } suspension
                && suspension.Agreement == agreement
                && _tables.Suspensions.Contains(SuspensionKey(SuspensionKind.Rule, rule, EveryActor))
                && _plan.Rules.For[rule] is { } who
                && who.Contains(this, Scope.None, actor)
            )
            {
                return rule;
            }
        }
        return NoSource;
    }
}
