using Foedus.Language.Core;
using Foedus.Language.Diagnostics;

namespace Foedus.Language.Tests;

/// <summary>Words of the glossary, and words of treaties for which the language has another.</summary>
public sealed class GlossaryTests
{
    [Theory]
    [InlineData("the Quiet", "While the Quiet holds, Poland shall not protest.")]
    [InlineData("The Quiet", "While the Quiet holds, Poland shall not protest.")]
    [InlineData("a Quiet", "While the Quiet holds, Poland shall not protest.")]
    [InlineData("Quiet", "While the Quiet holds, Poland shall not protest.")]
    [InlineData("the Long Quiet", "While the Long Quiet holds, Poland shall not protest.")]
    public void An_article_in_the_quotation_marks_is_no_part_of_the_word(string quoted, string used)
    {
        var core = Compiled.Good(
            Compiled.FromSentences(
                $"In this Agreement, \"{quoted}\" means the Truce.\n{used}\nThe Truce begins on 1 May 2026."
            )
        );
        Assert.IsType<StateHolds>(core.Clauses[^1].While);
    }

    [Theory]
    [InlineData("the", "FOE0211")]
    [InlineData("The ", "FOE0211")]
    [InlineData("", "FOE0211")]
    [InlineData("the Ceasefire", "FOE0208")]
    [InlineData("incident", "FOE0208")]
    [InlineData("to pay", "FOE0212")]
    public void What_is_no_word_of_its_own_is_refused(string quoted, string code)
    {
        var compilation = Compiled.FromSentences($"In this Agreement, \"{quoted}\" means the Truce.");
        Assert.Contains(code, compilation.Diagnostics.Select(diagnostic => diagnostic.Code));
    }

    [Theory]
    [InlineData("Upon termination of this Agreement, ", "Upon the end of this Agreement, ")]
    [InlineData("Upon the termination of the Ceasefire, ", "Upon the end of the Ceasefire, ")]
    [InlineData("Upon expiry of this Agreement, ", "Upon the end of this Agreement, ")]
    public void The_end_of_an_agreement_has_one_name(string written, string meant)
    {
        const string Rest = "Poland shall protest within 24 hours.";
        var text = $"{DiagnosticExample.Prelude}\n## Article 2\n\n```foedus\n{written}{Rest}\n```\n";
        var error = Assert.Single(Compiled.From(text).Diagnostics, diagnostic => diagnostic.Level == Level.Error);
        Assert.NotNull(error.Fix);
        var mended = string.Concat(
            text.AsSpan(0, error.Fix.At.Start),
            error.Fix.NewText,
            text.AsSpan(error.Fix.At.End)
        );
        Assert.Contains(meant + Rest, mended, StringComparison.Ordinal);
        Compiled.Good(Compiled.From(mended));
    }
}
