using System.Globalization;
using Foedus.Analysis.Checks;
using Foedus.Analysis.Tests.Soundness.Trying;

namespace Foedus.Analysis.Tests.Soundness.Payments;

/// <summary>The least that a promise delivers, by how many fail: as by trying who gives what when.</summary>
public sealed class PaymentsSoundnessTests
{
    [Fact]
    [OracleFor(Codes.NotKept, Graded.Compliance, Graded.Resilience, Graded.Worst)]
    public void The_least_delivered_is_that_of_trying_everything()
    {
        var comparison = new Comparison();
        for (var seed = 0; seed < Drafts.Count; seed++)
        {
            var drawn = PaymentsAgreement.Draw(seed);
            var agreement = Drafts.Compiled(drawn.Text);
            var oracle = new PaymentsOracle(agreement, drawn);
            var effective = AgreementCheck.Run(agreement, new CheckOptions(3)).Effective.Split('\n')[0];
            string Of() => $"seed {seed}: {effective}\n{drawn.Text}";

            var isKept = oracle.LeastOf(0, atOnce: false) >= drawn.Needed;
            var isKeptAtOnce = oracle.LeastOf(0, atOnce: true) >= drawn.Needed;
            comparison.Verdict(
                "kept if all comply",
                isKept,
                effective.Contains(": compliance-effective", StringComparison.Ordinal),
                Of
            );
            comparison.Verdict(
                "kept if all act at once",
                isKeptAtOnce,
                effective.Contains(": compliance-effective", StringComparison.Ordinal)
                    || effective.Contains("acts at once it is kept", StringComparison.Ordinal),
                Of
            );
            if (!isKeptAtOnce)
            {
                continue;
            }
            var least = new List<string>();
            var resilience = "k = any number";
            for (var failing = 0; failing <= oracle.Actors.Length; failing++)
            {
                var amount = oracle.LeastOf(failing, atOnce: !isKept);
                if (amount < drawn.Needed && resilience == "k = any number")
                {
                    resilience = $"k = {(failing - 1).ToString(CultureInfo.InvariantCulture)}";
                }
                if (least.Count == 0 || !least[^1].StartsWith("nothing", StringComparison.Ordinal))
                {
                    var what =
                        amount == 0
                            ? "nothing"
                            : $"{amount.ToString("0.##", CultureInfo.InvariantCulture)}{(drawn.Text.Contains("receives at least EUR", StringComparison.Ordinal) ? " EUR" : "")}";
                    least.Add(
                        $"{what} if {(failing == 0 ? "nobody fails" : failing == 1 ? "any one does" : $"any {failing} do")}"
                    );
                }
            }
            var worst = $", at worst {string.Join(", ", least)}";
            if (
                !effective.EndsWith(worst, StringComparison.Ordinal)
                || !effective.Contains(resilience, StringComparison.Ordinal)
            )
            {
                comparison.Difference($"the oracle says {resilience}{worst}, the check otherwise\n{Of()}");
            }
        }
        comparison.Holds(share: 9);
    }
}
