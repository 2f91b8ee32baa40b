using System.Collections.Immutable;
using Foedus.Analysis.Comparing;
using Foedus.Analysis.Exploring;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Norms;
using Foedus.Norms.Events;

namespace Foedus.Analysis.Checks;

/// <summary>Powers: two of them that different hands may use and that undo each other, and those that one hand holds without a time.</summary>
internal sealed class PowerCheck(Setting setting, Reach reach, FindingList findings)
{
    private const long Minute = 60_000;

    /// <summary>Between two that race: so little that nothing falls due.</summary>
    private const long Moment = 1;

    /// <summary>Two powers that no state met has enabled together are sought from so many states in which one of them is.</summary>
    private const int MostRoots = 6;

    private readonly Agreement agreement = setting.Agreement;
    private readonly CoreWords words = new(setting.Agreement);
    private readonly TriggerCourses courses = new(setting);
    private readonly PowerUses uses = new(setting);
    private readonly List<Clause> powers =
    [
        .. setting.Agreement.Clauses.Where(clause => clause.Modality == Modality.Power),
    ];

    public void Check()
    {
        if (powers.Count == 0)
        {
            return;
        }
        // The states met without any use of a power come first: their courses are the shortest to tell.
        ImmutableArray<Play> plays = [.. reach.Plays, .. Reach.WithPowers(setting).Plays];
        var enabled = powers.ToDictionary(
            power => power.Index,
            power => plays.Where(play => PowerUses.IsEnabled(play, power)).ToList()
        );
        Races(enabled);
        FreeOptions(enabled);
    }

    /// <summary>Who is faster decides: the same two powers, used in one order and in the other, leave different norms.</summary>
    private void Races(Dictionary<int, List<Play>> enabled)
    {
        foreach (var first in powers)
        {
            foreach (
                var second in powers.Where(other =>
                    other.Index > first.Index
                    && !first.SubjectTo.Contains(other.Index)
                    && !other.SubjectTo.Contains(first.Index)
                )
            )
            {
                var together = enabled[first.Index].Where(play => PowerUses.IsEnabled(play, second)).ToList();
                if (together.Count == 0)
                {
                    together = [.. Both(enabled[first.Index], second), .. Both(enabled[second.Index], first)];
                }
                if (
                    together.Select(play => Race(play, first, second)).FirstOrDefault(race => race is not null)
                    is not { } race
                )
                {
                    continue;
                }
                findings.Add(
                    Level.Error,
                    Codes.PowerRace,
                    $"{FindingList.Place(first)} and {FindingList.Place(second)}",
                    $"Conflict: two powers race: {race.One} and {race.Other} may both act, and who acts first decides what stands.",
                    "The same two declarations in the other order leave other norms in being, and the text does not say which prevails.",
                    "Say which prevails: ‘Subject to Article …’; or let one wait for the other.",
                    first.Span,
                    race.Play
                );
            }
        }
    }

    /// <summary>Courses that go on from one power to the other, and leave both enabled.</summary>
    private IEnumerable<Play> Both(List<Play> from, Clause other) =>
        from.Take(MostRoots)
            .SelectMany(play =>
                courses.To(other.Trigger, play, Minute).Where(next => PowerUses.IsEnabled(next, other))
            );

    /// <summary>Different hands, one use each, in one order and in the other; nothing falls due meanwhile that would decide it.</summary>
    private (Play Play, string One, string Other)? Race(Play play, Clause first, Clause second)
    {
        var now = play.State.Now;
        if (
            !PowerUses.IsEnabled(play, first)
            || !PowerUses.IsEnabled(play, second)
            || play.State.NextDeadline <= now + (2 * Moment)
        )
        {
            return null;
        }
        foreach (var one in uses.Of(play, first))
        {
            foreach (var other in uses.Of(play, second))
            {
                if (one.Length == 1 && other.Length == 1 && one[0].Source == other[0].Source)
                {
                    continue;
                }
                var forth = play.Do(now + Moment, one);
                var back = play.Do(now + Moment, other);
                if (!WasUsed(forth, first) || !WasUsed(back, second))
                {
                    continue;
                }
                forth = forth.Do(now + (2 * Moment), other);
                if (!Standing(forth, play).SetEquals(Standing(back.Do(now + (2 * Moment), one), play)))
                {
                    return (forth, Holder(play, first), Holder(play, second));
                }
            }
        }
        return null;
    }

