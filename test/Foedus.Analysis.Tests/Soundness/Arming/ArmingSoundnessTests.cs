using Foedus.Analysis.Checks;
using Foedus.Analysis.Tests.Soundness.Trying;

namespace Foedus.Analysis.Tests.Soundness.Arming;

/// <summary>A promise that rests on another agreement: who keeps it unarmed, and who disarms it, as by trying all that one party can do there.</summary>
public sealed class ArmingSoundnessTests
{
    [Fact]
    [OracleFor(Codes.Unarmed, Codes.ArmedByOne)]
    public void Who_keeps_a_promise_unarmed_and_who_disarms_it_is_that_of_trying_what_each_can_do()
    {
        var comparison = new Comparison();
        for (var seed = 0; seed < Drafts.Count; seed++)
        {
            var drawn = ArmedAgreement.Draw(seed);
            var agreement = Drafts.Compiled(drawn.Text, drawn.Ceasefire);
            var oracle = new ArmingOracle(agreement, drawn);
            var result = TogetherCheck.Armed(agreement);
            Assert.True(result.Withheld.IsEmpty, $"seed {seed}: {string.Join('\n', result.Withheld)}\n{drawn.Text}");
            var told = result.Findings.ToList();
            string Of(string what) =>
                $"seed {seed}, {what}: {string.Join(" ", result.Findings.Select(finding => finding.Message))}\n{drawn.Ceasefire}\n{drawn.Text}";
            bool Takes(string code, string message) =>
                told.RemoveAll(finding =>
                    finding.Code == code && finding.Message.StartsWith(message, StringComparison.Ordinal)
                ) == 1;

            if (oracle.IsKept)
            {
                comparison.Verdict(
                    "nothing is owed",
                    oracle.NothingOwed,
                    Takes(
                        Codes.Unarmed,
                        "Gap: as long as the Ceasefire is not in force, nothing of what is promised is owed."
                    ),
                    () => Of("unarmed")
                );
                foreach (var party in drawn.Sides)
                {
                    (string What, bool ByOracle, string Message)[] ways =
                    [
                        (
                            "unarmed by one",
                            oracle.ByStayingAway.Contains(party),
                            "alone keeps the promise unarmed, by not consenting to the Ceasefire."
                        ),
                        (
                            "disarmed by leaving",
                            oracle.ByLeaving.Contains(party),
                            "alone disarms the promise, by leaving the Ceasefire."
                        ),
                        ("disarmed by deeds", oracle.ByDeeds.Contains(party), "alone disarms the promise: "),
                        ("disarmed by a power", oracle.ByPower.Contains(party), "alone disarms the promise, by using "),
                    ];
                    foreach (var (what, byOracle, message) in ways)
                    {
                        comparison.Verdict(
                            what,
                            byOracle,
                            Takes(Codes.ArmedByOne, $"Single point of failure: {party} {message}"),
                            () => Of($"{what}: {party}")
                        );
                    }
                }
            }
            if (told.Count > 0)
            {
                comparison.Difference(
                    $"told twice, or of nothing: {string.Join(" ", told.Select(finding => finding.Message))}; {Of("")}"
                );
            }
        }
        comparison.Holds(share: 20);
    }
}
