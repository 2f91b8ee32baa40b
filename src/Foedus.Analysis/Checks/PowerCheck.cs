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
    private readonly Agreement agreement = setting.Agreement;
    private readonly CoreWords words = new(setting.Agreement);

    public void Check()
    {
        Races();
        FreeOptions();
    }

    /// <summary>Who is faster decides: the same two powers, used in one order and in the other, leave different norms.</summary>
    private void Races()
    {
        var told = new HashSet<(int, int)>();
        foreach (var play in reach.Plays)
        {
            var powers = play.State.OpenInstances().Where(open => open.PowerState == PowerState.Enabled).DistinctBy(open => open.Clause).ToList();
            for (var i = 0; i < powers.Count; i++)
            {
                for (var j = i + 1; j < powers.Count; j++)
                {
                    var (first, second) = (agreement.Clauses[powers[i].Clause], agreement.Clauses[powers[j].Clause]);
                    if (told.Contains((first.Index, second.Index)) || first.SubjectTo.Contains(second.Index) || second.SubjectTo.Contains(first.Index) || AreOneHand(powers[i], powers[j]))
                    {
                        continue;
                    }
                    var (one, other) = (Uses(powers[i]), Uses(powers[j]));
                    var forth = play.Do(play.State.Now + Minute, one).Do(play.State.Now + (2 * Minute), other);
                    var back = play.Do(play.State.Now + Minute, other).Do(play.State.Now + (2 * Minute), one);
                    if (!WasUsed(forth, first) || !WasUsed(back, second) || Standing(forth).SetEquals(Standing(back)))
                    {
                        continue;
                    }
                    told.Add((first.Index, second.Index));
                    findings.Add(
                        Level.Error,
                        Codes.PowerRace,
                        $"{FindingList.Place(first)} and {FindingList.Place(second)}",
                        $"Conflict: two powers race: {Holder(powers[i])} and {Holder(powers[j])} may both act, and who acts first decides what stands.",
                        "The same two declarations in the other order leave other norms in being, and the text does not say which prevails.",
                        "Say which prevails: ‘Subject to Article …’; or let one wait for the other.",
                        first.Span,
                        forth
                    );
                }
            }
        }
    }

    /// <summary>One hand that holds both chooses the order: no race.</summary>
    private bool AreOneHand(in OpenInstance left, in OpenInstance right)
    {
        var (a, b) = (Holders(left), Holders(right));
        return a.Length == 1 && b.Length == 1 && a[0] == b[0];
    }

    private ImmutableArray<string> Holders(OpenInstance open) =>
        [.. setting.Possible.Actors.Where(actor => open.Bearer.Includes(setting.Machine.ActorNamed(actor)))];

    private string Holder(in OpenInstance open) => Telling.Names([.. Holders(open).Select(words.Named)]);

    private IEnumerable<Event> Uses(OpenInstance open) =>
        Holders(open).Take(agreement.Clauses[open.Clause].Content is ExercisePower { By: null } ? 1 : int.MaxValue).Select(holder => Moves.Exercise(agreement.Clauses[open.Clause], holder));

    private static bool WasUsed(Play play, Clause power) =>
        play.History().Any(transition => transition.Kind == TransitionKind.Power && transition.Index == power.Index && transition.PowerTo == PowerState.Exercised);

    /// <summary>What stands, without when it began: norms but the powers themselves, participation, states.</summary>
    private HashSet<string> Standing(Play play)
    {
        var standing = play
            .State.OpenInstances()
            .Where(open => open.PowerState != PowerState.Enabled)
            .Select(open => $"{open.Clause} {open.Instance} {setting.Machine.NameOf(open.Bearer)} {open.NormState}")
            .ToHashSet(StringComparer.Ordinal);
        standing.UnionWith(setting.Possible.Parties.Select(party => $"{party} {play.State.StatusOf(0, setting.Machine.ActorNamed(party))}"));
        standing.UnionWith(Enumerable.Range(0, agreement.Terms.Length).Where(term => agreement.Terms[term] is StateTerm && play.State.IsHolding(term)).Select(term => $"state {term}"));
        return standing;
    }

    /// <summary>A power that one holds alone, with no time and no vote: it hangs over the others as long as the agreement lasts.</summary>
    private void FreeOptions()
    {
        foreach (var (index, play) in reach.Active.OrderBy(pair => pair.Key))
        {
            var clause = agreement.Clauses[index];
            if (clause is not { Agreement: 0, Modality: Modality.Power, Content: ExercisePower { By: null } } || !clause.Deadlines.IsDefaultOrEmpty || clause.Until is not null)
            {
                continue;
            }
            var open = play.State.OpenInstances().First(open => open.Clause == index && open.PowerState == PowerState.Enabled);
            if (Holders(open) is not [var holder, ..] || open.Until is not null)
            {
                continue;
            }
            var actor = setting.Machine.ActorNamed(holder);
            // Ten years on it is still there.
            var later = play.Wait(play.State.Now + (3653L * 86_400_000));
            var used = later.Do(later.State.Now + Minute, [Moves.Exercise(clause, holder)]);
            if (!WasUsed(used, clause) || !used.Transitions.Any(transition => transition.Index != index && transition.Kind is TransitionKind.Norm or TransitionKind.Participation && !transition.Bearer.Includes(actor)))
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
}
