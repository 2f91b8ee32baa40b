using Foedus.Temporal.Evaluation;
using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Monitoring;

/// <summary>Keeps every event of a run, for explanations. Costs memory in proportion to the log.</summary>
public sealed class EventHistory
{
    private readonly List<(long Stamp, List<(int Predicate, Value[] Values)> Events)> _timePoints = [];
    private List<(int Predicate, Value[] Values)> _open = [];

    public int Count => _timePoints.Count;

    public long StampAt(int timePoint) => _timePoints[timePoint].Stamp;

    internal IReadOnlyList<(int Predicate, Value[] Values)> EventsAt(int timePoint) => _timePoints[timePoint].Events;

    internal void Add(int predicate, ReadOnlySpan<long> arguments, IReadOnlyList<ColumnType> types, TextPool texts)
    {
        var values = new Value[types.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = TermValue.Unpack(arguments[i], types[i], texts);
        }
        _open.Add((predicate, values));
    }

    internal void Discard() => _open.Clear();

    internal void Complete(long stamp)
    {
        _timePoints.Add((stamp, _open));
        _open = [];
    }
}
