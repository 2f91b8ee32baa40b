using Foedus.Language.Core;

namespace Foedus.Norms;

/// <summary>How a clause that was triggered comes to bind.</summary>
public sealed partial class Run
{
    /// <param name="leaf">The node of the trigger that was reached; null for entry into force.</param>
    /// <param name="only">The only actor to be considered, or −1.</param>
    /// <param name="toward">The only creditor to be considered where the act is owed to each of several, or −1.</param>
    private void OpenClause(int index, TriggerNode? leaf, Bound bound, int only, Rule rule, int toward = -1)
    {
        var clause = _plan.Clauses[index];
        if (clause.Core.Recurrence is { } recurrence)
        {
            StartRecurrence(clause, recurrence, bound, only);
            return;
        }
        OpenOccasion(clause, leaf, bound, only, rule, Now, long.MaxValue, toward);
    }

    /// <param name="due">For a recurring clause without a deadline of its own, when the occasion falls due.</param>
    private void OpenOccasion(
        ClausePlan clause,
        TriggerNode? leaf,
        Bound bound,
        int only,
        Rule rule,
        long at,
        long due,
        int toward = -1
    )
    {
        if (!MayOpen(clause, bound))
        {
            return;
        }
        Span<ulong> candidates = stackalloc ulong[Words];
        var scope = Scope.Of(bound);
        clause.Who.Collect(this, scope, candidates);
        if (only >= 0)
        {
            var isIn = ActorBits.Has(candidates, only);
            candidates.Clear();
            if (!isIn)
            {
                return;
            }
            ActorBits.Add(candidates, only);
        }

        var opened = bound.WithoutRound();
        var found = false;
        var isSpared = false;
        Span<ulong> joint = stackalloc ulong[Words];
        for (var actor = ActorBits.Next(candidates, 0); actor >= 0; actor = ActorBits.Next(candidates, actor + 1))
        {
            var own = scope.WithBearer(actor);
            if (leaf is not null && !FitsBearer(leaf, bound, own))
            {
                continue;
            }
            if (bound.Concerned is { } concerned && clause.IsDelegated && !ActorBits.Has(concerned, actor))
            {
                continue;
            }
            if (bound.Round is { } round && !Binds(round, clause, actor, scope))
            {
                continue;
            }
            if (!IsBound(clause, actor, bound, out var provisions))
            {
                continue;
            }
            if (clause.IsJoint)
            {
                ActorBits.Add(joint, actor);
                continue;
            }
            if (ConditionsHold(clause, own))
            {
                found |= OpenToward(clause, actor, null, opened, rule, at, due, provisions, toward);
            }
            else
            {
                isSpared = true;
            }
        }
        if (clause.IsJoint && !ActorBits.IsEmpty(joint))
        {
            var group = joint.ToArray();
            if (ConditionsHold(clause, Scope.Of(opened) with { Group = group }))
            {
                found = OpenJoint(clause, group, opened, rule, at, due, toward);
            }
            else
            {
                isSpared = true;
            }
        }
        if (
            !found
            && only < 0
            && !clause.Core.Bearer.IncludesLater
            && clause.Core.ConsequenceOf is { } above
            && bound.Above is { } link
            && link.Clause == above
        )
        {
            EndChain(link, isSpared, bound.Cause);
        }
        if (clause.Core.Bearer.IncludesLater && !clause.IsStanding && only < 0)
        {
            KeepOpening(clause, bound, at, due);
        }
    }

    /// <returns>Whether it binds somebody now.</returns>
    private bool OpenJoint(ClausePlan clause, ulong[] group, Bound bound, Rule rule, long at, long due, int toward)
    {
        if (clause.IsTowardEach)
        {
            return OpenToward(clause, -1, group, bound, rule, at, due, null, toward);
        }
        var scope = Scope.Of(bound) with { Group = group };
        var key = new NormKey(clause.Core.Index, -1, bound.Root, CounterParty(clause, scope), bound.Violator);
        return HasJoined(key, group) || Open(clause, -1, group, bound, rule, at, due, null, key.CounterParty);
    }

    /// <summary>Who enters later joins a standing joint norm.</summary>
    private bool HasJoined(in NormKey key, ulong[] group)
    {
        if (_tables.Instances.TryGet(key, out var open) && open.Group is { } members)
        {
            var all = (ulong[])members.Clone();
            ActorBits.Or(all, group);
            if (!CanonicalHasher.SameBits(all, members))
            {
                _tables.Instances.Set(
                    key,
                    open with
                    {
                        Group = all,
                        Ballot = open.Ballot is { } ballot ? Enlarged(ballot, all) : null,
                    },
                    _owner
                );
            }
            return true;
        }
        return false;
    }

