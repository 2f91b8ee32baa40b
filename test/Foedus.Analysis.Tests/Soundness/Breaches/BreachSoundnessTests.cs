using Foedus.Analysis.Checks;
using Foedus.Analysis.Tests.Soundness.Trying;
using Foedus.Language.Core;
using Foedus.Norms.Replay;
using Comparison = Foedus.Analysis.Tests.Soundness.Trying.Comparison;

namespace Foedus.Analysis.Tests.Soundness.Breaches;

/// <summary>What a breach opens, norm by norm, and whether those a promise rests on are answered by others: as by running each breach beside its avoidance.</summary>
public sealed class BreachSoundnessTests
{
    [Fact]
    [OracleFor(Codes.NoConsequence, Graded.Answerable)]
    public void What_a_breach_opens_is_that_of_running_every_breach_and_its_avoidance()
    {
        var comparison = new Comparison();
        for (var seed = 0; seed < Drafts.Count; seed++)
        {
            var drawn = RandomBreach.Draw(seed);
            var agreement = Drafts.Compiled(drawn.Text);
            var oracle = new BreachOracle(agreement, drawn);
            var result = AgreementCheck.Run(agreement, new CheckOptions(3));
            string Of() => $"seed {seed}: {result.Effective}\n{drawn.Text}";
            var told = result
                .Findings.Where(finding => finding.Code == Codes.NoConsequence)
                .SelectMany(finding =>
                    finding.Provision.Replace(", Article", ";Article", StringComparison.Ordinal).Split(';')
                )
                .ToList();
            foreach (
                var clause in agreement.Clauses.Where(clause =>
                    clause.Modality is Modality.Duty or Modality.Prohibition && oracle.Breached.Contains(clause.Index)
                )
            )
            {
                comparison.Verdict(
                    "a breach opens nothing",
                    !oracle.Answered.Contains(clause.Index),
                    told.Remove(ProvisionReference.Of(clause.Id)),
                    () => $"{clause.Words}: {Of()}"
                );
            }
            if (
                told.Exists(place =>
                    !agreement.Clauses.Any(clause =>
                        clause.ConsequenceOf is not null
                        && ProvisionReference.Of(clause.Id) == place
                        && !oracle.Breached.Contains(clause.Index)
                    )
                )
            )
            {
                comparison.Difference(
                    $"{string.Join(", ", told)} are said to be breached without a consequence; {Of()}"
                );
            }
            if (oracle.Serving.Count > 0 && !result.Effective.Contains("(no duty serves it)", StringComparison.Ordinal))
            {
                comparison.Verdict(
                    "answerable",
                    oracle.Serving.All(oracle.AnsweredByOthers.Contains),
                    result.Effective.Split('\n')[0].Contains(", answerable", StringComparison.Ordinal),
                    Of
                );
            }
        }
        comparison.Holds(share: 6);
    }
}
