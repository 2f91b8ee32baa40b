namespace Foedus.Temporal.Evaluation;

/// <summary>A formula that holds for the same tuples at every time point: x = 3, 1 = 1, 1 = 0.</summary>
internal sealed class ConstantRelation : Relation
{
    private readonly TupleTable _table;
    private readonly long[]? _tuple;
    private bool _told;

    /// <param name="width">The columns.</param>
    /// <param name="tuple">The one tuple, or null for none.</param>
    /// <param name="frontier">When it is known.</param>
    public ConstantRelation(int width, long[]? tuple, Frontier frontier)
        : base(width, frontier)
    {
        _table = new TupleTable(width);
        _tuple = tuple is { Length: 0 } ? [0L] : tuple;
    }

    public override TupleTable Table => _table;

    public override void Seek(long timePoint, long stamp)
    {
        Changes?.Clear();
        if (!_told)
        {
            Fill();
            _told = true;
        }
    }

    // The table is empty until the tuple has been told, so that a table always holds what its changes add up to.
    private void Fill()
    {
        if (_tuple is not null)
        {
            Came(ref _tuple[0], _table.FindOrAdd(ref _tuple[0], TupleTable.Standing, out _));
        }
    }

    public override void Save(StateWriter writer) => writer.Number(_told ? 1 : 0);

    public override void Load(StateReader reader)
    {
        _told = reader.Number() != 0;
        if (_told)
        {
            Fill();
            Changes?.Clear();
        }
    }
}
