using System.Runtime.ExceptionServices;
using Foedus.Temporal.Slicing;

namespace Foedus.Temporal.Parsing;

/// <content>A second thread parses the rest of a long log while this one evaluates, or others do, each a slice of it.</content>
public sealed unsafe partial class LogReader
{
    private SlicedRun? _sliced;
    private SliceRouter? _router;

    /// <summary>Whether the log was evaluated in slices.</summary>
    public bool IsSliced => _sliced is not null;

    /// <summary>For each predicate the argument by which it was divided, or -1; nothing where it was not.</summary>
    internal IReadOnlyList<int> Keys => _sliced?.Plan.Keys ?? [];

    private bool IsBusy() => _options.ParseAheadDensity is not { } bytes || _wantedEvents >= _bytesRead / bytes;

    private void ReadAhead()
    {
        const int BatchesUnderWay = 4;
        var flow = new BatchFlow<EventBatch>(NewBatch, batch => batch.Clear(), BatchesUnderWay);
        var receiver = new BatchReceiver(NewBatch(), _inTimePoint ? _stamp : null);
        var parser = new Thread(() => Parse(flow, receiver, receiver.TurnTo, null))
        {
            IsBackground = true,
            Name = "Log parser",
        };
        parser.Start();
        try
        {
            while (flow.TakeReady(_options.BeforeRead) is { } batch)
            {
                batch.Replay(_feed);
                _monitor.Run();
                flow.GiveEmpty(batch);
            }
        }
        finally
        {
            flow.Abandon();
        }
        ReturnToFeed();
    }

    // Fills batches with what has been read already, if anything has, and with the rest of the log.
    private void Parse<TBatch>(
        BatchFlow<TBatch> flow,
        EventReceiver receiver,
        Action<TBatch> turnTo,
        EventBatch? readBefore
    )
        where TBatch : class
    {
        ExceptionDispatchInfo? failure = null;
        try
        {
            _receiver = receiver;
            var isFilled = true;
            while (isFilled && (readBefore is not null || !_terminated && !_isRefused) && flow.TakeEmpty() is { } batch)
            {
                turnTo(batch);
                if (readBefore is not null)
                {
                    readBefore.Replay(receiver);
                    readBefore = null;
                    if (_inTimePoint)
                    {
                        // It may have had no event yet.
                        receiver.BeginTimePoint(_stamp);
                    }
                }
                else
                {
                    isFilled = Fill();
                    if (isFilled)
                    {
                        ReadBuffered();
                    }
                }
                flow.GiveFilled(batch);
            }
        }
        // Whatever it is, the thread that called has to deal with it.
        catch (Exception exception)
        {
            failure = ExceptionDispatchInfo.Capture(exception);
        }
        flow.Complete(failure);
    }

    private EventBatch NewBatch() => new(_monitor.Signature, new BatchTexts());

    // Reads a little more, from a time point's beginning on, to see how the rest is best divided. False where it cannot
    // be or where that would not pay; what was read has been taken in then.
    private bool TryReadInSlices()
    {
        if (_options.Slices < 2 || _options.LateHorizon > 0 || _monitor.History is not null)
        {
            return false;
        }
        var sample = NewBatch();
        _nextReceiver = new BatchReceiver(sample, null);
        if (!_inTimePoint)
        {
            TurnToNextReceiver();
        }
        while (sample.IsEmpty && !_terminated && !_isRefused)
        {
            _options.BeforeRead?.Invoke();
            if (!Fill())
            {
                break;
            }
            ReadBuffered();
            try
            {
                _monitor.Run();
            }
            catch (OverflowException) when (!_monitor.RunsAtEachTimePoint)
            {
                // A failure is told with the number of time points at the end of the whole piece.
                sample.Replay(_feed);
                throw;
            }
        }
        _nextReceiver = null;
        if (PlanFor(sample) is not { } plan)
        {
            sample.Replay(_feed);
            _monitor.Run();
            ReturnToFeed();
            return false;
        }
        var sliced = new SlicedRun(plan, _monitor);
        _monitor.Sliced = sliced;
        _sliced = sliced;
        var router = sliced.NewRouter();
        _router = router;
        sliced.Run(exchange => Parse(exchange, router, router.Fill, sample), _options.BeforeRead);
        return true;
    }

    // Null where there are no slices, or they would not pay.
    private SlicePlan? PlanFor(EventBatch sample)
    {
        if (sample.IsEmpty)
        {
            return null;
        }
        var counts = sample.CountByPredicate(out var timePoints);
        var sampled = counts.Sum();
        if (sampled < timePoints * _options.LeastEventsPerTimePoint)
        {
            return null;
        }
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] += _monitor.Inputs[i].Logs.Sum(log => log.Total);
        }
        SlicePlan? best = null;
        var least = double.PositiveInfinity;
        foreach (var plan in SlicePlan.ByKey(_monitor.Formulas, _options.Slices, counts))
        {
            var time = SliceTime.Of(
                plan,
                _monitor,
                _wantedEvents - sampled,
                (double)_bytesRead / Math.Max(1, _wantedEvents)
            );
            if (time.Sliced < least && time.Sliced <= time.Whole * _options.MostSliceTime)
            {
                (best, least) = (plan, time.Sliced);
            }
        }
        return best;
    }

    private void ReturnToFeed()
    {
        _receiver = _feed;
        if (_inTimePoint)
        {
            _feed.BeginTimePoint(_stamp);
        }
    }

    private void TurnToNextReceiver()
    {
        _receiver = _nextReceiver ?? _receiver;
        _nextReceiver = null;
    }

    // The log has ended.
    private void Finish()
    {
        SliceBatch? rest = null;
        if (_sliced is { } sliced && _router is { } router)
        {
            rest = sliced.NewBatch();
            router.Fill(rest);
        }
        if (_inTimePoint)
        {
            EndTimePoint();
        }
        if (rest is not null)
        {
            _sliced?.Finish(rest);
            return;
        }
        _feed.End();
        _monitor.Run();
    }
}
