using Foedus.Analysis.Checks;
using Foedus.Language;
using Foedus.Language.Text;

namespace Foedus.Analysis.Tests.Checks;

/// <summary>What the checks say of treaties that history has judged.</summary>
public sealed class TreatyCheckTests
{
    [Fact]
    public void Budapest_promises_nothing_that_can_be_breached_but_abstention_and_answers_no_breach()
    {
        var result = Check("budapest-1994");

        Assert.StartsWith("no: ", result.Concrete, StringComparison.Ordinal);
        Assert.Contains(
            "content floor 0 (an empty promise) in Article 4, Article 6",
            result.Concrete,
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "contested (it binds in law for Ukraine, politically only for the United States; the text itself does not say)",
            result.Binding,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Annex B(5): not compliance-effective, resilient: not at all; if everybody acts at once it is kept, and then k = 0, not answerable (Article 4, Annex B(3): a breach opens no consequence)",
            result.Effective,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Budapest_hangs_on_the_nuclear_condition_and_on_each_veto()
    {
        var agreement = Compiled("budapest-1994");
        var result = AgreementCheck.Run(agreement, CheckOptions.Default);
        var points = result.Findings.Where(finding => finding.Code == Codes.SinglePoint).ToList();

        foreach (
            var power in (string[])["Russia", "the United Kingdom", "the United States", "the Other Permanent Members"]
        )
        {
            var veto = Assert.Single(
                points,
                finding =>
                    finding.Message.StartsWith(
                        $"Single point of failure: {power}. Its refusal (a veto)",
                        StringComparison.Ordinal
                    )
            );
            Assert.Contains(Sketch.Run(agreement, veto), line => line.EndsWith("no", StringComparison.Ordinal));
        }
        var nuclear = result.Findings.First(finding => finding.Code == Codes.CaseGap);
        Assert.Contains("means “nuclear”", nuclear.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(
            Sketch.Run(agreement, nuclear),
            line => line.StartsWith("art_4", StringComparison.Ordinal)
        );
        Assert.All(
            result.Findings.Where(finding => finding.Code is not (Codes.ForceDisputed or Codes.SoleWitness)),
            finding => Assert.NotNull(finding.Witness)
        );
    }

    [Fact]
    public void Nato_article_5_has_floor_0()
    {
        var result = Check("nato-1949");
        var finding = Assert.Single(
            result.Findings,
            finding => finding is { Code: Codes.Escape, Provision: "Article 5(1)" }
        );

        Assert.Contains("what the bearer itself deems fit", finding.Why, StringComparison.Ordinal);
        Assert.Contains(
            "Annex B: not compliance-effective, resilient: not at all, not answerable (no duty serves it)",
            result.Effective,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "leaves it to the bearer what is owed",
            Assert.Single(result.Findings, other => other.Code == Codes.NotKept).Why,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Locarno_one_refusal_blocks_the_path_through_the_Council_and_nobody_the_flagrant_one()
    {
        var result = Check("locarno-1925");

        Assert.Contains(
            "Annex B(1): not compliance-effective, resilient: not at all; if everybody acts at once it is kept, and then k = 0",
            result.Effective,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Annex B(2): not compliance-effective, resilient: not at all; if everybody acts at once it is kept, and then k = 2",
            result.Effective,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "one refusal blocks Article 4(3), Article 4(4), Article 4(6), Article 4(7), Article 4(11)",
            result.Effective,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "nobody but the bearer can block Article 4(8), Article 4(9)",
            result.Effective,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Paris_names_what_is_still_open()
    {
        foreach (var id in (string[])["paris-2026-draft", "paris-2026"])
        {
            var open = Check(id).Open;

            Assert.Contains(
                open,
                point =>
                    point.StartsWith("no time to perform: ", StringComparison.Ordinal)
                    && point.Contains("Article 4(2)", StringComparison.Ordinal)
            );
            Assert.Contains("no time to decide: Article 3(4) (Attribution), Article 3(5) (Remedy)", open);
            Assert.Contains(
                open,
                point => point.Contains("“the fighting has credibly ceased” in Article 5(2)", StringComparison.Ordinal)
            );
            Assert.Contains(open, point => point.StartsWith("no answer to a breach: ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_energy_truce_has_three_clocks()
    {
        var findings = Check("energy-truce-2026")
            .Findings.Where(finding => finding is { Code: Codes.ReadingsDiffer, Provision: "Article 3(1)" })
            .Select(finding => finding.Message)
            .ToList();

        Assert.Contains(findings, message => message.Contains("a breach for Trump;", StringComparison.Ordinal));
        Assert.All(findings, message => Assert.Contains("a breach for", message, StringComparison.Ordinal));
        Assert.True(findings.Count >= 2, string.Join('\n', findings));
    }

    [Fact]
    public void The_guarantees_of_2025_hang_on_what_comes_first()
    {
        var findings = Check("ukraine-2025")
            .Findings.Where(finding => finding is { Code: Codes.ReadingsDiffer, Provision: "Article 5(1)" })
            .ToList();

        Assert.Contains(
            findings,
            finding =>
                finding.Message.Contains(
                    "binding, no breach for European Leaders; not binding for White House and Pentagon",
                    StringComparison.Ordinal
                )
        );
        Assert.Contains(
            findings,
            finding =>
                finding.Witness is { } witness
                && witness.Telling.Any(line => line.Contains("Ceasefire", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void Every_treaty_of_the_repository_is_checked_without_a_withheld_finding()
    {
        foreach (
            var path in Directory.GetFiles(Repository.PathOf("treaties"), "*.foedus.md").Order(StringComparer.Ordinal)
        )
        {
            Assert.DoesNotContain(
                CheckFile(path).Bounds,
                bound => bound.Contains("withheld", StringComparison.Ordinal)
            );
        }
    }

    private static CheckResult Check(string id) => CheckFile(Repository.PathOf("treaties", $"{id}.foedus.md"));

    private static CheckResult CheckFile(string path) => AgreementCheck.Run(CompiledFile(path), CheckOptions.Default);

    private static Language.Core.Agreement Compiled(string id) =>
        CompiledFile(Repository.PathOf("treaties", $"{id}.foedus.md"));

    private static Language.Core.Agreement CompiledFile(string path)
    {
        var compilation = Compiler.Compile(
            new SourceText(path, File.ReadAllText(path)),
            name => new SourceText(name, File.ReadAllText(Path.Combine(Path.GetDirectoryName(path) ?? "", name)))
        );
        Assert.NotNull(compilation.Core);
        return compilation.Core;
    }
}
