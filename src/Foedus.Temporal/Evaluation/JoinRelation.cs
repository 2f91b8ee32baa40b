namespace Foedus.Temporal.Evaluation;

/// <summary>
/// A conjunction of relations, kept up to date by what changes in each: a change of one conjunct is completed by looks
/// into the others (A. Gupta and I. Mumick, "Maintenance of Materialized Views", 1995). The conjuncts move one after the
/// other, so each change meets the new state of those before and the old state of those behind. No intermediate result
/// is ever stored.
/// </summary>
internal sealed class JoinRelation : Relation, IJoinSink
{
    private readonly (Relation Relation, JoinPlan Plan, bool Negated)[] _conjuncts;
    private readonly TupleTable _table;
    private bool _adding;

    public JoinRelation((Relation Relation, JoinPlan Plan, bool Negated)[] conjuncts, int width, Frontier frontier)
        : base(width, frontier)
    {
        _conjuncts = conjuncts;
        _table = new TupleTable(width);
        foreach (var (relation, _, _) in conjuncts)
        {
            relation.WantChanges();
        }
    }

    public override TupleTable Table => _table;

    public override void Seek(long timePoint, long stamp)
    {
        Changes?.Clear();
        foreach (var (relation, plan, negated) in _conjuncts)
        {
            relation.Seek(timePoint, stamp);
            if (relation.Changes is not { Count: > 0 } changes)
            {
                continue;
            }
            plan.MoveTo(timePoint, stamp);
            for (var i = 0; i < changes.Count; i++)
            {
                _adding = changes.Came(i) != negated;
                plan.Run(ref changes.Row(i), this);
            }
        }
    }

    public void Take(ref long tuple)
    {
        if (_adding)
        {
            var came = _table.FindOrAdd(ref tuple, TupleTable.Standing, out var added);
            if (added)
            {
                Came(ref tuple, came);
            }
            return;
        }
        var row = _table.Find(ref tuple);
        if (row >= 0)
        {
            Went(ref tuple, row);
            _table.Remove(row);
        }
    }

    public override void Save(StateWriter writer) => writer.Table(_table);

    public override void Load(StateReader reader) => reader.Table(_table);
}
