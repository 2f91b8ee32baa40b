using Foedus.Temporal.Evaluation;
using Foedus.Temporal.Formulas;
using Foedus.Temporal.Monitoring;

namespace Foedus.Temporal.Slicing;

/// <summary>Puts the verdicts of slices together again, in the order in which one run would have told them.</summary>
internal sealed class VerdictMerger
{
    // Texts of verdicts that come from several slices get numbers of their own, now and then from the start.
    private const int MostTexts = 1 << 16;

    private readonly SlicePlan _plan;
    private readonly IVerdictSink _sink;
    private readonly int[] _next;
    private readonly Previous[] _previous;
    private readonly long[]?[] _merged;
    private readonly ColumnType[][] _types;
    private int _generation = 1;
    private TextPool _texts = new();

    // The slices of the verdict under way, and how many of their rows have been taken.
    private readonly int[] _taking;
    private readonly int[] _taken;
    private int _takingCount;
    private readonly long[][] _translated;

    public VerdictMerger(SlicePlan plan, IVerdictSink sink)
    {
        _plan = plan;
        _sink = sink;
        _next = new int[plan.Slices];
        _taking = new int[plan.Slices];
        _taken = new int[plan.Slices];
        _translated = new long[plan.Slices][];
        Array.Fill(_translated, []);
        _previous = new Previous[plan.All.Count];
        _merged = new long[]?[plan.All.Count];
        _types = [.. plan.All.Select(formula => formula.Types.ToArray())];
    }

    /// <summary>Hands on the verdicts before a place, or all.</summary>
    public void Merge(VerdictBuffer[] slices, VerdictPlace? before)
    {
        _generation++;
        if (_texts.Count > MostTexts)
        {
            _texts = new TextPool();
        }
        Array.Clear(_next);
        while (TakeNext(slices) is var place && _takingCount > 0 && (before is not { } end || place.IsBefore(end)))
        {
            HandOn(slices, place.Formula);
        }
    }

    // Gathers the slices with a verdict at the first place that is left.
    private VerdictPlace TakeNext(VerdictBuffer[] slices)
    {
        var first = default(VerdictPlace);
        _takingCount = 0;
        for (var i = 0; i < slices.Length; i++)
        {
            if (_next[i] == slices[i].Count)
            {
                continue;
            }
            var place = slices[i][_next[i]].Place;
            if (_takingCount == 0 || place.IsBefore(first))
            {
                first = place;
                _takingCount = 0;
            }
            if (place == first)
            {
                _taking[_takingCount++] = i;
            }
        }
        return first;
    }

    private void HandOn(VerdictBuffer[] slices, int formula)
    {
        var from = slices[_taking[0]];
        ref readonly var verdict = ref from[_next[_taking[0]]];
        var participants = 0UL;
        var repeats = true;
        for (var i = 0; i < _takingCount; i++)
        {
            participants |= 1UL << _taking[i];
            repeats &= slices[_taking[i]][_next[_taking[i]]].Repeats;
        }
        // A slice without a verdict here must not have had one then.
        repeats &= _previous[formula] == new Previous(_generation, participants);
        _previous[formula] = new Previous(_generation, participants);
        if (_takingCount == 1)
        {
            Emit(verdict, from.RowsOf(verdict), verdict.Count, from.Texts, repeats);
        }
        else
        {
            var width = _types[formula].Length;
            var count = 0;
            for (var i = 0; i < _takingCount; i++)
            {
                count += slices[_taking[i]][_next[_taking[i]]].Count;
            }
            if (_merged[formula] is not { } rows || rows.Length < count * width)
            {
                _merged[formula] = rows = new long[count * width * 2];
                repeats = false;
            }
            if (!repeats)
            {
                MergeRows(slices, formula, rows, count);
            }
            Emit(verdict, rows.AsSpan(0, count * width), count, _texts, repeats);
        }
        for (var i = 0; i < _takingCount; i++)
        {
            _next[_taking[i]]++;
        }
    }

    private void Emit(in BufferedVerdict verdict, ReadOnlySpan<long> rows, int count, TextPool texts, bool repeats) =>
        _sink.Take(
            new Verdict(
                _plan.All[verdict.Formula],
                verdict.Formula,
                verdict.Place.TimePoint,
                verdict.Stamp,
                verdict.KnownAfter,
                rows,
                count,
                texts,
                repeats
            )
        );

    // The rows of each slice are sorted, and no row is in two.
    private void MergeRows(VerdictBuffer[] slices, int formula, long[] target, int count)
    {
        var types = _types[formula];
        for (var i = 0; i < _takingCount; i++)
        {
            var slice = slices[_taking[i]];
            var rows = slice.RowsOf(slice[_next[_taking[i]]]);
            _taken[i] = 0;
            if (_translated[i].Length < rows.Length)
            {
                _translated[i] = new long[rows.Length * 2];
            }
            for (var at = 0; at < rows.Length; at++)
            {
                _translated[i][at] =
                    types[at % types.Length] == ColumnType.Text ? _texts.Intern(slice.Texts[rows[at]]) : rows[at];
            }
        }
        for (var row = 0; row < count; row++)
        {
            var least = -1;
            for (var i = 0; i < _takingCount; i++)
            {
                if (
                    !IsUsedUp(slices, i)
                    && (
                        least < 0
                        || RowSorter.Compare(RowOf(i, types.Length), RowOf(least, types.Length), types, _texts) < 0
                    )
                )
                {
                    least = i;
                }
            }
            RowOf(least, types.Length).CopyTo(target.AsSpan(row * types.Length));
            _taken[least]++;
        }
    }

    private bool IsUsedUp(VerdictBuffer[] slices, int taking) =>
        _taken[taking] == slices[_taking[taking]][_next[_taking[taking]]].Count;

    private ReadOnlySpan<long> RowOf(int taking, int width) =>
        _translated[taking].AsSpan(_taken[taking] * width, width);

    private readonly record struct Previous(int Generation, ulong Participants);
}
