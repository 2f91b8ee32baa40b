using System.Collections.Immutable;

namespace Foedus.Language.Markdown;

/// <summary>One key of the front matter with its value or values.</summary>
internal sealed record FrontMatterEntry(string Key, int Start, int End, ImmutableArray<FrontMatterValue> Values);
