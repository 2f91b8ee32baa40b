namespace Foedus.Norms.Events;

/// <summary>Why a line of an event file could not be read.</summary>
/// <param name="Line">From 1; every line before it was good.</param>
/// <param name="What">What is wrong, and where in the line.</param>
/// <param name="Remedy">How to mend it, as an imperative.</param>
public sealed record EventFault(int Line, string What, string Remedy)
{
    /// <summary>The one line a user sees.</summary>
    public override string ToString() =>
        $"line {Line}: {What}; {Remedy}; {Line - 1} {(Line == 2 ? "line was" : "lines were")} good";
}
