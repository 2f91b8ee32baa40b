using System.Runtime.CompilerServices;

namespace Foedus.Temporal.Evaluation;

/// <summary>OR of streams, and EXISTS over one: each source's columns are picked and the batches of a time point joined.</summary>
internal sealed class UnionStream((EventStream Source, int[] Columns)[] sources, int width, Frontier frontier)
    : EventStream(width, frontier)
{
    private bool _current;

    public override bool Peek()
    {
        if (_current)
        {
            return true;
        }
        var least = long.MaxValue;
        foreach (var (source, _) in sources)
        {
            if (source.Peek() && source.TimePoint < least)
            {
                least = source.TimePoint;
                Stamp = source.Stamp;
            }
        }
        // A source that is not known up to there may still have an earlier batch.
        if (least >= Frontier.Ready)
        {
            return false;
        }
        TimePoint = least;
        Count = 0;
        foreach (var (source, columns) in sources)
        {
            if (source.Peek() && source.TimePoint == least)
            {
                Take(source, columns);
                source.Consume();
            }
        }
        _current = true;
        return true;
    }

    public override void Consume() => _current = false;

    public override void Save(StateWriter writer)
    {
        writer.Number(_current ? 1 : 0);
        if (_current)
        {
            writer.Number(TimePoint);
            writer.Number(Stamp);
            writer.Number(Count);
            writer.Numbers(Rows.AsSpan(0, Count * Width));
        }
    }

    public override void Load(StateReader reader)
    {
        _current = reader.Number() != 0;
        if (_current)
        {
            TimePoint = reader.Number();
            Stamp = reader.Number();
            Count = reader.Count();
            Rows = new long[Math.Max(1, Count * Width)];
            reader.Numbers(Rows.AsSpan(0, Count * Width));
        }
    }

    private void Take(EventStream source, int[] columns)
    {
        var needed = (Count + source.Count) * Width;
        if (Rows.Length < needed)
        {
            var rows = new long[Math.Max(needed, Rows.Length * 2)];
            Array.Copy(Rows, rows, Count * Width);
            Rows = rows;
        }
        var at = Count * Width;
        for (var i = 0; i < source.Count; i++)
        {
            ref var tuple = ref source.Row(i);
            foreach (var column in columns)
            {
                Rows[at++] = Unsafe.Add(ref tuple, column);
            }
        }
        Count += source.Count;
    }
}
