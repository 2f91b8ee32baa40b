namespace Foedus.Temporal.Evaluation;

/// <summary>An aggregation over a relation that tells what changes in it.</summary>
internal sealed class DifferentialAggregateRelation : AggregateRelation
{
    private readonly Relation _source;

    // Per row of the source's table: its group. What goes finds it without the key.
    private int[] _groupOf = new int[16];

    public DifferentialAggregateRelation(Relation source, Aggregation aggregation, TextPool texts)
        : base(aggregation, texts, source.Frontier)
    {
        _source = source;
        source.WantChanges();
    }

    protected override void TakeIn(long timePoint, long stamp)
    {
        _source.Seek(timePoint, stamp);
        if (_source.Changes is not { } changes)
        {
            return;
        }
        for (var i = 0; i < changes.Count; i++)
        {
            if (changes.Came(i))
            {
                TakeIn(ref changes.Row(i), changes.TableRow(i));
            }
            else
            {
                Remove(ref changes.Row(i), _groupOf[changes.TableRow(i)]);
            }
        }
    }

    protected override void SaveTuples(StateWriter writer) { }

    // The source is restored before.
    protected override void LoadTuples(StateReader reader)
    {
        var source = _source.Table;
        for (var row = source.FirstOfAll; row >= 0; row = source.NextOfAll(row))
        {
            TakeIn(ref source.Row(row), row);
        }
    }

    private void TakeIn(ref long tuple, int row)
    {
        if (row >= _groupOf.Length)
        {
            Array.Resize(ref _groupOf, Math.Max(row + 1, _groupOf.Length * 2));
        }
        _groupOf[row] = Add(ref tuple);
    }
}
