using Foedus.Language.Core;
using Foedus.Norms.Events;

namespace Foedus.Norms;

/// <summary>Staged decisions.</summary>
public sealed partial class Run
{
    private static readonly DecisionInstance NoDecision = new()
    {
        Decision = -1,
        Bound = new Bound { Root = "" },
        Stage = 0,
        Opened = 0,
        StageOpened = 0,
        Deadline = long.MaxValue,
        Ballot = new Ballot([], 0, [], [], [], []),
    };

    /// <param name="leaf">The node of the trigger that was reached; null where only one actor is considered.</param>
    /// <param name="only">The only actor to be considered, or −1.</param>
    private void OpenDecision(int index, TriggerNode? leaf, Bound bound, int only)
    {
        var plan = _plan.Decisions[index];
        if (_tables.Agreements[plan.Core.Agreement].HasEnded && bound.Survivors is null)
        {
            return;
        }
        bound = bound.WithoutRound();
        if (plan.AsksBearers)
        {
            if (Concerned(plan, leaf, bound, only) is not { } concerned)
            {
                return;
            }
            bound = bound with { Concerned = concerned };
        }
        else if (plan.If is { } condition && !condition.Holds(this, Scope.Of(bound)))
        {
            return;
        }
        var key = new TextKey(index, bound.Violator, bound.Root);
        if (_tables.Decisions.TryGet(key, out var open))
        {
            // Whom the occasion concerns later waits for the same round.
            if (open.Bound.Concerned is { } before && bound.Concerned is { } more && !ActorBits.IsSubset(more, before))
            {
                var all = (ulong[])before.Clone();
                ActorBits.Or(all, more);
                _tables.Decisions.Set(key, open with { Bound = open.Bound with { Concerned = all } }, _owner);
            }
            return;
        }
        if (plan.IsAmended)
        {
            if (!IsInAnyText(plan))
            {
                return;
            }
            bound = bound with { Round = BeginRound(plan) };
        }
        var instance = new DecisionInstance
        {
            Decision = index,
            Bound = bound,
            Stage = 0,
            Opened = Now,
            StageOpened = Now,
            Deadline = long.MaxValue,
            Ballot = EmptyBallot(_plan.Nobody, 0),
            Cause = bound.Cause,
        };
        OpenStage(key, instance, 0, DecisionStatus.Dormant, Rule.Triggered);
    }

    /// <summary>
    /// Whom the occasion of a delegated standard concerns: those who would be bound by the clause that waits for the
    /// decision, each asked about itself now, as "if" always asks at the occasion. Null: nobody there is bound to anything, so
    /// that there is nothing to decide. Who becomes bound before the decision is counted in if it was concerned as well.
    /// </summary>
    private ulong[]? Concerned(DecisionPlan plan, TriggerNode? leaf, Bound bound, int only)
    {
        var clause = _plan.Clauses[plan.Delegator];
        var scope = Scope.Of(bound);
        Span<ulong> bearers = stackalloc ulong[Words];
        clause.Who.Collect(this, scope, bearers);
        var concerned = new ulong[Words];
        var bindable = new ulong[Words];
        for (var actor = 0; actor < _plan.Actors.Count; actor++)
        {
            var own = scope.WithBearer(actor);
            if (
                (only >= 0 && actor != only)
                || (leaf is not null && !FitsBearer(leaf, bound, own))
                || (!clause.IsJoint && plan.If is { } condition && !condition.Holds(this, own))
                || (clause.AmendedBy.Length > 0 && !Applies(clause, actor, scope, out _))
            )
            {
                continue;
            }
            ActorBits.Add(concerned, actor);
            if (ActorBits.Has(bearers, actor) && IsBound(clause, actor, bound, out _))
            {
                ActorBits.Add(bindable, actor);
            }
        }
        var isAnyBound =
            !ActorBits.IsEmpty(bindable)
            && (!clause.IsJoint || plan.If is not { } joint || joint.Holds(this, scope with { Group = bindable }));
        return isAnyBound ? concerned : null;
    }

