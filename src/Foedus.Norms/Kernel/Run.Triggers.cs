using Foedus.Language.Core;
using Foedus.Norms.Conditions;
using Foedus.Norms.Events;
using Foedus.Temporal.Conditions;

namespace Foedus.Norms;

/// <summary>How an occasion finds those that wait for it.</summary>
public sealed partial class Run
{
    /// <summary>Tells the listeners whose filters and actors agree.</summary>
    private void Raise(TriggerNode[] listeners, Bound bound, int actor, int toward, Event? @event)
    {
        foreach (var node in listeners)
        {
            if (Accepts(node, bound, actor, toward) && FilterPlan.PassAll(node.Filters, @event))
            {
                Reach(node, node, bound);
            }
        }
    }

    /// <summary>Sets that ask who the bearer is are asked later, for each bearer.</summary>
    private bool Accepts(TriggerNode node, Bound bound, int actor, int toward)
    {
        var scope = Scope.Of(bound);
        if (node.Who is { } who && (actor < 0 || (!who.DependsOnBearer && !who.Contains(this, scope, actor))))
        {
            return false;
        }
        return node.Toward is not { } set || toward == -1 || set.DependsOnBearer || set.Contains(this, scope, toward);
    }

    /// <summary>An actor finds for itself that a standard is met: of its own accord, or about occasions that wait for the finding.</summary>
    private void Find(TriggerNode[] listeners, Event @event, int author)
    {
        var own = new Bound
        {
            Root = @event.Subject ?? @event.Id,
            IsOccurrence = true,
            Author = author,
            Performer = author,
            Cause = new Cause(@event, null),
        };
        foreach (var node in listeners)
        {
            if (!node.AwaitsOccasion)
            {
                Raise([node], own, author, -1, @event);
                continue;
            }
            var waiting = _tables
                .Awaiting.Entries()
                .Where(entry =>
                    entry.Key.Index == node.Id
                    && (
                        @event.Subject is not { } subject
                        || string.Equals(subject, entry.Key.Text, StringComparison.Ordinal)
                    )
                )
                .ToArray();
            foreach (var (key, bound) in waiting)
            {
                // What it has found once about an occasion it need not find again.
                var found = new TextKey(int.MaxValue - node.Id, author, key.Text);
                if (_tables.Memory.Contains(found))
                {
                    continue;
                }
                _tables.Memory.Set(found, true, _owner);
                Reach(node, node, bound with { Performer = author, Cause = new Cause(@event, bound.Cause) });
            }
        }
    }

    /// <param name="leaf">The leaf that was reached, as long as nothing came between; then the node that was.</param>
    private void Reach(TriggerNode node, TriggerNode leaf, Bound bound)
    {
        Guard(node.Consumer);
        if (node.IsRemembered)
        {
            OwnArrays();
            if (node.Consumer.Kind != ConsumerKind.ClockMoment || _tables.LastOccasions[node.Id] == long.MinValue)
            {
                _tables.LastOccasions[node.Id] = Now;
            }
        }
        if (node.Parent is not { } parent)
        {
            Consume(node, leaf, bound);
            return;
        }
        switch (parent.Kind)
        {
            case NodeKind.After:
                var at = _plan.Calendar.Add(Now, parent.Offset);
                if (at <= Now)
                {
                    Reach(parent, leaf, bound);
                }
                else
                {
                    _tables.Timers.Set(MomentKey(at, parent, bound), bound, _owner);
                }
                break;
            case NodeKind.SelfJudgment:
                _tables.Awaiting.Set(new TextKey(parent.Id, 0, bound.Root), bound, _owner);
                break;
            case NodeKind.Nth:
                if (Counted(parent, bound))
                {
                    Reach(parent, leaf, bound);
                }
                break;
            default:
                Reach(parent, leaf, bound);
                break;
        }
    }

    private static TimerKey MomentKey(long at, TriggerNode node, Bound bound) =>
        new(
            at,
            node.Phase,
            node.Id,
            bound.Root,
            Math.Max(bound.Party, bound.Depositor),
            bound.Performer,
            bound.Violator
        );

    private bool Counted(TriggerNode node, Bound bound)
    {
        var key = new TextKey(node.Id, node.IsPerParty ? bound.Violator : 0, node.IsPerInstance ? bound.Root : "");
        var count = _tables.Counters.TryGet(key, out var before) ? before : 0;
        if (count > node.N)
        {
            return false;
        }
        _tables.Counters.Set(key, count + 1, _owner);
        return count + 1 == node.N;
    }

