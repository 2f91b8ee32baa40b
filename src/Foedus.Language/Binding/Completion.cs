using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Language.Parsing;

namespace Foedus.Language.Binding;

/// <summary>Gives clauses, decisions and rules their ids, applies what the text says of whole provisions, and inserts defaults.</summary>
internal static class Completion
{
    public static void Complete(Draft draft, Closure closure)
    {
        var prefixes = new Dictionary<int, string>();
        foreach (var unit in closure.Units)
        {
            prefixes[unit.Agreement] = unit.Prefix;
        }
        NameClauses(draft, prefixes);
        NameDecisions(draft, prefixes);
        NameRules(draft);
        ApplyForce(draft);
        StateCircles.Find(draft);
        FindEmptyAmendments(draft);
        Contradictions.Find(draft);
        Defaults.Insert(draft, closure);
    }

    private static void NameClauses(Draft draft, Dictionary<int, string> prefixes)
    {
        foreach (var provision in draft.Provisions.GroupBy(entry => (entry.Agreement, entry.Eid)))
        {
            var prefix = prefixes.GetValueOrDefault(provision.Key.Agreement, "");
            var entries = provision.OrderBy(entry => entry.Clause).ToList();
            var alone =
                entries.Count == 1
                && !draft.DecisionProvisions.Exists(d =>
                    d.Agreement == provision.Key.Agreement
                    && d.Eid == provision.Key.Eid
                    && !IsDelegated(draft, d.Decision)
                );
            var counts = new Dictionary<string, int>(StringComparer.Ordinal);
            var chain = 0;
            foreach (var entry in entries)
            {
                if (entry.Link == 0)
                {
                    chain++;
                }
                var suffix = "";
                if (!alone)
                {
                    var name = entry.Link > 0 ? $"conseq_{entry.Link}" : NameOf(entry.Modality);
                    var count = counts[name] = counts.GetValueOrDefault(name) + 1;
                    suffix =
                        count == 1 ? "__" + name
                        : entry.Link > 0 ? $"__chain_{chain}__{name}"
                        : $"__{name}_{count}";
                }
                if (draft.Clauses[entry.Clause] is { } clause)
                {
                    draft.Clauses[entry.Clause] = clause with { Id = prefix + entry.Eid + suffix };
                }
            }
        }
    }

    private static bool IsDelegated(Draft draft, int decision) =>
        draft.Standards.Exists(standard => standard.Decision == decision);

    private static string NameOf(Modality modality) =>
        modality switch
        {
            Modality.Duty => "duty",
            Modality.Prohibition => "prohibition",
            Modality.Permission => "permission",
            Modality.Power => "power",
            Modality.Disability => "disability",
            Modality.Maintenance => "maintenance",
            _ => "hortatory",
        };

    private static void NameDecisions(Draft draft, Dictionary<int, string> prefixes)
    {
        var counts = new Dictionary<(int, string), int>();
        foreach (var (agreement, eid, index) in draft.DecisionProvisions.OrderBy(provision => provision.Decision))
        {
            if (index >= draft.Decisions.Count || draft.Decisions[index] is not { } decision)
            {
                continue;
            }
            var count = counts[(agreement, eid)] = counts.GetValueOrDefault((agreement, eid)) + 1;
            var suffix =
                IsDelegated(draft, index) ? "__decision" + (count == 1 ? "" : $"_{count}")
                : count == 1 ? ""
                : $"__decision_{count}";
            draft.Decisions[index] = decision with { Id = prefixes.GetValueOrDefault(agreement, "") + eid + suffix };
        }
    }

    private static void NameRules(Draft draft)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < draft.Participation.Count; i++)
        {
            var rule = draft.Participation[i];
            var count = counts[rule.Id] = counts.GetValueOrDefault(rule.Id) + 1;
            if (count > 1)
            {
                draft.Participation[i] = rule with { Id = $"{rule.Id}__rule_{count}" };
            }
        }
    }

    private static void FindEmptyAmendments(Draft draft)
    {
        for (var i = 0; i < draft.Terms.Count; i++)
        {
            if (draft.Terms[i] is AmendmentTerm amendment && !draft.AmendmentsSaid.Contains(i))
            {
                draft.Reporter.Report(Rules.EmptyAmendment, amendment.Span, amendment.Name);
            }
        }
    }

    private static void ApplyForce(Draft draft)
    {
        var soft = new HashSet<int>(
            draft.Participation.OfType<ForceRule>().Where(rule => !rule.LegallyBinding).Select(rule => rule.Agreement)
        );
        for (var i = 0; i < draft.Clauses.Count; i++)
        {
            if (draft.Clauses[i] is not { } clause)
            {
                continue;
            }
            draft.Clauses[i] = clause with
            {
                IsBinding =
                    clause.IsBinding
                    && (draft.Binding.Contains(i) || !soft.Contains(clause.Agreement))
                    && !draft.NotBinding.Contains(i),
                SurvivesTermination = Survives(draft, i, Endings.Termination),
                SurvivesWithdrawal = Survives(draft, i, Endings.Withdrawal),
            };
        }
    }

    private static bool Survives(Draft draft, int clause, Endings ending)
    {
        var not = draft.NotSurviving.GetValueOrDefault(clause);
        return (not & ending) == 0 && (not == 0 || (draft.Surviving.GetValueOrDefault(clause) & ending) != 0);
    }
}
