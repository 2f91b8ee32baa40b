using Foedus.Analysis.Checks;
using Foedus.Analysis.Tests.Soundness.Trying;

namespace Foedus.Analysis.Tests.Soundness.Cases;

/// <summary>Events of which only a kind is answered, decisions that nobody makes: the checks find them where reporting everything shows them.</summary>
public sealed class CaseSoundnessTests
{
    [Fact]
    [OracleFor(Codes.CaseGap)]
    public void A_gap_of_cases_is_found_where_some_kind_of_event_sets_nothing_off()
    {
        var comparison = new Comparison();
        for (var seed = 0; seed < Drafts.Count; seed++)
        {
            var text = RandomCases.Draw(seed);
            var agreement = Drafts.Compiled(text);
            comparison.Verdict(
                "gap of cases",
                new CaseOracle(agreement).HasGap,
                Drafts.Found(agreement, Codes.CaseGap).Count > 0,
                () => $"seed {seed}\n{text}"
            );
        }
        comparison.Holds(share: 4);
    }

    [Fact]
    [OracleFor(Codes.VacuousDecision)]
    public void A_decision_is_vacuous_where_nobody_makes_it_and_nobody_is_bound()
    {
        var comparison = new Comparison();
        for (var seed = 0; seed < Drafts.Count; seed++)
        {
            var text = RandomDecision.Draw(seed);
            var agreement = Drafts.Compiled(text);
            comparison.Verdict(
                "vacuous decision",
                new VacuityOracle(agreement).IsVacuous,
                Drafts.Found(agreement, Codes.VacuousDecision).Count > 0,
                () => $"seed {seed}\n{text}"
            );
        }
        comparison.Holds(share: 5);
    }

    [Fact]
    [OracleFor(Codes.DecisionGap)]
    public void A_decision_comes_to_nothing_for_want_of_anybody_where_letting_nobody_consent_shows_it()
    {
        var comparison = new Comparison();
        for (var seed = 0; seed < Drafts.Count; seed++)
        {
            var text = RandomDecision.Draw(seed);
            var agreement = Drafts.Compiled(text);
            var oracle = new AbsenceOracle(agreement);
            var found = Drafts.Found(agreement, Codes.DecisionGap);
            void Verdict(string what, bool byOracle, string message) =>
                comparison.Verdict(
                    what,
                    byOracle,
                    found.Exists(finding => finding.Message.StartsWith(message, StringComparison.Ordinal)),
                    () => $"seed {seed}\n{text}"
                );
            Verdict("gap before force", oracle.IsGapBeforeForce, "Gap: before anybody is in force, nothing is decided");
            if (!oracle.IsGapBeforeForce)
            {
                Verdict(
                    "gap without electors",
                    oracle.IsGapWithoutElectors,
                    "Gap: where no elector is in force, nothing is decided"
                );
            }
        }
        comparison.Holds(share: 15);
    }
}
