using System.Collections.Immutable;
using Foedus.Analysis.Checks;
using Foedus.Analysis.Exploring;
using Foedus.Analysis.Tests.Soundness.Trying;
using Foedus.Norms;

namespace Foedus.Analysis.Tests.Soundness.Binding;

/// <summary>Who is bound by what and when, who brings an agreement into force, what a reservation frees from: as by trying every consent, notice and reservation.</summary>
public sealed class ConsentSoundnessTests
{
    [Fact]
    [OracleFor(Codes.ByReservation, Graded.EntrySets, Graded.Matrix, Graded.Obligation)]
    public void Entry_into_force_reservations_and_the_matrix_are_those_of_trying_everything()
    {
        var comparison = new Comparison();
        for (var seed = 0; seed < Drafts.Count; seed++)
        {
            var drawn = ConsentAgreement.Draw(seed);
            var agreement = Drafts.Compiled(drawn.Text);
            var oracle = new ConsentOracle(agreement, drawn);
            var machine = Machine.Create(agreement);
            var setting = Setting.Of(machine, representatives: 0);
            var reach = new Reach(setting);
            var findings = new FindingList();
            new EscapeCheck(setting, reach, findings).Check();
            Assert.Empty(findings.Withheld);
            void Differ(string what, string byOracle, string byCheck)
            {
                if (byOracle != byCheck)
                {
                    comparison.Difference(
                        $"seed {seed}: {what}: the oracle says {byOracle}, the check {byCheck}\n{drawn.Text}"
                    );
                }
            }

            var entry = EntrySets.Find(setting);
            var entering = oracle.Entering();
            Differ("entry into force", string.Join(" or ", entering), entry is null ? "" : Words(entry.Entering));
            Differ("blocking", string.Join(" or ", oracle.Blocking()), entry is null ? "" : Words(entry.Blocking));
            comparison.Verdict(
                "somebody alone blocks",
                oracle.Blocking().Any(set => !set.Contains('+', StringComparison.Ordinal)),
                entry?.Blocking.Any(set => set.Length == 1) == true,
                () => drawn.Text
            );

            var reserved = findings
                .ByWeight()
                .Where(finding => finding.Code == Codes.ByReservation)
                .SelectMany(finding => finding.Provision.Split(", "))
                .ToList();
            var reservable = oracle.Reservable();
            comparison.Verdict("reservation", reservable.Count > 0, reserved.Count > 0, () => drawn.Text);
            Differ("reservations", string.Join(", ", reservable), string.Join(", ", reserved));

            Matrix(comparison, drawn, oracle, BindingMatrix.Of(setting, reach), Differ);
        }
        comparison.Holds(share: 20);
    }

    private static void Matrix(
        Comparison comparison,
        ConsentAgreement drawn,
        ConsentOracle oracle,
        BindingMatrix matrix,
        Action<string, string, string> differ
    )
    {
        var norms = oracle.Norms.ToList();
        bool isBoundBefore = false,
            isBoundLater = false;
        foreach (var party in drawn.Parties)
        {
            var row = matrix.Rows.Single(row => row.Parties.Contains(party));
            differ($"{party} may leave", $"{oracle.MayLeave(party)}", $"{row.MayLeave}");
            for (var index = 0; index < norms.Count; index++)
            {
                var place = ConsentOracle.Place(norms[index]);
                var column = matrix.Norms.IndexOf(place);
                var (before, inForce, afterNotice, afterLeaving) = oracle.Cell(norms[index], party);
                if (column < 0)
                {
                    differ(
                        $"{place} for {party}",
                        $"{before} {inForce} {afterNotice} {afterLeaving}",
                        "False False False False"
                    );
                    continue;
                }
                var cell = row.Cells[column];
                differ($"grade of {place}", $"O{drawn.Grades[index]}", $"O{cell.Grade}");
                differ(
                    $"{place} for {party}",
                    $"{before} {inForce} {afterNotice} {afterLeaving}",
                    $"{cell.BeforeConsent} {cell.InForce} {cell.AfterNotice} {cell.AfterLeaving}"
                );
                comparison.Verdict("bound in force", inForce, cell.InForce, () => drawn.Text);
                comparison.Verdict("bound after notice", afterNotice, cell.AfterNotice, () => drawn.Text);
                isBoundBefore |= before;
                isBoundLater |= afterLeaving;
            }
        }
        comparison.Verdict(
            "somebody is bound before it consents",
            isBoundBefore,
            matrix.Rows.Any(row => row.Cells.Any(cell => cell.BeforeConsent)),
            () => drawn.Text
        );
        comparison.Verdict(
            "somebody is bound after leaving",
            isBoundLater,
            matrix.Rows.Any(row => row.Cells.Any(cell => cell.AfterLeaving)),
            () => drawn.Text
        );
    }

    private static string Words(IEnumerable<ImmutableArray<string>> sets) =>
        string.Join(
            " or ",
            sets.Select(set => string.Join("+", set.Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal)
        );
}