    private string Holder(Play play, Clause power) => Telling.Names([.. uses.Holders(play, power).Select(words.Named)]);

    private static bool WasUsed(Play play, Clause power) =>
        play.Transitions.Any(transition =>
            transition.Kind == TransitionKind.Power
            && transition.Index == power.Index
            && transition.PowerTo == PowerState.Exercised
        );

    /// <summary>What stands, without when it began: norms but the powers themselves, participation, states. When it is due counts for what stood before.</summary>
    private HashSet<string> Standing(Play play, Play before)
    {
        var old = before
            .State.OpenInstances()
            .Select(open => (open.Clause, open.Instance, setting.Machine.NameOf(open.Bearer)))
            .ToHashSet();
        var standing = play
            .State.OpenInstances()
            .Where(open => open.PowerState != PowerState.Enabled)
            .Select(open =>
                $"{open.Clause} {open.Instance} {setting.Machine.NameOf(open.Bearer)} {open.NormState} {(old.Contains((open.Clause, open.Instance, setting.Machine.NameOf(open.Bearer))) ? open.Until : null)}"
            )
            .ToHashSet(StringComparer.Ordinal);
        standing.UnionWith(
            setting.Possible.Parties.Select(party =>
                $"{party} {play.State.StatusOf(0, setting.Machine.ActorNamed(party))}"
            )
        );
        standing.UnionWith(
            Enumerable
                .Range(0, agreement.Terms.Length)
                .Where(term => agreement.Terms[term] is StateTerm && play.State.IsHolding(term))
                .Select(term => $"state {term}")
        );
        return standing;
    }

    /// <summary>A power that one holds alone, with no time and no vote: it hangs over the others as long as the agreement lasts.</summary>
    private void FreeOptions(Dictionary<int, List<Play>> enabled)
    {
        foreach (
            var clause in powers.Where(clause =>
                clause is { Agreement: 0, Content: ExercisePower { By: null }, Until: null }
                && clause.Deadlines.IsDefaultOrEmpty
            )
        )
        {
            // Ten years on it is still there.
            var later = enabled[clause.Index].Select(play => play.Wait(play.State.Now + Patience.TenYears));
            if (
                later
                    .SelectMany(play => Occasions(play, clause))
                    .SelectMany(occasion => Burdens(occasion, clause))
                    .FirstOrDefault()
                is not { Play: { } used, Holder: { } holder }
            )
            {
                continue;
            }
            findings.Add(
                Level.Warning,
                Codes.FreeOption,
                FindingList.Place(clause),
                $"Free option: {words.Named(holder)} alone may use it at any time, for ever, and others bear what follows.",
                "No time ends the power and nobody has to agree. Those on whom it is used can never be sure of what they are owed.",
                "Set a time (‘within 30 days’), or let it be used by majority.",
                clause.Span,
                used
            );
        }
    }

    /// <summary>Moments at which its use may make a difference: now, once what it acts on is in being, and once another power has acted on that.</summary>
    private IEnumerable<Play> Occasions(Play play, Clause power)
    {
        yield return play;
        foreach (var target in Targets(power))
        {
            foreach (var begun in courses.To(agreement.Clauses[target].Trigger, play, Minute).Append(play))
            {
                yield return begun;
                foreach (
                    var other in powers.Where(other => other.Index != power.Index && Targets(other).Contains(target))
                )
                {
                    foreach (var use in uses.Of(begun, other))
                    {
                        yield return begun.Do(begun.State.Now + Minute, use);
                    }
                }
            }
        }
    }

    private static ImmutableArray<int> Targets(Clause power) =>
        power.Content is ExercisePower { Target: OfClauses of } ? of.Clauses : [];

    private IEnumerable<(Play Play, string Holder)> Burdens(Play play, Clause power)
    {
        foreach (var use in uses.Of(play, power))
        {
            var actor = setting.Machine.ActorNamed(use[0].Source);
            var used = play.Do(play.State.Now + Minute, use);
            if (
                WasUsed(used, power)
                && used.Transitions.Any(transition =>
                    transition.Kind is TransitionKind.Norm or TransitionKind.Participation
                    && !transition.Bearer.Includes(actor)
                )
            )
            {
                yield return (used, use[0].Source);
            }
        }
    }
}
