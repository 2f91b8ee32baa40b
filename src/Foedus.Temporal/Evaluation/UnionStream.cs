using System.Runtime.CompilerServices;

namespace Foedus.Temporal.Evaluation;

/// <summary>OR of streams, and EXISTS over one: each source's columns are picked and the batches of a time point joined.</summary>
internal sealed class UnionStream((EventStream Source, int[] Columns)[] sources, int width, Frontier frontier)
    : BuiltStream(width, frontier)
{
    protected override bool TryBuild()
    {
        var least = long.MaxValue;
        var stamp = 0L;
        foreach (var (source, _) in sources)
        {
            if (source.Peek() && source.TimePoint < least)
            {
                least = source.TimePoint;
                stamp = source.Stamp;
            }
        }
        // A source that is not known up to there may still have an earlier batch.
        if (least >= Frontier.Ready)
        {
            return false;
        }
        Begin(least, stamp);
        foreach (var (source, columns) in sources)
        {
            if (source.Peek() && source.TimePoint == least)
            {
                Take(source, columns);
                source.Consume();
            }
        }
        return true;
    }

    private void Take(EventStream source, int[] columns)
    {
        for (var i = 0; i < source.Count; i++)
        {
            ref var tuple = ref source.Row(i);
            ref var row = ref Add();
            for (var c = 0; c < columns.Length; c++)
            {
                Unsafe.Add(ref row, c) = Unsafe.Add(ref tuple, columns[c]);
            }
        }
    }
}
