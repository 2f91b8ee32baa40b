namespace Foedus.Temporal.Evaluation;

/// <summary>NOT over a formula without free variables.</summary>
internal sealed class NotRelation(Relation source) : Relation(0, source.Frontier)
{
    private readonly TupleTable _table = new(0);
    private long _nothing;

    public override TupleTable Table => _table;

    public override void Seek(long timePoint, long stamp)
    {
        Changes?.Clear();
        source.Seek(timePoint, stamp);
        var holds = source.IsEmpty;
        if (holds && _table.Count == 0)
        {
            Came(ref _nothing, _table.FindOrAdd(ref _nothing, TupleTable.Standing, out _));
        }
        else if (!holds && _table.Count > 0)
        {
            Went(ref _nothing, _table.FirstOfAll);
            _table.Clear();
        }
    }

    public override void Save(StateWriter writer) => writer.Table(_table);

    public override void Load(StateReader reader) => reader.Table(_table);
}
