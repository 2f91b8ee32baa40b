using System.Text;
using Foedus.Language.Text;

namespace Foedus.Language.Syntax;

/// <summary>The lossless tree of one file.</summary>
public sealed class SyntaxTree(SourceText source, SyntaxNode root)
{
    public SourceText Source { get; } = source;

    public SyntaxNode Root { get; } = root;

    /// <summary>The source again, put together from the tokens.</summary>
    public string ToSource()
    {
        var builder = new StringBuilder(Source.Content.Length);
        Root.AppendTo(builder, Source.Content);
        return builder.ToString();
    }
}
