using Foedus.Analysis.Checks;
using Foedus.Analysis.Exploring;
using Foedus.Analysis.Tests.Soundness.Trying;
using Foedus.Norms;

namespace Foedus.Analysis.Tests.Soundness.Powers;

/// <summary>Racing powers and powers of one hand: in random agreements the check finds those that trying everything finds, and no other.</summary>
public sealed class PowersSoundnessTests
{
    [Fact]
    [OracleFor(Codes.PowerRace, Codes.FreeOption)]
    public void Races_and_free_options_are_those_of_trying_everything()
    {
        var comparison = new Comparison();
        for (var seed = 0; seed < Drafts.Count; seed++)
        {
            var drawn = PowersAgreement.Draw(seed);
            var agreement = Drafts.Compiled(drawn.Text);
            var setting = Setting.Of(Machine.Create(agreement), representatives: 0);
            var findings = new FindingList();
            new PowerCheck(setting, new Reach(setting), findings).Check();
            Assert.Empty(findings.Withheld);

            var oracle = new PowersOracle(agreement, drawn);
            Compare("race", Codes.PowerRace, oracle.Races());
            Compare("free option", Codes.FreeOption, oracle.FreeOptions());

            void Compare(string what, string code, SortedDictionary<string, string> expected)
            {
                var told = findings
                    .ByWeight()
                    .Where(finding => finding.Code == code)
                    .Select(finding => finding.Provision)
                    .Order(StringComparer.Ordinal)
                    .ToList();
                comparison.Verdict(what, expected.Count > 0, told.Count > 0, () => $"seed {seed}\n{drawn.Text}");
                if (!told.SequenceEqual(expected.Keys))
                {
                    comparison.Difference(
                        $"seed {seed}: {what}: the oracle finds {string.Join("; ", expected.Select(verdict => $"{verdict.Key} ({verdict.Value})"))}, the check {string.Join("; ", told)}\n{drawn.Text}"
                    );
                }
            }
        }
        comparison.Holds(share: 6);
    }
}
