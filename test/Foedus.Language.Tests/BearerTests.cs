using Foedus.Language.Core;
using Foedus.Language.Diagnostics;

namespace Foedus.Language.Tests;

/// <summary>How many a norm binds, and how many an act must reach: what the words do not say is an error, and never a guess.</summary>
public sealed class BearerTests
{
    [Theory]
    [InlineData("the Guarantors in force", "FOE0303", "each Guarantor in force")]
    [InlineData("all the Parties that have signed", "FOE0303", "each Party that has signed")]
    [InlineData("the Guarantors that are or become in force", "FOE0303", "each Guarantor that is or becomes in force")]
    [InlineData("a Guarantor", "FOE0304", "each Guarantor")]
    [InlineData("Poland and Ukraine", "FOE0332", "Poland and Ukraine each")]
    [InlineData("each Guarantor or any Party", "FOE0332", null)]
    [InlineData("any Guarantor and each Party", "FOE0332", null)]
    [InlineData("any Guarantor and any Party", "FOE0332", null)]
    [InlineData("each Guarantor and the other Guarantors", "FOE0332", null)]
    [InlineData("no Party", "FOE0333", null)]
    [InlineData("Poland and no Guarantor", "FOE0333", null)]
    public void A_bearer_that_is_not_counted_is_refused(string bearer, string code, string? fix)
    {
        var diagnostic = Assert.Single(
            Of($"Upon a breach of Article 3, {bearer} shall protest within 24 hours.").Diagnostics
        );

        Assert.Equal((code, fix), (diagnostic.Code, diagnostic.Fix?.NewText));
    }

    [Theory]
    [InlineData("each Guarantor", Quantifier.Each)]
    [InlineData("each Guarantor and Ukraine", Quantifier.Each)]
    [InlineData("any Guarantor", Quantifier.AnyOf)]
    [InlineData("any Guarantor or Ukraine", Quantifier.AnyOf)]
    [InlineData("any of the Guarantors and the Parties", Quantifier.AnyOf)]
    [InlineData("Poland and Ukraine together", Quantifier.Together)]
    [InlineData("Poland and Ukraine each", Quantifier.Each)]
    [InlineData("Poland", Quantifier.One)]
    public void A_bearer_binds_as_many_as_it_says(string bearer, Quantifier quantifier)
    {
        var core = Compiled.Good(Of($"Upon a breach of Article 3, {bearer} shall protest within 24 hours."));

        Assert.Equal(quantifier, core.Clauses[0].Bearer.Quantifier);
    }

    /// <summary>"No" before an actor says neither that nobody may nor that nobody has to.</summary>
    [Theory]
    [InlineData("No Guarantor shall protest.")]
    [InlineData("No Commission shall protest.")]
    [InlineData("Ukraine shall inform no Guarantor in force.")]
    [InlineData("When no Guarantor consults Ukraine, Poland shall protest within 24 hours.")]
    public void Nobody_is_no_actor(string sentence) =>
        Assert.Equal("FOE0333", Assert.Single(Of(sentence).Diagnostics).Code);

    [Theory]
    [InlineData("the Guarantors in force", "each Guarantor in force")]
    [InlineData("all Guarantors in force", "each Guarantor in force")]
    [InlineData("a Guarantor in force", "each Guarantor in force")]
    public void A_counter_party_that_is_not_counted_is_refused(string toward, string fix)
    {
        var diagnostic = Assert.Single(
            Of($"Upon an armed attack on Ukraine, Ukraine shall inform {toward} within 6 hours.").Diagnostics
        );

        Assert.Equal(("FOE0327", fix), (diagnostic.Code, diagnostic.Fix?.NewText));
    }

    [Theory]
    [InlineData("every Guarantor in force", true)]
    [InlineData("any of the Guarantors in force", false)]
    public void A_counter_party_is_counted_by_the_same_words(string toward, bool isEach)
    {
        var core = Compiled.Good(Of($"Upon an armed attack on Ukraine, Ukraine shall inform {toward} within 6 hours."));

        Assert.Equal(isEach, Assert.IsType<PerformAct>(core.Clauses[0].Content).TowardEach);
    }

    private static Compilation Of(string sentence) =>
        Compiled.From(
            $"{DiagnosticExample.Prelude}\n## Article 2\n\n```foedus\n{sentence}\n```\n\n## Article 3\n\n```foedus\nPoland shall not protest.\n```\n"
        );
}
