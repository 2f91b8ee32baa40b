using Foedus.Language.Core;
using Foedus.Norms;
using Foedus.Norms.Events;
using Foedus.Norms.Time;

namespace Foedus.Analysis.Exploring;

/// <summary>
/// Courses at whose end a trigger has just occurred: by the report, the act, the votes, the instrument or the passing of
/// time that the text names. What cannot be brought about yields nothing.
/// </summary>
internal sealed class TriggerCourses(Setting setting)
{
    private const int MostDepth = 6;
    private const int MostStages = 4;
    private const int MostCourses = 12;

    private readonly Agreement agreement = setting.Agreement;

    /// <summary>Whom an event is against, where it may be against that one; null for any one.</summary>
    public string? Struck { get; init; }

    /// <param name="pause">Milliseconds that pass before anybody does anything.</param>
    /// <param name="reporter">Who reports, where several may; null for anyone.</param>
    public IEnumerable<Play> To(Trigger trigger, Play from, long pause, Func<EventTerm, string?>? reporter = null) =>
        To(trigger, from, pause, reporter, 0).Take(MostCourses);

    private IEnumerable<Play> To(Trigger trigger, Play from, long pause, Func<EventTerm, string?>? reporter, int depth)
    {
        if (depth > MostDepth)
        {
            return [];
        }
        var at = from.State.Now + pause;
        return trigger switch
        {
            OnEvent on => agreement.Terms[on.Term] is EventTerm term
                ? setting.Moves.Occurrences(on, reporter?.Invoke(term), Struck).Select(move => from.Do(at, [move]))
                : [],
            OnAct on => setting.Moves.Acts(on).Select(move => from.Do(at, [move])),
            OnDecision on => ToOutcome(on, from, pause, reporter, depth),
            OnState on when agreement.Terms[on.Term] is StateTerm state => (on.Begins ? state.Begins : state.Ends)
                is { } change
                ? To(change, from, pause, reporter, depth + 1)
                : [],
            OnNorm on => on.Clauses.SelectMany(clause =>
                ToNorm(agreement.Clauses[clause], on.State, from, pause, reporter, depth)
            ),
            OnEntryIntoForce { For: null } on => Reported(on.Agreement, "entry into force", from, at),
            OnEnd { For: null } on => Reported(on.Agreement, "end", from, at),
            AtInstant on => on.At > from.State.Now ? [from.Wait(on.At)] : [],
            AtClock on when agreement.Terms[on.Term] is ClockTerm clock => To(
                clock.Moment,
                from,
                pause,
                reporter,
                depth + 1
            ),
            After after => To(after.Of, from, pause, reporter, depth + 1)
                .Select(play =>
                    play.Wait(new TreatyCalendar(agreement.Settings.TimeZone).Add(play.State.Now, after.Offset))
                ),
            Nth nth => ToNth(nth, from, pause, reporter, depth),
            AnyOfTriggers any => any.Triggers.SelectMany(one => To(one, from, pause, reporter, depth + 1)),
            OnCondition on => TriggerLeaves
                .Of(on.Condition)
                .SelectMany(leaf => To(leaf, from, pause, reporter, depth + 1)),
            OnSelfJudgment on => ToJudgment(on, from, pause, reporter, depth),
            FromEntryIntoForce { Agreement: 0 } => [from],
            _ => [],
        };
    }

    private IEnumerable<Play> ToOutcome(
        OnDecision on,
        Play from,
        long pause,
        Func<EventTerm, string?>? reporter,
        int depth
    )
    {
        // It fails by silence or, where the text says so, by refusal.
        Vote[] votes = on.Outcome switch
        {
            DecisionOutcome.Yes => [Vote.Yes],
            DecisionOutcome.No => [Vote.No],
            DecisionOutcome.Failed => [Vote.None, Vote.No],
            _ => [Vote.None],
        };
        var decision = agreement.Decisions[on.Decision];
        foreach (var opened in To(decision.Upon, from, pause, reporter, depth + 1).Append(from))
        {
            foreach (var vote in votes)
            {
                var play = opened;
                for (var stage = 0; stage < MostStages && play.Open(decision) is { } open; stage++)
                {
                    play =
                        vote == Vote.None
                            ? play
                            : play.Do(play.State.Now + 1, setting.Moves.Votes(open, vote, _ => true));
                    if (play.Open(decision) is { Until: { } until } still && still.Stage == open.Stage)
                    {
                        play = play.Wait(until);
                    }
                }
                if (
                    play != from
                    && play.History()
                        .Any(transition =>
                            transition.Kind == TransitionKind.Decision
                            && transition.Index == on.Decision
                            && transition.DecisionTo.Outcome == on.Outcome
                        )
                )
                {
                    yield return play;
                    break;
                }
            }
        }
    }

    private IEnumerable<Play> ToNorm(
        Clause clause,
        NormState state,
        Play from,
        long pause,
        Func<EventTerm, string?>? reporter,
        int depth
    )
    {
        foreach (var begun in To(clause.Trigger, from, pause, reporter, depth + 1).Append(from))
        {
            var open = begun.Binding(clause).FirstOrDefault();
            if (open.Instance is null)
            {
                continue;
            }
            var acts = setting.Performances(open);
            var isDone =
                state == NormState.Fulfilled
                || (state == NormState.Violated && clause.Modality == Modality.Prohibition);
            var play =
                isDone
                    ? begun.Do(
                        begun.State.Now + 1,
                        clause.Modality == Modality.Prohibition
                            ? acts.Take(1).Select(act => act with { Subject = null })
                            : acts
                    )
                : state == NormState.Violated ? Elapsed(begun, clause)
                : begun;
            if (
                play.History()
                    .Any(transition =>
                        transition.Kind == TransitionKind.Norm
                        && transition.Index == clause.Index
                        && transition.NormTo == state
                    )
            )
            {
                yield return play;
                yield break;
            }
        }
    }

    private IEnumerable<Play> ToNth(Nth nth, Play from, long pause, Func<EventTerm, string?>? reporter, int depth)
    {
        IEnumerable<Play> plays = [from];
        for (var i = 0; i < Math.Min(nth.N, 5); i++)
        {
            plays = plays.Take(1).SelectMany(play => To(nth.Of, play, pause, reporter, depth + 1)).ToList();
        }
        return plays;
    }

    private IEnumerable<Play> ToJudgment(
        OnSelfJudgment on,
        Play from,
        long pause,
        Func<EventTerm, string?>? reporter,
        int depth
    )
    {
        var words = agreement.Standards[on.Standard].Words;
        foreach (var upon in on.Upon is { } occasion ? To(occasion, from, pause, reporter, depth + 1) : [from])
        {
            yield return upon.Do(
                upon.State.Now + 1,
                setting.Possible.Parties.Select(party => Moves.Judgment(party, words))
            );
        }
    }

    private IEnumerable<Play> Reported(int index, string what, Play from, long at)
    {
        if (index == 0)
        {
            return what == "end" ? [] : [from];
        }
        return agreement.Agreements[index].HasText || from.State.IsInForce(index) != (what == "end")
            ? []
            : [from.Do(at, [setting.Instrument(index, what)])];
    }

    /// <summary>Nobody does anything until the clause is breached, or for ten years.</summary>
    private static Play Elapsed(Play play, Clause clause)
    {
        var end = play.State.Now + Patience.TenYears;
        while (play.State.NextDeadline is { } next && next <= end)
        {
            play = play.Wait(next);
            if (play.Breaches(clause))
            {
                break;
            }
        }
        return play;
    }
}