    /// <summary>Opens the norm once; or, where it is owed to each of several, once toward each of them who is bound by the same text.</summary>
    /// <param name="only">The only creditor to be considered, or −1.</param>
    /// <returns>Whether it binds somebody now.</returns>
    private bool OpenToward(
        ClausePlan clause,
        int bearer,
        ulong[]? group,
        Bound bound,
        Rule rule,
        long at,
        long due,
        Provisions? provisions,
        int only
    )
    {
        var scope = new Scope(bound, bearer, group, -1, false);
        if (!clause.IsTowardEach)
        {
            return Open(clause, bearer, group, bound, rule, at, due, provisions, CounterParty(clause, scope));
        }
        var found = false;
        Span<ulong> creditors = stackalloc ulong[Words];
        CollectEach(clause, scope, creditors);
        for (
            var creditor = ActorBits.Next(creditors, 0);
            creditor >= 0;
            creditor = ActorBits.Next(creditors, creditor + 1)
        )
        {
            if (
                (only >= 0 && creditor != only)
                || (
                    clause.AmendedBy.Length > 0
                    && bearer >= 0
                    && !Applies(clause, bearer, scope with { CounterParty = creditor }, out _)
                )
            )
            {
                continue;
            }
            found |=
                (
                    group is not null
                    && HasJoined(new NormKey(clause.Core.Index, -1, bound.Root, creditor, bound.Violator), group)
                ) || Open(clause, bearer, group, bound, rule, at, due, provisions, creditor);
        }
        return found;
    }

    /// <summary>Those to each of whom the norm is owed: nobody owes anything to itself.</summary>
    private void CollectEach(ClausePlan clause, in Scope scope, Span<ulong> into)
    {
        clause.Toward?.Collect(this, scope, into);
        if (scope.Bearer >= 0)
        {
            ActorBits.Remove(into, scope.Bearer);
        }
        if (scope.Group is { } group)
        {
            ActorBits.AndNot(into, group);
        }
    }

    private bool MayOpen(ClausePlan clause, Bound bound)
    {
        if (_tables.Suspensions.Count > 0 && IsClauseTerminated(clause.Core.Index, -1))
        {
            return false;
        }
        return !_tables.Agreements[clause.Agreement].HasEnded
            || bound.Survivors is not null
            || (clause.Core.ConsequenceOf is not null && clause.Core.SurvivesTermination);
    }

    private bool ConditionsHold(ClausePlan clause, in Scope scope) =>
        (clause.If is null || clause.If.Holds(this, scope))
        && (clause.While is null || clause.While.Holds(this, scope));

    /// <summary>Whether the agreement binds the actor to this clause now, and which further provision says so.</summary>
    private bool IsBound(ClausePlan clause, int actor, Bound bound, out Provisions? provisions)
    {
        provisions = null;
        var state = _tables.Agreements[clause.Agreement];
        if (_tables.Suspensions.Count > 0 && IsClauseTerminated(clause.Core.Index, actor))
        {
            return false;
        }
        if (
            !state.Reservations.IsEmpty
            && state.Reservations.TryGetValue(actor, out var reserved)
            && reserved.Contains(clause.Core.Index)
        )
        {
            return false;
        }
        if (clause.AmendedBy.Length > 0)
        {
            // Whom a round concerned stands under the text of its beginning.
            if (
                !Applies(clause, actor, Scope.Of(bound), out var amending)
                && !(clause.IsDelegated && bound.Concerned is not null)
            )
            {
                return false;
            }
            if (amending >= 0)
            {
                provisions = Machine.Because(clause, amending);
            }
        }
        if (ActorBits.Has(state.InForce, actor) || state.IsInForceAsReported)
        {
            return true;
        }
        if (ActorBits.Has(_plan.Bodies, actor))
        {
            return AnyIn(state) || Survives(bound, clause.Agreement);
        }
        if (ActorBits.Has(state.Provisional, actor))
        {
            provisions = Machine.Because(clause, "VCLT art. 25");
            return true;
        }
        if (Survives(bound, clause.Agreement, actor) && bound.Survivors is { } survivors)
        {
            provisions =
                survivors.Rule == SurvivorSet.ByItsEnd
                    ? Machine.Because(clause, "VCLT art. 70(1)")
                    : Machine.Because(clause, survivors.Rule);
            return true;
        }
        if (
            clause.Core.ConsequenceOf is not null
            && (state.HasEnded ? clause.Core.SurvivesTermination : clause.Core.SurvivesWithdrawal)
            && WasViolator(bound, actor)
        )
        {
            provisions = Machine.Because(clause, "VCLT art. 70(1)(b)");
            return true;
        }
        return false;
    }

