using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Foedus.Temporal.Evaluation;

/// <summary>What happened to a relation between two looks at it, in order: tuples that came and tuples that went.</summary>
internal sealed class ChangeList(int width)
{
    private long[] _rows = new long[Math.Max(1, width) * 8];
    private bool[] _came = new bool[8];

    public int Count { get; private set; }

    public ref long Row(int change) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_rows), change * width);

    /// <summary>True for a tuple that came, false for one that went.</summary>
    public bool Came(int change) => _came[change];

    public void Clear() => Count = 0;

    public void Add(ref long tuple, bool came)
    {
        if (Count == _came.Length)
        {
            Array.Resize(ref _came, Count * 2);
            Array.Resize(ref _rows, _rows.Length * 2);
        }
        _came[Count] = came;
        ref var target = ref Row(Count);
        for (var i = 0; i < width; i++)
        {
            Unsafe.Add(ref target, i) = Unsafe.Add(ref tuple, i);
        }
        Count++;
    }
}