    private void FireMoment(int nodeId, Bound? bound)
    {
        var node = _plan.Nodes[nodeId];
        Reach(node, node, bound ?? StandingBound(node));
    }

    /// <summary>What hangs on no occurrence is named after the agreement of its consumer.</summary>
    private Bound StandingBound(TriggerNode node)
    {
        var agreement = node.Consumer.Kind switch
        {
            ConsumerKind.ClauseOpen
            or ConsumerKind.ClauseUntil
            or ConsumerKind.SuspensionEnd
            or ConsumerKind.DeadlineAnchor
            or ConsumerKind.DeadlineBefore => _plan.Clauses[node.Consumer.Index].Agreement,
            ConsumerKind.DecisionOpen => _plan.Decisions[node.Consumer.Index].Core.Agreement,
            _ => 0,
        };
        return new Bound { Root = _plan.Roots[agreement] };
    }

    private void Consume(TriggerNode root, TriggerNode leaf, Bound bound)
    {
        var consumer = root.Consumer;
        switch (consumer.Kind)
        {
            case ConsumerKind.SurvivalMark:
                MarkSurvivors(consumer.Index, bound);
                break;
            case ConsumerKind.HistoryAnchor:
                TellAnchor(consumer.Index, leaf, bound);
                break;
            case ConsumerKind.HistoryOccasion:
                var group =
                    root.GroupBy is { } attribute && _event is not null
                        ? FilterPlan.TextOf(_event, attribute) ?? ""
                        : "";
                TellOccasion(consumer.Index, leaf, bound, HistoryCondition.Occasion(group));
                break;
            case ConsumerKind.ClockMoment:
                if (_tables.LastOccasions[root.Id] == Now)
                {
                    Raise(_plan.OnClock[consumer.Index], bound, -1, -1, _event);
                }
                break;
            case ConsumerKind.StateBegin:
                SetState(consumer.Index, true, bound, Rule.StateBegan);
                break;
            case ConsumerKind.StateEnd:
                SetState(consumer.Index, false, bound, Rule.StateEnded);
                break;
            case ConsumerKind.DeadlineAnchor:
                TightenDeadlines(consumer.Index, consumer.Sub, leaf, bound);
                break;
            case ConsumerKind.DeadlineBefore:
                ExpireBefore(consumer.Index, leaf, bound);
                break;
            case ConsumerKind.ClauseUntil:
                EndUntil(consumer.Index, leaf, bound);
                break;
            case ConsumerKind.SuspensionEnd:
                EndSuspensions(consumer.Index, leaf, bound);
                break;
            case ConsumerKind.ProvisionalFrom:
                ApplyProvisionally(consumer.Index, bound);
                break;
            case ConsumerKind.DurationEnd:
                EndAgreement(
                    _plan.Rules.All[consumer.Index].Agreement,
                    consumer.Index,
                    Rule.DurationEnded,
                    bound.Cause
                );
                break;
            default:
                _work.Enqueue(new Work(consumer, leaf, bound));
                break;
        }
    }

    private void TellOccasion(int index, TriggerNode leaf, Bound bound, in PointEvent told)
    {
        if (!_plan.HistoriesOfBearers.Contains(index))
        {
            TellHistory(index, told);
            return;
        }
        var scope = Scope.Of(bound);
        for (var actor = 0; actor < _plan.Actors.Count; actor++)
        {
            if (FitsBearer(leaf, bound, scope.WithBearer(actor)))
            {
                TellHistory(index, told, actor);
            }
        }
    }

    private void TellAnchor(int index, TriggerNode leaf, Bound bound)
    {
        var scope = Scope.Of(bound);
        _plan.Samples.TryGetValue(index, out var sample);
        if (!_plan.HistoriesOfBearers.Contains(index))
        {
            TellHistory(
                index,
                sample is null ? HistoryCondition.Anchor() : HistoryCondition.Anchor(sample.Holds(this, scope))
            );
            return;
        }
        for (var actor = 0; actor < _plan.Actors.Count; actor++)
        {
            var own = scope.WithBearer(actor);
            if (FitsBearer(leaf, bound, own))
            {
                TellHistory(
                    index,
                    sample is null ? HistoryCondition.Anchor() : HistoryCondition.Anchor(sample.Holds(this, own)),
                    actor
                );
            }
        }
    }

    /// <param name="bearer">Where each bearer has a history of its own: whose it is; else 0.</param>
    private void TellHistory(int index, in PointEvent told, int bearer = 0)
    {
        var place = index + bearer;
        _observer?.Told(Now, place, told);
        var state = _plan.Histories[place].Step(_tables.Histories[place], Now, told);
        if (!ReferenceEquals(state, _tables.Histories[place]))
        {
            OwnArrays();
            _tables.Histories[place] = state;
            _dirt |= Dirt.History(index);
        }
    }

