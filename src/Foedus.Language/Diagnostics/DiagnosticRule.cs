namespace Foedus.Language.Diagnostics;

/// <summary>
/// Everything there is to say about one kind of diagnostic, in one place. Callers only add where it applies and what fills the places {0}, {1} of the message and of the advice.
/// </summary>
/// <param name="Example">
/// Lines that give exactly this diagnostic. Unless they begin with a heading or with front matter they stand, in a block of their own, below <see cref="DiagnosticExample.Prelude"/>.
/// </param>
public sealed record DiagnosticRule(string Code, Level Level, string Message, string Why, string How, string Example);
