using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Evaluation;

/// <summary>
/// An aggregation over a relation, kept up to date by what changes in it: a group costs something only when a tuple of
/// it comes or goes. Its columns are the result and then the groups.
/// </summary>
internal sealed class AggregateRelation : Relation
{
    private readonly Relation _source;
    private readonly AggregateOperator _function;
    private readonly ColumnType _type;
    private readonly int _argument;
    private readonly int[] _groups;
    private readonly TextPool _texts;
    private readonly TupleTable _table;
    private readonly TupleTable _keys;
    private int[] _dirty = new int[16];
    private int _dirtyCount;
    private readonly long[] _row;
    private GroupState[] _states = new GroupState[16];

    // Per row of the source's table: its group. What goes finds it without the key.
    private int[] _groupOf = new int[16];
    private bool _keepsTable = true;
    private JoinPlan? _reader;
    private bool _tellsSingle;
    private long _single;

    public AggregateRelation(
        Relation source,
        AggregateOperator function,
        ColumnType type,
        int argument,
        int[] groups,
        TextPool texts,
        Frontier frontier
    )
        : base(groups.Length + 1, frontier)
    {
        _source = source;
        _function = function;
        _type = type;
        _argument = argument;
        _groups = groups;
        _texts = texts;
        _table = new TupleTable(groups.Length + 1);
        _keys = new TupleTable(groups.Length);
        _row = new long[groups.Length + 1];
        source.WantChanges();
    }

    public override TupleTable Table => _table;

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

    public override void Seek(long timePoint, long stamp)
    {
        Changes?.Clear();
        _source.Seek(timePoint, stamp);
        if (_source.Changes is { } changes)
        {
            for (var i = 0; i < changes.Count; i++)
            {
                Apply(ref changes.Row(i), changes.TableRow(i), changes.Came(i));
            }
        }
        if (_groups.Length == 0)
        {
            foreach (var key in Dirty)
            {
                _states[key].IsDirty = false;
            }
            TellSingle();
        }
        else
        {
            foreach (var key in Dirty)
            {
                Tell(key);
            }
        }
        _dirtyCount = 0;
    }

    public override void Save(StateWriter writer)
    {
        writer.Number(_tellsSingle ? 1 : 0);
        writer.Number(_single);
        writer.Table(_table);
    }

    /// <summary>The groups are summed up anew from the source, which is restored before.</summary>
    public override void Load(StateReader reader)
    {
        _tellsSingle = reader.Number() != 0;
        _single = reader.Number();
        reader.Table(_table);
        var source = _source.Table;
        for (var row = source.FirstOfAll; row >= 0; row = source.NextOfAll(row))
        {
            Apply(ref source.Row(row), row, came: true);
        }
        foreach (var key in Dirty)
        {
            var state = _states[key];
            state.IsDirty = false;
            state.Told = state.Result();
            state.HasTold = _groups.Length == 0 || Passes(key, state.Told);
        }
        _dirtyCount = 0;
    }

    // Groups to be told anew.
    private ReadOnlySpan<int> Dirty => _dirty.AsSpan(0, _dirtyCount);

    private void Apply(ref long tuple, int tableRow, bool came)
    {
        var value = Unsafe.Add(ref tuple, _argument);
        int key;
        GroupState state;
        if (came)
        {
            key = GroupOf(ref tuple);
            if (tableRow >= _groupOf.Length)
            {
                Array.Resize(ref _groupOf, Math.Max(tableRow + 1, _groupOf.Length * 2));
            }
            _groupOf[tableRow] = key;
            state = _states[key];
            state.Add(value);
        }
        else
        {
            key = _groupOf[tableRow];
            state = _states[key];
            state.Remove(value);
        }
        if (!state.IsDirty)
        {
            state.IsDirty = true;
            if (_dirtyCount == _dirty.Length)
            {
                Array.Resize(ref _dirty, _dirtyCount * 2);
            }
            _dirty[_dirtyCount++] = key;
        }
    }

    private int GroupOf(ref long tuple)
    {
        for (var i = 0; i < _groups.Length; i++)
        {
            _row[i] = Unsafe.Add(ref tuple, _groups[i]);
        }
        var key = _keys.FindOrAdd(ref MemoryMarshal.GetArrayDataReference(_row), TupleTable.Standing, out var added);
        if (added)
        {
            if (key >= _states.Length)
            {
                Array.Resize(ref _states, Math.Max(key + 1, _states.Length * 2));
            }
            // A row that is used again has the state of a group that is no more.
            var state = _states[key] ??= new GroupState(_function, _type, _texts);
            state.Clear();
            state.HasTold = false;
        }
        return key;
    }

    private void Tell(int key)
    {
        var state = _states[key];
        state.IsDirty = false;
        var result = state.Count > 0 ? state.Result() : 0;
        var holds = state.Count > 0 && Passes(key, result);
        if (!holds && !state.HasTold)
        {
            if (state.Count == 0)
            {
                _keys.Remove(key);
            }
            return;
        }
        FillRow(key);
        ref var row = ref MemoryMarshal.GetArrayDataReference(_row);
        if (state.HasTold && (!holds || state.Told != result))
        {
            _row[0] = state.Told;
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
            state.HasTold = false;
        }
        if (holds && !state.HasTold)
        {
            _row[0] = result;
            Came(ref row, _keepsTable ? _table.FindOrAdd(ref row, TupleTable.Standing, out _) : 0);
            state.Told = result;
            state.HasTold = true;
        }
        if (state.Count == 0)
        {
            _keys.Remove(key);
        }
    }

    private void FillRow(int key)
    {
        ref var group = ref _keys.Row(key);
        for (var i = 0; i < _groups.Length; i++)
        {
            _row[i + 1] = Unsafe.Add(ref group, i);
        }
    }

    private bool Passes(int key, long result)
    {
        if (_reader is null)
        {
            return true;
        }
        if (_reader.AsksFirstColumnOnly)
        {
            return _reader.Passes(ref result);
        }
        FillRow(key);
        _row[0] = result;
        return _reader.Passes(ref MemoryMarshal.GetArrayDataReference(_row));
    }

    // Without groups there is always one row: over nothing, it is the convention's.
    private void TellSingle()
    {
        var state = _keys.FirstOfAll is var key and >= 0 ? _states[key] : null;
        var result = state is { Count: > 0 } ? state.Result() : GroupState.OfNothing(_function, _type, _texts);
        if (state is { Count: 0 })
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
