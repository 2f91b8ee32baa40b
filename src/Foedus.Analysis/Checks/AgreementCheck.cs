using System.Collections.Immutable;
using Foedus.Analysis.Exploring;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Norms;

namespace Foedus.Analysis.Checks;

/// <summary>All checks of one agreement: concrete, binding, effective.</summary>
public static class AgreementCheck
{
    /// <summary>Parties that stand for the unnamed ones where a check needs no particular number.</summary>
    private const int FewParties = 3;

    public static CheckResult Run(Agreement agreement, CheckOptions options)
    {
        var machine = Machine.Create(agreement);
        var findings = new FindingList();
        var bounds = new List<string>();
        var setting = Setting.Of(machine, FewParties);
        if (!setting.IsInForce)
        {
            bounds.Add("no course was found that brings the agreement into force: what hangs on that was not explored");
        }
        var reach = new Reach(setting);
        var duties = new DutyCheck(setting, reach, findings);
        duties.Check();
        new TriggerCheck(setting, reach, findings).Check();
        new CaseCheck(setting, findings).Check();
        ForceDispute.Check(agreement, findings);
        var decisions = new DecisionCheck(machine, findings);
        decisions.Check(setting, reach);
        new ReadingsCheck(agreement, setting, findings).Check();
        var promises = new EffectivenessCheck(machine, options, findings, bounds).Check();
        if (!setting.Representatives.IsEmpty)
        {
            bounds.Add($"parties that the text does not name are stood for by {Telling.Names(setting.Representatives)}");
        }
        var all = findings.ByWeight();
        return new CheckResult(
            ConcreteLine.Of(agreement, duties.Floorless),
            BindingLine.Of(machine, setting),
            Effective(promises, duties, all) + Paths(agreement, decisions),
            OpenPoints.Of(agreement),
            all,
            [.. bounds.Concat(findings.Withheld).Distinct(StringComparer.Ordinal)]
        );
    }

    private static string Effective(string promises, DutyCheck duties, ImmutableArray<Finding> findings)
    {
        var parts = new List<string> { promises.Length > 0 ? promises : "no promise is declared ('It is guaranteed that …'), so delivery is not measured" };
        if (promises.Length == 0)
        {
            if (duties.WithoutConsequence.Count > 0)
            {
                parts.Add($"not answerable: {Count(duties.WithoutConsequence.Count, "norm")} without a consequence");
            }
            if (duties.Floorless.Count > 0)
            {
                parts.Add($"{Count(duties.Floorless.Count, "duty", "duties")} that can never be breached");
            }
            var points = findings.Count(finding => finding.Code is Codes.FalseTrigger or Codes.SinglePoint);
            if (points > 0)
            {
                parts.Add(Count(points, "single point of failure", "single points of failure"));
            }
        }
        var disputed = findings.Where(finding => finding.Code == Codes.ReadingsDiffer).Select(finding => finding.Provision).Distinct(StringComparer.Ordinal).Count();
        if (disputed > 0)
        {
            parts.Add($"{Count(disputed, "norm")} on which the readers differ");
        }
        var gaps = findings.Count(finding => finding.Code is Codes.DecisionGap or Codes.LateRatifier or Codes.CaseGap);
        if (gaps > 0)
        {
            parts.Add(Count(gaps, "gap"));
        }
        // Each promise stands on a line of its own.
        return promises.Length > 0 && parts.Count > 1 ? $"{promises}\n{string.Join("; ", parts.Skip(1))}" : string.Join("; ", parts);
    }

    /// <summary>Duties that one refusal keeps from arising, beside those that wait for no decision but the bearer's own.</summary>
    private static string Paths(Agreement agreement, DecisionCheck decisions)
    {
        var duties = agreement.Clauses.Where(clause => clause is { Modality: Modality.Duty, Agreement: 0 }).ToList();
        var blocked = duties.Where(clause => TriggerLeaves.Of(clause.Trigger).OfType<OnDecision>().Any(on => on.Outcome == DecisionOutcome.Yes && decisions.BlockedByOne.Contains(on.Decision))).ToList();
        var own = duties.Where(clause => TriggerLeaves.Of(clause.Trigger).OfType<OnSelfJudgment>().Any()).ToList();
        if (blocked.Count == 0)
        {
            return "";
        }
        var free = own.Count == 0 ? "" : $"; nobody but the bearer can block {string.Join(", ", own.Select(FindingList.Place))}";
        return $"\none refusal blocks {string.Join(", ", blocked.Select(FindingList.Place))}{free}";
    }

    private static string Count(int count, string what) => Count(count, what, what + "s");

    private static string Count(int count, string one, string many) => count == 1 ? $"1 {one}" : $"{count} {many}";
}
