namespace Foedus.Temporal.Formulas;

/// <summary>What an aggregation computes over the set of satisfying tuples of its body, per group.</summary>
public enum AggregateOperator
{
    /// <summary>The number of tuples, an integer.</summary>
    Count,

    /// <summary>The sum, of the argument's type.</summary>
    Sum,

    /// <summary>The mean, a float.</summary>
    Average,

    Minimum,

    Maximum,

    /// <summary>The median, a float: the mean of the two middle values where their number is even.</summary>
    Median,
}
