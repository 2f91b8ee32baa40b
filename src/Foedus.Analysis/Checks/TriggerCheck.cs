using System.Collections.Immutable;
using Foedus.Analysis.Exploring;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Norms;

namespace Foedus.Analysis.Checks;

/// <summary>What sets duties off: judged by the bearer itself, by the word of one, or too early for who joins later.</summary>
internal sealed class TriggerCheck(Setting setting, Reach reach, FindingList findings)
{
    private const long Hour = 3_600_000;
    private readonly Agreement agreement = setting.Agreement;

    public void Check()
    {
        SelfJudged();
        FalseReports();
        LateRatifier();
    }

    /// <summary>Duties that wait for the bearer's own finding: it stays silent, and owes nothing.</summary>
    private void SelfJudged()
    {
        var courses = new TriggerCourses(setting);
        foreach (var clause in agreement.Clauses.Where(clause => clause.Modality == Modality.Duty))
        {
            if (
                TriggerLeaves.Of(clause.Trigger).OfType<OnSelfJudgment>().FirstOrDefault() is not { } judged
                || !reach.Active.ContainsKey(clause.Index)
            )
            {
                continue;
            }
            var occasions = judged.Upon is { } upon ? courses.To(upon, setting.Start, 24 * Hour) : [setting.Start];
            foreach (var occasion in occasions.Take(1))
            {
                var play = occasion.Wait(occasion.State.Now + (10L * 365 * 24 * Hour));
                if (
                    play.History()
                        .Any(transition => transition.Kind == TransitionKind.Norm && transition.Index == clause.Index)
                )
                {
                    continue;
                }
                findings.Add(
                    Level.Warning,
                    Codes.SelfJudged,
                    FindingList.Place(clause),
                    "Escape: the duty arises only once its bearer finds that it does.",
                    "A bearer that never finds so owes nothing, and is in breach of nothing; but no one else can block one that does.",
                    "Let somebody else find it, or let the duty arise unless a majority finds otherwise within a time.",
                    clause.Span,
                    play
                );
            }
        }
    }

    /// <summary>Events that one party may report by itself, and that bind others at once.</summary>
    private void FalseReports()
    {
        foreach (var occasions in Listening.Occasions(agreement).OfType<OnEvent>().GroupBy(on => on.Term))
        {
            if (agreement.Terms[occasions.Key] is not EventTerm { Agreement: 0 } term)
            {
                continue;
            }
            var bound = new SortedSet<int>();
            var binding = new List<string>();
            Play? shown = null;
            foreach (
                var reporter in setting
                    .Possible.Of(term.Reporters)
                    .Where(name => setting.Possible.Parties.Contains(name, StringComparer.Ordinal))
            )
            {
                foreach (
                    var report in occasions
                        .SelectMany(on => setting.Moves.Occurrences(on, reporter))
                        .DistinctBy(EventLine.Of)
                )
                {
                    var play = setting.Start.Do(setting.Start.State.Now + (24 * Hour), [report]);
                    var burdened = play
                        .Transitions.Where(transition => IsDutyOfAnother(transition, reporter))
                        .Select(transition => transition.Index)
                        .ToList();
                    if (burdened.Count > 0)
                    {
                        bound.UnionWith(burdened);
                        shown ??= play;
                        if (binding.LastOrDefault() != reporter)
                        {
                            binding.Add(reporter);
                        }
                    }
                }
            }
            if (shown is null)
            {
                continue;
            }
            findings.Add(
                Level.Warning,
                Codes.FalseTrigger,
                string.Join(", ", bound.Select(index => FindingList.Place(agreement.Clauses[index]))),
                $"Single point of failure: one report of {Article(term.Name)}, true or false, by {(binding.Count == 1 ? binding[0] : "any party")} alone binds others.",
                "Nobody has to confirm the report, and nobody can stop what it sets off.",
                "Let a neutral body report it, or let a decision stand between the report and the duty.",
                agreement.Clauses[bound.Min].Span,
                shown
            );
        }
    }

