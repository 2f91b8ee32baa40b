using Foedus.Language.Core;
using Foedus.Language.Text;

namespace Foedus.Language.Parsing;

/// <summary>One sentence of a foedus block, or one step of a scenario, with its place.</summary>
/// <param name="First">Index of its first token in <paramref name="Tokens"/>.</param>
/// <param name="Last">Behind its last token; the full stop is not in it.</param>
internal sealed record Statement(
    int Unit,
    SourceText Source,
    Article? Article,
    string? Paragraph,
    string? Point,
    List<Token> Tokens,
    int First,
    int Last,
    bool HasStop
)
{
    /// <summary>The id of the provision, without the agreement's prefix: art_3__para_2__point_a.</summary>
    public string Eid =>
        (Article?.Eid ?? "art_0")
        + (Paragraph is null ? "" : "__para_" + Paragraph)
        + (Point is null ? "" : "__point_" + Point);

    /// <summary>How people refer to it: Article 3(2)(a).</summary>
    public string Label =>
        (Article?.Label ?? "the text")
        + (Paragraph is null ? "" : $"({Paragraph})")
        + (Point is null ? "" : $"({Point})");

    public int Start => First < Last ? Tokens[First].Start : 0;

    public int End => First < Last ? Tokens[Last - 1].End : 0;

    public SourceSpan Span => Source.Span(Start, End);

    /// <summary>Its words with white space folded.</summary>
    public string Words => WordsOf(First, Last);

    public string WordsOf(int first, int last)
    {
        if (first >= last)
        {
            return "";
        }
        var builder = new System.Text.StringBuilder();
        for (var i = first; i < last; i++)
        {
            if (i > first && Tokens[i].Lead < Tokens[i].Start)
            {
                builder.Append(' ');
            }
            foreach (var c in Tokens[i].Text)
            {
                builder.Append(c is '\n' or '\r' ? ' ' : c);
            }
        }
        return builder.ToString();
    }
}
