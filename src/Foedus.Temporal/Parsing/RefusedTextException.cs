using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Parsing;

/// <summary>Unwinds a parser or checker to its public entry, which turns it into a result. Never leaves this assembly.</summary>
internal sealed class RefusedTextException(TextPosition at, string message) : Exception(message)
{
    public TemporalProblem Problem { get; } = new(at, message);
}
