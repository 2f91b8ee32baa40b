using Foedus.Language.Core;

namespace Foedus.Language.Diagnostics;

/// <summary>One finding of the compiler: what is wrong and where (Message, Span), why it matters (Why), how to mend it (How, and Fix where a machine can).</summary>
public sealed record Diagnostic(
    string Code,
    Level Level,
    SourceSpan Span,
    string Message,
    string Why,
    string How,
    Fix? Fix
)
{
    public override string ToString() =>
        $"{Span.File}:{Span.Line}:{Span.Column}: {(Level == Level.Error ? "error" : Level == Level.Warning ? "warning" : "note")} {Code}: {Message} {How}";
}
