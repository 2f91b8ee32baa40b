namespace Foedus.Temporal.Evaluation;

/// <summary>
/// A formula whose tuples are kept from time point to time point: it can be asked whether it holds for a tuple, and it
/// can tell what changed.
/// </summary>
internal abstract class Relation(int width, Frontier frontier)
{
    public int Width { get; } = width;

    /// <summary>The relation can be moved to time points below its <see cref="Frontier.Ready"/>.</summary>
    public Frontier Frontier { get; } = frontier;

    /// <summary>The tuples, or more than these where <see cref="IsExact"/> is false.</summary>
    public abstract TupleTable Table { get; }

    /// <summary>Whether every row of the table holds.</summary>
    public virtual bool IsExact => true;

    /// <summary>Whether the formula holds for a row of the table at the current time point.</summary>
    public virtual bool Holds(int row) => true;

    /// <summary>What changed between the last two moves; null unless asked for before the first.</summary>
    public ChangeList? Changes { get; private set; }

    /// <summary>Moves forward to a time point, possibly past others.</summary>
    public abstract void Seek(long timePoint, long stamp);

    /// <summary>Asks for changes from now on. Called before the first move.</summary>
    public virtual void WantChanges() => Changes ??= new ChangeList(Width);

    public bool Contains(ref long tuple)
    {
        var row = Table.Find(ref tuple);
        return row >= 0 && (IsExact || Holds(row));
    }

    /// <summary>Whether no tuple holds, without looking further than needed.</summary>
    public bool IsEmpty
    {
        get
        {
            var table = Table;
            if (IsExact)
            {
                return table.Count == 0;
            }
            for (var row = table.FirstOfAll; row >= 0; row = table.NextOfAll(row))
            {
                if (Holds(row))
                {
                    return false;
                }
            }
            return true;
        }
    }

    /// <summary>Writes down what decides the relation's future.</summary>
    public abstract void Save(StateWriter writer);

    public abstract void Load(StateReader reader);

    /// <summary>Tells of a tuple that has come into a row of the table.</summary>
    protected void Came(ref long tuple, int row) => Changes?.Add(ref tuple, row, came: true);

    /// <summary>Tells of a tuple whose row is about to be freed.</summary>
    protected void Went(ref long tuple, int row) => Changes?.Add(ref tuple, row, came: false);
}
