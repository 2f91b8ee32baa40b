using System.Globalization;
using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Monitoring;

/// <summary>An event at its place in the log.</summary>
/// <param name="TimePoint">From 0.</param>
/// <param name="Stamp">The time point's stamp.</param>
/// <param name="Predicate">The event's predicate.</param>
/// <param name="Values">Its values.</param>
public sealed record ExplainedEvent(int TimePoint, long Stamp, string Predicate, IReadOnlyList<Value> Values)
{
    /// <summary>As a log writes it: <c>@12 (time point 3): grant(1,2)</c>.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"@{Stamp} (time point {TimePoint}): {Predicate}({string.Join(',', Values)})"
        );
}
