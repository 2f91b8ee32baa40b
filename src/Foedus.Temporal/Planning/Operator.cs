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

    /// <summary>The tuples that come, or for a relation those that make it change.</summary>
    public Flow Flow { get; init; } = Flow.None;

    /// <summary>How long a relation keeps what has come; null for good.</summary>
    public long? Keeps { get; init; } = 0;

    /// <summary>The longer of two such times.</summary>
    public static long? Longer(long? left, long? right) =>
        left is { } one && right is { } other ? Math.Max(one, other) : null;

    public ColumnType TypeOf(string variable) => Types[Names.IndexOf(Columns, variable)];

    /// <summary>The same operator under other variable names.</summary>
    public Operator Named(IReadOnlyList<string> columns) =>
        Stream is not null ? new Operator(Stream, columns, Types) { Flow = Flow }
        : Relation is not null ? new Operator(Relation, columns, Types) { Flow = Flow, Keeps = Keeps }
        : throw new InvalidOperationException("An operator is a stream or a relation.");
}
