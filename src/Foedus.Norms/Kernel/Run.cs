using Foedus.Norms.Events;
using Foedus.Temporal.Conditions;

namespace Foedus.Norms;

/// <summary>
/// The same machine in place, for one owner: as fast as memory allows, and frozen into a <see cref="State"/> at any moment
/// in constant time.
/// </summary>
public sealed partial class Run
{
    /// <summary>More happenings at one instant than any agreement means: a circle of triggers.</summary>
    private const int MostWorkAtOnce = 200_000;

    /// <summary>States that change each other at one instant are followed this deep: more than any agreement has.</summary>
    private const int DeepestChain = 500;

    private readonly Plan _plan;
    private readonly Queue<Work> _work = new();
    private Tables _tables;
    private object _owner = new();
    private bool _ownsArrays;
    private ulong _dirt;
    private int _guard;
    private int _depth;

    /// <summary>Within an event only: a deadline was set that has passed already.</summary>
    private bool _hasOverdue;
    private ITransitionSink _sink = NoSink.Instance;
    private INoticeSink? _notices;
    private Event? _event;
    private Cause? _fired;
    private Conditions.IHistoryObserver? _observer;

    private Run(State state)
    {
        Machine = state.Machine;
        _plan = state.Machine.Plan;
        _tables = state.Tables;
        Now = state.Now;
    }

    /// <summary>A run that goes on from the state, which it does not change.</summary>
    public static Run From(State state) => new(state);

    public Machine Machine { get; }

    /// <summary>The moment up to which time has passed; UTC milliseconds.</summary>
    public long Now { get; private set; }

    /// <summary>When something will happen by itself if no event comes first; UTC milliseconds, or null.</summary>
    public long? NextDeadline => _tables.Timers.TryFirst(out var first, out _) ? first.At : null;

    internal int Words => _plan.Words;

    internal Plan Plan => _plan;

    /// <summary>Lets time pass to the millisecond before the event, then applies it.</summary>
    /// <exception cref="ArgumentException">The event is earlier than the run.</exception>
    public void Apply(Event @event, ITransitionSink sink, INoticeSink? notices = null)
    {
        if (@event.Time < Now)
        {
            throw new ArgumentException(
                "An event earlier than the run has to be replayed from an earlier state.",
                nameof(@event)
            );
        }
        Begin(sink, notices);
        if (@event.Type == EventType.ClockReached)
        {
            PassTo(@event.Time, closings: true);
            return;
        }
        PassTo(@event.Time, closings: false);
        if (@event.Type is EventType.EventCorrected or EventType.EventRetracted)
        {
            // What it corrects has been replayed; by itself it only says that time has passed.
            return;
        }
        _event = @event;
        Dispatch(@event);
        Settle();
        _event = null;
        if (_hasOverdue)
        {
            PassOverdue();
        }
    }

    /// <summary>What was due under a suspension that has just ended is overdue at this instant, and not when time next passes.</summary>
    private void PassOverdue()
    {
        _hasOverdue = false;
        while (_tables.Timers.TryFirst(out var timer, out var bound) && timer.At < Now)
        {
            FireFirst(timer, bound);
        }
    }

    /// <summary>What moves the machine at this instant: the event it is told, or what once set the timer that goes off; null where time alone does.</summary>
    private Cause? CauseNow => _event is null ? _fired : new Cause(_event, null);

    /// <summary>Lets time pass to and including <paramref name="t"/> (UTC milliseconds).</summary>
    public void Advance(long t, ITransitionSink sink)
    {
        if (t < Now)
        {
            throw new ArgumentException("Time does not go back.", nameof(t));
        }
        Begin(sink, null);
        PassTo(t, closings: true);
    }

    /// <summary>Lets time pass to the millisecond before <paramref name="t"/>, and to what opens at it: what an event at it will find.</summary>
    internal void AdvanceBefore(long t, ITransitionSink sink)
    {
        Begin(sink, null);
        PassTo(t, closings: false);
    }

    /// <summary>Shows from now on what conditions over history are told.</summary>
    internal void Observe(Conditions.IHistoryObserver observer) => _observer = observer;

    /// <summary>The state as it is, in constant time: from here on the run copies what it writes to.</summary>
    public State Freeze()
    {
        _owner = new object();
        _ownsArrays = false;
        return new State(Machine, Now, _tables);
    }

    private void Begin(ITransitionSink sink, INoticeSink? notices)
    {
        _sink = sink;
        _notices = notices;
        _guard = 0;
        _depth = 0;
    }

    /// <summary>Fires what happens by itself before <paramref name="t"/>, and at it: openings always, closings if asked.</summary>
    private void PassTo(long t, bool closings)
    {
        if (Now == long.MinValue)
        {
            Now = _tables.Timers.TryFirst(out var earliest, out _) ? Math.Min(earliest.At, t) : t;
            Start();
        }
        while (
            _tables.Timers.TryFirst(out var timer, out var bound)
            && (timer.At < t || (timer.At == t && (closings || timer.IsOpening)))
        )
        {
            FireFirst(timer, bound);
        }
        _hasOverdue = false;
        Now = t;
    }

