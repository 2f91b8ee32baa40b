using System.Collections.Immutable;
using Foedus.Language.Core;

namespace Foedus.Analysis.Comparing;

/// <content>What bounds a norm: shares of an amount, caps and their periods, a decision it hangs on, its end, what outlives the agreement.</content>
internal sealed partial class ClauseComparison
{
    /// <summary>Where the text shares an amount out among those who each bear a part, a party owes its own part and no other.</summary>
    private static Clause OwnPart(Clause clause, string party)
    {
        if (
            clause.Bearer.Quantifier is not (Quantifier.One or Quantifier.Each)
            || clause.Content is not PerformAct { Amount: { Shares.IsDefaultOrEmpty: false } amount } act
            || amount.Shares.FirstOrDefault(share => share.Party == party) is not { } own
        )
        {
            return clause;
        }
        return clause with
        {
            Content = act with { Amount = amount with { Value = amount.Value * own.Share, Shares = [] } },
        };
    }

    /// <summary>A prohibition to go beyond an amount.</summary>
    private static bool IsCap(Clause clause) =>
        clause
            is {
                Modality: Modality.Prohibition,
                Content: PerformAct { Amount.Comparison: Comparison.More or Comparison.AtLeast }
            };

    /// <summary>The same cap over a longer period allows less; with another amount neither is for certain.</summary>
    private static Direction OfCap(Clause old, Clause @new)
    {
        if (
            old.Content is not PerformAct { Amount: { } before }
            || @new.Content is not PerformAct { Amount: { } after }
            || before.Value != after.Value
        )
        {
            return Direction.Otherwise;
        }
        var (was, becomes) = (Span(old), Span(@new));
        return was.Equals(becomes) ? Direction.Otherwise : Sense(becomes > was);
    }

    /// <summary>Without a rhythm the cap is one for all time.</summary>
    private static double Span(Clause clause) =>
        clause.Recurrence is { } rhythm ? Length(rhythm.Every) : double.PositiveInfinity;

    /// <summary>The clause as it would read without the decision that its standard is delegated to.</summary>
    private static Clause Ungated(Agreement agreement, Clause clause) =>
        GateOf(agreement, clause) is var (decision, _)
            ? clause with
            {
                Trigger =
                    decision.Upon is OnEntryIntoForce { For: null } entry && entry.Agreement == clause.Agreement
                        ? new FromEntryIntoForce(entry.Agreement)
                        : decision.Upon,
                If = decision.If is Always ? null : decision.If,
            }
            : clause;

    private static (Decision Decision, Standard Standard)? GateOf(Agreement agreement, Clause clause)
    {
        if (clause.Trigger is not OnDecision { Outcome: DecisionOutcome.Yes } on)
        {
            return null;
        }
        foreach (var index in clause.Standards)
        {
            if (
                agreement.Standards[index] is { Kind: StandardKind.Delegated } standard
                && standard.Decision == on.Decision
            )
            {
                return (agreement.Decisions[on.Decision], standard);
            }
        }
        return null;
    }

    /// <summary>A clause that waits for a decision binds less often than one that does not.</summary>
    private void CompareGate(ImmutableArray<Change>.Builder changes, Clause old, Clause @new)
    {
        var (before, after) = (Gate(_old, oldAgreement, old), Gate(_new, newAgreement, @new));
        if (before == after)
        {
            return;
        }
        var direction = (before, after) switch
        {
            _ when IsRight(@new) => Direction.Otherwise,
            (null, _) => Direction.Less,
            (_, null) => Direction.More,
            _ => Direction.Otherwise,
        };
        var words = (before, after) switch
        {
            (null, _) => $"now only if it is decided that {after}",
            (_, null) => $"no longer only if it is decided that {before}",
            _ => $"only if it is decided that {before} → that {after}",
        };
        Add(changes, old, @new, direction, "decision", $"{_new.Content(@new.Content)}: {words}", before, after);
    }

    /// <summary>Who decides, and how, is compared with the decisions of the agreement.</summary>
    private static string? Gate(CoreWords words, Agreement agreement, Clause clause) =>
        GateOf(agreement, clause) is var (decision, standard)
            ? $"\"{standard.Words}\" (by {string.Join(", then ", decision.Stages.Select(stage => words.Named(words.Actors(stage.Electorate.Who))))})"
            : null;

    /// <summary>A delegated standard is a decision the clause waits for, and compared as that.</summary>
    private static IEnumerable<Standard> Undelegated(Agreement agreement, Clause clause) =>
        clause
            .Standards.Select(index => agreement.Standards[index])
            .Where(standard => standard.Kind != StandardKind.Delegated);

    private void CompareEnd(ImmutableArray<Change>.Builder changes, Clause old, Clause @new)
    {
        if (old.Until is AtInstant before && @new.Until is AtInstant after && before.At != after.At)
        {
            var (was, becomes) = (_old.Trigger(before), _new.Trigger(after));
            var direction = IsRight(@new) ? Direction.Otherwise : Sense(after.At > before.At);
            Add(changes, old, @new, direction, "end", $"\"until {was}\" → \"until {becomes}\"", was, becomes);
            return;
        }
        CompareLimit(
            changes,
            old,
            @new,
            "end",
            "until",
            old.Until is { } until ? _old.Trigger(until) : null,
            @new.Until is { } later ? _new.Trigger(later) : null
        );
    }

    private void CompareSurvival(ImmutableArray<Change>.Builder changes, Clause old, Clause @new)
    {
        // What binds from moment to moment ends with the agreement anyway.
        if (Outlives(old) == Outlives(@new) || @new.Modality is not (Modality.Duty or Modality.Hortatory))
        {
            return;
        }
        var isLonger =
            old.SurvivesTermination == @new.SurvivesTermination ? @new.SurvivesWithdrawal : @new.SurvivesTermination;
        var direction = IsRight(@new) ? Direction.Otherwise : Sense(isLonger);
        var words = isLonger
            ? "what is owed already no longer ends with the agreement"
            : "what is owed already now ends with the agreement";
        Add(
            changes,
            old,
            @new,
            direction,
            "survival",
            $"{_new.Content(@new.Content)}: {words}",
            Outlives(old),
            Outlives(@new)
        );
    }

    private static string Outlives(Clause clause) =>
        (clause.SurvivesTermination, clause.SurvivesWithdrawal) switch
        {
            (true, true) => "survives termination",
            (true, false) => "survives termination, not withdrawal",
            (false, true) => "survives withdrawal, not termination",
            _ => "does not survive termination",
        };
}
