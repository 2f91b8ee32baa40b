using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Monitoring;

/// <summary>A term or a sum of a formula leaves 64 bits.</summary>
/// <param name="at">The term or the aggregation in the formula's text.</param>
public sealed class ValueOverflowException(TextPosition at) : OverflowException("A value leaves 64 bits.")
{
    public TextPosition At => at;
}
