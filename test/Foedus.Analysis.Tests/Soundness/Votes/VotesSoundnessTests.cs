using Foedus.Analysis.Checks;
using Foedus.Analysis.Tests.Soundness.Trying;

namespace Foedus.Analysis.Tests.Soundness.Votes;

/// <summary>Where a vote leads to nothing: silence, refusal, a tie, a lack of the quorum, at each stage as by casting it in every way.</summary>
public sealed class VotesSoundnessTests
{
    private static readonly string[] Ways = ["silence", "refusal", "a tie", "a lack of the quorum"];

    [Fact]
    [OracleFor(Codes.DecisionGap, Graded.OneRefusal)]
    public void Gaps_of_a_decision_are_those_of_casting_every_vote()
    {
        var comparison = new Comparison();
        for (var seed = 0; seed < Drafts.Count; seed++)
        {
            var drawn = VotesAgreement.Draw(seed);
            var agreement = Drafts.Compiled(drawn.Text);
            var oracle = new VotesOracle(agreement, drawn);
            var gaps = oracle.Gaps;
            var result = AgreementCheck.Run(agreement, new CheckOptions(3));
            var told = result
                .Findings.Where(finding => finding.Code == Codes.DecisionGap)
                .Select(finding => finding.Message)
                .ToList();
            comparison.Verdict(
                "one refusal blocks what hangs on it",
                oracle.IsBlockedByOne,
                result.Effective.Contains("one refusal blocks Article 2(1)", StringComparison.Ordinal),
                () => $"seed {seed}: {result.Effective}\n{drawn.Text}"
            );
            var atOnce = told.Exists(message =>
                message.StartsWith($"Gap: {VotesOracle.AtOnce}", StringComparison.Ordinal)
            );
            if (gaps.Contains((0, VotesOracle.AtOnce)) != atOnce)
            {
                comparison.Difference(
                    $"seed {seed}: refused as soon as it opens: the check says {atOnce}\n{drawn.Text}"
                );
            }
            var stages = agreement.Decisions[0].Stages.Length;
            for (var stage = 1; stage <= stages; stage++)
            {
                var at = stages > 1 ? $"Gap: at stage {stage} " : "Gap: ";
                foreach (var way in Ways)
                {
                    // A tie is a refusal: where that is told, this says nothing more.
                    bool IsTold(string what) =>
                        told.Exists(message => message.StartsWith(at + what, StringComparison.Ordinal));
                    var isGap = gaps.Contains((stage, way));
                    var isTold = IsTold(way) || (way == "a tie" && isGap && IsTold("refusal"));
                    comparison.Verdict(
                        $"gap upon {way}",
                        isGap,
                        isTold,
                        () =>
                            $"seed {seed}, stage {stage}: {string.Join("; ", gaps)} and {string.Join(" ", told)}\n{drawn.Text}"
                    );
                }
                if (
                    gaps.Any(gap => gap.Stage == stage)
                    && !told.Exists(message => message.StartsWith(at, StringComparison.Ordinal))
                )
                {
                    comparison.Difference(
                        $"seed {seed}, stage {stage}: some way of voting leads to nothing, and the check is silent\n{drawn.Text}"
                    );
                }
            }
        }
        comparison.Holds(share: 20);
    }
}
