using Foedus.Language.Diagnostics;
using Foedus.Language.Syntax;

namespace Foedus.Language.Tests;

/// <summary>A fault costs its own sentence and no other.</summary>
public sealed class RecoveryTests
{
    private const string Sentences = """
        1. Upon an armed attack on Ukraine, Poland shall sing within 24 hours.
        2. Upon an armed attack on Ukraine, Poland shall protest within 24 hours.
        3. The Guarantors shall protest by 1 May 2030.
        4. Poland shall protest by 31 February 2030.
        5. Poland shall protest by 1 May 2030.
        """;

    [Fact]
    public void Each_faulty_sentence_gets_its_own_diagnostic()
    {
        var compilation = Compiled.FromSentences(Sentences);
        Assert.Equal(["FOE0201", "FOE0303", "FOE0407"], compilation.Diagnostics.Select(diagnostic => diagnostic.Code));
        Assert.Null(compilation.Core);
    }

    [Fact]
    public void Skipped_text_is_a_node_and_good_sentences_are_read()
    {
        var tree = Compiled.FromSentences(Sentences).Tree;
        var sentences = All(tree.Root).Where(node => node.Kind == SyntaxKind.Sentence && !node.IsToken).ToList();
        var skipped = All(tree.Root)
            .Where(node => node.Kind == SyntaxKind.Skipped)
            .Select(node => tree.Source.Content[node.TextStart..node.End])
            .ToList();
        Assert.Contains("sing within 24 hours", skipped);
        Assert.Equal(2, sentences.Count(node => All(node).Any(inner => inner.Kind == SyntaxKind.Norm)));
        Assert.Equal("", Trees.Fault(tree));
    }

    [Fact]
    public void A_missing_full_stop_does_not_swallow_the_next_paragraph()
    {
        var compilation = Compiled.FromSentences(
            "1. Poland shall protest by 1 May 2030\n2. Ukraine shall protest by 1 May 2030."
        );
        var diagnostic = Assert.Single(compilation.Diagnostics);
        Assert.Equal("FOE0106", diagnostic.Code);
        Assert.Equal(".", diagnostic.Fix?.NewText);
    }

    [Fact]
    public void Warnings_do_not_keep_the_core_back()
    {
        var compilation = Compiled.FromSentences("Upon an armed attack on Ukraine, Poland should protest immediately.");
        Assert.Equal(
            ["FOE0308", "FOE0406"],
            compilation.Diagnostics.Select(diagnostic => diagnostic.Code).Order(StringComparer.Ordinal)
        );
        Assert.All(compilation.Diagnostics, diagnostic => Assert.Equal(Level.Warning, diagnostic.Level));
        Assert.NotNull(compilation.Core);
    }

    [Fact]
    public void A_file_that_is_wrong_everywhere_gets_a_bounded_number_of_messages()
    {
        var sentences = string.Join(
            '\n',
            Enumerable.Range(0, 1000).Select(i => $"Nobody{i} shall protest by 1 May 2030.")
        );
        Assert.InRange(Compiled.FromSentences(sentences).Diagnostics.Length, 100, 200);
    }

    private static IEnumerable<SyntaxNode> All(SyntaxNode node) => node.Children.SelectMany(All).Prepend(node);
}
