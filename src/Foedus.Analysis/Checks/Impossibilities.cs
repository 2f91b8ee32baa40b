using System.Collections.Immutable;
using Foedus.Analysis.Exploring;
using Foedus.Language.Core;

namespace Foedus.Analysis.Checks;

/// <summary>What the words themselves show can never be: an event that nobody may report, a state that nothing begins, an outcome that no stage has, and what waits for one of these.</summary>
internal sealed class Impossibilities(Agreement agreement, PossibleActors possible)
{
    /// <summary>Steps from one impossibility to the next; a text in a circle is not followed further.</summary>
    private const int MostDepth = 8;

    /// <summary>Why the clause can never come to bind; null where the words do not show it.</summary>
    public string? Of(Clause clause) => Of(clause, 0);

    private string? Of(Clause clause, int depth)
    {
        if (depth > MostDepth)
        {
            return null;
        }
        return OfTruth(clause.If, true, depth + 1)
            ?? OfTruth(clause.While, true, depth + 1)
            ?? OfTrigger(clause, clause.Trigger, depth + 1);
    }

    private string? OfTrigger(Clause clause, Trigger trigger, int depth) =>
        trigger is AnyOfTriggers any
            ? All(any.Triggers.Select(one => OfTrigger(clause, one, depth)))
            : OfOccasion(trigger, depth) ?? Contradiction(clause, trigger, depth);

    private string? OfOccasion(Trigger? trigger, int depth)
    {
        if (depth > MostDepth)
        {
            return null;
        }
        return trigger switch
        {
            AnyOfTriggers any => All(any.Triggers.Select(one => OfOccasion(one, depth + 1))),
            After after => OfOccasion(after.Of, depth + 1),
            Nth nth => OfOccasion(nth.Of, depth + 1),
            OnSelfJudgment { Upon: { } upon } => OfOccasion(upon, depth + 1),
            AtClock at when agreement.Terms[at.Term] is ClockTerm clock => OfOccasion(clock.Moment, depth + 1),
            OnCondition on => OfTruth(on.Condition, true, depth + 1),
            OnEvent on when agreement.Terms[on.Term] is EventTerm term && possible.Of(term.Reporters).IsEmpty =>
                $"nobody may report {TriggerCheck.Article(term.Name)}",
            OnState on => on.Begins
                ? NeverFalse(on.Term, depth + 1) ?? NeverBegins(on.Term, depth + 1)
                : NeverTrue(on.Term, depth + 1) ?? NeverEnds(on.Term, depth + 1),
            OnDecision on => OfDecision(on.Decision, on.Outcome, depth + 1),
            OnNorm on => All(on.Clauses.Select(clause => Of(agreement.Clauses[clause], depth + 1))),
            _ => null,
        };
    }

    private string? OfDecision(int index, DecisionOutcome outcome, int depth)
    {
        var decision = agreement.Decisions[index];
        if ((OfOccasion(decision.Upon, depth) ?? OfTruth(decision.If, true, depth)) is { } never)
        {
            return never;
        }
        var effects = decision
            .Stages.SelectMany(stage =>
                (StageEffect[])
                    [
                        stage.OnSilence,
                        stage.OnRefusal,
                        .. stage.Electorate.Body is null ? [stage.OnEmpty] : Array.Empty<StageEffect>(),
                    ]
            )
            .ToHashSet();
        return outcome switch
        {
            DecisionOutcome.Failed when !effects.Contains(StageEffect.Fails) => $"no stage of {decision.Name} fails",
            DecisionOutcome.Silence
                when decision.Stages[^1].OnSilence != StageEffect.Nothing
                    && decision.Stages[^1].OnRefusal != StageEffect.Nothing =>
                $"silence on {decision.Name} always leads to something else",
            DecisionOutcome.No when !effects.Contains(StageEffect.Refuses) && !effects.Contains(StageEffect.Nothing) =>
                $"refusal of {decision.Name} always leads to something else",
            _ => null,
        };
    }

    /// <summary>Why the condition never comes to have that truth; null where it may.</summary>
    private string? OfTruth(Condition? condition, bool truth, int depth)
    {
        if (depth > MostDepth)
        {
            return null;
        }
        return condition switch
        {
            Not not => OfTruth(not.Of, !truth, depth + 1),
            And and => truth
                ? and.Of.Select(part => OfTruth(part, true, depth + 1)).FirstOrDefault(why => why is not null)
                : All(and.Of.Select(part => OfTruth(part, false, depth + 1))),
            Or or => truth
                ? All(or.Of.Select(part => OfTruth(part, true, depth + 1)))
                : or.Of.Select(part => OfTruth(part, false, depth + 1)).FirstOrDefault(why => why is not null),
            StateHolds holds => truth ? NeverTrue(holds.Term, depth + 1) : NeverFalse(holds.Term, depth + 1),
            WasDecided was when truth => OfDecision(was.Decision, was.Outcome, depth + 1),
            OccasionCount { Comparison: Comparison.AtLeast or Comparison.Equal, Count: > 0 }
            or OccasionCount { Comparison: Comparison.More } when truth => OfOccasion(
                ((OccasionCount)condition).Of,
                depth + 1
            ),
            HeldFor held when truth => OfTruth(held.Of, true, depth + 1),
            HeldSince held when truth => OfTruth(held.Left, true, depth + 1),
            NormIs norm when truth => Of(agreement.Clauses[norm.Clause], depth + 1),
            _ => null,
        };
    }

