namespace Foedus.Temporal.Formulas;

/// <summary>Why a signature, a formula or a log cannot be used.</summary>
/// <param name="At">Where, or the default value where there is no text.</param>
/// <param name="Message">What is wrong and how to mend it, in one line.</param>
public sealed record TemporalProblem(TextPosition At, string Message)
{
    public override string ToString() => At.Line == 0 ? Message : $"line {At.Line}, column {At.Column}: {Message}";
}
