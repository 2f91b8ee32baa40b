namespace Foedus.Language.Parsing;

/// <summary>Lead is where the white space before it begins.</summary>
internal readonly record struct Token(TokenKind Kind, int Lead, int Start, int End, string Text)
{
    /// <summary>The word the skeletons know it by: in "this Treaty" the second is <c>Agreement</c>. Else the text.</summary>
    public string Meaning { get; init; } = Text;
}