    /// <summary>The main agreement has entered into force: conditions that look back over a whole window count from here.</summary>
    private void BeginLife()
    {
        foreach (var index in _plan.HistoriesOfLife)
        {
            var bearers = _plan.HistoriesOfBearers.Contains(index) ? _plan.Actors.Count : 1;
            for (var bearer = 0; bearer < bearers; bearer++)
            {
                TellHistory(index, HistoryCondition.Life(), bearer);
            }
        }
    }

    private void SetState(int term, bool holds, Bound bound, Rule rule)
    {
        if (_tables.States[term] != 0 == holds)
        {
            return;
        }
        OwnArrays();
        _tables.States[term] = holds ? (byte)1 : (byte)0;
        _dirt |= Dirt.State(term);
        _sink.Add(
            new Transition
            {
                At = Now,
                Kind = TransitionKind.State,
                Index = term,
                Agreement = _plan.Core.Terms[term].Agreement,
                Bearer = Bearers.None,
                CounterParty = -1,
                Violator = -1,
                Instance = bound.Root,
                From = holds ? (byte)0 : (byte)1,
                To = holds ? (byte)1 : (byte)0,
                Rule = rule,
                Cause = bound.Cause,
                Provisions = Provisions.None,
                Deadline = -1,
            }
        );
        bound = bound.WithoutRound();
        if (++_depth > DeepestChain)
        {
            throw Restless(holds ? ConsumerKind.StateBegin : ConsumerKind.StateEnd, term);
        }
        foreach (var node in _plan.OnState[term])
        {
            if (node.Status == (holds ? 1 : 0))
            {
                Reach(node, node, bound);
            }
        }
        _depth--;
    }

    /// <summary>Whether what a trigger bound fits this bearer, where the trigger speaks of the bearer.</summary>
    private bool FitsBearer(TriggerNode leaf, Bound bound, in Scope scope)
    {
        var role = leaf.Root.BearerRole;
        if (role != BearerRole.None)
        {
            var fits =
                ((role & BearerRole.Against) != 0 && IsBearer(scope, bound.Against))
                || ((role & BearerRole.Performer) != 0 && IsBearer(scope, bound.Performer))
                || ((role & BearerRole.Depositor) != 0 && IsBearer(scope, bound.Depositor))
                || ((role & BearerRole.Party) != 0 && IsBearer(scope, bound.Party));
            if (!fits)
            {
                return false;
            }
        }
        if (leaf.Who is { DependsOnBearer: true } who)
        {
            var actor = leaf.Kind switch
            {
                NodeKind.Event => bound.Against,
                NodeKind.Act or NodeKind.SelfJudgment => bound.Performer,
                NodeKind.Instrument => bound.Depositor,
                _ => bound.Party,
            };
            var isOne =
                leaf.Kind == NodeKind.Norm
                    ? IsBorneBy(who, scope, new Bearers(bound.Violator, bound.ViolatorGroup))
                    : who.Contains(this, scope, actor);
            if (!isOne)
            {
                return false;
            }
        }
        return leaf.Toward is not { DependsOnBearer: true } toward
            || bound.Toward == -1
            || toward.Contains(this, scope, bound.Toward);
    }

    /// <summary>Whether one of those who bear it is in the set.</summary>
    private bool IsBorneBy(ActorSetPlan who, in Scope scope, Bearers bearers)
    {
        if (bearers.Group is not { } group)
        {
            return bearers.Single >= 0 && who.Contains(this, scope, bearers.Single);
        }
        for (var actor = ActorBits.Next(group, 0); actor >= 0; actor = ActorBits.Next(group, actor + 1))
        {
            if (who.Contains(this, scope, actor))
            {
                return true;
            }
        }
        return false;
    }

    private static bool IsBearer(in Scope scope, int actor) =>
        actor >= 0 && (scope.Bearer == actor || (scope.Group is { } group && ActorBits.Has(group, actor)));

    private void MarkSurvivors(int rule, Bound bound)
    {
        var agreement = _plan.Rules.All[rule].Agreement;
        if (
            _plan.Rules.All[rule] is SurvivalRule { Survives: true }
            && bound.Survivors is not { Rule: SurvivorSet.ByItsEnd }
        )
        {
            bound.Survivors = new SurvivorSet(agreement, rule, _tables.Agreements[agreement].InForce);
        }
    }
}
