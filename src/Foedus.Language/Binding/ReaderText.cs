using Foedus.Language.Parsing;

namespace Foedus.Language.Binding;

/// <summary>The sentences as one named reader reads them.</summary>
internal sealed record ReaderText(string Reader, List<Statement> Statements);
