using Foedus.Language.Core;
using Foedus.Norms.Conditions;

namespace Foedus.Norms;

/// <summary>Conditions that are watched: each is looked at again when something it depends on has changed, or when time alone may change it.</summary>
public sealed partial class Run
{
    private void LookAtWatches(ulong dirt)
    {
        foreach (var watch in _plan.Watches)
        {
            // What a watch sets off may change what a later one depends on.
            if ((watch.Dependencies & (dirt | _dirt)) != 0 || (watch.Dependencies == 0 && dirt == ulong.MaxValue))
            {
                LookAt(watch);
            }
        }
    }

    /// <summary>
    /// For whom the agreement is in force, and for whom it is suspended, is settled before anything opens: the occasion that
    /// brings an agreement into force, or ends a truce that suspended it, finds those bound whom it concerns.
    /// </summary>
    private void LookAtStanding(ulong dirt)
    {
        foreach (var watch in _plan.StandingWatches)
        {
            if ((watch.Dependencies & dirt) != 0)
            {
                LookAt(watch);
            }
        }
    }

    private void FireWatch(int id)
    {
        SetCell(id, _tables.Watches[id] with { Timer = long.MaxValue });
        LookAt(_plan.Watches[id]);
        // Other conditions may contain the one whose time has come.
        _dirt |= _plan.Watches[id].Kind == WatchKind.Sample ? Dirt.History(_plan.Watches[id].Index) : 0;
    }

    private void LookAt(Watch watch)
    {
        if (++_guard > MostWorkAtOnce)
        {
            throw Restless(watch);
        }
        switch (watch.Kind)
        {
            case WatchKind.Sample:
                LookAtSample(watch);
                break;
            case WatchKind.Force:
                if (watch.Condition.Holds(this, Scope.None))
                {
                    EvaluateForce(_plan.Rules.All[watch.Index].Agreement);
                }
                Schedule(watch, watch.Condition.NextChange(this, Scope.None));
                break;
            case WatchKind.Suspension:
                SuspendByRule(watch.Index, watch.Condition.Holds(this, Scope.None));
                Schedule(watch, watch.Condition.NextChange(this, Scope.None));
                break;
            case WatchKind.Trigger:
                LookAtTrigger(watch);
                break;
            case WatchKind.While:
                LookAtWhile(watch);
                break;
            case WatchKind.Unless:
                LookAtUnless(watch);
                break;
            default:
                LookAtKeeps(watch);
                break;
        }
    }

    private void LookAtSample(Watch watch)
    {
        if (_plan.HistoriesOfBearers.Contains(watch.Index))
        {
            for (var actor = 0; actor < _plan.Actors.Count; actor++)
            {
                TellHistory(
                    watch.Index,
                    HistoryCondition.Sample(watch.Condition.Holds(this, Scope.None.WithBearer(actor))),
                    actor
                );
            }
        }
        else
        {
            TellHistory(watch.Index, HistoryCondition.Sample(watch.Condition.Holds(this, Scope.None)));
        }
        Schedule(watch, watch.Condition.NextChange(this, Scope.None));
    }

    /// <summary>A trigger by condition fires once, at the moment it becomes true: for each bearer, if the condition speaks of the bearer.</summary>
    private void LookAtTrigger(Watch watch)
    {
        var cell = _tables.Watches[watch.Id];
        var node = _plan.Nodes[watch.Index];
        if (watch.Condition.DependsOnBearer && BearersOf(node.Consumer) is { } clause)
        {
            LookAtTriggerForEach(watch, cell, node, clause);
            return;
        }
        if (!cell.IsLatched && watch.Condition.Holds(this, Scope.None))
        {
            SetCell(watch.Id, cell with { IsLatched = true, Value = true });
            var standing = StandingBound(node);
            Reach(node, node, CauseNow is { } cause ? standing with { Cause = cause } : standing);
        }
        else if (!cell.IsLatched)
        {
            Schedule(watch, watch.Condition.NextChange(this, Scope.None));
        }
    }

    /// <summary>The clause whose bearers a trigger asks about: the one it opens, or the one that waits for the decision it opens.</summary>
    private ClausePlan? BearersOf(in Consumer consumer) =>
        consumer.Kind switch
        {
            ConsumerKind.ClauseOpen => _plan.Clauses[consumer.Index],
            ConsumerKind.DecisionOpen when _plan.Decisions[consumer.Index].Delegator is >= 0 and var waiting =>
                _plan.Clauses[waiting],
            _ => null,
        };