    private void FireFirst(in TimerKey timer, Bound? bound)
    {
        _tables.Timers.Remove(timer, _owner);
        Now = Math.Max(Now, timer.At);
        _guard = 0;
        _fired = bound?.Cause;
        Fire(timer, bound);
        Settle();
        _fired = null;
    }

    private void Fire(in TimerKey timer, Bound? bound)
    {
        switch (timer.Phase)
        {
            case TimerPhase.Force:
                EvaluateForce(timer.Index);
                break;
            case TimerPhase.Moment or TimerPhase.Ending:
                FireMoment(timer.Index, bound);
                break;
            case TimerPhase.Recurrence:
                FireRecurrence(timer, bound);
                break;
            case TimerPhase.Watch:
                FireWatch(timer.Index);
                break;
            case TimerPhase.Stage:
                FireStage(new TextKey(timer.Index, timer.Violator, timer.Root));
                break;
            case TimerPhase.Norm or TimerPhase.Power:
                FireDeadline(timer.Instance);
                break;
            case TimerPhase.Participation:
                FireParticipation(timer, bound);
                break;
            case TimerPhase.Opening:
                _tables.Openings.Remove(new TextKey(timer.Index, timer.Violator, timer.Root), _owner);
                break;
            default:
                throw new InvalidOperationException("A timer without a phase.");
        }
    }

    /// <summary>Does what has been opened, then looks at the conditions that may have changed, until nothing changes.</summary>
    private void Settle()
    {
        while (true)
        {
            while (_work.TryDequeue(out var work))
            {
                if ((_dirt & _plan.StandingDependencies) != 0)
                {
                    LookAtStanding(_dirt);
                }
                Guard(work.Consumer);
                if (work.Consumer.Kind == ConsumerKind.DecisionOpen)
                {
                    OpenDecision(work.Consumer.Index, work.Leaf, work.Bound, -1);
                }
                else
                {
                    OpenClause(work.Consumer.Index, work.Leaf, work.Bound, -1, Rule.Triggered);
                }
            }
            if (_dirt == 0)
            {
                return;
            }
            var dirt = _dirt;
            _dirt = 0;
            LookAtWatches(dirt);
        }
    }

    private void Guard(in Consumer consumer)
    {
        if (++_guard > MostWorkAtOnce)
        {
            throw Restless(consumer.Kind, consumer.Index);
        }
    }

    private RestlessAgreementException Restless(ConsumerKind kind, int index)
    {
        _work.Clear();
        var core = _plan.Core;
        return kind switch
        {
            ConsumerKind.DecisionOpen => new(core.Decisions[index].Name, core.Decisions[index].Span),
            ConsumerKind.StateBegin or ConsumerKind.StateEnd or ConsumerKind.ClockMoment => new(
                core.Terms[index].Name,
                core.Terms[index].Span
            ),
            ConsumerKind.SurvivalMark or ConsumerKind.ProvisionalFrom or ConsumerKind.DurationEnd => new(
                core.Participation[index].Id,
                core.Participation[index].Span
            ),
            ConsumerKind.HistoryAnchor or ConsumerKind.HistoryOccasion => new(core.Title, core.Agreements[0].Span),
            _ => new(Replay.ProvisionReference.Of(core.Clauses[index].Id), core.Clauses[index].Span),
        };
    }

    private RestlessAgreementException Restless(Watch watch) =>
        watch.Kind switch
        {
            WatchKind.Sample => Restless(ConsumerKind.HistoryAnchor, 0),
            WatchKind.Force or WatchKind.Suspension => Restless(ConsumerKind.DurationEnd, watch.Index),
            WatchKind.Trigger => Restless(
                _plan.Nodes[watch.Index].Consumer.Kind,
                _plan.Nodes[watch.Index].Consumer.Index
            ),
            _ => Restless(ConsumerKind.ClauseOpen, watch.Index),
        };

    private void Start()
    {
        for (var agreement = 0; agreement < _tables.Agreements.Length; agreement++)
        {
            EvaluateForce(agreement);
        }
        _dirt = ulong.MaxValue;
        Settle();
    }

    private void OwnArrays()
    {
        if (_ownsArrays)
        {
            return;
        }
        _ownsArrays = true;
        _tables.Agreements = (AgreementState[])_tables.Agreements.Clone();
        _tables.Watches = (WatchCell[])_tables.Watches.Clone();
        _tables.Histories = (PastConditionState[])_tables.Histories.Clone();
        _tables.States = (byte[])_tables.States.Clone();
        _tables.LastOccasions = (long[])_tables.LastOccasions.Clone();
        _tables.LastOutcomes = (byte[])_tables.LastOutcomes.Clone();
    }

    private void Tell(NoticeKind kind, string detail)
    {
        if (_notices is not null && _event is not null)
        {
            _notices.Add(new Notice(Now, kind, _event, detail));
        }
    }

    /// <param name="Leaf">The node that was reached: it may still ask who the bearer is.</param>
    private readonly record struct Work(Consumer Consumer, TriggerNode Leaf, Bound Bound);

    private sealed class NoSink : ITransitionSink
    {
        public static NoSink Instance { get; } = new();

        public void Add(in Transition transition) { }
    }
}
