namespace Foedus.Temporal.Evaluation;

/// <summary>A formula that holds for the same tuples at every time point: x = 3, 1 = 1, 1 = 0.</summary>
internal sealed class ConstantRelation : Relation
{
    private readonly TupleTable _table;
    private bool _told;

    public ConstantRelation(int width, long[]? tuple, Frontier frontier)
        : base(width, frontier)
    {
        _table = new TupleTable(width);
        if (tuple is not null)
        {
            var row = width == 0 ? [0L] : tuple;
            _table.FindOrAdd(ref row[0], TupleTable.Standing, out _);
        }
    }

    public override TupleTable Table => _table;

    public override void Seek(long timePoint, long stamp)
    {
        Changes?.Clear();
        if (!_told && _table.Count > 0)
        {
            Came(ref _table.Row(_table.FirstOfAll));
        }
        _told = true;
    }

    public override void Save(StateWriter writer) => writer.Number(_told ? 1 : 0);

    public override void Load(StateReader reader) => _told = reader.Number() != 0;
}
