namespace Foedus.Temporal.Formulas;

/// <summary>Why a signature, a formula or a log cannot be used.</summary>
public sealed record TemporalProblem
{
    // A name or a formula quoted in a message can be megabytes long.
    private const int LongestMessage = 600;
    private const int KeptStart = 400;
    private const int KeptEnd = 150;

    /// <param name="at">Where, or the default value where there is no text.</param>
    /// <param name="message">What is wrong and how to mend it, in one line. The middle of a very long one is left out.</param>
    public TemporalProblem(TextPosition at, string message)
    {
        At = at;
        Message = message.Length > LongestMessage ? $"{message[..KeptStart]} ... {message[^KeptEnd..]}" : message;
    }

    public TextPosition At { get; init; }

    public string Message { get; }

    public override string ToString() => At.Line == 0 ? Message : $"line {At.Line}, column {At.Column}: {Message}";
}
