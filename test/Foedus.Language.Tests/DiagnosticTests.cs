using System.Reflection;
using Foedus.Language.Diagnostics;
using Foedus.Language.Text;

namespace Foedus.Language.Tests;

/// <summary>Every diagnostic has its explanation and an example that gives it and nothing else.</summary>
public sealed class DiagnosticTests
{
    private const string Circle = "## Article 1\n\n```foedus\nThe Other is the agreement in example.foedus.md.\n```\n";

    private const string Base =
        "## Article 1\n\n```foedus\nUkraine is a Party.\nTo protest is an act of any Party.\nUkraine shall not protest.\n```\n";

    public static TheoryData<string> Codes => [.. Rules.All.Select(rule => rule.Code)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Example_gives_exactly_this_diagnostic(string code)
    {
        var rule = Rules.All.Single(rule => rule.Code == code);
        var text = rule.Example.Length == 0 ? LongExample(rule) : DiagnosticExample.FileOf(rule);
        var compilation = Compiled.From(
            text,
            "example.foedus.md",
            ("circle.foedus.md", Circle),
            ("base.foedus.md", Base)
        );
        Assert.Equal([code], compilation.Diagnostics.Select(diagnostic => diagnostic.Code).Distinct());
        Assert.Equal(rule.Level == Level.Error, compilation.Core is null);
        Assert.All(
            compilation.Diagnostics,
            diagnostic => Assert.DoesNotContain("{", diagnostic.Message + diagnostic.How, StringComparison.Ordinal)
        );
    }

    /// <summary>Examples too long for a page.</summary>
    private static string LongExample(DiagnosticRule rule)
    {
        if (rule == Rules.FileTooLong)
        {
            return new string('a', SourceText.MaximumLength + 1);
        }
        if (rule == Rules.AmendsAnother)
        {
            return $"{DiagnosticExample.Prelude}\n## Article 2\n\n```foedus\nThe Base is the agreement in base.foedus.md.\nThe Change is an amendment of this Agreement.\nThe Change deletes Article 1 of the Base.\n```\n";
        }
        var sentences =
            rule == Rules.TooManySentences ? Enumerable.Range(0, 10_000).Select(_ => "Poland shall not protest.")
            : rule == Rules.ReferenceTooWide
                ? Enumerable
                    .Range(0, 1001)
                    .Select(_ => "Poland shall not protest.")
                    .Append("Upon a breach of Article 2, Poland shall protest within 24 hours.")
            : Enumerable
                .Range(0, 33)
                .Select(i => $"Reading of Reader{(char)('A' + (i / 10))}{i % 10}: the Truce ends on 1 February 2026.");
        return $"{DiagnosticExample.Prelude}\n## Article 2\n\n```foedus\n{string.Join('\n', sentences)}\n```\n";
    }

    /// <summary>Set FOEDUS_RENEW to write the page anew.</summary>
    [Fact]
    public void The_catalogue_in_the_documentation_is_current()
    {
        var path = Repository.PathOf("docs", "diagnostics.md");
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable("FOEDUS_RENEW")))
        {
            File.WriteAllText(path, DiagnosticCatalogue.Write());
        }
        Assert.Equal(File.ReadAllText(path), DiagnosticCatalogue.Write());
    }

    /// <summary>Where a sentence could end, a name that is none is misspelt and not left over.</summary>
    [Theory]
    [InlineData("Upon an armed attack on Ukraine, Poland shall consult Ukrane within 24 hours.", "FOE0202", "Ukraine")]
    [InlineData("Upon an armed attack on Ukraine, Poland shall protest Xanadu within 24 hours.", "FOE0201", null)]
    [InlineData(
        "Upon the Commission, Poland shall protest within 24 hours.\nReview is decided upon an incident by the Commission, by majority of its members, within 24 hours.",
        "FOE0204",
        "Review"
    )]
    public void A_wrong_name_is_called_one_and_the_nearest_is_offered(string sentences, string code, string? offered)
    {
        var compilation = Compiled.From($"{DiagnosticExample.Prelude}\n## Article 2\n\n```foedus\n{sentences}\n```\n");

        var diagnostic = Assert.Single(compilation.Diagnostics);
        Assert.Equal((code, offered), (diagnostic.Code, diagnostic.Fix?.NewText));
    }

    [Fact]
    public void The_catalogue_knows_every_rule()
    {
        var known = typeof(Rules)
            .GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Select(property => property.GetValue(null))
            .OfType<DiagnosticRule>()
            .Select(rule => rule.Code);
        Assert.Equal(
            known.Order(StringComparer.Ordinal),
            Rules.All.Select(rule => rule.Code).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Codes_are_unique_and_there_are_enough()
    {
        Assert.Distinct(Rules.All.Select(rule => rule.Code));
        Assert.True(Rules.All.Length >= 60);
        Assert.All(
            Rules.All,
            rule => Assert.True(rule.Message.Length > 0 && rule.Why.Length > 0 && rule.How.Length > 0)
        );
    }
}
