using Foedus.Analysis.Checks;
using Foedus.Analysis.Tests.Soundness.Trying;
using Foedus.Language.Core;

namespace Foedus.Analysis.Tests.Soundness.Together;

/// <summary>What one treaty demands and the other forbids: each pair of clauses as by running every short course in both at once.</summary>
public sealed class ClashSoundnessTests
{
    [Fact]
    [OracleFor(Codes.TreatyConflict)]
    public void What_two_treaties_demand_and_forbid_is_that_of_running_every_course_in_both()
    {
        var comparison = new Trying.Comparison();
        for (var seed = 0; seed < Drafts.Count; seed++)
        {
            var drawn = TwoTreaties.Draw(seed);
            Agreement[] both = [Drafts.Compiled(drawn.First), Drafts.Compiled(drawn.Second)];
            var oracle = new ClashOracle(both[0], both[1], drawn.Parties);
            var result = TogetherCheck.Compare(both[0], both[1]);
            Assert.True(result.Withheld.IsEmpty, $"seed {seed}: a witness does not lead where it is said to\n{drawn}");
            var told = result.Findings.Select(finding => finding.Provision).ToList();
            for (var owing = 0; owing < both.Length; owing++)
            {
                var (one, other) = (both[owing], both[1 - owing]);
                foreach (var duty in one.Clauses.Where(clause => clause.Modality == Modality.Duty))
                {
                    foreach (
                        var ban in other.Clauses.Where(clause =>
                            clause.Modality is Modality.Prohibition or Modality.Disability
                        )
                    )
                    {
                        var (here, there) = (oracle.Place(owing, duty.Index), oracle.Place(1 - owing, ban.Index));
                        comparison.Verdict(
                            "clash",
                            oracle.Clashes.Contains((owing, here, there)),
                            told.Remove($"{here} of {one.Title} and {there} of {other.Title}"),
                            () =>
                                $"seed {seed}: {here} of {one.Title} and {there} of {other.Title}\n{drawn.First}\n{drawn.Second}"
                        );
                    }
                }
            }
            if (told.Count > 0)
            {
                comparison.Difference($"seed {seed}: told twice, or of nothing: {string.Join("; ", told)}");
            }
        }
        comparison.Holds(share: 8);
    }
}
