using System.Runtime.CompilerServices;
using Foedus.Temporal.Evaluation;
using Foedus.Temporal.Formulas;
using Foedus.Temporal.Planning;

namespace Foedus.Temporal.Monitoring;

/// <summary>One formula of a monitor: asks its operator for what is determined and hands it on.</summary>
internal sealed class MonitorRoot
{
    private readonly MonitoredFormula _formula;
    private readonly int _index;
    private readonly EventStream? _stream;
    private readonly Relation? _relation;
    private readonly Frontier _frontier;
    private readonly int[] _columns;
    private readonly RowSorter _sorter;
    private readonly Timeline _timeline;
    private readonly TextPool _texts;
    private readonly TimelineCursor _cursor;

    // What the frontier depends on, and the frontier itself.
    private readonly Frontier[] _frontiers;

    // What can wake the formula.
    private readonly EventLog[] _logs;

    // Whether the sorter holds exactly the relation's tuples at the time point before.
    private bool _isSorted;
    private readonly long[] _tuple;

    public MonitorRoot(
        MonitoredFormula formula,
        int index,
        Operator planned,
        Frontier[] frontiers,
        WakeFlag wake,
        Timeline timeline,
        TextPool texts
    )
    {
        Wake = wake;
        _frontiers = frontiers;
        _formula = formula;
        _index = index;
        _stream = planned.Stream;
        _relation = planned.Relation;
        _frontier = planned.Frontier;
        _timeline = timeline;
        _texts = texts;
        _cursor = timeline.NewCursor();
        _columns = new int[formula.Columns.Count];
        for (var i = 0; i < _columns.Length; i++)
        {
            _columns[i] = Names.IndexOf(planned.Columns, formula.Columns[i]);
        }
        _tuple = new long[_columns.Length];
        _sorter = new RowSorter(formula.Types, texts);
        var logs = new List<EventLog>();
        _stream?.WakesOn(logs);
        foreach (var log in logs)
        {
            log.Wakes.Add(wake);
        }
        _logs = [.. logs];
        CanSleep = logs.Count > 0 && planned.Frontier.GoesByClock;
        if (_relation is not null && Planner.TellsChanges(_relation))
        {
            _relation.WantChanges();
        }
    }

    public MonitoredFormula Formula => _formula;

    public WakeFlag Wake { get; }

    /// <summary>
    /// Whether nothing can be found as long as no event wakes the formula and the clock has not passed the instant of
    /// <see cref="WaitsUntil"/>.
    /// </summary>
    public bool CanSleep { get; }

    /// <summary>After a run: the instant after which something that has come can be decided, if there is any.</summary>
    public long? WaitsUntil =>
        _stream is not null && _stream.WaitsFor is var timePoint && timePoint < _timeline.Count
            ? _frontier.KnownAfter(_timeline.StampAt(timePoint))
            : null;

    /// <summary>Time points below this are decided.</summary>
    public long Decided => Math.Min(_frontier.Ready, _timeline.RealCount);

    public Frontier Frontier => _frontier;

    /// <summary>The time point that is evaluated, if the formula is moved from one to the next.</summary>
    public long Current { get; private set; }

    /// <summary>Brings <see cref="Frontier"/> up to what is known.</summary>
    public void UpdateFrontier()
    {
        foreach (var frontier in _frontiers)
        {
            frontier.Update(_timeline);
        }
    }

    public void Run(IVerdictSink sink)
    {
        UpdateFrontier();
        if (_stream is not null)
        {
            RunStream(_stream, sink);
            foreach (var log in _logs)
            {
                // It has been woken by a time point that is not complete, and has to come back for it.
                if (log.HasFrom(_timeline.Count))
                {
                    Wake.Set();
                }
            }
        }
        else if (_relation is not null)
        {
            RunRelation(_relation, sink);
        }
        // Stamps of undecided time points are kept for the list of pending verdicts.
        _cursor.Position = Math.Max(_cursor.Position, Decided);
    }

    public void Save(StateWriter writer) => writer.Number(_cursor.Position);

    public void Load(StateReader reader)
    {
        _cursor.Position = reader.Number();
        Wake.Set();
    }

    private void RunStream(EventStream stream, IVerdictSink sink)
    {
        while (stream.Peek())
        {
            if (stream.TimePoint < _timeline.RealCount)
            {
                _sorter.Begin();
                for (var i = 0; i < stream.Count; i++)
                {
                    Take(ref stream.Row(i));
                }
                _sorter.Sort();
                Emit(stream.TimePoint, stream.Stamp, sink, repeats: false);
            }
            stream.Consume();
        }
    }

    private void RunRelation(Relation relation, IVerdictSink sink)
    {
        var decided = Decided;
        for (var timePoint = _cursor.Position; timePoint < decided; timePoint++)
        {
            var stamp = _timeline.StampAt(timePoint);
            Current = timePoint;
            relation.Seek(timePoint, stamp);
            var table = relation.Table;
            if (table.Count == 0)
            {
                _isSorted = false;
                continue;
            }
            var repeats = _isSorted && relation.Changes is { Count: 0 };
            if (!repeats)
            {
                Sort(relation, table);
            }
            if (_sorter.Count > 0)
            {
                Emit(timePoint, stamp, sink, repeats);
            }
        }
    }

    // What changed is put in its place as long as that is less work than sorting everything anew.
    private void Sort(Relation relation, TupleTable table)
    {
        if (_isSorted && _tuple.Length > 0 && relation.Changes is { } changes && changes.Count * 8 < table.Count + 16)
        {
            for (var i = 0; i < changes.Count; i++)
            {
                ref var change = ref changes.Row(i);
                for (var c = 0; c < _tuple.Length; c++)
                {
                    _tuple[c] = Unsafe.Add(ref change, _columns[c]);
                }
                if (changes.Came(i))
                {
                    _sorter.Insert(_tuple);
                }
                else
                {
                    _sorter.Remove(_tuple);
                }
            }
            return;
        }
        _sorter.Begin();
        for (var row = table.FirstOfAll; row >= 0; row = table.NextOfAll(row))
        {
            if (relation.IsExact || relation.Holds(row))
            {
                Take(ref table.Row(row));
            }
        }
        _sorter.Sort();
        _isSorted = relation.Changes is not null && relation.IsExact;
    }

    private void Take(ref long tuple)
    {
        var target = _sorter.Next();
        for (var c = 0; c < target.Length; c++)
        {
            target[c] = Unsafe.Add(ref tuple, _columns[c]);
        }
    }

    private void Emit(long timePoint, long stamp, IVerdictSink sink, bool repeats)
    {
        sink.Take(
            new Verdict(
                _formula,
                _index,
                timePoint,
                stamp,
                _frontier.KnownAfter(stamp),
                _sorter.Rows,
                _sorter.Count,
                _texts,
                repeats
            )
        );
    }
}
