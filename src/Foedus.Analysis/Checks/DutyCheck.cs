using System.Collections.Immutable;
using Foedus.Analysis.Comparing;
using Foedus.Analysis.Exploring;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Norms;
using Foedus.Norms.Events;

namespace Foedus.Analysis.Checks;

/// <summary>
/// Duties and prohibitions, one by one: whether the bearer alone can neither perform nor breach, whether a breach opens
/// anything, whether leaving ends what is owed, and whether two of them can be kept together.
/// </summary>
internal sealed class DutyCheck(Setting setting, Reach reach, BreachAnswers answers, FindingList findings)
{
    private readonly Agreement agreement = setting.Agreement;

    /// <summary>Duties that a bearer can leave undone for ever without a breach: the least a faithful party delivers under them is nothing.</summary>
    public List<Clause> Floorless { get; } = [];

    /// <summary>Norms whose breach opens nothing.</summary>
    public List<Clause> WithoutConsequence { get; } = [];

    /// <summary>Duties, each with a prohibition that its bearer cannot keep beside it.</summary>
    public List<(Clause Duty, Clause Ban)> Torn { get; } = [];

    public void Check()
    {
        Play? firstUnanswered = null;
        foreach (var clause in agreement.Clauses.Where(clause => clause.Agreement == 0))
        {
            if (!reach.Active.TryGetValue(clause.Index, out var play))
            {
                continue;
            }
            var isDuty = clause.Modality == Modality.Duty && clause.Content is PerformAct;
            if (isDuty)
            {
                Undone(clause, play);
                ExitRace(clause, play);
            }
            if (
                (isDuty || clause.Modality == Modality.Prohibition)
                && answers.To(clause) is { Kind: AnswerKind.None } unanswered
            )
            {
                WithoutConsequence.Add(clause);
                firstUnanswered = isDuty ? unanswered.After : firstUnanswered ?? unanswered.After;
            }
        }
        if (firstUnanswered is not null)
        {
            findings.Add(
                Level.Warning,
                Codes.NoConsequence,
                Listed(WithoutConsequence),
                $"Gap: a breach has no consequence in {Phrase(WithoutConsequence.Count)}.",
                "The text answers the breach with nothing: no duty, no power and no procedure follows from it.",
                "Add 'failing which …' with a duty or a power of somebody other than the party in breach.",
                WithoutConsequence[0].Span,
                firstUnanswered
            );
        }
        Conflicts();
    }

    /// <summary>Nobody does anything, and it is never breached.</summary>
    private void Undone(Clause clause, Play play)
    {
        var open = Instance(play, clause.Index);
        var end = play.State.Now + Patience.TenYears;
        var waited = play;
        for (var i = 0; i < Patience.MostDeadlines && waited.State.NextDeadline is { } next && next <= end; i++)
        {
            waited = waited.Wait(next);
            if (waited.Breaches(clause))
            {
                return;
            }
        }
        waited = waited.Wait(end);
        if (
            !waited.Binding(clause).Any(instance => instance.Instance == open.Instance)
            && !HasEndedUndone(waited, clause, open)
        )
        {
            return;
        }
        if (!clause.Deadlines.IsDefaultOrEmpty || clause.Recurrence is not null)
        {
            // A time is set; what it counts from has not happened in this course.
            return;
        }
        Floorless.Add(clause);
        var deems = (clause.Standards.IsDefault ? [] : clause.Standards).Any(standard =>
            agreement.Standards[standard].Kind == StandardKind.SelfJudging
        );
        findings.Add(
            Level.Warning,
            Codes.Escape,
            FindingList.Place(clause),
            clause.Bearer.Quantifier == Quantifier.Each
                ? $"Escape: left undone for ever by who bears it (here {Bearer(open)}), it is never breached."
                : $"Escape: left undone for ever by {Bearer(open)}, it is never breached.",
            (deems ? "What is owed is what the bearer itself deems fit, and no" : "No")
                + " time is set, so nothing is ever late: the least that a faithful party delivers under this clause is nothing.",
            "Set a time ('within 72 hours', 'by 1 March 2027')"
                + (deems ? ", and a least content ('at least one measure from its declared package')." : "."),
            clause.Span,
            waited
        );
    }

    /// <summary>The agreement has run out, and the duty with it.</summary>
    private static bool HasEndedUndone(Play play, Clause clause, OpenInstance open) =>
        play.History()
            .LastOrDefault(transition =>
                transition.Kind == TransitionKind.Norm
                && transition.Index == clause.Index
                && transition.Instance == open.Instance
            )
            is { NormTo: NormState.Terminated, Rule: Rule.DurationEnded or Rule.AgreementEnded };

