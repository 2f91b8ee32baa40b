using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Foedus.Temporal.Evaluation;
using Foedus.Temporal.Formulas;
using Foedus.Temporal.Parsing;
using Foedus.Temporal.Planning;
using Foedus.Temporal.Slicing;

namespace Foedus.Temporal.Monitoring;

/// <summary>
/// Monitors formulas over one stream of time points. Verdicts go to the sink as soon as they are determined, per
/// formula in the order of time points. Not thread-safe. After an exception the monitor is invalid.
/// </summary>
public sealed class TemporalMonitor
{
    private const int TimePointsBetweenSweeps = 4096;

    // "FOETEMP" and the version of the layout.
    private const long CheckpointFormat = 0x464F4554454D5003;

    private readonly MonitorRoot[] _roots;
    private readonly RootSchedule _schedule;
    private readonly Planner _planner;
    private readonly bool _looksAhead;

    // Per ladder the formula whose text it is made of.
    private readonly List<int> _ladderFormulas = [];
    private readonly long[] _arguments;
    private long _stamp;
    private bool _inTimePoint;
    private long _everyoneAt;
    private int _running;

    /// <summary>Prepares a run of formulas that were compiled for this signature.</summary>
    /// <exception cref="InvalidFormulasException">A formula grows too large when its LETs are put in.</exception>
    public TemporalMonitor(Signature signature, IReadOnlyList<MonitoredFormula> formulas, IVerdictSink sink)
    {
        Signature = signature;
        Formulas = formulas;
        Sink = sink;
        RunsAtEachTimePoint = formulas.Count > 1;
        Timeline = new Timeline();
        Texts = new TextPool();
        _planner = new Planner(signature, Timeline, Texts);
        _roots = new MonitorRoot[formulas.Count];
        var widest = 1;
        foreach (var predicate in signature.Predicates)
        {
            widest = Math.Max(widest, predicate.Types.Count);
        }
        _arguments = new long[widest];
        foreach (var formula in formulas)
        {
            _planner.Deadlines.Gather(formula.Rewritten);
        }
        var woken = new List<int>();
        for (var i = 0; i < formulas.Count; i++)
        {
            try
            {
                var planned = _planner.Plan(formulas[i].Rewritten);
                var frontiers = _planner.Frontiers.TakeAsked();
                _roots[i] = new MonitorRoot(
                    formulas[i],
                    i,
                    planned,
                    frontiers,
                    new WakeFlag(woken, i),
                    Timeline,
                    Texts
                );
                _looksAhead |= formulas[i].LooksAhead;
                while (_ladderFormulas.Count < _planner.Deadlines.Ladders.Count)
                {
                    _ladderFormulas.Add(i);
                }
            }
            catch (RefusedTextException refused)
            {
                var problem = refused.Problem;
                throw new InvalidFormulasException(
                    i,
                    problem.At == default ? problem with { At = formulas[i].Original.At } : problem
                );
            }
        }
        _schedule = new RootSchedule(_roots, woken);
        Texts.Pin();
    }

    public Signature Signature { get; }

    public IReadOnlyList<MonitoredFormula> Formulas { get; }

    /// <summary>Set before the first time point to keep every event for explanations.</summary>
    public EventHistory? History { get; init; }

    /// <summary>How many time points have been completed.</summary>
    public long TimePoints => Sliced?.TimePoints ?? Timeline.RealCount;

    /// <summary>The formula that was evaluated last, by its position: after an exception the one that threw it.</summary>
    public int EvaluatedFormula => Sliced?.EvaluatedFormula ?? _running;

    /// <summary>No event with a stamp below this can come any more; null before the first.</summary>
    public long? Clock =>
        Sliced is { } sliced ? sliced.Clock
        : Timeline.Clock == -Timeline.LargestStamp ? null
        : Timeline.Clock;

    internal Timeline Timeline { get; }

    internal TextPool Texts { get; }

    /// <summary>Marks the texts that are held outside the operators: events on their way.</summary>
    internal Action<TextMarks>? MarkHeldTexts { get; set; }

    internal PredicateInput[] Inputs => _planner.Inputs;

    /// <summary>What evaluation costs.</summary>
    internal PlanWork Work => _planner.Work;

    internal IVerdictSink Sink { get; set; }

    /// <summary>Whether verdicts of several formulas must be interleaved in the order in which they are determined.</summary>
    internal bool RunsAtEachTimePoint { get; init; }

    /// <summary>How many time points and clock lines have been taken in, if verdicts are interleaved.</summary>
    internal long Steps { get; private set; }

