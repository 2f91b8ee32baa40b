namespace Foedus.Language.Markdown;

/// <summary>A value of the front matter, unquoted, and where it stands.</summary>
internal readonly record struct FrontMatterValue(string Text, int Start, int End);
