using Foedus.Language.Core;

namespace Foedus.Norms;

/// <summary>
/// Suspensions of votes, of clauses and of the agreement. A suspended norm keeps its deadline, but no breach is entered
/// while it is suspended; what is overdue when the suspension ends is breached at that moment.
/// </summary>
public sealed partial class Run
{
    private enum SuspensionKind
    {
        Vote,
        Clause,
        Terminated,
        Rule,
    }

    private const int EveryActor = -1;

    private static TextKey SuspensionKey(SuspensionKind kind, int target, int actor) =>
        new(((int)kind << 24) + target, actor, "");

    private bool IsVoteSuspended(int decision, int actor)
    {
        if (_tables.Suspensions.Contains(SuspensionKey(SuspensionKind.Vote, decision, actor)))
        {
            return true;
        }
        foreach (var other in _plan.Decisions[decision].StandsFor)
        {
            if (_tables.Suspensions.Contains(SuspensionKey(SuspensionKind.Vote, other, actor)))
            {
                return true;
            }
        }
        return false;
    }

    private bool IsClauseTerminated(int clause, int actor) =>
        _tables.Suspensions.Contains(SuspensionKey(SuspensionKind.Terminated, clause, EveryActor))
        || (actor >= 0 && _tables.Suspensions.Contains(SuspensionKey(SuspensionKind.Terminated, clause, actor)));

    private bool IsSuspended(ClausePlan clause, int bearer, ulong[]? group)
    {
        var state = _tables.Agreements[clause.Agreement];
        if (_tables.Suspensions.Count == 0 && ActorBits.IsEmpty(state.Suspended))
        {
            return false;
        }
        if (group is null)
        {
            return IsSuspendedFor(clause, bearer);
        }
        for (var actor = ActorBits.Next(group, 0); actor >= 0; actor = ActorBits.Next(group, actor + 1))
        {
            if (!IsSuspendedFor(clause, actor))
            {
                return false;
            }
        }
        return true;
    }

    private bool IsSuspendedFor(ClausePlan clause, int actor)
    {
        if (
            IsSuspendedFor(clause.Agreement, actor)
            || _tables.Suspensions.Contains(SuspensionKey(SuspensionKind.Clause, clause.Core.Index, EveryActor))
            || _tables.Suspensions.Contains(SuspensionKey(SuspensionKind.Clause, clause.Core.Index, actor))
        )
        {
            return true;
        }
        foreach (var rule in _plan.Rules.Suspension)
        {
            if (
                _plan.Rules.All[rule] is SuspensionRule { Clauses.IsDefaultOrEmpty: false } suspension
                && suspension.Clauses.Contains(clause.Core.Index)
                && _tables.Suspensions.Contains(SuspensionKey(SuspensionKind.Rule, rule, EveryActor))
                && _plan.Rules.For[rule] is { } who
                && who.Contains(this, Scope.None, actor)
            )
            {
                return true;
            }
        }
        return false;
    }

    private void SuspendVote(int decision, int actor, bool suspend)
    {
        Set(SuspensionKey(SuspensionKind.Vote, decision, actor), suspend);
        if (!suspend)
        {
            return;
        }
        RemoveFromRounds(decision, actor);
        foreach (var successor in _plan.Decisions[decision].Successors)
        {
            RemoveFromRounds(successor, actor);
        }
    }

    private void RemoveFromRounds(int decision, int actor)
    {
        DecisionQueueKey? after = null;
        while (TryNextDecision(decision, null, ref after, out var key, out var instance))
        {
            var ballot = instance.Ballot.WithoutElector(actor);
            if (!ReferenceEquals(ballot, instance.Ballot))
            {
                var without = instance with { Ballot = ballot };
                _tables.Decisions.Set(key, without, _owner);
                CountDecision(key, without, isAtEnd: false);
            }
        }
    }

    private void Mark(SuspensionKind kind, int clause, ReadOnlySpan<ulong> targets, bool all, bool on)
    {
        if (all)
        {
            Set(SuspensionKey(kind, clause, EveryActor), on);
            return;
        }
        for (var actor = ActorBits.Next(targets, 0); actor >= 0; actor = ActorBits.Next(targets, actor + 1))
        {
            Set(SuspensionKey(kind, clause, actor), on);
        }
    }

