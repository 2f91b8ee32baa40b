using Foedus.Temporal.Evaluation;
using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Planning;

/// <summary>A planned formula: a stream or a relation, with its columns' variables and types.</summary>
internal sealed class Operator
{
    public Operator(EventStream stream, IReadOnlyList<string> columns, IReadOnlyList<ColumnType> types)
    {
        Stream = stream;
        Columns = columns;
        Types = types;
        Frontier = stream.Frontier;
    }

    public Operator(Relation relation, IReadOnlyList<string> columns, IReadOnlyList<ColumnType> types)
    {
        Relation = relation;
        Columns = columns;
        Types = types;
        Frontier = relation.Frontier;
    }

    /// <summary>Either this or the relation is there.</summary>
    public EventStream? Stream { get; }

    public Relation? Relation { get; }

    public IReadOnlyList<string> Columns { get; }

    public IReadOnlyList<ColumnType> Types { get; }

    public Frontier Frontier { get; }

    public ColumnType TypeOf(string variable) => Types[Names.IndexOf(Columns, variable)];

    /// <summary>The same operator under other variable names.</summary>
    public Operator Named(IReadOnlyList<string> columns) =>
        Stream is not null ? new Operator(Stream, columns, Types)
        : Relation is not null ? new Operator(Relation, columns, Types)
        : throw new InvalidOperationException("An operator is a stream or a relation.");
}
