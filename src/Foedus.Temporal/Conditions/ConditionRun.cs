using Foedus.Temporal.Formulas;
using Foedus.Temporal.Monitoring;

namespace Foedus.Temporal.Conditions;

/// <summary>The state of a condition, changed in place. Not thread-safe. After an exception it is invalid.</summary>
public sealed class ConditionRun
{
    private readonly TemporalMonitor _monitor;
    private readonly Latest _latest = new();

    internal ConditionRun(Condition condition)
    {
        Condition = condition;
        _monitor = new TemporalMonitor(condition.Formula.Signature, [condition.Formula], _latest);
    }

    public Condition Condition { get; }

    /// <summary>Whether the condition holds at the last time point, for any tuple.</summary>
    public bool Holds => _latest.TimePoint >= 0 && _latest.TimePoint == _monitor.TimePoints - 1;

    /// <summary>The tuples the condition holds for at the last time point, sorted.</summary>
    public IReadOnlyList<IReadOnlyList<Value>> Tuples => Holds ? _latest.Tuples : [];

    /// <summary>Takes in one more time point.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The stamp is before the last one.</exception>
    /// <exception cref="ArgumentException">An event does not fit the signature.</exception>
    /// <exception cref="OverflowException">A sum or term leaves 64 bits.</exception>
    public void Step(long stamp, IReadOnlyList<ConditionEvent> events)
    {
        _monitor.BeginTimePoint(stamp);
        foreach (var item in events)
        {
            _monitor.AddEvent(item.Predicate, [.. item.Values]);
        }
        _monitor.EndTimePoint();
    }

    private sealed class Latest : IVerdictSink
    {
        public long TimePoint { get; private set; } = -1;

        public List<IReadOnlyList<Value>> Tuples { get; } = [];

        public void Take(in Verdict verdict)
        {
            TimePoint = verdict.TimePoint;
            Tuples.Clear();
            for (var row = 0; row < verdict.Count; row++)
            {
                var values = new Value[verdict.Formula.Columns.Count];
                for (var column = 0; column < values.Length; column++)
                {
                    values[column] = verdict[row, column];
                }
                Tuples.Add(values);
            }
        }
    }
}
