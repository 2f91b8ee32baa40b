using Foedus.Analysis.Checks;
using Foedus.Analysis.Tests.Soundness.Trying;
using Foedus.Language.Core;
using Foedus.Norms.Replay;
using Comparison = Foedus.Analysis.Tests.Soundness.Trying.Comparison;

namespace Foedus.Analysis.Tests.Soundness.Disputes;

/// <summary>Disputed texts and open terms: the checks find a difference where running every history through every reader's own text shows one.</summary>
public sealed class DisputeSoundnessTests
{
    [Fact]
    [OracleFor(Codes.ReadingsDiffer, Codes.ForceDisputed)]
    public void Readers_differ_where_some_history_divides_them()
    {
        var comparison = new Comparison();
        for (var seed = 0; seed < Drafts.Count; seed++)
        {
            var drawn = RandomDispute.Draw(seed);
            var agreement = Drafts.Compiled(drawn.Text);
            var oracle = new DisputeOracle(
                drawn.Readers.Select(reader => (reader.Reader, Drafts.Compiled(reader.Text)))
            );
            var found = Drafts.Found(agreement, Codes.ReadingsDiffer, Codes.ForceDisputed);
            Compare(
                comparison,
                "readers differ",
                agreement,
                oracle,
                found,
                Codes.ReadingsDiffer,
                "",
                $"seed {seed}\n{drawn.Text}"
            );
            var isDisputed =
                agreement.Readings.Length > 1
                && drawn.Readers.Select(reader => reader.IsBinding).Distinct().Count() > 1;
            comparison.Verdict(
                "force disputed",
                isDisputed,
                found.Exists(finding => finding.Code == Codes.ForceDisputed),
                () => $"seed {seed}\n{drawn.Text}"
            );
        }
        comparison.Holds(share: 12);
    }

    [Fact]
    [OracleFor(Codes.OpenTermMatters)]
    public void An_open_term_matters_where_holding_it_met_or_not_divides_some_history()
    {
        var comparison = new Comparison();
        for (var seed = 0; seed < Drafts.Count; seed++)
        {
            var text = RandomStandard.Draw(seed);
            var agreement = Drafts.Compiled(text);
            var found = Drafts.Found(agreement, Codes.OpenTermMatters);
            foreach (var term in RandomStandard.Terms.Where(term => text.Contains(term, StringComparison.Ordinal)))
            {
                var oracle = new DisputeOracle([
                    ("one who holds it met", Drafts.Compiled(RandomStandard.Written(text, term, true))),
                    ("one who does not", Drafts.Compiled(RandomStandard.Written(text, term, false))),
                ]);
                Compare(
                    comparison,
                    "an open term matters",
                    agreement,
                    oracle,
                    found,
                    Codes.OpenTermMatters,
                    $"Open term “{term.Trim('"')}”: ",
                    $"{term}, seed {seed}\n{text}"
                );
            }
        }
        comparison.Holds(share: 12);
    }

    /// <summary>Clause by clause: whether the verdicts divide, whether a breach divides them, and that every division told is a true one.</summary>
    internal static void Compare(
        Comparison comparison,
        string what,
        Agreement agreement,
        DisputeOracle oracle,
        List<Finding> found,
        string code,
        string heading,
        string of
    )
    {
        foreach (
            var clause in agreement.Clauses.Where(clause => clause.Modality is Modality.Duty or Modality.Prohibition)
        )
        {
            var divided = oracle.Divided.GetValueOrDefault(clause.Id) ?? [];
            var told = found
                .Where(finding =>
                    finding.Code == code
                    && finding.Provision == ProvisionReference.Of(clause.Id)
                    && finding.Message.StartsWith(heading + "One history", StringComparison.Ordinal)
                )
                .ToList();
            comparison.Verdict(what, divided.Count > 0, told.Count > 0, () => $"{clause.Words} {of}");
            if (divided.Count > 0 && told.Count > 0)
            {
                comparison.Verdict(
                    $"{what}, on a breach",
                    divided.Any(IsBreach),
                    told.Exists(finding => IsBreach(finding.Message)),
                    () => $"{clause.Words} {of}"
                );
            }
            foreach (var finding in told)
            {
                var division = finding.Witness is { } witness ? oracle.DivisionBy(witness, clause.Id) : null;
                if (!finding.Message.EndsWith($": {division}.", StringComparison.Ordinal))
                {
                    comparison.Difference(
                        $"{what}: “{finding.Message}”, but its course of events gives {division}; {clause.Words} {of}"
                    );
                }
            }
        }
    }

    internal static bool IsBreach(string? division) =>
        division?.Contains("a breach for", StringComparison.Ordinal) == true;
}
