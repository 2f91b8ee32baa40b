using Foedus.Analysis.Checks;
using Foedus.Analysis.Tests.Soundness.Trying;
using Foedus.Language.Core;
using Comparison = Foedus.Analysis.Tests.Soundness.Trying.Comparison;

namespace Foedus.Analysis.Tests.Soundness.DeadLetters;

/// <summary>Dead letters and inert permissions: each clause that is one, and no other, is found to be, and for the true reason.</summary>
public sealed class DeadLetterSoundnessTests
{
    [Fact]
    [OracleFor(Codes.DeadLetter, Codes.Inert)]
    public void A_clause_is_a_dead_letter_where_trying_everything_gives_it_no_life()
    {
        var comparison = new Comparison();
        for (var seed = 0; seed < Drafts.CountOf(30); seed++)
        {
            var text = RandomDeadLetter.Draw(seed);
            var agreement = Drafts.Compiled(text);
            var oracle = new DeadLetterOracle(agreement);
            var found = Drafts.Found(agreement, Codes.DeadLetter, Codes.Inert);
            foreach (var clause in agreement.Clauses)
            {
                bool IsFound(string message) =>
                    found.Exists(finding =>
                        finding.Span == clause.Span && finding.Message.Contains(message, StringComparison.Ordinal)
                    );
                void Verdict(string what, bool byOracle, string message) =>
                    comparison.Verdict(what, byOracle, IsFound(message), () => $"seed {seed}, {clause.Words}\n{text}");
                var binds = oracle.EverBinds(clause);
                Verdict("never binds", !binds, "never comes to bind");
                if (clause.Modality == Modality.Duty)
                {
                    Verdict("never performed", binds && !oracle.IsEverDone(clause), "never be performed");
                }
                else if (clause.Modality == Modality.Prohibition)
                {
                    // Among these actors and acts each prohibition that binds can be broken, also by who has no right to the act.
                    if (IsFound("never be broken") != (binds && !oracle.IsEverBroken(clause)))
                    {
                        comparison.Difference($"never broken: seed {seed}, {clause.Words}\n{text}");
                    }
                }
                if (clause.Modality == Modality.Permission)
                {
                    Verdict("inert", binds && oracle.IsDeletable(clause), "Inert");
                }
                else if (clause.Modality is Modality.Duty or Modality.Prohibition)
                {
                    Verdict("deletable", oracle.IsEverBroken(clause) && oracle.IsDeletable(clause), "can be deleted");
                }
            }
        }
        comparison.Holds(share: 40);
    }
}