    private void LookAtTriggerForEach(Watch watch, WatchCell cell, TriggerNode node, ClausePlan clause)
    {
        Span<ulong> bearers = stackalloc ulong[Words];
        clause.Who.Collect(this, Scope.None, bearers);
        var next = long.MaxValue;
        for (var actor = ActorBits.Next(bearers, 0); actor >= 0; actor = ActorBits.Next(bearers, actor + 1))
        {
            var scope = Scope.None.WithBearer(actor);
            if (cell.LatchedFor is { } latched && ActorBits.Has(latched, actor))
            {
                continue;
            }
            if (watch.Condition.Holds(this, scope))
            {
                cell = cell with { LatchedFor = ActorBits.With(cell.LatchedFor ?? _plan.Nobody, actor) };
                SetCell(watch.Id, cell);
                if (node.Consumer.Kind == ConsumerKind.DecisionOpen)
                {
                    OpenDecision(node.Consumer.Index, null, StandingBound(node), actor);
                }
                else
                {
                    OpenClause(clause.Core.Index, null, StandingBound(node), actor, Rule.Triggered);
                }
            }
            else
            {
                next = Math.Min(next, watch.Condition.NextChange(this, scope));
            }
        }
        Schedule(watch, next);
    }

    private void LookAtWhile(Watch watch)
    {
        var clause = _plan.Clauses[watch.Index];
        var next = long.MaxValue;
        foreach (var instance in InstancesOf(watch.Index))
        {
            var scope = Scope.Of(instance);
            if (instance.State == NormState.Active && !watch.Condition.Holds(this, scope))
            {
                var cause = _event is null ? instance.Cause : new Cause(_event, instance.Cause);
                if (clause.IsPower)
                {
                    Close(instance, (byte)PowerState.Expired, Rule.ConditionEnded, cause);
                }
                else
                {
                    Close(
                        instance,
                        (byte)(
                            clause.Core.Modality is Modality.Prohibition or Modality.Maintenance
                                ? NormState.Fulfilled
                                : NormState.Terminated
                        ),
                        Rule.ConditionEnded,
                        cause
                    );
                }
                EndOfConsequence(instance.Above, Ending.Other, cause);
            }
            else
            {
                next = Math.Min(next, watch.Condition.NextChange(this, scope));
            }
        }
        if (clause.IsStanding)
        {
            if (clause.HasRhythmOfCondition)
            {
                LookAtRhythm(clause);
            }
            else if (watch.Condition.Holds(this, Scope.None) || watch.Condition.DependsOnBearer)
            {
                OpenStandingClause(clause);
            }
            next = Math.Min(next, watch.Condition.NextChange(this, Scope.None));
        }
        else if (clause.Core.Bearer.IncludesLater)
        {
            ReopenOpenings(clause);
            next = Math.Min(next, watch.Condition.NextChange(this, Scope.None));
        }
        Schedule(watch, next);
    }

    /// <summary>Binds to a standing clause whoever is in force and not bound yet.</summary>
    private void OpenStandingClause(ClausePlan clause)
    {
        if (clause.Core.Recurrence is not null || !IsInForce(clause.Agreement) || !IsStandingTriggerReached(clause))
        {
            return;
        }
        var bound = new Bound { Root = _plan.Roots[clause.Agreement], Cause = CauseNow };
        OpenOccasion(clause, null, bound, -1, Rule.Triggered, Now, long.MaxValue);
    }

    private bool IsStandingTriggerReached(ClausePlan clause)
    {
        if (clause.Core.Trigger is FromEntryIntoForce)
        {
            return true;
        }
        foreach (var watch in _plan.Watches)
        {
            if (
                watch.Kind == WatchKind.Trigger
                && _plan.Nodes[watch.Index].Consumer is { Kind: ConsumerKind.ClauseOpen } consumer
                && consumer.Index == clause.Core.Index
            )
            {
                return _tables.Watches[watch.Id].IsLatched;
            }
        }
        return false;
    }

