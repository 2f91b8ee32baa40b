using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Foedus.Temporal.Evaluation;

/// <summary>What happened to a relation between two looks at it, in order: tuples that came and tuples that went.</summary>
internal sealed class ChangeList(int width)
{
    private long[] _rows = new long[Math.Max(1, width) * 8];
    private int[] _marks = new int[8];

    public int Count { get; private set; }

    public ref long Row(int change) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_rows), change * width);

    /// <summary>True for a tuple that came, false for one that went.</summary>
    public bool Came(int change) => _marks[change] >= 0;

    /// <summary>
    /// The tuple's row in the relation's table. It names the tuple from its coming to its going; after that, and so
    /// perhaps further on in this list, another tuple may have it.
    /// </summary>
    public int TableRow(int change) => _marks[change] is var mark && mark >= 0 ? mark : ~mark;

    public void Clear() => Count = 0;

    public void Add(ref long tuple, int tableRow, bool came)
    {
        if (Count == _marks.Length)
        {
            Array.Resize(ref _marks, Count * 2);
            Array.Resize(ref _rows, _rows.Length * 2);
        }
        _marks[Count] = came ? tableRow : ~tableRow;
        ref var target = ref Row(Count);
        for (var i = 0; i < width; i++)
        {
            Unsafe.Add(ref target, i) = Unsafe.Add(ref tuple, i);
        }
        Count++;
    }
}