    /// <summary>Opens a stage of a decision that is not in the table (any more).</summary>
    private void OpenStage(in TextKey key, DecisionInstance instance, int number, DecisionStatus from, Rule rule)
    {
        var plan = _plan.Decisions[instance.Decision];
        if (number >= plan.Stages.Length)
        {
            Decide(instance, from, DecisionOutcome.Silence, rule);
            return;
        }
        var stage = plan.Stages[number];
        var ballot =
            stage.Seats > 0
                ? EmptyBallot(_plan.Nobody, stage.Seats)
                : BallotOf(Scope.Of(instance.Bound), stage.Who, instance.Decision);
        if (ballot.Seats == 0)
        {
            Conclude(
                key,
                instance with
                {
                    Stage = number,
                },
                from,
                stage.Core.OnEmpty,
                DecisionOutcome.Silence,
                Rule.EmptyElectorate
            );
            return;
        }
        var deadline = stage.Core.Within is { } within ? _plan.Calendar.Add(Now, within) : long.MaxValue;
        var opened = instance with { Stage = number, StageOpened = Now, Deadline = deadline, Ballot = ballot };
        _tables.Decisions.Set(key, opened, _owner);
        _tables.DecisionQueue.Set(new DecisionQueueKey(opened.Opened, key), true, _owner);
        if (deadline != long.MaxValue)
        {
            _tables.Timers.Set(StageTimer(key, deadline), null, _owner);
        }
        _dirt |= Dirt.Decisions;
        EmitDecision(opened, from, DecisionStatus.AtStage(number + 1), rule);
        CountDecision(key, opened, isAtEnd: false);
    }

    private static TimerKey StageTimer(in TextKey key, long at) =>
        new(at, TimerPhase.Stage, key.Index, key.Text, -1, -1, key.Sub);

    private void FireStage(in TextKey key)
    {
        if (_tables.Decisions.TryGet(key, out var instance))
        {
            CountDecision(key, instance, isAtEnd: true);
        }
    }

    private void CountDecision(in TextKey key, DecisionInstance instance, bool isAtEnd)
    {
        var stage = _plan.Decisions[instance.Decision].Stages[instance.Stage].Core;
        var verdict = Count(instance.Ballot, stage.Threshold, stage.Quorum, stage.Electorate.PresentAndVoting, isAtEnd);
        var at = DecisionStatus.AtStage(instance.Stage + 1);
        if (instance.Ballot.Seats == 0)
        {
            // All who might have voted have gone: nobody refused.
            Drop(key, instance);
            Conclude(key, instance, at, stage.OnEmpty, DecisionOutcome.Silence, Rule.EmptyElectorate);
            return;
        }
        switch (verdict)
        {
            case Verdict.Reached:
                Drop(key, instance);
                Decide(instance, at, DecisionOutcome.Yes, Rule.ThresholdReached);
                break;
            case Verdict.Unreachable:
                Drop(key, instance);
                Conclude(key, instance, at, stage.OnRefusal, DecisionOutcome.No, Rule.ThresholdUnreachable);
                break;
            case Verdict.Silent:
                Drop(key, instance);
                Conclude(key, instance, at, stage.OnSilence, DecisionOutcome.Silence, Rule.Silence);
                break;
        }
    }

    private void Drop(in TextKey key, DecisionInstance instance)
    {
        _tables.Decisions.Remove(key, _owner);
        _tables.DecisionQueue.Remove(new DecisionQueueKey(instance.Opened, key), _owner);
        if (instance.Deadline != long.MaxValue)
        {
            _tables.Timers.Remove(StageTimer(key, instance.Deadline), _owner);
        }
        _dirt |= Dirt.Decisions;
    }

    /// <param name="undecided">What it is called when the text draws no consequence from it: a refusal is a no, silence is silence.</param>
    private void Conclude(
        in TextKey key,
        DecisionInstance instance,
        DecisionStatus from,
        StageEffect effect,
        DecisionOutcome undecided,
        Rule rule
    )
    {
        Guard(new Consumer(ConsumerKind.DecisionOpen, instance.Decision, 0));
        switch (effect)
        {
            case StageEffect.Next:
                OpenStage(key, instance, instance.Stage + 1, from, rule);
                break;
            case StageEffect.Makes:
                Decide(instance, from, DecisionOutcome.Yes, rule);
                break;
            case StageEffect.Refuses:
                Decide(instance, from, DecisionOutcome.No, rule);
                break;
            case StageEffect.Fails:
                Decide(instance, from, DecisionOutcome.Failed, rule);
                break;
            default:
                Decide(instance, from, undecided, rule);
                break;
        }
    }

    private void Decide(DecisionInstance instance, DecisionStatus from, DecisionOutcome outcome, Rule rule)
    {
        var plan = _plan.Decisions[instance.Decision];
        RememberOutcome(instance.Decision, outcome, instance.Bound.Root);
        foreach (var other in plan.StandsFor)
        {
            RememberOutcome(other, outcome, instance.Bound.Root);
        }
        foreach (var other in plan.Successors)
        {
            if (DecidesForSuccessor(instance, other))
            {
                RememberOutcome(other, outcome, instance.Bound.Root);
            }
        }
        _dirt |= Dirt.Decisions;
        EmitDecision(instance, from, DecisionStatus.Decided(outcome), rule);
        Bound? bound = null;
        foreach (var node in _plan.OnDecision[instance.Decision])
        {
            if (node.Status == (byte)outcome && Hears(node, plan, instance))
            {
                bound ??= instance.Bound with { Cause = instance.Cause };
                Reach(node, node, bound);
            }
        }
    }

