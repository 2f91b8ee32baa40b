using Foedus.Temporal.Formulas;
using Foedus.Temporal.Monitoring;

namespace Foedus.Temporal.Conditions;

/// <summary>A past condition on the monitor: mutable, for one owner and long streams.</summary>
public sealed class PastConditionStream
{
    private readonly Answer _answer = new();
    private readonly TemporalMonitor _monitor;
    private readonly Signature _signature;
    private long _number;

    internal PastConditionStream(MonitoredFormula formula)
    {
        _signature = formula.Signature;
        _monitor = new TemporalMonitor(formula.Signature, [formula], _answer);
    }

    /// <summary>Takes in one time point.</summary>
    public void Step(long at, params ReadOnlySpan<PointEvent> events)
    {
        _monitor.BeginTimePoint(at);
        foreach (var happened in events)
        {
            var predicate = _signature.Predicates[happened.Predicate];
            switch (predicate.Types.Count)
            {
                case 0:
                    _monitor.AddEvent(predicate.Name);
                    break;
                case 1:
                    _monitor.AddEvent(predicate.Name, ++_number);
                    break;
                default:
                    _monitor.AddEvent(predicate.Name, ++_number, happened.Group);
                    break;
            }
        }
        _monitor.EndTimePoint();
    }

    /// <summary>Whether the formula holds at <paramref name="now"/>, which is then in.</summary>
    public bool Holds(long now)
    {
        _monitor.BeginTimePoint(now);
        _monitor.EndTimePoint();
        return _answer.TimePoint == _monitor.TimePoints - 1;
    }

    private sealed class Answer : IVerdictSink
    {
        /// <summary>The last at which the formula holds.</summary>
        public long TimePoint { get; private set; } = -1;

        public void Take(in Verdict verdict) => TimePoint = verdict.TimePoint;
    }
}
