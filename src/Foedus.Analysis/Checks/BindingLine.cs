using System.Collections.Immutable;
using Foedus.Analysis.Exploring;
using Foedus.Language.Core;
using Foedus.Norms;

namespace Foedus.Analysis.Checks;

/// <summary>Binding (obligation): of what kind the norms are, and who must consent before there are any.</summary>
internal static class BindingLine
{
    public static string Of(Machine machine, Setting setting)
    {
        var agreement = machine.Agreement;
        var norms = agreement
            .Clauses.Where(clause =>
                clause.Agreement == 0
                && clause.Modality
                    is Modality.Duty
                        or Modality.Prohibition
                        or Modality.Maintenance
                        or Modality.Hortatory
            )
            .ToList();
        if (norms.Count == 0)
        {
            return "no norms";
        }
        var legal = norms.Count(clause => clause.IsBinding && clause.Modality != Modality.Hortatory);
        var (binding, political) = ForceDispute.Sides(agreement);
        var verdict =
            !political.IsEmpty
                ? $"contested (it binds in law for {Telling.Names(binding)}, politically only for {Telling.Names(political)}{(agreement.Defaults.Any(inserted => inserted.Code == "binding") ? "; the text itself does not say" : "")})"
            : legal == norms.Count
                ? (
                    agreement.Defaults.Any(inserted => inserted.Code == "binding")
                        ? "yes, but the text itself does not say so"
                        : "yes"
                )
            : legal == 0 ? "no, politically only"
            : "in part";
        var grades = string.Join(
            ", ",
            norms
                .GroupBy(clause => GradeOf(agreement, clause))
                .OrderByDescending(group => group.Key)
                .Select(group => $"{group.Count()} × O{group.Key}")
        );
        var force = EntrySets.Of(machine, setting);
        var defaults = agreement
            .Defaults.Select(inserted => inserted.Provision)
            .Where(provision => provision.StartsWith("VCLT", StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        return $"{verdict}: {grades}{force}{(defaults.Count == 0 ? "" : $"; by default {string.Join(", ", defaults)}")}";
    }

    /// <summary>O4 unconditional, O3 conditioned on events, O2 with an escape, O1 hortatory, O0 declared not binding.</summary>
    public static int GradeOf(Agreement agreement, Clause clause) =>
        clause.Modality == Modality.Hortatory ? 1
        : !clause.IsBinding ? 0
        : (clause.Standards.IsDefault ? [] : clause.Standards).Any(standard =>
            agreement.Standards[standard].Kind == StandardKind.SelfJudging
        ) || TriggerLeaves.Of(clause.Trigger).OfType<OnSelfJudgment>().Any()
            ? 2
        : clause is { Trigger: FromEntryIntoForce or AtInstant, If: null, While: null, Unless: null } ? 4
        : 3;
}
