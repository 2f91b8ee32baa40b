using System.Runtime.ExceptionServices;
using Foedus.Temporal.Slicing;

namespace Foedus.Temporal.Parsing;

/// <content>A second thread parses the rest of a long log while this one evaluates, or others do, each a slice of it.</content>
public sealed unsafe partial class LogReader
{
    private SlicedRun? _sliced;
    private SliceRouter? _router;

    /// <summary>Whether the log was evaluated in slices.</summary>
    internal bool IsSliced => _sliced is not null;

    private bool IsBusy() => _options.ParseAheadDensity is not { } bytes || _wantedEvents >= _bytesRead / bytes;

    private void ReadAhead()
    {
        const int BatchesUnderWay = 4;
        var queue = new BatchQueue(NewBatch, BatchesUnderWay);
        var parser = new Thread(() => Parse(queue)) { IsBackground = true, Name = "Log parser" };
        parser.Start();
        try
        {
            while (queue.TakeFilled(_options.BeforeRead) is { } batch)
            {
                _feed.Take(batch);
                _monitor.Run();
                queue.GiveEmpty(batch);
            }
        }
        finally
        {
            queue.Abandon();
        }
        ReturnToFeed();
    }

    private void Parse(BatchQueue queue)
    {
        ExceptionDispatchInfo? failure = null;
        try
        {
            var receiver = new BatchReceiver(NewBatch(), _inTimePoint ? _stamp : null);
            _receiver = receiver;
            while (!_terminated && !_isRefused && queue.TakeEmpty() is { } batch)
            {
                receiver.TurnTo(batch);
                var isFilled = Fill();
                if (isFilled)
                {
                    ReadBuffered();
                }
                queue.GiveFilled(batch);
                if (!isFilled)
                {
                    break;
                }
            }
        }
        // Whatever it is, the thread that called has to deal with it.
        catch (Exception exception)
        {
            failure = ExceptionDispatchInfo.Capture(exception);
        }
        queue.Complete(failure);
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
                _feed.Take(sample);
                throw;
            }
        }
        _nextReceiver = null;
        if (PlanFor(sample) is not { } plan)
        {
            _feed.Take(sample);
            _monitor.Run();
            ReturnToFeed();
            return false;
        }
        var sliced = new SlicedRun(plan, _monitor);
        _monitor.Sliced = sliced;
        _sliced = sliced;
        _router = sliced.NewRouter();
        sliced.Run(exchange => Parse(exchange, _router, sample), _options.BeforeRead);
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
        var plan = SlicePlan.ByKey(_monitor.Formulas, _options.Slices, counts);
        return
            plan?.KeyedShare >= _options.LeastKeyedShare
            && counts.Sum() >= timePoints * _options.LeastEventsPerTimePoint
            ? plan
            : null;
    }

    private void Parse(SliceExchange exchange, SliceRouter router, EventBatch? sample)
    {
        ExceptionDispatchInfo? failure = null;
        try
        {
            _receiver = router;
            while ((sample is not null || !_terminated && !_isRefused) && exchange.TakeEmpty() is { } batch)
            {
                router.Fill(batch);
                var isFilled = sample is not null || Fill();
                if (sample is not null)
                {
                    sample.Replay(router);
                    sample = null;
                    if (_inTimePoint)
                    {
                        // It may have had no event yet.
                        router.BeginTimePoint(_stamp);
                    }
                }
                else if (isFilled)
                {
                    ReadBuffered();
                }
                exchange.GiveFilled(batch);
                if (!isFilled)
                {
                    break;
                }
            }
        }
        // Whatever it is, the thread that called has to deal with it.
        catch (Exception exception)
        {
            failure = ExceptionDispatchInfo.Capture(exception);
        }
        exchange.Complete(failure);
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