    private void Set(in TextKey key, bool on)
    {
        if (on)
        {
            _tables.Suspensions.Set(key, true, _owner);
        }
        else
        {
            _tables.Suspensions.Remove(key, _owner);
        }
    }

    private void SuspendParties(
        int agreement,
        ReadOnlySpan<ulong> targets,
        bool all,
        bool suspend,
        int source,
        Cause? cause
    )
    {
        var state = _tables.Agreements[agreement];
        var suspended = (ulong[])state.Suspended.Clone();
        for (var actor = ActorBits.Next(state.InForce, 0); actor >= 0; actor = ActorBits.Next(state.InForce, actor + 1))
        {
            if ((all || ActorBits.Has(targets, actor)) && ActorBits.Has(suspended, actor) != suspend)
            {
                var from = StatusOf(agreement, actor);
                if (suspend)
                {
                    ActorBits.Add(suspended, actor);
                }
                else
                {
                    ActorBits.Remove(suspended, actor);
                }
                SetAgreement(agreement, _tables.Agreements[agreement] with { Suspended = (ulong[])suspended.Clone() });
                EmitParticipation(
                    agreement,
                    actor,
                    source,
                    from,
                    StatusOf(agreement, actor),
                    suspend ? Rule.SuspensionBegan : Rule.SuspensionEnded,
                    cause
                );
            }
        }
        RefreshSuspensions(suspend ? Rule.SuspensionBegan : Rule.SuspensionEnded, cause);
    }

    /// <summary>A suspension by the text itself began or ended.</summary>
    private void SuspendByRule(int index, bool suspend)
    {
        if (_plan.Rules.All[index] is not SuspensionRule rule || _plan.Rules.For[index] is not { } who)
        {
            return;
        }
        var key = SuspensionKey(SuspensionKind.Rule, index, EveryActor);
        if (_tables.Suspensions.Contains(key) == suspend)
        {
            return;
        }
        Set(key, suspend);
        var cause = CauseNow;
        if (rule.Clauses.IsDefaultOrEmpty)
        {
            Span<ulong> targets = stackalloc ulong[Words];
            who.Collect(this, Scope.None, targets);
            SuspendParties(rule.Agreement, targets, false, suspend, index, cause);
        }
        else
        {
            RefreshSuspensions(suspend ? Rule.SuspensionBegan : Rule.SuspensionEnded, cause);
        }
    }

    /// <summary>Who enters or leaves decides whether all are suspended, and so whether the bodies are.</summary>
    private void RefreshBodies(int agreement, Cause? cause)
    {
        if (!ActorBits.IsEmpty(_tables.Agreements[agreement].Suspended))
        {
            RefreshSuspensions(IsSuspended(agreement) ? Rule.SuspensionBegan : Rule.SuspensionEnded, cause);
        }
    }

    private void RefreshSuspensions(Rule rule, Cause? cause)
    {
        List<NormInstance>? changed = null;
        foreach (var (_, instance) in _tables.Instances.Entries())
        {
            var clause = _plan.Clauses[instance.Key.Clause];
            if (IsSuspended(clause, instance.Key.Bearer, instance.Group) != instance.IsSuspended)
            {
                (changed ??= []).Add(instance);
            }
        }
        foreach (var before in changed ?? [])
        {
            if (!_tables.Instances.TryGet(before.Key, out var instance))
            {
                continue;
            }
            var clause = _plan.Clauses[instance.Key.Clause];
            var after = instance with { IsSuspended = !instance.IsSuspended };
            Replace(instance, after);
            if (!after.IsSuspended && after.State == NormState.Active && after.Deadline <= Now)
            {
                _tables.Timers.Set(DeadlineKey(clause, after.Key, after.Deadline), null, _owner);
                _hasOverdue = true;
            }
            if (!clause.IsPower)
            {
                EmitNorm(after, instance.Shown, after.Shown, rule, cause);
            }
        }
    }
}