    private static bool Survives(Bound bound, int agreement) => bound.Survivors?.Agreement == agreement;

    private static bool WasViolator(Bound bound, int actor) =>
        bound.Violator == actor || (bound.ViolatorGroup is { } group && ActorBits.Has(group, actor));

    private int CounterParty(ClausePlan clause, in Scope scope)
    {
        if (clause.Power is not null)
        {
            if (clause.Target is not { } target)
            {
                return scope.Bound?.Violator is >= 0 and var violator ? violator : -1;
            }
            Span<ulong> targets = stackalloc ulong[Words];
            target.Collect(this, scope, targets);
            return ActorBits.Only(targets);
        }
        if (clause.Toward is not { } toward || !clause.IsTowardOne)
        {
            return -1;
        }
        Span<ulong> members = stackalloc ulong[Words];
        toward.Collect(this, scope, members);
        return ActorBits.Only(members);
    }

    /// <returns>False: it finds nobody who could do it, or its time has passed.</returns>
    private bool Open(
        ClausePlan clause,
        int bearer,
        ulong[]? group,
        Bound bound,
        Rule rule,
        long at,
        long due,
        Provisions? provisions,
        int counterParty
    )
    {
        var scope = new Scope(bound, bearer, group, -1, false);
        if (bearer >= 0 && counterParty >= 0 && IsNotBetween(clause, bearer, counterParty))
        {
            return false;
        }
        var key = new NormKey(clause.Core.Index, bearer, bound.Root, counterParty, bound.Violator);
        if (_tables.Instances.Contains(key))
        {
            return true;
        }
        var deadline = DeadlineOf(clause, bound, bearer, at, out var which, out var anchor);
        if (due < deadline)
        {
            deadline = due;
            which = -1;
            anchor = at;
        }
        if (IsOver(clause, deadline))
        {
            return false;
        }
        var instance = new NormInstance
        {
            Key = key,
            Group = group,
            Bound = bound,
            Since = Now,
            Deadline = deadline,
            DeadlineIndex = which,
            Anchor = anchor,
            Above =
                clause.Core.ConsequenceOf is { } above && bound.Above is { } link && link.Clause == above ? link : null,
            Provisions = provisions,
            IsSuspended = IsSuspended(clause, bearer, group),
        };
        if (clause.Power is { By: { } vote })
        {
            var ballot = BallotOf(scope, clause.Who, -1);
            if (ballot.Seats < Math.Max(1, vote.Quorum))
            {
                return false;
            }
            instance = instance with { Ballot = ballot };
        }
        var isExcused = clause.Unless is { } unless && unless.Holds(this, scope with { CounterParty = counterParty });
        if (isExcused && clause.IsLasting)
        {
            instance = instance with { IsExcused = true };
        }
        else if (isExcused)
        {
            EmitNorm(instance, NormState.Dormant, NormState.Excused, Rule.Excused, bound.Cause);
            return true;
        }

        Store(clause, instance);
        CountConsequence(instance.Above);
        if (clause.IsPower)
        {
            EmitPower(
                instance,
                PowerState.Dormant,
                PowerState.Enabled,
                rule == Rule.Triggered ? Rule.Enabled : rule,
                bound.Cause
            );
        }
        else
        {
            EmitNorm(
                instance,
                NormState.Dormant,
                instance.Shown,
                instance.IsExcused ? Rule.Excused : rule,
                bound.Cause
            );
        }
        if (clause.Keep is not null)
        {
            LookAtKeep(clause, key);
        }
        if (clause.While is { } condition)
        {
            ScheduleNext(condition, WatchKind.While, clause.Core.Index, scope);
        }
        if (clause.Unless is not null)
        {
            ScheduleNext(clause.Unless, WatchKind.Unless, clause.Core.Index, scope);
        }
        return true;
    }

