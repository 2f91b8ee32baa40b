namespace Foedus.Cli;

/// <summary>
/// Everything one run of <c>foedus</c> takes from the world and gives back to it. A command sees the world only
/// through this record, so a test runs it in process with values of its own.
/// </summary>
/// <param name="Args">The command line without the program's name.</param>
/// <param name="Input">Standard input, undecoded.</param>
/// <param name="Output">Standard output, for bytes. Whoever writes here flushes <paramref name="Out"/> first.</param>
/// <param name="Out">Standard output as text: UTF-8 without byte order mark, <c>\n</c> line ends, flushed at the end of the run.</param>
/// <param name="Error">Standard error as text, flushed at the end of the run.</param>
/// <param name="Files">The disk.</param>
/// <param name="Clock">The time now, and waiting.</param>
/// <param name="Variable">The value of an environment variable, or null where it is unset.</param>
/// <param name="OutIsTerminal">Whether a person sees <paramref name="Out"/> directly.</param>
/// <param name="ErrorIsTerminal">Whether a person sees <paramref name="Error"/> directly; progress is shown only then.</param>
public sealed record Edge(
    IReadOnlyList<string> Args,
    Stream Input,
    Stream Output,
    TextWriter Out,
    TextWriter Error,
    IFiles Files,
    TimeProvider Clock,
    Func<string, string?> Variable,
    bool OutIsTerminal,
    bool ErrorIsTerminal
)
{
    /// <summary>How many threads run at once. Decides how work is divided, never what comes of it.</summary>
    public int Processors { get; init; } = 2;

    /// <summary>Whether <see cref="Out"/> may carry colour: a terminal, and <c>NO_COLOR</c> unset or empty.</summary>
    public bool OutHasColour => OutIsTerminal && string.IsNullOrEmpty(Variable("NO_COLOR"));
}
