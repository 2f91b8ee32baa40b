using Foedus.Temporal.Evaluation;
using Foedus.Temporal.Formulas;
using Foedus.Temporal.Monitoring;

namespace Foedus.Temporal.Slicing;

/// <summary>The verdicts of one slice over one batch of the log: only what belongs to the slice, and texts as their own.</summary>
internal sealed class VerdictBuffer : IVerdictSink
{
    private readonly SlicePlan _plan;
    private readonly int _slice;
    private readonly TemporalMonitor _monitor;
    private readonly bool[] _hasTexts;

    // Per formula the last verdict of this batch, one without a tuple of this slice included.
    private readonly Last[] _last;
    private int _generation = 1;
    private BufferedVerdict[] _verdicts = new BufferedVerdict[64];
    private long[] _rows = new long[256];
    private int _used;

    public VerdictBuffer(SlicePlan plan, int slice, TemporalMonitor monitor)
    {
        _plan = plan;
        _slice = slice;
        _monitor = monitor;
        _last = new Last[plan.All.Count];
        _hasTexts = [.. plan.All.Select(formula => formula.Types.Contains(ColumnType.Text))];
    }

    public int Count { get; private set; }

    public TextPool Texts { get; private set; } = new();

    public ref readonly BufferedVerdict this[int index] => ref _verdicts[index];

    public ReadOnlySpan<long> RowsOf(in BufferedVerdict verdict) =>
        _rows.AsSpan(verdict.FirstRow, verdict.Count * _plan.All[verdict.Formula].Types.Count);

    public void Clear()
    {
        Count = 0;
        _used = 0;
        _generation++;
        if (Texts.Count > 0)
        {
            Texts = new TextPool();
        }
    }

    public void Take(in Verdict verdict)
    {
        var formula = verdict.FormulaIndex;
        ref var last = ref _last[formula];
        var repeats = verdict.Repeats && last.Generation == _generation;
        if (!repeats)
        {
            var first = _used;
            last = new Last(_generation, first, Keep(verdict, formula));
        }
        if (last.Count == 0)
        {
            return;
        }
        if (Count == _verdicts.Length)
        {
            Array.Resize(ref _verdicts, Count * 2);
        }
        _verdicts[Count++] = new BufferedVerdict(
            new VerdictPlace(_monitor.Steps, formula, verdict.TimePoint),
            verdict.Stamp,
            verdict.KnownAfter,
            last.FirstRow,
            last.Count,
            repeats
        );
    }

    private int Keep(in Verdict verdict, int formula)
    {
        var types = verdict.Formula.Types;
        var key = _plan.KeyColumns[formula];
        if (_used + verdict.Rows.Length > _rows.Length)
        {
            Array.Resize(ref _rows, Math.Max(_used + verdict.Rows.Length, _rows.Length * 2));
        }
        var kept = 0;
        for (var at = 0; at < verdict.Rows.Length; at += types.Count)
        {
            var row = verdict.Rows.Slice(at, types.Count);
            if (!IsOwn(row[key], types[key], verdict.Texts))
            {
                continue;
            }
            var target = _rows.AsSpan(_used, types.Count);
            row.CopyTo(target);
            if (_hasTexts[formula])
            {
                for (var i = 0; i < types.Count; i++)
                {
                    target[i] = types[i] == ColumnType.Text ? Texts.Intern(verdict.Texts[row[i]]) : row[i];
                }
            }
            _used += types.Count;
            kept++;
        }
        return kept;
    }

    private bool IsOwn(long key, ColumnType type, TextPool texts) =>
        _slice
        == (
            type == ColumnType.Text ? SliceHash.SliceOf(texts[key], _plan.Slices) : SliceHash.SliceOf(key, _plan.Slices)
        );

    private readonly record struct Last(int Generation, int FirstRow, int Count);
}