    /// <summary>Which formula is evaluated, and where.</summary>
    internal (int Formula, long TimePoint) Running => (_running, _roots[_running].Current);

    /// <summary>The run as it goes on in slices, once it does. This monitor then only stands for them.</summary>
    internal SlicedRun? Sliced { get; set; }

    /// <summary>Opens a time point. Several may have the same stamp.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The stamp is before the clock, or beyond 2^61.</exception>
    /// <exception cref="InvalidOperationException">A time point is open, the log has ended, or it was evaluated in slices.</exception>
    public void BeginTimePoint(long stamp)
    {
        RefuseSliced();
        if (_inTimePoint || Timeline.HasEnded)
        {
            throw new InvalidOperationException(_inTimePoint ? "A time point is open." : "The log has ended.");
        }
        ArgumentOutOfRangeException.ThrowIfLessThan(stamp, Timeline.Clock);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(stamp, Timeline.LargestStamp);
        _stamp = stamp;
        _inTimePoint = true;
    }

    /// <summary>Adds an event to the open time point. The events of a time point are a set.</summary>
    /// <exception cref="ArgumentException">The values do not fit the predicate.</exception>
    public void AddEvent(string predicate, params ReadOnlySpan<Value> values)
    {
        var index = Signature.IndexOf(predicate);
        if (index < 0)
        {
            throw new ArgumentException($"Unknown predicate {predicate}.", nameof(predicate));
        }
        if (!_inTimePoint)
        {
            throw new InvalidOperationException("No time point is open.");
        }
        var types = Signature.Predicates[index].Types;
        if (types.Count != values.Length)
        {
            throw new ArgumentException($"{predicate} takes {types.Count} values.", nameof(values));
        }
        for (var i = 0; i < types.Count; i++)
        {
            if (values[i].Type != types[i])
            {
                throw new ArgumentException($"Value {i + 1} of {predicate} has the wrong type.", nameof(values));
            }
            _arguments[i] = TermValue.Pack(values[i], Texts);
        }
        History?.Add(index, _arguments, types, Texts);
        Inputs[index].Take(ref MemoryMarshal.GetArrayDataReference(_arguments), Timeline.Count, _stamp);
    }

    /// <summary>Closes the open time point and hands out what is determined now.</summary>
    public void EndTimePoint()
    {
        if (!_inTimePoint)
        {
            throw new InvalidOperationException("No time point is open.");
        }
        _inTimePoint = false;
        CompleteTimePoint(_stamp);
        Run();
    }

    /// <summary>
    /// Time has passed: no event with a stamp up to and including this one will come. Verdicts that waited for that
    /// are handed out. This is no time point.
    /// </summary>
    /// <exception cref="InvalidOperationException">A log was evaluated in slices.</exception>
    public void AdvanceTo(long stamp)
    {
        RefuseSliced();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(stamp, Timeline.LargestStamp);
        Timeline.AdvanceTo(stamp);
        if (RunsAtEachTimePoint)
        {
            Steps++;
        }
        Run();
    }

    /// <summary>The log ends here: no event will ever come. Hands out every verdict that waited.</summary>
    public void End()
    {
        if (Sliced is { } sliced)
        {
            sliced.End();
        }
        else if (!Timeline.HasEnded)
        {
            if (_looksAhead)
            {
                Timeline.End();
            }
            if (RunsAtEachTimePoint)
            {
                Steps++;
            }
            Run();
        }
    }

    /// <summary>The time points without a verdict yet, per formula, with the last instant at which each can still change.</summary>
    public IReadOnlyList<PendingVerdict> Pending()
    {
        if (Sliced is { } sliced)
        {
            return sliced.Pending();
        }
        var pending = new List<PendingVerdict>();
        for (var i = 0; i < _roots.Length; i++)
        {
            _roots[i].UpdateFrontier();
            for (var timePoint = _roots[i].Decided; timePoint < Timeline.RealCount; timePoint++)
            {
                var stamp = Timeline.StampAt(timePoint);
                pending.Add(new PendingVerdict(i, timePoint, stamp, _roots[i].Frontier.KnownAfter(stamp)));
            }
        }
        return pending;
    }

