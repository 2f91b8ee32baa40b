using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Foedus.Temporal.Evaluation;

/// <summary>Completes a tuple of one conjunct to tuples of the whole conjunction by looking at the other conjuncts, never building them.</summary>
/// <param name="driverRegisters">The register of each column of the driving conjunct.</param>
/// <param name="steps">What follows.</param>
/// <param name="outputRegisters">The registers of the result's columns.</param>
/// <param name="registers">Shared by the plans of one conjunction.</param>
internal sealed class JoinPlan(int[] driverRegisters, JoinStep[] steps, int[] outputRegisters, long[] registers)
{
    // So many tuples pass between a fetch from memory and its use: of a bucket, then of the row it names.
    private const int BucketsAhead = 12;
    private const int RowsAhead = 6;

    // The table of the first look, if its key stands in the driving tuple, and where.
    private readonly TupleTable? _firstLookedInto = FirstLook(driverRegisters, steps)?.Relation?.Table;
    private readonly int[] _firstKey = FirstLook(driverRegisters, steps) is { } look
        ? [.. look.KeyRegisters.Select(register => Array.IndexOf(driverRegisters, register))]
        : [];
    private readonly long[] _output = new long[Math.Max(1, outputRegisters.Length)];
    private long _timePoint;
    private long _stamp;
    private IJoinSink? _sink;

    public JoinStep[] Steps => steps;

    /// <summary>Fixes what the built-in predicates about time say.</summary>
    public void MoveTo(long timePoint, long stamp)
    {
        _timePoint = timePoint;
        _stamp = stamp;
    }

    /// <summary>
    /// Whether <see cref="Passes"/> looks at the tuple's first column only: other columns then need not be there.
    /// </summary>
    public bool AsksFirstColumnOnly { get; } = driverRegisters.Length > 0 && AskOnly(steps, driverRegisters[0]);

    /// <summary>The integers that may stand in a tuple's first column, where that is all <see cref="Passes"/> asks.</summary>
    public (long Low, long High)? FirstColumnRange { get; } =
        driverRegisters.Length > 0 ? RangeOf(steps, driverRegisters[0]) : null;

    /// <summary>Whether a tuple passes the conditions with which the plan begins. Where it does not, it has no completion.</summary>
    public bool Passes(ref long tuple)
    {
        if (steps.Length == 0 || steps[0].Kind != JoinStepKind.Filter)
        {
            return true;
        }
        var asked = AsksFirstColumnOnly ? 1 : driverRegisters.Length;
        for (var i = 0; i < asked; i++)
        {
            registers[driverRegisters[i]] = Unsafe.Add(ref tuple, i);
        }
        foreach (var step in steps)
        {
            if (step.Kind != JoinStepKind.Filter)
            {
                break;
            }
            if (step.Condition?.IsTrue(registers) != true)
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>
    /// Begins to fetch what the first look of the tuples some rows on will touch: a table larger than the caches would
    /// be waited for at every tuple.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void FetchAhead(EventStream driver, int row)
    {
        if (_firstLookedInto is { IsLarge: true } table)
        {
            FetchAhead(table, driver, row);
        }
    }

    /// <summary>Hands every completion of a tuple to the sink.</summary>
    public void Run(ref long tuple, IJoinSink sink)
    {
        for (var i = 0; i < driverRegisters.Length; i++)
        {
            registers[driverRegisters[i]] = Unsafe.Add(ref tuple, i);
        }
        _sink = sink;
        Run(0);
    }

    private void FetchAhead(TupleTable table, EventStream driver, int row)
    {
        unchecked
        {
            if (row + BucketsAhead < driver.CountAhead)
            {
                table.FetchBucket(TupleHash.OfColumns(ref driver.Row(row + BucketsAhead), _firstKey));
            }
            if (row + RowsAhead < driver.CountAhead)
            {
                table.FetchRow(TupleHash.OfColumns(ref driver.Row(row + RowsAhead), _firstKey));
            }
        }
    }

    private static JoinStep? FirstLook(int[] driverRegisters, JoinStep[] steps)
    {
        var first = Array.Find(steps, step => step.Kind is JoinStepKind.Look or JoinStepKind.LookNot);
        return first?.KeyRegisters.Length > 0 && Array.TrueForAll(first.KeyRegisters, driverRegisters.Contains)
            ? first
            : null;
    }

    private static bool AskOnly(JoinStep[] steps, int register)
    {
        foreach (var step in steps)
        {
            if (step.Kind != JoinStepKind.Filter)
            {
                break;
            }
            if (step.Condition?.AsksOnly(register) != true)
            {
                return false;
            }
        }
        return true;
    }

    private static (long Low, long High)? RangeOf(JoinStep[] steps, int register)
    {
        var (low, high) = (long.MinValue, long.MaxValue);
        foreach (var step in steps)
        {
            if (step.Kind != JoinStepKind.Filter)
            {
                break;
            }
            if (step.Condition?.TryNarrow(register, ref low, ref high) != true)
            {
                return null;
            }
        }
        return (low, high);
    }

    private void Run(int at)
    {
        for (; at < steps.Length; at++)
        {
            var step = steps[at];
            switch (step.Kind)
            {
                case JoinStepKind.Filter:
                    if (step.Condition?.IsTrue(registers) != true)
                    {
                        return;
                    }
                    break;
                case JoinStepKind.Assign:
                    registers[step.Target] = step.Expression?.Evaluate(registers) ?? 0;
                    break;
                case JoinStepKind.Look:
                    if (!Has(step))
                    {
                        return;
                    }
                    break;
                case JoinStepKind.LookNot:
                    if (Has(step))
                    {
                        return;
                    }
                    break;
                case JoinStepKind.TimePoint:
                    registers[step.Target] = _timePoint;
                    break;
                case JoinStepKind.Stamp:
                    registers[step.Target] = _stamp;
                    break;
                default:
                    Match(step, at + 1);
                    return;
            }
        }
        for (var i = 0; i < outputRegisters.Length; i++)
        {
            _output[i] = registers[outputRegisters[i]];
        }
        _sink?.Take(ref MemoryMarshal.GetArrayDataReference(_output));
    }

    private ref long KeyOf(JoinStep step)
    {
        var from = step.KeyRegisters;
        var key = step.Key;
        for (var i = 0; i < from.Length; i++)
        {
            key[i] = registers[from[i]];
        }
        return ref MemoryMarshal.GetArrayDataReference(key);
    }

    private bool Has(JoinStep step) => step.Relation is { } relation && relation.Contains(ref KeyOf(step));

    private void Match(JoinStep step, int next)
    {
        if (step.Relation is not { } relation)
        {
            return;
        }
        var table = relation.Table;
        var exact = relation.IsExact;
        if (step.Index is { } index)
        {
            for (var row = index.First(ref KeyOf(step)); row >= 0; row = index.Next(row))
            {
                if (exact || relation.Holds(row))
                {
                    Bind(step, ref table.Row(row));
                    Run(next);
                }
            }
            return;
        }
        for (var row = table.FirstOfAll; row >= 0; row = table.NextOfAll(row))
        {
            if (exact || relation.Holds(row))
            {
                Bind(step, ref table.Row(row));
                Run(next);
            }
        }
    }

    private void Bind(JoinStep step, ref long row)
    {
        var columns = step.NewColumns;
        for (var i = 0; i < columns.Length; i++)
        {
            registers[step.NewRegisters[i]] = Unsafe.Add(ref row, columns[i]);
        }
    }
}