    private void Store(ClausePlan clause, NormInstance instance)
    {
        _tables.Instances.Set(instance.Key, instance, _owner);
        if (instance.Deadline != long.MaxValue)
        {
            _tables.Timers.Set(DeadlineKey(clause, instance.Key, instance.Deadline), null, _owner);
        }
        if (clause.IsQueued)
        {
            _tables.Queue.Set(QueueKeyOf(instance), true, _owner);
        }
        _dirt |= Dirt.Norms;
    }

    private static QueueKey QueueKeyOf(NormInstance instance) =>
        new(instance.Key, instance.State == NormState.Violated, instance.Deadline);

    private static TimerKey DeadlineKey(ClausePlan clause, in NormKey key, long at) =>
        new(
            at,
            clause.IsPower ? TimerPhase.Power : TimerPhase.Norm,
            key.Clause,
            key.Root,
            key.Bearer,
            key.CounterParty,
            key.Violator
        );

    /// <summary>Replaces an instance whose state or deadline may have changed.</summary>
    private void Replace(NormInstance before, NormInstance after)
    {
        var clause = _plan.Clauses[before.Key.Clause];
        _tables.Instances.Set(after.Key, after, _owner);
        if (clause.IsQueued && (before.State != after.State || before.Deadline != after.Deadline))
        {
            _tables.Queue.Remove(QueueKeyOf(before), _owner);
            _tables.Queue.Set(QueueKeyOf(after), true, _owner);
        }
        if (before.Deadline != after.Deadline)
        {
            if (before.Deadline != long.MaxValue)
            {
                _tables.Timers.Remove(DeadlineKey(clause, before.Key, before.Deadline), _owner);
            }
            if (after.Deadline != long.MaxValue)
            {
                _tables.Timers.Set(DeadlineKey(clause, after.Key, after.Deadline), null, _owner);
            }
        }
        if (before.State != after.State || before.IsSuspended != after.IsSuspended)
        {
            _dirt |= Dirt.Norms;
        }
    }

    private void Forget(NormInstance instance)
    {
        var clause = _plan.Clauses[instance.Key.Clause];
        _tables.Instances.Remove(instance.Key, _owner);
        if (clause.IsQueued)
        {
            _tables.Queue.Remove(QueueKeyOf(instance), _owner);
        }
        if (instance.Deadline != long.MaxValue)
        {
            _tables.Timers.Remove(DeadlineKey(clause, instance.Key, instance.Deadline), _owner);
        }
        _dirt |= Dirt.Norms;
    }

    private void KeepOpening(ClausePlan clause, Bound bound, long at, long due)
    {
        var deadline = Math.Min(due, DeadlineOf(clause, bound, -1, at, out var which, out var anchor));
        var key = new TextKey(clause.Core.Index, bound.Violator, bound.Root);
        _tables.Openings.Set(key, new LaterOpening(bound, at, deadline, which, anchor), _owner);
        if (deadline != long.MaxValue)
        {
            _tables.Timers.Set(
                new TimerKey(deadline, TimerPhase.Opening, key.Index, key.Text, -1, -1, key.Sub),
                null,
                _owner
            );
        }
    }

    /// <summary>Binds a newcomer to what is open for those who join later.</summary>
    private void JoinOpenings(int agreement, int party)
    {
        if (_tables.Openings.Count == 0)
        {
            return;
        }
        foreach (var (key, opening) in _tables.Openings.Entries().ToArray())
        {
            if (
                opening.Bound.Origin == long.MinValue
                && _plan.Clauses[key.Index] is var clause
                && clause.Agreement == agreement
            )
            {
                Join(clause, opening, party);
            }
        }
    }

    /// <param name="only">The only actor to be considered, or −1.</param>
    private void Join(ClausePlan clause, LaterOpening opening, int only)
    {
        var due = clause.Core.Recurrence is null ? long.MaxValue : opening.Deadline;
        OpenOccasion(clause, null, opening.Bound, only, Rule.BecameBound, opening.At, due);
    }

    /// <summary>What lasts from a moment of the text on binds again when its "while" does.</summary>
    private void ReopenOpenings(ClausePlan clause)
    {
        if (!clause.IsLasting || !clause.Core.Bearer.IncludesLater)
        {
            return;
        }
        foreach (var (key, opening) in _tables.Openings.Entries().ToArray())
        {
            if (key.Index == clause.Core.Index && opening.Bound.Origin == long.MinValue)
            {
                Join(clause, opening, -1);
            }
        }
    }
}
