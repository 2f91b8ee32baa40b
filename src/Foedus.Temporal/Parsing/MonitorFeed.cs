using System.Runtime.InteropServices;
using Foedus.Temporal.Evaluation;
using Foedus.Temporal.Formulas;
using Foedus.Temporal.Monitoring;
using Foedus.Temporal.Planning;

namespace Foedus.Temporal.Parsing;

/// <summary>Hands what a log says to a monitor, if late events are allowed once no earlier one can come.</summary>
internal sealed class MonitorFeed : EventReceiver
{
    private readonly TemporalMonitor _monitor;
    private readonly Timeline _timeline;

    // Events go straight to the operators.
    private readonly bool _isDirect;
    private readonly PredicateInput[] _inputs;
    private readonly IReadOnlyList<ColumnType>[] _types;
    private readonly LateBuffer? _late;
    private long _stamp;

    public MonitorFeed(TemporalMonitor monitor, long lateHorizon)
    {
        _monitor = monitor;
        _timeline = monitor.Timeline;
        _isDirect = lateHorizon == 0 && monitor.History is null;
        _inputs = monitor.Inputs;
        _types = [.. monitor.Signature.Predicates.Select(predicate => predicate.Types)];
        if (lateHorizon > 0)
        {
            _late = new LateBuffer(monitor, lateHorizon);
            monitor.MarkHeldTexts = _late.Mark;
        }
    }

    public override void BeginTimePoint(long stamp) => _stamp = stamp;

    public override void Take(int predicate, ref long arguments)
    {
        if (_isDirect)
        {
            _inputs[predicate].Take(ref arguments, _timeline.Count, _stamp);
            return;
        }
        var types = _types[predicate];
        var values = MemoryMarshal.CreateReadOnlySpan(ref arguments, types.Count);
        if (_late is not null)
        {
            _late.Add(predicate, values);
            return;
        }
        _monitor.History?.Add(predicate, values, types, _monitor.Texts);
        _inputs[predicate].Take(ref arguments, _monitor.Timeline.Count, _stamp);
    }

    public override void EndTimePoint()
    {
        if (_late is not null)
        {
            _late.Complete(_stamp);
            return;
        }
        _monitor.CompleteTimePoint(_stamp);
    }

    public override void Discard()
    {
        _late?.Discard();
        _monitor.History?.Discard();
        foreach (var input in _inputs)
        {
            input.Discard(_monitor.Timeline.Count);
        }
    }

    public override void AdvanceTo(long instant)
    {
        if (_late is not null)
        {
            _late.AdvanceTo(instant);
            return;
        }
        _monitor.AdvanceTo(instant);
    }

    public override long Pack(ReadOnlySpan<byte> text) => _monitor.Texts.Intern(text);

    /// <summary>The log has ended: nothing earlier can come.</summary>
    public void End() => _late?.End();
}
