using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Evaluation;

/// <summary>What an aggregation computes of the tuples below it.</summary>
/// <param name="Function">The function.</param>
/// <param name="Type">The type of its argument.</param>
/// <param name="Argument">The column of its argument.</param>
/// <param name="Groups">The columns by whose values the tuples are told apart.</param>
/// <param name="At">Where the formula has it.</param>
internal sealed record Aggregation(
    AggregateOperator Function,
    ColumnType Type,
    int Argument,
    int[] Groups,
    TextPosition At
);
