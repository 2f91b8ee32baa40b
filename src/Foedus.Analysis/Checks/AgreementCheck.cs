using System.Collections.Immutable;
using Foedus.Analysis.Comparing;
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
        // Promises first: they are what is asked, and what takes longest.
        var reached = new Lazy<Reach>(() => new Reach(setting));
        var answers = new Lazy<BreachAnswers>(() => new BreachAnswers(setting, reached.Value));
        var promises = new EffectivenessCheck(machine, answers, options, findings, bounds).Check();
        options.Progress("what can be brought about");
        var reach = reached.Value;
        var duties = new DutyCheck(setting, reach, answers.Value, findings);
        duties.Check();
        var decisions = new DecisionCheck(machine, findings);
        decisions.Check(setting, reach);
        var matrix = new BindingMatrix([], []);
        (string What, Action Check)[] others =
        [
            ("triggers", new TriggerCheck(setting, reach, findings).Check),
            ("escapes", new EscapeCheck(setting, reach, findings).Check),
            ("powers", new PowerCheck(setting, reach, findings).Check),
            ("dead letters", new DeadLetterCheck(setting, reach, findings).Check),
            ("gaps of cases", new CaseCheck(setting, findings).Check),
            ("disputed force", () => ForceDispute.Check(agreement, findings)),
            ("readings", new ReadingsCheck(agreement, setting, findings).Check),
            ("open terms", () => OpenTerms(agreement, setting, findings)),
            ("assumptions", new AssumptionCheck(agreement, duties.Torn, findings, bounds).Check),
            ("who is bound when", () => matrix = BindingMatrix.Of(setting, reach)),
        ];
        foreach (var (what, check) in others)
        {
            if (options.IsOver())
            {
                bounds.Add($"the time was up: not looked at: {what}");
                continue;
            }
            options.Progress(what);
            check();
        }
        if (!reach.Unreached.IsEmpty)
        {
            bounds.Add(
                $"not brought to life by any course tried ({Reach.MostRounds} rounds, {Reach.MostStates} states), and so not judged: {string.Join(", ", reach.Unreached.Select(clause => FindingList.Place(clause) + Absent(clause, setting)))}"
            );
        }
        if (!setting.Representatives.IsEmpty)
        {
            bounds.Add(
                $"parties that the text does not name are stood for by {Telling.Names(setting.Representatives)}"
            );
        }
        var all = findings.ByWeight();
        return new CheckResult(
            ConcreteLine.Of(agreement, duties.Floorless),
            BindingLine.Of(machine, setting),
            Effective(promises, duties, all) + Paths(agreement, decisions),
            OpenPoints.Of(agreement, answers.Value),
            all,
            [.. bounds.Concat(findings.Withheld).Distinct(StringComparer.Ordinal)],
            matrix
        );
    }

    private static string Absent(Clause clause, Setting setting) =>
        clause.Bearer.Who is NamedActor named && !setting.Possible.Actors.Contains(named.Name, StringComparer.Ordinal)
            ? $" ({new CoreWords(setting.Agreement).Named(named.Name)} is no Party of the text)"
            : "";

    /// <summary>One history, judged by who holds an open standard met and by who does not.</summary>
    private static void OpenTerms(Agreement agreement, Setting setting, FindingList findings)
    {
        // One term may stand in several places: who does not hold it met holds it met in none of them.
        foreach (
            var places in OpenConditions
                .Of(agreement)
                .GroupBy(standard => agreement.Standards[standard].Words, StringComparer.Ordinal)
        )
        {
            var words = places.Key;
            var read = agreement with
            {
                Readings =
                [
                    new Reading("one who holds it met", Held(isMet: true)),
                    new Reading("one who does not", Held(isMet: false)),
                ],
            };

            Agreement Held(bool isMet) =>
                places.Aggregate(
                    agreement with
                    {
                        Readings = [],
                    },
                    (known, standard) => OpenConditions.Held(known, standard, isMet)
                );

            new ReadingsCheck(read, setting, findings)
            {
                Code = Codes.OpenTermMatters,
                Heading = $"Open term “{words}”: ",
                How = "Name who decides it: ‘(as decided by the Council by majority within 48 hours)’; or define it.",
            }.Check();
        }
    }

    private static string Effective(string promises, DutyCheck duties, ImmutableArray<Finding> findings)
    {
        var parts = new List<string>
        {
            promises.Length > 0
                ? promises
                : "no promise is declared ('It is guaranteed that …'), so delivery is not measured",
        };
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
        var disputed = findings
            .Where(finding => finding.Code == Codes.ReadingsDiffer)
            .Select(finding => finding.Provision)
            .Distinct(StringComparer.Ordinal)
            .Count();
        if (disputed > 0)
        {
            parts.Add($"{Count(disputed, "norm")} on which the readers differ");
        }
        var gaps = findings.Count(finding =>
            finding.Code
                is Codes.DecisionGap
                    or Codes.LateRatifier
                    or Codes.NoConsequence
                    or Codes.CaseGap
                    or Codes.TimeNeverBegins
                    or Codes.Unarmed
        );
        if (gaps > 0)
        {
            parts.Add(Count(gaps, "gap"));
        }
        // Each promise stands on a line of its own.
        return promises.Length > 0 && parts.Count > 1
            ? $"{promises}\n{string.Join("; ", parts.Skip(1))}"
            : string.Join("; ", parts);
    }

    /// <summary>Duties that one refusal keeps from arising, beside those that wait for no decision but the bearer's own.</summary>
    private static string Paths(Agreement agreement, DecisionCheck decisions)
    {
        var duties = agreement.Clauses.Where(clause => clause is { Modality: Modality.Duty, Agreement: 0 }).ToList();
        var blocked = duties
            .Where(clause =>
                TriggerLeaves
                    .Of(clause.Trigger)
                    .OfType<OnDecision>()
                    .Any(on => on.Outcome == DecisionOutcome.Yes && decisions.BlockedByOne.Contains(on.Decision))
            )
            .ToList();
        var own = duties.Where(clause => TriggerLeaves.Of(clause.Trigger).OfType<OnSelfJudgment>().Any()).ToList();
        if (blocked.Count == 0)
        {
            return "";
        }
        var free =
            own.Count == 0
                ? ""
                : $"; nobody but the bearer can block {string.Join(", ", own.Select(FindingList.Place))}";
        return $"\none refusal blocks {string.Join(", ", blocked.Select(FindingList.Place))}{free}";
    }

    private static string Count(int count, string what) => Count(count, what, what + "s");

    private static string Count(int count, string one, string many) => count == 1 ? $"1 {one}" : $"{count} {many}";
}