    private void LookAtUnless(Watch watch)
    {
        var next = long.MaxValue;
        var clause = _plan.Clauses[watch.Index];
        foreach (var instance in InstancesOf(watch.Index))
        {
            var scope = Scope.Of(instance);
            if (clause.IsLasting)
            {
                LookAtExcuse(clause, instance);
                next = Math.Min(next, watch.Condition.NextChange(this, scope));
                continue;
            }
            if (instance.State != NormState.Active)
            {
                continue;
            }
            if (watch.Condition.Holds(this, scope))
            {
                var cause = _event is null ? instance.Cause : new Cause(_event, instance.Cause);
                Close(
                    instance,
                    clause.IsPower ? (byte)PowerState.Expired : (byte)NormState.Excused,
                    Rule.Excused,
                    cause
                );
                EndOfConsequence(instance.Above, Ending.Other, cause);
            }
            else
            {
                next = Math.Min(next, watch.Condition.NextChange(this, scope));
            }
        }
        Schedule(watch, next);
    }

    /// <summary>What lasts is excused as long as the excuse does, and goes on when it ends.</summary>
    private void LookAtExcuse(ClausePlan clause, NormInstance instance)
    {
        if (clause.Unless is not { } unless || unless.Holds(this, Scope.Of(instance)) == instance.IsExcused)
        {
            return;
        }
        var after = instance with { IsExcused = !instance.IsExcused };
        _tables.Instances.Set(instance.Key, after, _owner);
        _dirt |= Dirt.Norms;
        EmitNorm(
            after,
            instance.Shown,
            after.Shown,
            after.IsExcused ? Rule.Excused : Rule.ExcuseEnded,
            _event is null ? instance.Cause : new Cause(_event, instance.Cause)
        );
        if (clause.Keep is not null)
        {
            LookAtKeep(clause, instance.Key);
        }
    }

    private void LookAtKeeps(Watch watch)
    {
        var clause = _plan.Clauses[watch.Index];
        var next = long.MaxValue;
        foreach (var instance in InstancesOf(watch.Index))
        {
            LookAtKeep(clause, instance.Key);
            next = Math.Min(next, watch.Condition.NextChange(this, Scope.Of(instance)));
        }
        Schedule(watch, next);
    }

    /// <summary>Each time the condition turns false is a violation of its own; when it is true again, that one is repaired.</summary>
    private void LookAtKeep(ClausePlan clause, in NormKey key)
    {
        if (
            clause.Keep is not { } keep
            || !_tables.Instances.TryGet(key, out var instance)
            || instance.IsSuspended
            || instance.IsExcused
        )
        {
            return;
        }
        var scope = Scope.Of(instance);
        var holds = keep.Holds(this, scope);
        var cause = _event is null ? instance.Cause : new Cause(_event, instance.Cause);
        if (!holds && instance.State == NormState.Active)
        {
            var violated = instance with { State = NormState.Violated };
            Replace(instance, violated);
            EmitNorm(violated, NormState.Active, NormState.Violated, Rule.ConditionBroken, cause);
        }
        else if (holds && instance.State == NormState.Violated)
        {
            var active = instance with { State = NormState.Active };
            Replace(instance, active);
            EmitNorm(active, NormState.Violated, NormState.Repaired, Rule.ConditionRestored, cause);
        }
        ScheduleNext(keep, WatchKind.Keep, clause.Core.Index, scope);
    }

    /// <summary>A new instance may change sooner than those its watch knows of.</summary>
    private void ScheduleNext(ConditionPlan condition, WatchKind kind, int clause, in Scope scope)
    {
        var next = condition.NextChange(this, scope);
        if (next == long.MaxValue)
        {
            return;
        }
        foreach (var watch in _plan.Watches)
        {
            if (watch.Kind == kind && watch.Index == clause && next < _tables.Watches[watch.Id].Timer)
            {
                Schedule(watch, next);
            }
        }
    }

    private void Schedule(Watch watch, long at)
    {
        var cell = _tables.Watches[watch.Id];
        if (cell.Timer == at)
        {
            return;
        }
        if (cell.Timer != long.MaxValue)
        {
            _tables.Timers.Remove(WatchTimer(watch.Id, cell.Timer), _owner);
        }
        if (at != long.MaxValue)
        {
            _tables.Timers.Set(WatchTimer(watch.Id, at), null, _owner);
        }
        SetCell(watch.Id, cell with { Timer = at });
    }

    private static TimerKey WatchTimer(int watch, long at) => new(at, TimerPhase.Watch, watch, "", -1, -1, -1);

    private void SetCell(int watch, WatchCell cell)
    {
        OwnArrays();
        _tables.Watches[watch] = cell;
    }
}
