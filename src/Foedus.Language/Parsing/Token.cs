namespace Foedus.Language.Parsing;

/// <summary>Lead is where the white space before it begins.</summary>
internal readonly record struct Token(TokenKind Kind, int Lead, int Start, int End, string Text);