    private bool IsDutyOfAnother(Transition transition, string reporter) =>
        transition is { Kind: TransitionKind.Norm, NormTo: NormState.Active }
        && agreement.Clauses[transition.Index] is { Modality: Modality.Duty, Agreement: 0 }
        && setting.ActorsAmong(transition.Bearer).Any(actor => actor != reporter);

    /// <summary>A party that joins after the trigger is not bound by what the trigger set off.</summary>
    private void LateRatifier()
    {
        var found = new List<Clause>();
        Play? shown = null;
        // Whoever joins last, as long as the others are bound without it: parties differ in what they may owe.
        foreach (var late in setting.Possible.Parties.Reverse().Where(party => setting.Consent(party).Any()))
        {
            var without = Setting.Of(setting.Machine, setting.Representatives.Length, absent: party => party == late);
            if (!without.IsInForce)
            {
                continue;
            }
            var actor = setting.Machine.ActorNamed(late);
            foreach (var (index, _) in reach.Active.OrderBy(pair => pair.Key))
            {
                var clause = agreement.Clauses[index];
                if (
                    clause.Modality != Modality.Duty
                    || clause.Agreement != 0
                    || clause.Bearer is not { Quantifier: Quantifier.Each, IncludesLater: false }
                    || !setting.Possible.Contains(clause.Bearer.Who, late)
                )
                {
                    continue;
                }
                if (Missed(without, clause, late, actor) is { } play)
                {
                    found.Add(clause);
                    shown ??= play;
                }
            }
            if (shown is not null)
            {
                break;
            }
        }
        if (shown is not null)
        {
            findings.Add(
                Level.Warning,
                Codes.LateRatifier,
                string.Join(", ", found.Select(FindingList.Place)),
                "Gap: a party that enters after the trigger owes nothing because of it (late ratifier).",
                "It is in force while the others are still bound, and the beneficiary still waits; the text binds only who was in force at the trigger.",
                "Write 'each … that is or becomes in force'.",
                found[0].Span,
                shown
            );
        }
    }

    private static Play? Missed(Setting without, Clause clause, string late, int actor)
    {
        foreach (var leaf in Roots(without.Agreement, clause.Trigger).Take(3))
        {
            foreach (var move in without.Moves.Occurrences(leaf).Take(1))
            {
                var play = without.Start.Do(without.Start.State.Now + (24 * Hour), [move]);
                foreach (var open in play.State.OpenDecisions().ToList())
                {
                    play = play.Do(play.State.Now + 1, without.Moves.Votes(open, Norms.Events.Vote.Yes, _ => true));
                }
                if (!play.Binding(clause).Any())
                {
                    continue;
                }
                play = play.Do(play.State.Now + Hour, without.Consent(late));
                var others = play.Binding(clause).ToList();
                if (
                    others.Count > 0
                    && others.TrueForAll(open => !open.Bearer.Includes(actor))
                    && play.State.StatusOf(0, actor) == ParticipationStatus.InForce
                )
                {
                    return play;
                }
            }
        }
        return null;
    }

    /// <summary>The events at the root of a trigger, through the decisions between.</summary>
    private static IEnumerable<OnEvent> Roots(Agreement agreement, Trigger trigger) =>
        TriggerLeaves
            .Of(trigger)
            .SelectMany(leaf =>
                leaf switch
                {
                    OnEvent on => [on],
                    OnDecision decision => TriggerLeaves
                        .Of(agreement.Decisions[decision.Decision].Upon)
                        .OfType<OnEvent>(),
                    _ => (IEnumerable<OnEvent>)[],
                }
            );

    internal static string Article(string name) => (IsVowel(name) ? "an " : "a ") + name;

    // By sound: "a Ukrainian attack", "a union", "a European request".
    private static bool IsVowel(string name) =>
        "aeiou".Contains(char.ToLowerInvariant(name[0]), StringComparison.Ordinal)
        && !name.StartsWith("Uk", StringComparison.OrdinalIgnoreCase)
        && !name.StartsWith("Uni", StringComparison.OrdinalIgnoreCase)
        && !name.StartsWith("Eu", StringComparison.OrdinalIgnoreCase);
}
