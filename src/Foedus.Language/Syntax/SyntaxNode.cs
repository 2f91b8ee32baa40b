using System.Collections.Immutable;
using System.Text;

namespace Foedus.Language.Syntax;

/// <summary>A stretch of the source: an inner node with children, or a token (Children empty). Every character of the file belongs to exactly one token.</summary>
/// <param name="Start">Of the leading trivia (white space), for a token; of the first child, for an inner node.</param>
/// <param name="TextStart">Where the token itself begins.</param>
public sealed record SyntaxNode(SyntaxKind Kind, int Start, int TextStart, int End, ImmutableArray<SyntaxNode> Children)
{
    public bool IsToken => Children.IsEmpty;

    /// <summary>Appends the text of all tokens with their trivia, which gives the source back.</summary>
    public void AppendTo(StringBuilder builder, string source)
    {
        if (IsToken)
        {
            builder.Append(source, Start, End - Start);
            return;
        }
        foreach (var child in Children)
        {
            child.AppendTo(builder, source);
        }
    }
}
