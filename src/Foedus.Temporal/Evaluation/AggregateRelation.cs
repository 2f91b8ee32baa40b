using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Foedus.Temporal.Formulas;
using Foedus.Temporal.Monitoring;

namespace Foedus.Temporal.Evaluation;

/// <summary>
/// An aggregation over what lasts, kept up to date by what changes in it: a group costs something only when a tuple of
/// it comes or goes. Its columns are the result and then the groups. Where the tuples come from is the heirs' matter.
/// </summary>
internal abstract class AggregateRelation : Relation
{
    private readonly AggregateOperator _function;
    private readonly ColumnType _type;
    private readonly int _argument;
    private readonly int[] _groupColumns;
    private readonly TextPosition _at;
    private readonly TextPool _texts;
    private readonly TupleTable _table;
    private readonly TupleTable _keys;
    private readonly bool _needsRest;
    private readonly long[] _row;
    private AggregateGroup[] _groups = new AggregateGroup[16];
    private int[] _dirty = new int[16];
    private int _dirtyCount;
    private bool _keepsTable = true;
    private JoinPlan? _reader;
    private bool _tellsSingle;
    private long _single;

    protected AggregateRelation(Aggregation aggregation, TextPool texts, Frontier frontier)
        : base(aggregation.Groups.Length + 1, frontier)
    {
        _function = aggregation.Function;
        _type = aggregation.Type;
        _argument = aggregation.Argument;
        _groupColumns = aggregation.Groups;
        _needsRest = !AggregateGroup.Suffices(_function, _type);
        _at = aggregation.At;
        _texts = texts;
        _table = new TupleTable(_groupColumns.Length + 1);
        _keys = new TupleTable(_groupColumns.Length);
        _row = new long[_groupColumns.Length + 1];
    }

    public sealed override TupleTable Table => _table;

    /// <summary>
    /// Tells changes only, and only of rows that pass the conditions with which the plan begins: for a reader that
    /// never looks into the table. A group on the wrong side of a threshold then costs nothing beyond its sum. Called
    /// before the first move.
    /// </summary>
    public void TellOnly(JoinPlan reader)
    {
        _keepsTable = false;
        _reader = reader;
    }

    public sealed override void Seek(long timePoint, long stamp)
    {
        Changes?.Clear();
        TakeIn(timePoint, stamp);
        try
        {
            TellDirty();
        }
        catch (OverflowException overflow) when (overflow is not ValueOverflowException)
        {
            throw new ValueOverflowException(_at);
        }
    }

    private void TellDirty()
    {
        if (_groupColumns.Length == 0)
        {
            foreach (var group in Dirty)
            {
                _groups[group].IsDirty = false;
            }
            TellSingle();
        }
        else
        {
            foreach (var group in Dirty)
            {
                Tell(group);
            }
        }
        _dirtyCount = 0;
    }

    public sealed override void Save(StateWriter writer)
    {
        SaveTuples(writer);
        writer.Number(_tellsSingle ? 1 : 0);
        writer.Number(_single);
        writer.Table(_table);
    }

    /// <summary>The groups are summed up anew from the tuples.</summary>
    public sealed override void Load(StateReader reader)
    {
        LoadTuples(reader);
        _tellsSingle = reader.Number() != 0;
        _single = reader.Number();
        reader.Table(_table);
        foreach (var index in Dirty)
        {
            ref var group = ref _groups[index];
            group.IsDirty = false;
            group.Told = group.Result(_function);
            group.HasTold = _groupColumns.Length == 0 || Passes(index, group.Told);
        }
        _dirtyCount = 0;
    }

    /// <summary>Adds and removes the tuples that have come and gone up to a time point.</summary>
    protected abstract void TakeIn(long timePoint, long stamp);

    /// <summary>Writes down the tuples as far as nobody else does.</summary>
    protected abstract void SaveTuples(StateWriter writer);

    /// <summary>Adds every tuple that was there.</summary>
    protected abstract void LoadTuples(StateReader reader);

    /// <summary>Adds a tuple that has come and returns the number of its group, by which it can be removed.</summary>
    protected int Add(ref long tuple)
    {
        var index = GroupOf(ref tuple);
        ref var group = ref GroupAt(index);
        group.Add(Unsafe.Add(ref tuple, _argument));
        if (!group.IsDirty)
        {
            MarkDirty(ref group, index);
        }
        return index;
    }

    /// <summary>Removes a tuple that has gone.</summary>
    protected void Remove(ref long tuple, int index)
    {
        ref var group = ref GroupAt(index);
        group.Remove(Unsafe.Add(ref tuple, _argument));
        if (!group.IsDirty)
        {
            MarkDirty(ref group, index);
        }
    }

