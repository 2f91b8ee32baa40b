using Foedus.Language.Core;

namespace Foedus.Language.Binding;

/// <summary>Where a precedence is written: the reference, and the whole opening with its comma, which a mend takes out.</summary>
internal readonly record struct PrecedenceSpan(SourceSpan Reference, SourceSpan Opening);
