using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Foedus.Temporal.Evaluation;

/// <summary>OR of relations, and EXISTS over one: per tuple the number of source tuples it stands for.</summary>
internal sealed class CountingRelation : Relation
{
    private readonly (Relation Source, int[] Columns)[] _sources;
    private readonly TupleTable _table;
    private readonly long[] _key;
    private int[] _counts = new int[16];

    public CountingRelation((Relation Source, int[] Columns)[] sources, int width, Frontier frontier)
        : base(width, frontier)
    {
        _sources = sources;
        _table = new TupleTable(width);
        _key = new long[Math.Max(1, width)];
        foreach (var (source, _) in sources)
        {
            source.WantChanges();
        }
    }

    public override TupleTable Table => _table;

    public override void Seek(long timePoint, long stamp)
    {
        Changes?.Clear();
        ref var key = ref MemoryMarshal.GetArrayDataReference(_key);
        foreach (var (source, columns) in _sources)
        {
            source.Seek(timePoint, stamp);
            if (source.Changes is not { } changes)
            {
                continue;
            }
            for (var i = 0; i < changes.Count; i++)
            {
                ref var tuple = ref changes.Row(i);
                for (var c = 0; c < columns.Length; c++)
                {
                    _key[c] = Unsafe.Add(ref tuple, columns[c]);
                }
                if (changes.Came(i))
                {
                    Add(ref key);
                }
                else
                {
                    Remove(ref key);
                }
            }
        }
    }

    public override void Save(StateWriter writer)
    {
        writer.Table(_table);
        for (var row = _table.FirstOfAll; row >= 0; row = _table.NextOfAll(row))
        {
            writer.Number(_counts[row]);
        }
    }

    public override void Load(StateReader reader)
    {
        reader.Table(_table);
        _counts = new int[Math.Max(16, _table.Allocated)];
        for (var row = _table.FirstOfAll; row >= 0; row = _table.NextOfAll(row))
        {
            _counts[row] = reader.Count(1);
        }
    }

    private void Add(ref long key)
    {
        var row = _table.FindOrAdd(ref key, TupleTable.Standing, out var added);
        if (!added)
        {
            _counts[row]++;
            return;
        }
        if (row >= _counts.Length)
        {
            Array.Resize(ref _counts, Math.Max(row + 1, _counts.Length * 2));
        }
        _counts[row] = 1;
        Came(ref key, row);
    }

    private void Remove(ref long key)
    {
        var row = _table.Find(ref key);
        if (--_counts[row] == 0)
        {
            Went(ref key, row);
            _table.Remove(row);
        }
    }
}