    // Groups to be told anew.
    private ReadOnlySpan<int> Dirty => _dirty.AsSpan(0, _dirtyCount);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref AggregateGroup GroupAt(int index) =>
        ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_groups), (nint)index);

    private void MarkDirty(ref AggregateGroup group, int index)
    {
        group.IsDirty = true;
        if (_dirtyCount == _dirty.Length)
        {
            Array.Resize(ref _dirty, _dirtyCount * 2);
        }
        _dirty[_dirtyCount++] = index;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int GroupOf(ref long tuple)
    {
        if (_groupColumns.Length == 1)
        {
            ref var key = ref Unsafe.Add(ref tuple, _groupColumns[0]);
            return _keys.TryFindFirst(ref key, out var index) ? index : GroupWith(ref key);
        }
        for (var i = 0; i < _groupColumns.Length; i++)
        {
            _row[i] = Unsafe.Add(ref tuple, _groupColumns[i]);
        }
        return GroupWith(ref MemoryMarshal.GetArrayDataReference(_row));
    }

    private int GroupWith(ref long key)
    {
        var index = _keys.FindOrAdd(ref key, TupleTable.Standing, out var added);
        if (added)
        {
            Begin(index);
        }
        return index;
    }

    private void Begin(int index)
    {
        if (index >= _groups.Length)
        {
            Array.Resize(ref _groups, Math.Max(index + 1, _groups.Length * 2));
        }
        // A row that is used again has the state of a group that is no more.
        ref var group = ref _groups[index];
        if (_needsRest)
        {
            group.Rest ??= new GroupState(_function, _type, _texts);
        }
        group.Clear();
    }

    private void Tell(int index)
    {
        ref var group = ref GroupAt(index);
        group.IsDirty = false;
        var isEmpty = group.Count == 0;
        var result = isEmpty ? 0 : group.Result(_function);
        var holds = !isEmpty && Passes(index, result);
        if (holds || group.HasTold)
        {
            Tell(ref group, index, result, holds);
        }
        if (isEmpty)
        {
            _keys.Remove(index);
        }
    }

    private void Tell(ref AggregateGroup group, int index, long result, bool holds)
    {
        FillRow(index);
        ref var row = ref MemoryMarshal.GetArrayDataReference(_row);
        if (group.HasTold && (!holds || group.Told != result))
        {
            _row[0] = group.Told;
            var told = -1;
            if (_keepsTable)
            {
                told = _table.Find(ref row);
            }
            // Nobody who leaves the table alone asks for the row.
            Went(ref row, Math.Max(told, 0));
            if (_keepsTable)
            {
                _table.Remove(told);
            }
            group.HasTold = false;
        }
        if (holds && !group.HasTold)
        {
            _row[0] = result;
            Came(ref row, _keepsTable ? _table.FindOrAdd(ref row, TupleTable.Standing, out _) : 0);
            group.Told = result;
            group.HasTold = true;
        }
    }

    private void FillRow(int index)
    {
        ref var key = ref _keys.Row(index);
        for (var i = 0; i < _groupColumns.Length; i++)
        {
            _row[i + 1] = Unsafe.Add(ref key, i);
        }
    }

    private bool Passes(int index, long result)
    {
        if (_reader is null)
        {
            return true;
        }
        if (_reader.FirstColumnRange is var (low, high))
        {
            return low <= result && result <= high;
        }
        if (_reader.AsksFirstColumnOnly)
        {
            return _reader.Passes(ref result);
        }
        FillRow(index);
        _row[0] = result;
        return _reader.Passes(ref MemoryMarshal.GetArrayDataReference(_row));
    }

    // Without groups there is always one row: over nothing, it is the convention's.
    private void TellSingle()
    {
        var index = _keys.FirstOfAll;
        var isEmpty = index < 0 || _groups[index].Count == 0;
        var result = isEmpty ? GroupState.OfNothing(_function, _type, _texts) : _groups[index].Result(_function);
        if (isEmpty)
        {
            _keys.Clear();
        }
        ref var row = ref MemoryMarshal.GetArrayDataReference(_row);
        if (_tellsSingle && _single == result)
        {
            return;
        }
        if (_tellsSingle)
        {
            _row[0] = _single;
            var told = _table.Find(ref row);
            Went(ref row, told);
            _table.Remove(told);
        }
        _row[0] = result;
        Came(ref row, _table.FindOrAdd(ref row, TupleTable.Standing, out _));
        _single = result;
        _tellsSingle = true;
    }
}
