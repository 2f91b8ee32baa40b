using System.Text.RegularExpressions;
using Foedus.Analysis.Checks;
using Foedus.Analysis.Tests.Soundness.Trying;

namespace Foedus.Analysis.Tests.Soundness.Struck;

/// <summary>A promise to whichever party is attacked is as good as it is to the one for whom it is worst.</summary>
public sealed partial class StruckSoundnessTests
{
    [Fact]
    [OracleFor(Codes.NotKept, Codes.SinglePoint, Graded.Compliance, Graded.Resilience)]
    public void A_promise_is_kept_if_it_is_kept_whoever_is_struck()
    {
        var comparison = new Comparison();
        for (var seed = 0; seed < Drafts.Count; seed++)
        {
            var drawn = StruckAgreement.Draw(seed);
            var agreement = Drafts.Compiled(drawn.Text);
            var result = AgreementCheck.Run(agreement, new CheckOptions(3));
            string Of() => $"seed {seed}: {result.Effective}\n{drawn.Text}";

            var oracle = new StruckOracle(agreement, drawn);
            var least = oracle.SmallestCoalition(atOnce: false, out var singles);
            var needsZeal = least == 0;
            if (needsZeal)
            {
                least = oracle.SmallestCoalition(atOnce: true, out singles);
            }
            var isKept = least != 0;
            comparison.Verdict(
                "kept if all comply",
                !needsZeal,
                result.Effective.Contains(": compliance-effective", StringComparison.Ordinal),
                Of
            );
            comparison.Verdict(
                "kept if all act at once",
                isKept,
                !result.Effective.Contains("resilient: not at all,", StringComparison.Ordinal),
                Of
            );
            if (!isKept)
            {
                continue;
            }
            var k = least is { } size ? $"k = {size - 1}" : "k = any number";
            if (!Regex.IsMatch(result.Effective, Regex.Escape(k) + "(,|$)"))
            {
                comparison.Difference($"the oracle says {k}, the check otherwise; {Of()}");
            }
            var told = result
                .Findings.Where(finding => finding.Code == Codes.SinglePoint)
                .Select(finding => SinglePoint().Match(finding.Message).Groups[1].Value)
                .Order(StringComparer.Ordinal)
                .ToList();
            comparison.Verdict("somebody alone stops it", singles.Count > 0, told.Count > 0, Of);
            if (!told.SequenceEqual(singles))
            {
                comparison.Difference(
                    $"alone stop it, the oracle says, {string.Join(", ", singles)}, the check {string.Join(", ", told)}; {Of()}"
                );
            }
        }
        comparison.Holds(share: 9);
    }

    [GeneratedRegex("Single point of failure: (.+?)\\. Its")]
    private static partial Regex SinglePoint();
}
