using Foedus.Analysis.Checks;
using Foedus.Analysis.Tests.Soundness.Trying;

namespace Foedus.Analysis.Tests.Soundness.Assumptions;

/// <summary>Assumptions that cannot be true, alone, together, or where a promise counts: found where trying every short course finds them, and nowhere else.</summary>
public sealed class AssumptionSoundnessTests
{
    [Fact]
    [OracleFor(Codes.Contradiction)]
    public void What_is_assumed_is_contradictory_where_no_course_makes_it_true()
    {
        var comparison = new Comparison();
        for (var seed = 0; seed < Drafts.Count; seed++)
        {
            var drawn = RandomAssumptions.Draw(seed);
            var agreement = Drafts.Compiled(drawn.Text);
            var oracle = new AssumptionOracle(agreement, drawn);
            var found = Drafts.Found(agreement, Codes.Contradiction);
            void Verdict(string what, bool byOracle, string message) =>
                comparison.Verdict(
                    what,
                    byOracle,
                    found.Exists(finding => finding.Message.Contains(message, StringComparison.Ordinal)),
                    () => $"{string.Join(" + ", drawn.Stated)}, seed {seed}\n{drawn.Text}"
                );
            Verdict("never true", oracle.IsOneNeverTrue, "is true in none");
            if (!oracle.IsOneNeverTrue)
            {
                Verdict("never together", !oracle.AreTrueTogether, "never true together");
                if (oracle.AreTrueTogether)
                {
                    Verdict("excludes the occasion", oracle.ExcludeTheOccasion, "excludes the occasion");
                }
            }
            if (drawn.Complies is not null)
            {
                Verdict("cannot comply", oracle.CannotBeComplied(), "cannot be true: ");
            }
        }
        comparison.Holds(share: 20);
    }
}
