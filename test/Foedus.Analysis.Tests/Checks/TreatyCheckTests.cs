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
        Assert.Contains("content floor 0 (an empty promise) in Article 4, Article 6", result.Concrete, StringComparison.Ordinal);
        Assert.Contains("the text itself does not say so", result.Binding, StringComparison.Ordinal);
        Assert.Contains("not answerable: 6 norms without a consequence", result.Effective, StringComparison.Ordinal);
        Assert.All(result.Findings, finding => Assert.NotNull(finding.Witness));
    }

    [Fact]
    public void Nato_article_5_has_floor_0()
    {
        var finding = Assert.Single(Check("nato-1949").Findings, finding => finding is { Code: Codes.Escape, Provision: "Article 5(1)" });

        Assert.Contains("what the bearer itself deems fit", finding.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Locarno_one_refusal_blocks_the_path_through_the_Council_and_nobody_the_flagrant_one()
    {
        var result = Check("locarno-1925");

        Assert.Contains("one refusal blocks Article 4(3), Article 4(4), Article 4(6), Article 4(7), Article 4(11)", result.Effective, StringComparison.Ordinal);
        Assert.Contains("nobody but the bearer can block Article 4(8), Article 4(9)", result.Effective, StringComparison.Ordinal);
    }

    [Fact]
    public void The_energy_truce_has_three_clocks()
    {
        var findings = Check("energy-truce-2026").Findings.Where(finding => finding is { Code: Codes.ReadingsDiffer, Provision: "Article 3(1)" }).Select(finding => finding.Message).ToList();

        Assert.Contains(findings, message => message.Contains("a breach for Trump;", StringComparison.Ordinal));
        Assert.All(findings, message => Assert.Contains("a breach for", message, StringComparison.Ordinal));
        Assert.True(findings.Count >= 2, string.Join('\n', findings));
    }

    [Fact]
    public void The_guarantees_of_2025_hang_on_what_comes_first()
    {
        var findings = Check("ukraine-2025").Findings.Where(finding => finding is { Code: Codes.ReadingsDiffer, Provision: "Article 5(1)" }).ToList();

        Assert.Contains(findings, finding => finding.Message.Contains("binding, no breach for European Leaders; not binding for White House and Pentagon", StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding.Witness is { } witness && witness.Telling.Any(line => line.Contains("Ceasefire", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_treaty_of_the_repository_is_checked_without_a_withheld_finding()
    {
        foreach (var path in Directory.GetFiles(Repository.PathOf("treaties"), "*.foedus.md").Order(StringComparer.Ordinal))
        {
            Assert.DoesNotContain(CheckFile(path).Bounds, bound => bound.Contains("withheld", StringComparison.Ordinal));
        }
    }

    private static CheckResult Check(string id) => CheckFile(Repository.PathOf("treaties", $"{id}.foedus.md"));

    private static CheckResult CheckFile(string path)
    {
        var compilation = Compiler.Compile(
            new SourceText(path, File.ReadAllText(path)),
            name => new SourceText(name, File.ReadAllText(Path.Combine(Path.GetDirectoryName(path) ?? "", name)))
        );
        Assert.NotNull(compilation.Core);
        return AgreementCheck.Run(compilation.Core, CheckOptions.Default);
    }
}
