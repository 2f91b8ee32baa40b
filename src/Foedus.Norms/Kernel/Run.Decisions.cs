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

    private void OpenDecision(int index, Bound bound)
    {
        var plan = _plan.Decisions[index];
        if (_tables.Agreements[plan.Core.Agreement].HasEnded && bound.Survivors is null)
        {
            return;
        }
        if (plan.If is { } condition && !condition.Holds(this, Scope.Of(bound)))
        {
            return;
        }
        var key = new TextKey(index, bound.Violator, bound.Root);
        if (_tables.Decisions.Contains(key))
        {
            return;
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
        var ballot = stage.Seats > 0
            ? EmptyBallot(_plan.Nobody, stage.Seats)
            : BallotOf(Scope.Of(instance.Bound), stage.Who, instance.Decision);
        if (ballot.Seats == 0)
        {
            Conclude(key, instance with { Stage = number }, from, stage.Core.OnEmpty, DecisionOutcome.Silence, Rule.EmptyElectorate);
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
    private void Conclude(in TextKey key, DecisionInstance instance, DecisionStatus from, StageEffect effect, DecisionOutcome undecided, Rule rule)
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
        OwnArrays();
        _tables.LastOutcomes[instance.Decision] = (byte)((int)outcome + 1);
        if (plan.IsRemembered)
        {
            _tables.Memory.Set(new TextKey(-1 - instance.Decision, (int)outcome, instance.Bound.Root), true, _owner);
        }
        _dirt |= Dirt.Decisions;
        EmitDecision(instance, from, DecisionStatus.Decided(outcome), rule);
        Bound? bound = null;
        foreach (var node in _plan.OnDecision[instance.Decision])
        {
            if (node.Status == (byte)outcome)
            {
                bound ??= instance.Bound with { Cause = instance.Cause };
                Reach(node, node, bound);
            }
        }
    }

    private void AnnounceDecision(Event @event, int author, int decision, bool isYes)
    {
        DecisionQueueKey? after = null;
        while (TryNextDecision(decision, @event.Subject, ref after, out var key, out var instance))
        {
            var stage = _plan.Decisions[decision].Stages[instance.Stage];
            var isOneActor = stage.Core.Threshold.Kind == ThresholdKind.Single && ActorBits.Has(instance.Ballot.Electorate, author);
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
            return;
        }
        Tell(NoticeKind.NotAnElector, @event.Data.Name ?? "");
    }

    /// <summary>The open decisions a vote could be for, the earliest opened first; with a subject only those under it.</summary>
    private bool TryNextDecision(int decision, string? subject, ref DecisionQueueKey? after, out TextKey key, out DecisionInstance instance)
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

    private void EmitDecision(DecisionInstance instance, DecisionStatus from, DecisionStatus to, Rule rule)
    {
        var plan = _plan.Decisions[instance.Decision];
        _sink.Add(
            new Transition
            {
                At = Now,
                Kind = TransitionKind.Decision,
                Index = instance.Decision,
                Agreement = plan.Core.Agreement,
                Bearer = to.Stage > 0 && plan.Stages[instance.Stage].Body is >= 0 and var body ? Bearers.Of(body) : Bearers.None,
                CounterParty = -1,
                Violator = instance.Bound.Violator,
                Instance = instance.Bound.Root,
                From = from.Code,
                To = to.Code,
                Rule = rule,
                Cause = instance.Cause,
                Provisions = plan.Because,
                Anchor = instance.StageOpened,
                Until = to.Stage > 0 && instance.Deadline != long.MaxValue ? instance.Deadline : null,
                Deadline = -1,
            }
        );
    }
}
