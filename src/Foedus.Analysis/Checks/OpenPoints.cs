using System.Collections.Immutable;
using Foedus.Language.Core;
using Foedus.Norms.Replay;

namespace Foedus.Analysis.Checks;

/// <summary>What the text leaves open, point by point: what a negotiator would still have to settle.</summary>
internal static class OpenPoints
{
    public static ImmutableArray<string> Of(Agreement agreement, BreachAnswers answers)
    {
        var points = ImmutableArray.CreateBuilder<string>();
        var own = agreement.Clauses.Where(clause => clause.Agreement == 0).ToList();
        Add(
            "no time to perform",
            own.Where(clause =>
                    clause.Modality is Modality.Duty && clause.Deadlines.IsDefaultOrEmpty && clause.Recurrence is null
                )
                .Select(FindingList.Place)
        );
        Add(
            "no time to decide",
            agreement
                .Decisions.Where(decision =>
                    decision.Agreement == 0 && decision.Stages.Any(stage => stage.Within is null)
                )
                .Select(FindingList.Place)
        );
        Add("nobody decides what it means", Standards(agreement, StandardKind.OpenTerm));
        Add("the bearer decides what it means", Standards(agreement, StandardKind.SelfJudging));
        Add(
            "no answer to a breach",
            own.Where(clause =>
                    clause
                        is {
                            Modality: Modality.Duty or Modality.Prohibition or Modality.Maintenance,
                            ConsequenceOf: null
                        }
                    && !answers.IsAnswered(clause)
                )
                .Select(FindingList.Place)
        );
        Add(
            "said to bind politically only",
            own.Where(clause =>
                    clause.Modality == Modality.Hortatory
                    || (!clause.IsBinding && agreement.Clauses.Any(other => other.IsBinding))
                )
                .Select(FindingList.Place)
        );
        Add(
            "left to general treaty law",
            agreement
                .Defaults.Where(inserted =>
                    inserted.Code is "entry-into-force" or "consent" or "withdrawal" or "binding"
                )
                .Select(inserted => $"{Subject(inserted.Code)} ({inserted.Provision})")
        );
        return points.ToImmutable();

        void Add(string what, IEnumerable<string> where)
        {
            var places = where.Distinct(StringComparer.Ordinal).ToList();
            if (places.Count > 0)
            {
                points.Add($"{what}: {string.Join(", ", places)}");
            }
        }
    }

    private static IEnumerable<string> Standards(Agreement agreement, StandardKind kind) =>
        agreement
            .Standards.Where(standard =>
                standard.Kind == kind && (standard.Clause is not { } clause || agreement.Clauses[clause].Agreement == 0)
            )
            .GroupBy(standard => standard.Words, StringComparer.Ordinal)
            .Select(same =>
                $"“{same.Key}”{Where([.. same.Select(standard => standard.Clause).OfType<int>().Select(index => ProvisionReference.Of(agreement.Clauses[index].Id)).Distinct(StringComparer.Ordinal)])}"
            );

    private static string Where(ImmutableArray<string> places) =>
        places.IsEmpty ? "" : $" in {string.Join(" and ", places)}";

    private static string Subject(string code) =>
        code switch
        {
            "entry-into-force" => "when it enters into force",
            "consent" => "by which instrument a state consents",
            "withdrawal" => "whether a party may leave",
            _ => "whether it binds in law",
        };
}
