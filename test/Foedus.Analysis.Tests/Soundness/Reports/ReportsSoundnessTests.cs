using Foedus.Analysis.Checks;
using Foedus.Analysis.Tests.Soundness.Trying;

namespace Foedus.Analysis.Tests.Soundness.Reports;

/// <summary>Whose report alone binds others, and what only the interested party can attest: as by letting everybody report everything.</summary>
public sealed class ReportsSoundnessTests
{
    [Fact]
    [OracleFor(Codes.FalseTrigger, Codes.SoleWitness, Graded.Observable)]
    public void False_triggers_and_sole_witnesses_are_those_of_trying_everything()
    {
        var comparison = new Comparison();
        for (var seed = 0; seed < Drafts.Count; seed++)
        {
            var drawn = ReportsAgreement.Draw(seed);
            var agreement = Drafts.Compiled(drawn.Text);
            var oracle = new ReportsOracle(agreement, drawn);
            var result = AgreementCheck.Run(agreement, new CheckOptions(3));
            var triggers = result.Findings.Where(finding => finding.Code == Codes.FalseTrigger).ToList();
            var binding = oracle.Binding();
            comparison.Verdict(
                "one report binds others",
                binding.Count > 0,
                triggers.Count > 0,
                () => $"seed {seed}\n{drawn.Text}"
            );
            var expected = binding
                .Select(each =>
                    $"{string.Join(", ", each.Value.Duties)} by {(each.Value.Reporters.Count > 1 ? "any party" : each.Value.Reporters.First())} of {each.Key}"
                )
                .Order(StringComparer.Ordinal)
                .ToList();
            var told = triggers
                .Select(finding =>
                    $"{finding.Provision} by {Between(finding.Message, "true or false, by ", " alone")} of {Between(finding.Message, "one report of a", ", true").TrimStart('n').Trim()}"
                )
                .Order(StringComparer.Ordinal)
                .ToList();
            if (!expected.SequenceEqual(told))
            {
                comparison.Difference(
                    $"seed {seed}: the oracle finds {string.Join("; ", expected)}, the check {string.Join("; ", told)}\n{drawn.Text}"
                );
            }

            if (!oracle.CanBeKept(_ => true))
            {
                Assert.DoesNotContain("compliance-effective, not vacuous", result.Effective, StringComparison.Ordinal);
                continue;
            }
            var isSole = !oracle.CanBeKept(by => by != "Ukraine");
            comparison.Verdict(
                "sole witness",
                isSole,
                result.Findings.Any(finding => finding.Code == Codes.SoleWitness),
                () => $"seed {seed}: {result.Effective}\n{drawn.Text}"
            );
            comparison.Verdict(
                "observable",
                !isSole,
                result.Effective.Split('\n')[0].Contains(", observable", StringComparison.Ordinal),
                () => $"seed {seed}: {result.Effective}\n{drawn.Text}"
            );
        }
        comparison.Holds(share: 6);
    }

    private static string Between(string text, string before, string after)
    {
        var from = text.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return text[from..text.IndexOf(after, from, StringComparison.Ordinal)];
    }
}