    /// <summary>The bearer gives notice as soon as it owes something, and is out before it is due.</summary>
    private void ExitRace(Clause clause, Play play)
    {
        var open = Instance(play, clause.Index);
        if (open.Until is not { } until)
        {
            return;
        }
        var bearer = setting.Possible.Parties.FirstOrDefault(party => setting.Includes(open.Bearer, party));
        if (bearer is null)
        {
            return;
        }
        var left = play.Do(play.State.Now + 1, [Moves.Notice(bearer)]).Wait(until);
        var actor = setting.Machine.ActorNamed(bearer);
        bool IsOf(Transition transition) =>
            transition.Kind == TransitionKind.Norm
            && transition.Index == clause.Index
            && transition.Bearer.Includes(actor);
        if (
            left.State.StatusOf(0, actor) == ParticipationStatus.Withdrawn
            && left.History().LastOrDefault(IsOf) is { NormTo: NormState.Terminated }
        )
        {
            findings.Add(
                Level.Warning,
                Codes.ExitRace,
                FindingList.Place(clause),
                $"Exit race: {new CoreWords(agreement).Named(bearer)} gives notice once the duty has arisen, and is out of it before it is due.",
                "Withdrawal takes effect sooner than the duty falls due, and ends it.",
                "Say that withdrawal does not affect duties that arose before it took effect, or lengthen the notice.",
                clause.Span,
                left
            );
        }
    }

    /// <summary>Two norms of one bearer that cannot both be kept: one demands the very act that the other forbids.</summary>
    private void Conflicts()
    {
        foreach (
            var duty in agreement.Clauses.Where(clause => clause is { Modality: Modality.Duty, Content: PerformAct })
        )
        {
            foreach (
                var ban in agreement.Clauses.Where(clause =>
                    clause is { Modality: Modality.Prohibition, Content: PerformAct }
                )
            )
            {
                if (
                    ((PerformAct)duty.Content).Act == ((PerformAct)ban.Content).Act
                    && reach.Active.ContainsKey(duty.Index)
                    && reach.Active.ContainsKey(ban.Index)
                )
                {
                    Conflict(duty, ban);
                }
            }
        }
    }

    private void Conflict(Clause duty, Clause ban)
    {
        foreach (var play in reach.Plays)
        {
            foreach (var owed in play.Binding(duty).Where(instance => instance.Until is not null))
            {
                var bearer = setting.Possible.Parties.FirstOrDefault(party => setting.Includes(owed.Bearer, party));
                if (bearer is null || setting.Moves.Performance(setting.Machine, owed, bearer, []) is not { } act)
                {
                    continue;
                }
                var actor = setting.Machine.ActorNamed(bearer);
                var done = play.Do(play.State.Now + 1, [act]);
                if (
                    !done.Transitions.Any(transition =>
                        Breach.IsOf(transition, ban.Index) && transition.Bearer.Includes(actor)
                    )
                )
                {
                    continue;
                }
                Torn.Add((duty, ban));
                findings.Add(
                    Level.Error,
                    Codes.Conflict,
                    $"{FindingList.Place(duty)} and {FindingList.Place(ban)}",
                    $"Conflict: {new CoreWords(agreement).Named(bearer)} owes what it must not do.",
                    "To perform the first is to breach the second; not to perform it is a breach of the first at its deadline.",
                    "Say which prevails: 'Notwithstanding Article …' or 'Subject to Article …'.",
                    duty.Span,
                    done
                );
                return;
            }
        }
    }

    private static OpenInstance Instance(Play play, int clause) =>
        play
            .State.OpenInstances()
            .First(instance =>
                instance.Clause == clause
                && (instance.NormState == NormState.Active || instance.PowerState == PowerState.Enabled)
            );

    private string Bearer(in OpenInstance open) =>
        Telling.Names([
            .. (setting.Machine.NameOf(open.Bearer) ?? "the bearer").Split(", ").Select(new CoreWords(agreement).Named),
        ]);

    private static string Listed(List<Clause> clauses) =>
        string.Join(", ", clauses.Take(6).Select(FindingList.Place))
        + (clauses.Count > 6 ? $" and {clauses.Count - 6} more" : "");

    private static string Phrase(int count) => count == 1 ? "one norm" : $"{count} norms";
}
