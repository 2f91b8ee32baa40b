using Foedus.Analysis.Checks;
using Foedus.Analysis.Tests.Soundness.Trying;
using Foedus.Language.Core;
using Comparison = Foedus.Analysis.Tests.Soundness.Trying.Comparison;

namespace Foedus.Analysis.Tests.Soundness.Escapes;

/// <summary>Duties that the bearer judges, ends or need never perform: each is found where trying everything finds it.</summary>
public sealed class EscapeSoundnessTests
{
    [Fact]
    [OracleFor(Codes.SelfJudged, Codes.SelfExcused, Codes.TimeNeverBegins)]
    public void A_way_out_is_found_where_trying_everything_finds_one()
    {
        var comparison = new Comparison();
        for (var seed = 0; seed < Drafts.Count; seed++)
        {
            var text = RandomEscape.Draw(seed);
            var agreement = Drafts.Compiled(text);
            var oracle = new EscapeOracle(agreement);
            var found = Drafts.Found(agreement, Codes.SelfJudged, Codes.SelfExcused, Codes.TimeNeverBegins);
            foreach (var clause in agreement.Clauses)
            {
                bool IsFound(string code) =>
                    found.Exists(finding => finding.Code == code && finding.Span == clause.Span);
                string Of() => $"seed {seed}, {clause.Words}\n{text}";
                if (clause.Modality == Modality.Duty)
                {
                    comparison.Verdict("self-judged", oracle.IsSelfJudged(clause), IsFound(Codes.SelfJudged), Of);
                    comparison.Verdict(
                        "never late",
                        oracle.NeedNotBecomeLate(clause),
                        IsFound(Codes.TimeNeverBegins),
                        Of
                    );
                }
                comparison.Verdict("self-excused", oracle.CanExcuseItself(clause), IsFound(Codes.SelfExcused), Of);
            }
        }
        comparison.Holds(share: 12);
    }
}
