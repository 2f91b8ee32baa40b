using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Foedus.Temporal.Evaluation;

/// <summary>A stream that builds each batch in a buffer of its own before anybody reads it.</summary>
internal abstract class BuiltStream(int width, Frontier frontier) : EventStream(width, frontier)
{
    private bool _isBuilt;
    private long _before;

    /// <summary>How many rows there have been.</summary>
    public long Produced => _before + Count;

    public sealed override bool Peek() => _isBuilt || Build();

    public sealed override void Consume() => _isBuilt = false;

    public override void Save(StateWriter writer)
    {
        writer.Number(_isBuilt ? 1 : 0);
        if (_isBuilt)
        {
            writer.Number(TimePoint);
            writer.Number(Stamp);
            writer.Number(Count);
            writer.Numbers(Rows.AsSpan(0, Count * Width));
        }
    }

    public override void Load(StateReader reader)
    {
        _isBuilt = reader.Number() != 0;
        if (_isBuilt)
        {
            Begin(reader.Number(), reader.Number());
            Count = reader.Count();
            Reserve(Count);
            reader.Numbers(Rows.AsSpan(0, Count * Width));
        }
        CountAhead = Count;
    }

    /// <summary>Begins and fills the next batch. False while none is known.</summary>
    protected abstract bool TryBuild();

    /// <summary>How many rows there have been for each of the source's; null where their number says nothing.</summary>
    public virtual double? Yield => null;

    /// <summary>Starts an empty batch.</summary>
    protected void Begin(long timePoint, long stamp)
    {
        TimePoint = timePoint;
        Stamp = stamp;
        _before += Count;
        Count = 0;
    }

    /// <summary>Adds a row and returns the place for its columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected ref long Add()
    {
        var at = Count * Width;
        if (at + Width > Rows.Length)
        {
            Reserve(Count + 1);
        }
        Count++;
        return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Rows), at);
    }

    private bool Build()
    {
        _isBuilt = TryBuild();
        CountAhead = Count;
        return _isBuilt;
    }

    private void Reserve(int rows)
    {
        if (rows * Width > Rows.Length)
        {
            var grown = new long[Math.Max(rows * Width, Rows.Length * 2)];
            Rows.CopyTo(grown, 0);
            Rows = grown;
        }
    }
}
