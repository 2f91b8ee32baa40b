using System.Collections.Immutable;
using Foedus.Analysis.Comparing;
using Foedus.Analysis.Exploring;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Norms;
using Foedus.Norms.Events;

namespace Foedus.Analysis.Checks;

/// <summary>
/// Clauses that change nothing: that nothing can bring to life, that nobody can perform, that nobody can break, or without
/// which every verdict is the same.
/// </summary>
internal sealed class DeadLetterCheck(Setting setting, Reach reach, FindingList findings)
{
    private const int MostPlays = 40;
    private readonly Agreement agreement = setting.Agreement;
    private readonly CoreWords words = new(setting.Agreement);
    private readonly Impossibilities impossibilities = new(setting.Agreement, setting.Possible);

    public void Check()
    {
        foreach (var clause in agreement.Clauses.Where(clause => clause.Agreement == 0))
        {
            if (!reach.Active.TryGetValue(clause.Index, out var play))
            {
                NeverActive(clause);
                continue;
            }
            if (clause.Content is PerformAct && clause.Modality is Modality.Duty or Modality.Prohibition)
            {
                NeverDone(clause, play);
            }
            Deletable(clause, play);
        }
    }

    /// <summary>Only what the words themselves show to be impossible; what was merely not found is said under the bounds.</summary>
    private void NeverActive(Clause clause)
    {
        if (impossibilities.Of(clause) is { } why)
        {
            Tell(clause, "never comes to bind", why, null);
        }
    }

    /// <summary>The act is not theirs to do, or they have no right to it, wherever the norm was met.</summary>
    private void NeverDone(Clause clause, Play shortest)
    {
        Play? shown = null;
        foreach (
            var play in reach
                .Plays.Where(other => other != shortest && other.Binding(clause).Any())
                .Take(MostPlays)
                .Prepend(shortest)
        )
        {
            var acts = Performances(play, clause)
                .Select(act => clause.Modality == Modality.Prohibition ? act with { Subject = null } : act)
                .ToList();
            if (acts.Count == 0)
            {
                return;
            }
            var done = play.Do(play.State.Now + 1, acts);
            if (
                done.Notices.Count(notice =>
                    notice.Kind == NoticeKind.UnauthorisedAuthor
                    // What one has no right to is a breach all the same where it is forbidden.
                    || (notice.Kind == NoticeKind.ActWithoutRight && clause.Modality != Modality.Prohibition)
                ) < acts.Count
            )
            {
                return;
            }
            shown ??= done;
        }
        if (shown is not null)
        {
            var why = shown.Notices.Any(notice => notice.Kind == NoticeKind.ActWithoutRight)
                ? "its bearer has no right to the act"
                : "the act is defined as one of others";
            Tell(
                clause,
                clause.Modality == Modality.Duty ? "can never be performed" : "can never be broken",
                why,
                shown
            );
        }
    }

    /// <summary>The agreement without the clause comes to the same verdicts on every course explored.</summary>
    private void Deletable(Clause clause, Play shown)
    {
        if (
            clause.Modality is not (Modality.Permission or Modality.Duty or Modality.Prohibition)
            || clause.ConsequenceOf is not null
            || clause.Consequence is not null
        )
        {
            return;
        }
        var twins = agreement
            .Clauses.Where(other =>
                other.Index != clause.Index
                && other.Modality == clause.Modality
                && words.Content(other.Content) == words.Content(clause.Content)
            )
            .ToList();
        if (clause.Modality != Modality.Permission && twins.Count == 0)
        {
            return;
        }
        var without = Machine.Create(
            agreement with
            {
                Clauses = agreement.Clauses.SetItem(clause.Index, clause with { If = new Not(new Always()) }),
            }
        );
        var canBeBroken = clause.Modality == Modality.Permission;
        foreach (var play in Courses(clause, shown))
        {
            var with = Verdicts(play, clause.Index, out var own);
            if (
                !with.SetEquals(Verdicts(play.In(without), clause.Index, out _))
                || (
                    clause.Modality != Modality.Permission
                    && !own.All(breach =>
                        twins.Exists(twin =>
                            Breaches(play, twin.Index)
                                .Any(other => other.Bearer == breach.Bearer && other.At <= breach.At)
                        )
                    )
                )
            )
            {
                return;
            }
            canBeBroken |= own.Count > 0;
        }
        // Without a breach there is no verdict of its own to lose: that it has no time is said elsewhere.
        if (!canBeBroken || new Deletion(setting, reach, clause, twins).IsMissed())
        {
            return;
        }
        if (clause.Modality == Modality.Permission)
        {
            findings.AddTextual(
                Level.Note,
                Codes.Inert,
                FindingList.Place(clause),
                "Inert: it permits what nothing forbids; without it every verdict is the same.",
                "What is not forbidden may be done anyway. As a sign of readiness it may matter; nobody can demand it.",
                "If it is meant as a promise, write ‘shall’; if as an exception, name what it is an exception to (‘Notwithstanding Article …’).",
                clause.Span
            );
            return;
        }
        Tell(
            clause,
            "can be deleted",
            $"whatever breaches it breaches {Telling.Names([.. twins.Select(FindingList.Place)])} as well",
            shown
        );
    }

    /// <summary>Every bearer does it, and time passes without anybody doing it.</summary>
    private IEnumerable<Play> Courses(Clause clause, Play shown)
    {
        foreach (var play in reach.Plays.Take(MostPlays).Append(shown).Where(play => play.Binding(clause).Any()))
        {
            var open = play.Binding(clause).First();
            yield return play.Wait(open.Until ?? (play.State.Now + 86_400_000));
            foreach (var act in Performances(play, clause).Take(2))
            {
                yield return play.Do(play.State.Now + 1, [act with { Subject = null }]);
            }
        }
    }

    private IEnumerable<Event> Performances(Play play, Clause clause) =>
        play.Binding(clause).SelectMany(setting.Performances);

    private static HashSet<string> Verdicts(Play play, int clause, out HashSet<(long At, string? Bearer)> own)
    {
        own = Breaches(play, clause);
        return play.History()
            .Where(transition => transition.Kind != TransitionKind.Norm || transition.Index != clause)
            .Select(transition =>
                $"{transition.Kind} {transition.Index} {transition.At} {play.State.Machine.NameOf(transition.Bearer)} {transition.To}"
            )
            .ToHashSet(StringComparer.Ordinal);
    }

    private static HashSet<(long At, string? Bearer)> Breaches(Play play, int clause) =>
        [
            .. play.History()
                .Where(transition => Breach.IsOf(transition, clause))
                .Select(transition => (transition.At, play.State.Machine.NameOf(transition.Bearer))),
        ];

    private void Tell(Clause clause, string what, string because, Play? witness)
    {
        var message = $"Dead letter: it {what}.";
        var why = $"{char.ToUpperInvariant(because[0])}{because[1..]}.";
        const string How =
            "Mend the condition or the bearer, or strike the clause: what cannot count should not stand there as if it did.";
        if (witness is null)
        {
            findings.AddTextual(
                Level.Warning,
                Codes.DeadLetter,
                FindingList.Place(clause),
                message,
                why,
                How,
                clause.Span
            );
        }
        else
        {
            findings.Add(
                Level.Warning,
                Codes.DeadLetter,
                FindingList.Place(clause),
                message,
                why,
                How,
                clause.Span,
                witness
            );
        }
    }
}