    /// <summary>
    /// Writes the whole state: a monitor of the same formulas that loads it goes on with the same verdicts. Only
    /// between time points.
    /// </summary>
    /// <exception cref="InvalidOperationException">A time point is open, or a log was evaluated in slices.</exception>
    public void Save(Stream target)
    {
        RefuseSliced();
        if (_inTimePoint)
        {
            throw new InvalidOperationException("A time point is open.");
        }
        Run();
        using var writer = new StateWriter(target);
        writer.Number(CheckpointFormat);
        writer.Bytes(System.Text.Encoding.UTF8.GetBytes(Identity()));
        Texts.Save(writer);
        Timeline.Save(writer);
        foreach (var frontier in _planner.Frontiers.Ordered)
        {
            writer.Number(frontier.Ready);
        }
        SaveOperators(writer);
        foreach (var root in _roots)
        {
            root.Save(writer);
        }
    }

    /// <summary>Takes over a saved state. Only before the first time point.</summary>
    /// <exception cref="InvalidDataException">The bytes are no checkpoint of these formulas.</exception>
    /// <exception cref="InvalidOperationException">The monitor has begun.</exception>
    public void Load(Stream source)
    {
        if (_inTimePoint || Timeline.Count > 0 || Sliced is not null)
        {
            throw new InvalidOperationException("The monitor has begun.");
        }
        var reader = new StateReader(source);
        if (reader.Number() != CheckpointFormat)
        {
            throw new InvalidDataException("This is no checkpoint of this version.");
        }
        if (!reader.Bytes().AsSpan().SequenceEqual(System.Text.Encoding.UTF8.GetBytes(Identity())))
        {
            throw new InvalidDataException("The checkpoint is of other formulas or another signature.");
        }
        Texts.Load(reader);
        Timeline.Load(reader);
        foreach (var frontier in _planner.Frontiers.Ordered)
        {
            frontier.Restore(reader.Number());
        }
        foreach (var node in _planner.Nodes)
        {
            (node as EventStream)?.Load(reader);
            (node as Relation)?.Load(reader);
            (node as DeadlineLadder)?.Load(reader);
        }
        foreach (var root in _roots)
        {
            root.Load(reader);
        }
        _everyoneAt = Timeline.Count;
    }

    private void SaveOperators(StateWriter writer)
    {
        foreach (var node in _planner.Nodes)
        {
            (node as EventStream)?.Save(writer);
            (node as Relation)?.Save(writer);
            (node as DeadlineLadder)?.Save(writer);
        }
    }

    // What an operator would need to go on from a checkpoint is all that it holds.
    private void LetGoOfTexts()
    {
        var marks = new TextMarks(Texts.Count);
        using var writer = new StateWriter(Stream.Null, marks);
        SaveOperators(writer);
        MarkHeldTexts?.Invoke(marks);
        Texts.Collect(marks);
    }

    private string Identity()
    {
        var text = new System.Text.StringBuilder();
        foreach (var predicate in Signature.Predicates)
        {
            text.Append(predicate.Name).Append('(').AppendJoin(',', predicate.Types).Append(")\n");
        }
        foreach (var formula in Formulas)
        {
            text.Append(formula.Original).Append('\n');
        }
        return text.ToString();
    }

    /// <summary>Takes in a completed time point whose events the inputs have; <see cref="Run"/> evaluates.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void CompleteTimePoint(long stamp)
    {
        History?.Complete(stamp);
        Timeline.Append(stamp);
        if (RunsAtEachTimePoint)
        {
            Steps++;
            Run();
        }
    }

    private void RefuseSliced()
    {
        if (Sliced is not null)
        {
            throw new InvalidOperationException("After a log that was evaluated in slices there is only the end.");
        }
    }

    /// <summary>Evaluates what has become known.</summary>
    internal void Run()
    {
        if (Texts.WantsCollecting)
        {
            LetGoOfTexts();
        }
        _planner.Frontiers.Now.Update(Timeline);
        for (var i = 0; i < _ladderFormulas.Count; i++)
        {
            _running = _ladderFormulas[i];
            _planner.Deadlines.Ladders[i].Advance();
        }
        if (_roots.Length == 1)
        {
            _running = 0;
            _roots[0].Run(Sink);
            return;
        }
        // Now and then every formula is run, so that the events it only looks into do not pile up.
        if (Timeline.Count >= _everyoneAt)
        {
            _everyoneAt = Timeline.Count + TimePointsBetweenSweeps;
            for (var i = 0; i < _roots.Length; i++)
            {
                _running = i;
                _roots[i].Run(Sink);
                _schedule.Ran(i);
            }
            return;
        }
        foreach (var i in _schedule.TakeDue(Timeline.Clock))
        {
            _running = i;
            _roots[i].Run(Sink);
            _schedule.Ran(i);
        }
    }
}
