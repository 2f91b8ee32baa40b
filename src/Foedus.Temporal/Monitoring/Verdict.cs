using Foedus.Temporal.Evaluation;
using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Monitoring;

/// <summary>
/// A formula holds at a time point: for these tuples, sorted and each once. Valid only during the call that hands it over.
/// </summary>
public readonly ref struct Verdict
{
    private readonly ReadOnlySpan<long> _rows;
    private readonly TextPool _texts;

    internal Verdict(
        MonitoredFormula formula,
        int formulaIndex,
        long timePoint,
        long stamp,
        long knownAfter,
        ReadOnlySpan<long> rows,
        int count,
        TextPool texts,
        bool repeats
    )
    {
        Formula = formula;
        FormulaIndex = formulaIndex;
        TimePoint = timePoint;
        Stamp = stamp;
        KnownAfter = knownAfter;
        _rows = rows;
        Count = count;
        _texts = texts;
        Repeats = repeats;
    }

    public MonitoredFormula Formula { get; }

    /// <summary>The formula's position in the monitor.</summary>
    public int FormulaIndex { get; }

    /// <summary>From 0.</summary>
    public long TimePoint { get; }

    public long Stamp { get; }

    /// <summary>The last instant at which an event could still have changed this verdict; the stamp itself for a formula about the past.</summary>
    public long KnownAfter { get; }

    /// <summary>The number of tuples: at least 1. A closed formula has one without columns.</summary>
    public int Count { get; }

    /// <summary>Whether the tuples are the same as in the formula's verdict before.</summary>
    public bool Repeats { get; }

    /// <summary>The tuples' columns, row by row.</summary>
    internal ReadOnlySpan<long> Rows => _rows;

    internal TextPool Texts => _texts;

    /// <summary>One value of one tuple.</summary>
    public Value this[int row, int column] =>
        TermValue.Unpack(_rows[row * Formula.Types.Count + column], Formula.Types[column], _texts);
}
