using System.Runtime.ExceptionServices;
using Foedus.Temporal.Formulas;
using Foedus.Temporal.Monitoring;
using Foedus.Temporal.Parsing;

namespace Foedus.Temporal.Slicing;

/// <summary>
/// A run that goes on in slices, each a monitor of its own on a thread of its own. The thread that called puts their
/// verdicts together, so the sink is called by it alone, in the order and with the verdicts of one run.
/// </summary>
internal sealed class SlicedRun
{
    private const int BatchesUnderWay = 4;

    private readonly SlicePlan _plan;
    private readonly Signature _signature;
    private readonly TemporalMonitor[] _slices;
    private readonly MonitorFeed[] _feeds;
    private readonly VerdictMerger _merger;
    private readonly SliceExchange _exchange;
    private SliceFailure? _failure;

    /// <param name="plan">What each slice is.</param>
    /// <param name="whole">The run so far, between two time points. Its state is every slice's: what a slice knows of other keys it never tells.</param>
    public SlicedRun(SlicePlan plan, TemporalMonitor whole)
    {
        _plan = plan;
        _signature = whole.Signature;
        _slices = new TemporalMonitor[plan.Slices];
        _feeds = new MonitorFeed[plan.Slices];
        _merger = new VerdictMerger(plan, whole.Sink);
        using var state = new MemoryStream();
        var hasBegun = whole.Clock is not null;
        if (hasBegun)
        {
            whole.Save(state);
        }
        for (var i = 0; i < _slices.Length; i++)
        {
            _slices[i] = new TemporalMonitor(_signature, plan.All, whole.Sink)
            {
                RunsAtEachTimePoint = whole.RunsAtEachTimePoint,
            };
            if (hasBegun)
            {
                state.Position = 0;
                _slices[i].Load(state);
            }
            _feeds[i] = new MonitorFeed(_slices[i], 0);
        }
        _exchange = new SliceExchange(plan.Slices, NewBatch, BatchesUnderWay);
    }

    /// <summary>What each slice is.</summary>
    public SlicePlan Plan => _plan;

    /// <summary>How many time points have been completed.</summary>
    public long TimePoints => _failure?.TimePoints ?? _slices[0].TimePoints;

    /// <summary>The formula that was evaluated when the run failed.</summary>
    public int EvaluatedFormula => _failure?.Place.Formula ?? 0;

    public long? Clock => _slices[0].Clock;

    /// <summary>Divides what a log says.</summary>
    public SliceRouter NewRouter() => new(_plan, _signature, _slices);

    public SliceBatch NewBatch() =>
        new(
            _signature,
            [.. Enumerable.Range(0, _slices.Length).Select(slice => new VerdictBuffer(_plan, slice, _slices[slice]))]
        );

    /// <summary>
    /// Evaluates everything that another thread fills in. That thread is given the exchange; it takes empty batches,
    /// gives them filled, and completes.
    /// </summary>
    /// <param name="fill">What that thread does.</param>
    /// <param name="beforeWaiting">Called before each wait: the time to show what is determined.</param>
    public void Run(Action<SliceExchange> fill, Action? beforeWaiting)
    {
        Start(() => fill(_exchange), "Log parser");
        for (var i = 0; i < _slices.Length; i++)
        {
            var slice = i;
            Start(() => Evaluate(slice), "Slice");
        }
        try
        {
            while (_exchange.TakeReady(beforeWaiting) is { } batch)
            {
                HandOn(batch);
                _exchange.GiveEmpty(batch);
            }
        }
        finally
        {
            _exchange.Abandon();
        }
    }

    /// <summary>Evaluates one more piece, after <see cref="Run"/>.</summary>
    public void Finish(SliceBatch batch)
    {
        for (var i = 0; i < _slices.Length; i++)
        {
            Evaluate(i, batch);
        }
        HandOn(batch);
    }

    /// <summary>The log ends here.</summary>
    public void End()
    {
        var batch = NewBatch();
        for (var i = 0; i < _slices.Length; i++)
        {
            var slice = i;
            Guarded(i, batch, () => _slices[slice].End());
        }
        HandOn(batch);
    }

    /// <summary>What is undecided, by formula.</summary>
    public IReadOnlyList<PendingVerdict> Pending()
    {
        var pending = new List<PendingVerdict>();
        for (var formula = 0; formula < _plan.All.Count; formula++)
        {
            // Every slice sees all time points: what is pending in one is pending in each.
            var index = formula;
            pending.AddRange(_slices[0].Pending().Where(one => one.FormulaIndex == index));
        }
        return pending;
    }

    private static void Start(Action work, string name) =>
        new Thread(() => work()) { IsBackground = true, Name = name }.Start();

    private void Evaluate(int slice)
    {
        while (_exchange.TakeFilled(slice) is { } batch)
        {
            Evaluate(slice, batch);
            var goesOn = batch.Failures[slice] is null;
            _exchange.GiveDone(batch);
            if (!goesOn)
            {
                return;
            }
        }
    }

    private void Evaluate(int slice, SliceBatch batch) =>
        Guarded(
            slice,
            batch,
            () =>
            {
                batch.Parts[slice].Replay(_feeds[slice]);
                _slices[slice].Run();
            }
        );

    private void Guarded(int slice, SliceBatch batch, Action work)
    {
        var monitor = _slices[slice];
        monitor.Sink = batch.Verdicts[slice];
        try
        {
            work();
        }
        // Whatever it is, the thread that called has to deal with it.
        catch (Exception exception)
        {
            batch.Failures[slice] = new SliceFailure(
                ExceptionDispatchInfo.Capture(exception),
                monitor.Running is var (formula, timePoint)
                    ? new VerdictPlace(monitor.Steps, formula, timePoint)
                    : default,
                monitor.TimePoints
            );
        }
    }

    // What stands before the first failure, which is then thrown.
    private void HandOn(SliceBatch batch)
    {
        foreach (var failure in batch.Failures)
        {
            if (failure is not null && (_failure is null || failure.Place.IsBefore(_failure.Place)))
            {
                _failure = failure;
            }
        }
        _merger.Merge(batch.Verdicts, _failure?.Place);
        _failure?.Cause.Throw();
    }
}