    private void RememberOutcome(int decision, DecisionOutcome outcome, string root)
    {
        OwnArrays();
        _tables.LastOutcomes[decision] = (byte)((int)outcome + 1);
        if (_plan.Decisions[decision].IsRemembered)
        {
            _tables.Memory.Set(new TextKey(-1 - decision, (int)outcome, root), true, _owner);
        }
    }

    private void AnnounceDecision(Event @event, int author, int decision, bool isYes)
    {
        if (IsAnnounced(@event, author, decision, isYes))
        {
            return;
        }
        foreach (var successor in _plan.Decisions[decision].Successors)
        {
            if (IsAnnounced(@event, author, successor, isYes))
            {
                return;
            }
        }
        var isOpen = IsOpen(decision) || Array.Exists(_plan.Decisions[decision].Successors, IsOpen);
        Tell(isOpen ? NoticeKind.NotAnElector : NoticeKind.NotOpen, @event.Data.Name ?? "");
    }

    private bool IsAnnounced(Event @event, int author, int decision, bool isYes)
    {
        DecisionQueueKey? after = null;
        while (TryNextDecision(decision, @event.Subject, ref after, out var key, out var instance))
        {
            var stage = _plan.Decisions[decision].Stages[instance.Stage];
            var isOneActor =
                stage.Core.Threshold.Kind == ThresholdKind.Single && ActorBits.Has(instance.Ballot.Electorate, author);
            if (stage.Body != author && !isOneActor)
            {
                continue;
            }
            Drop(key, instance);
            var announced = instance with { Cause = new Cause(@event, instance.Cause) };
            var at = DecisionStatus.AtStage(instance.Stage + 1);
            if (isYes)
            {
                Decide(announced, at, DecisionOutcome.Yes, Rule.Announced);
            }
            else
            {
                Conclude(key, announced, at, stage.Core.OnRefusal, DecisionOutcome.No, Rule.Announced);
            }
            return true;
        }
        return false;
    }

    /// <summary>The open decisions a vote could be for, the earliest opened first; with a subject only those under it.</summary>
    private bool TryNextDecision(
        int decision,
        string? subject,
        ref DecisionQueueKey? after,
        out TextKey key,
        out DecisionInstance instance
    )
    {
        if (after is null && subject is not null)
        {
            key = new TextKey(decision, -1, subject);
            if (_tables.Decisions.TryGet(key, out var named))
            {
                instance = named;
                after = new DecisionQueueKey(named.Opened, key);
                return true;
            }
        }
        var from = after ?? new DecisionQueueKey(long.MinValue, new TextKey(decision, int.MinValue, ""));
        while (_tables.DecisionQueue.TryHigher(from, out var queued, out _) && queued.Key.Index == decision)
        {
            from = queued;
            if (
                (subject is null || string.Equals(queued.Key.Text, subject, StringComparison.Ordinal))
                && _tables.Decisions.TryGet(queued.Key, out var found)
            )
            {
                after = queued;
                key = queued.Key;
                instance = found;
                return true;
            }
        }
        key = default;
        instance = NoDecision;
        return false;
    }

    private void EmitDecision(
        DecisionInstance instance,
        DecisionStatus from,
        DecisionStatus to,
        Rule rule,
        Provisions? because = null
    )
    {
        var plan = _plan.Decisions[instance.Decision];
        _sink.Add(
            new Transition
            {
                At = Now,
                Kind = TransitionKind.Decision,
                Index = instance.Decision,
                Agreement = plan.Core.Agreement,
                Bearer =
                    to.Stage > 0 && plan.Stages[instance.Stage].Body is >= 0 and var body
                        ? Bearers.Of(body)
                        : Bearers.None,
                CounterParty = -1,
                Violator = instance.Bound.Violator,
                Instance = instance.Bound.Root,
                From = from.Code,
                To = to.Code,
                Rule = rule,
                Cause = instance.Cause,
                Provisions = because ?? (IsOvertaken(plan, instance) ? plan.BecauseBegun : plan.Because),
                Anchor = instance.StageOpened,
                Until = to.Stage > 0 && instance.Deadline != long.MaxValue ? instance.Deadline : null,
                Deadline = -1,
            }
        );
    }
}
