using Foedus.Language.Core;
using Foedus.Norms.Events;
using Foedus.Norms.Replay;

namespace Foedus.Norms.Explaining;

/// <content>What reservations to the norm do: to those who made them, and between them and the others.</content>
public sealed partial class NormExplainer
{
    private void WriteReservations(Clause clause, State state, int? bearer)
    {
        foreach (
            var made in history.Transitions.Where(step => step.Rule == Rule.ReservationMade && IsAbout(step, clause))
        )
        {
            var author = made.Bearer.Single;
            var report = made.Cause is { } cause ? ", " + Describe(cause.Event) : "";
            if (bearer is not { } actor || actor == author)
            {
                output.Write(
                    $"\n  {machine.Actors[author]} made a reservation to it at {EventTime.Format(made.At)}{report}.\n"
                );
                output.Write(
                    Reserves(clause, author)
                        ? $"    It does not bind {machine.Actors[author]} (VCLT art. 21(1)(a)).\n"
                        : $"    That one no longer stands: {machine.Actors[author]} has withdrawn or not confirmed it, or has consented anew since.\n"
                );
            }
            else if (state.IsApart(clause.Index, actor, author))
            {
                output.Write(
                    $"\n  Between {machine.Actors[actor]} and {machine.Actors[author]} it does not hold: {machine.Actors[author]} made a reservation to it at {EventTime.Format(made.At)}{report},\n"
                        + $"    and {AnswerTo(made, actor)}.\n"
                );
            }
        }
    }

    private string AnswerTo(Transition made, int other)
    {
        var answer = history.Transitions.LastOrDefault(step =>
            step.Rule is Rule.ReservationAccepted or Rule.ReservationObjected
            && step.Agreement == made.Agreement
            && step.Bearer.Single == made.Bearer.Single
            && step.CounterParty == other
        );
        return answer is not { Instance: not null } ? "the text permits it (VCLT arts 20(1), 21(1)(b))"
            : answer.Rule == Rule.ReservationAccepted
                ? $"{machine.Actors[other]} accepted it at {EventTime.Format(answer.At)} ({LawOf(answer)}, art. 21(1)(b))"
            : $"{machine.Actors[other]} objected to it at {EventTime.Format(answer.At)} ({LawOf(answer)})";
    }

    private static string LawOf(in Transition answer) =>
        string.Join(", ", (answer.Provisions ?? Provisions.None).Defaults);

    /// <summary>Whether a reservation of the party to the clause stands.</summary>
    private bool Reserves(Clause clause, int party)
    {
        var stands = false;
        foreach (var step in history.Transitions)
        {
            if (
                step.Kind != TransitionKind.Participation
                || step.Agreement != clause.Agreement
                || step.Bearer.Single != party
            )
            {
                continue;
            }
            stands = step.Rule switch
            {
                Rule.ReservationMade => stands || IsAbout(step, clause),
                Rule.ReservationWithdrawn or Rule.ReservationLapsed => stands && !IsAbout(step, clause),
                _ => stands,
            };
        }
        return stands;
    }

    private bool IsAbout(in Transition step, Clause clause) =>
        step.Agreement == clause.Agreement && (step.Provisions ?? Provisions.None).Ids.Contains(clause.Id);
}
