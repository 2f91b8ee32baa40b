using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Checking;

/// <summary>The types of one aggregation.</summary>
/// <param name="Argument">Of what it is over.</param>
/// <param name="Result">Of what it gives.</param>
internal sealed record AggregateTypes(ColumnType Argument, ColumnType Result);
