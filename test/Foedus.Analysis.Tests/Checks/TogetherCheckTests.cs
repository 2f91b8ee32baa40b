using Foedus.Analysis.Checks;
using Foedus.Analysis.Comparing;
using Foedus.Language;
using Foedus.Language.Diagnostics;
using Foedus.Language.Text;

namespace Foedus.Analysis.Tests.Checks;

/// <summary>Two agreements at once, and two drafts of one.</summary>
public sealed class TogetherCheckTests
{
    private const string Words =
        "Ukraine and Poland are Parties.\nTo transfer arms is an act of a Party toward a Party.\nAn alarm is an event, reported by any Party.";
    private const string Force = "This Agreement enters into force upon ratification by all Parties.";

    [Fact]
    public void What_one_treaty_demands_and_the_other_forbids_is_a_conflict_with_one_file_for_both()
    {
        var aid = Small.Named(
            "aid",
            "Aid",
            Words,
            "Upon an alarm, Poland shall transfer arms toward Ukraine within 3 days.",
            Force
        );
        var embargo = Small.Named("embargo", "Embargo", Words, "Each Party shall not transfer arms.", Force);
        var found = Assert.Single(TogetherCheck.Compare(aid, embargo).Findings);

        Assert.Equal(
            (Level.Error, Codes.TreatyConflict, "Article 2 of Aid and Article 2 of Embargo"),
            (found.Level, found.Code, found.Provision)
        );
        Assert.Contains("VCLT art. 30(3)", found.Why, StringComparison.Ordinal);
        Assert.Contains(Sketch.Run(aid, found), line => line.EndsWith("Poland fulfilled", StringComparison.Ordinal));
        Assert.Contains(Sketch.Run(embargo, found), line => line.EndsWith("Poland violated", StringComparison.Ordinal));
        Assert.Empty(
            TogetherCheck
                .Compare(
                    aid,
                    Small.Named(
                        "embargo",
                        "Embargo",
                        Words,
                        "Each Party shall not transfer arms until an alarm.",
                        Force
                    )
                )
                .Findings
        );
    }

    [Fact]
    public void The_Charter_prevails()
    {
        var aid = Small.Named(
            "aid",
            "Aid",
            Words,
            "Upon an alarm, Poland shall transfer arms toward Ukraine within 3 days.",
            Force
        );
        var charter = Small.Named(
            "charter",
            "Charter of the United Nations",
            Words,
            "Each Party shall not transfer arms.",
            Force
        );

        Assert.Contains(
            "Charter art. 103",
            Assert.Single(TogetherCheck.Compare(aid, charter).Findings).Why,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("once the Ceasefire is in force", false)]
    [InlineData("", true)]
    public void Who_can_keep_a_guarantee_unarmed_and_who_can_disarm_it(string armed, bool whileInForce)
    {
        const string Ceasefire =
            "## Article 1\n```foedus\nUkraine and Russia are Parties.\nTo attack is an act of a Party.\n1. Each Party shall not attack.\n2. This Agreement enters into force upon signature by all Parties.\n3. This Agreement remains in force until a breach of Article 1(1).\n```\n";
        var text = Sketch.TextWith(
            ("The Ceasefire is an agreement.", "The Ceasefire is the agreement in ceasefire.foedus.md."),
            (
                "upon its ratification, once the Ceasefire is in force",
                armed.Length > 0 ? $"upon its ratification, {armed}" : "upon its ratification"
            ),
            (
                "Upon Determination, each Guarantor in force shall provide",
                whileInForce
                    ? "Upon Determination, if the Ceasefire is in force, each Guarantor in force shall provide"
                    : "Upon Determination, each Guarantor in force shall provide"
            )
        );
        var compilation = Compiler.Compile(
            new SourceText("sketch.foedus.md", text),
            name => new SourceText(name, Ceasefire)
        );
        Assert.True(compilation.Core is not null, string.Join('\n', compilation.Diagnostics));
        var findings = TogetherCheck.Armed(compilation.Core).Findings;

        Assert.Contains(findings, finding => finding.Code == Codes.Unarmed);
        Assert.Contains(
            findings,
            finding => finding.Message.Contains("Russia alone keeps the promise unarmed", StringComparison.Ordinal)
        );
        // "Once" is latched: what came after does not disarm. "If … is in force" asks at the trigger.
        Assert.Equal(
            whileInForce,
            findings.Any(finding =>
                finding.Message.Contains(
                    "a breach of ceasefire/Article 1(1) ends what the promise rests on",
                    StringComparison.Ordinal
                )
            )
        );
        Assert.All(findings, finding => Assert.NotEmpty(Sketch.Run(compilation.Core, finding)));
    }

    [Fact]
    public void A_draft_that_drops_the_fallback_adds_findings_and_one_that_renumbers_adds_none()
    {
        var (old, final) = (
            Sketch.Compiled(),
            Sketch.Compiled(
                (
                    Sketch.Fallback,
                    "refusal is final; absent decision, by two thirds of the Guarantors in force, within 24 hours;"
                )
            )
        );
        var change = FindingComparison.Compare(
            old,
            AgreementCheck.Run(old, Sketch.Few),
            final,
            AgreementCheck.Run(final, Sketch.Few)
        );

        Assert.Contains(change.Added, finding => finding.Code == Codes.SinglePoint);
        Assert.DoesNotContain(change.Removed, finding => finding.Code == Codes.SinglePoint);

        var moved = Sketch.Compiled(
            ("## Article 5 (The promise)", "## Article 6 (The promise)"),
            ("## Article 4 (Entry", "## Article 5 (Entry"),
            ("## Article 3 (Guarantee)", "## Article 4 (Guarantee)")
        );
        Assert.True(
            FindingComparison
                .Compare(old, AgreementCheck.Run(old, Sketch.Few), moved, AgreementCheck.Run(moved, Sketch.Few))
                .IsEmpty
        );
    }
}