    private string? NeverTrue(int term, int depth) =>
        agreement.Terms[term] is StateTerm { HoldsAtStart: false } state
            ? NeverBegins(term, depth) ?? EndsAsItBegins(term, state)
            : null;

    /// <summary>Each event that begins the state ends it at once: it never lasts long enough to hold.</summary>
    private string? EndsAsItBegins(int term, StateTerm state) =>
        !IsDeclared(term, ends: false) && state.Begins is { } begins && IsAlways(begins, state.Ends)
            ? $"what begins {state.Name} ends it at once"
            : null;

    private static bool IsAlways(Trigger trigger, Trigger? ends) =>
        trigger switch
        {
            OnEvent { Against: null, Filters.IsDefaultOrEmpty: true } on => Is(ends, on.Term),
            AnyOfTriggers any => any.Triggers.All(one => IsAlways(one, ends)),
            _ => false,
        };

    private string? NeverFalse(int term, int depth) =>
        agreement.Terms[term] is StateTerm { HoldsAtStart: true } ? NeverEnds(term, depth) : null;

    private string? NeverBegins(int term, int depth) => Unchanged(term, false, depth);

    private string? NeverEnds(int term, int depth) => Unchanged(term, true, depth);

    private string? Unchanged(int term, bool ends, int depth)
    {
        if (agreement.Terms[term] is not StateTerm state || IsDeclared(term, ends))
        {
            return null;
        }
        return (ends ? state.Ends : state.Begins) is { } change
            ? OfOccasion(change, depth)
            : $"nothing {(ends ? "ends" : "begins")} {state.Name}";
    }

    private bool IsDeclared(int state, bool ends) =>
        agreement.Clauses.Any(clause =>
            clause.Content is ExercisePower { Kind: PowerKind.Declare, Target: OfState target }
            && target.Term == state
            && target.Ends == ends
        );

    /// <summary>What sets it off brings about the very thing that its condition excludes.</summary>
    private string? Contradiction(Clause clause, Trigger trigger, int depth)
    {
        for (var i = 0; i < agreement.Terms.Length; i++)
        {
            if (agreement.Terms[i] is not StateTerm state)
            {
                continue;
            }
            foreach (var begins in (bool[])[true, false])
            {
                if (
                    (Demands(clause.If, i, !begins) || Demands(clause.While, i, !begins))
                    && Changes(trigger, i, state, begins, depth)
                )
                {
                    return $"what sets it off {(begins ? "begins" : "ends")} {state.Name}, and it is asked for {(begins ? "only while that does not hold" : "only while that holds")}";
                }
            }
        }
        return null;
    }

    /// <summary>Whether, once the trigger has happened, the state has just begun (or ended); or began before, and stays.</summary>
    private bool Changes(Trigger trigger, int term, StateTerm state, bool begins, int depth)
    {
        if (depth > MostDepth)
        {
            return false;
        }
        // What one event both begins and ends does not hold after it.
        bool Stays() =>
            Unchanged(term, begins, depth + 1) is not null || (!begins && EndsAsItBegins(term, state) is not null);
        return trigger switch
        {
            OnState on => on.Term == term && on.Begins == begins,
            OnEvent { Against: null, Filters.IsDefaultOrEmpty: true } on => Is(
                begins ? state.Begins : state.Ends,
                on.Term
            ) && !(begins && Is(state.Ends, on.Term)),
            OnDecision on => Stays() && Changes(agreement.Decisions[on.Decision].Upon, term, state, begins, depth + 1),
            OnNorm on => Stays()
                && on.Clauses.All(clause => Changes(agreement.Clauses[clause].Trigger, term, state, begins, depth + 1)),
            AnyOfTriggers any => any.Triggers.All(one =>
                OfOccasion(one, depth + 1) is not null || Changes(one, term, state, begins, depth + 1)
            ),
            _ => false,
        };
    }

    private static bool Is(Trigger? change, int occurrence) =>
        change is OnEvent { Against: null, Filters.IsDefaultOrEmpty: true } on
            ? on.Term == occurrence
            : change is AnyOfTriggers any && any.Triggers.Any(one => Is(one, occurrence));

    private static bool Demands(Condition? condition, int state, bool truth) =>
        condition switch
        {
            StateHolds holds => truth && holds.Term == state,
            Not { Of: StateHolds holds } => !truth && holds.Term == state,
            And and => and.Of.Any(part => Demands(part, state, truth)),
            _ => false,
        };

    private static string? All(IEnumerable<string?> reasons)
    {
        var all = reasons.ToImmutableArray();
        return all.IsEmpty || all.Contains(null) ? null : string.Join("; ", all.Distinct(StringComparer.Ordinal));
    }
}
