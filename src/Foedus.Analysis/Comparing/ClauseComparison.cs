using System.Collections.Immutable;
using Foedus.Language.Core;
using Foedus.Norms.Explaining;

namespace Foedus.Analysis.Comparing;

/// <summary>Compares two drafts of one clause, slot by slot.</summary>
internal sealed partial class ClauseComparison(Agreement oldAgreement, Agreement newAgreement)
{
    private readonly CoreWords _old = new(oldAgreement);
    private readonly CoreWords _new = new(newAgreement);

    /// <summary>Duties, prohibitions and the like can be owed more or less; a right can only come and go.</summary>
    public static bool IsRight(Clause clause) => clause.Modality is Modality.Permission or Modality.Power;

    /// <param name="party">For whom: its share is what it owes.</param>
    public Change Gone(Clause old, string party)
    {
        var words = Phrase(_old, oldAgreement, OwnPart(old, party));
        var says = old.Modality switch
        {
            Modality.Duty or Modality.Maintenance => $"no longer has to {words}",
            Modality.Prohibition => $"is no longer forbidden to {words}",
            Modality.Hortatory => $"is no longer asked to {words}",
            Modality.Disability => $"is no longer denied the right to {words}",
            _ => $"may no longer {words}",
        };
        return new Change(
            IsRight(old) ? Direction.Otherwise : Direction.Less,
            Name(old),
            says,
            old.Words,
            null,
            old.Id,
            null
        );
    }

    public Change Added(Clause @new, string party)
    {
        var words = Phrase(_new, newAgreement, OwnPart(@new, party));
        var says = @new.Modality switch
        {
            Modality.Duty or Modality.Maintenance => $"now has to {words}",
            Modality.Prohibition => $"is now forbidden to {words}",
            Modality.Hortatory => $"is now asked to {words}",
            Modality.Disability => $"now has no right to {words}",
            _ => $"may now {words}",
        };
        return new Change(
            IsRight(@new) ? Direction.Otherwise : Direction.More,
            Name(@new),
            says,
            null,
            @new.Words,
            null,
            @new.Id
        );
    }

    public ImmutableArray<Change> Between(Clause oldClause, Clause newClause, string party)
    {
        var (old, @new) = (
            Ungated(oldAgreement, OwnPart(oldClause, party)),
            Ungated(newAgreement, OwnPart(newClause, party))
        );
        var changes = ImmutableArray.CreateBuilder<Change>();
        CompareModality(changes, old, @new);
        CompareContent(changes, old, @new);
        CompareQuantifier(changes, old, @new);
        CompareTrigger(changes, old, @new);
        CompareDeadline(changes, old, @new);
        CompareGate(changes, oldClause, newClause);
        CompareLimit(changes, old, @new, "condition", "if", Say(_old, old.If), Say(_new, @new.If));
        CompareLimit(changes, old, @new, "condition", "while", Say(_old, old.While), Say(_new, @new.While));
        CompareLimit(changes, old, @new, "excuse", "unless", Say(_old, old.Unless), Say(_new, @new.Unless));
        CompareEnd(changes, old, @new);
        CompareRecurrence(changes, old, @new);
        CompareConsequence(changes, old, @new);
        CompareStandards(changes, old, @new);
        CompareSurvival(changes, old, @new);
        return changes.ToImmutable();
    }

    private void CompareModality(ImmutableArray<Change>.Builder changes, Clause old, Clause @new)
    {
        var (before, after) = (Force(old), Force(@new));
        if (before == after && old.Modality == @new.Modality)
        {
            return;
        }
        var (oldWord, newWord) = (Modal(old), Modal(@new));
        var direction =
            before == after ? Direction.Otherwise
            : after < before ? Direction.Less
            : Direction.More;
        Add(
            changes,
            old,
            @new,
            direction,
            "modality",
            $"{_new.Content(@new.Content)}: {Meaning(old)} → {Meaning(@new)}",
            oldWord,
            newWord
        );
    }

    private static string Meaning(Clause clause) =>
        clause.Modality switch
        {
            Modality.Duty or Modality.Maintenance => $"committed ({Modal(clause)})",
            Modality.Prohibition => $"forbidden ({Modal(clause)})",
            Modality.Hortatory => "proposed (\"should\": hortatory, it binds politically only)",
            Modality.Permission => "permitted (\"may\")",
            Modality.Power => "empowered (\"may\")",
            _ => $"denied ({Modal(clause)})",
        };

    private void CompareContent(ImmutableArray<Change>.Builder changes, Clause old, Clause @new)
    {
        var (before, after) = (_old.Content(old.Content), _new.Content(@new.Content));
        if (before != after)
        {
            var direction = ContentDirection(old, @new);
            var forbids =
                old.Modality == Modality.Prohibition && @new.Modality == Modality.Prohibition ? "shall not " : "";
            Add(changes, old, @new, direction, "content", $"{forbids}{before} → {forbids}{after}", before, after);
        }
    }

    /// <summary>More or less only where one number of the same demand moved.</summary>
    private static Direction ContentDirection(Clause old, Clause @new)
    {
        if (
            IsRight(old)
            || IsRight(@new)
            || old.Content is not PerformAct before
            || @new.Content is not PerformAct after
        )
        {
            return Direction.Otherwise;
        }
        if (
            before.Amount is { } amount
            && after.Amount is { } later
            && amount.Unit == later.Unit
            && amount.Comparison == later.Comparison
            && amount.Value != later.Value
        )
        {
            if (IsCap(old) && IsCap(@new) && old.Recurrence != @new.Recurrence)
            {
                return Direction.Otherwise;
            }
            var grows = later.Value > amount.Value;
            var isUpper = amount.IsCap;
            // What is forbidden beyond a higher amount is forbidden less.
            return Sense(isUpper == (old.Modality == Modality.Prohibition) ? grows : !grows);
        }
        if (before.Items is { } demand && after.Items is { } laterDemand && demand.Spread != laterDemand.Spread)
        {
            // Of different kinds, or of each, is more than of any; between those two only the numbers would tell.
            return demand.Minimum != laterDemand.Minimum ? Direction.Otherwise
                : laterDemand.Spread == ItemSpread.Any ? Sense(false)
                : demand.Spread == ItemSpread.Any ? Sense(true)
                : Direction.Otherwise;
        }
        var (items, laterItems) = (before.Items?.Minimum ?? 0, after.Items?.Minimum ?? 0);
        return items == laterItems ? Direction.Otherwise : Sense(laterItems > items);
    }

    private void CompareQuantifier(ImmutableArray<Change>.Builder changes, Clause old, Clause @new)
    {
        if (
            old.Bearer.Quantifier == @new.Bearer.Quantifier
            && old.Bearer.AtLeast == @new.Bearer.AtLeast
            && old.Bearer.IncludesLater == @new.Bearer.IncludesLater
        )
        {
            return;
        }
        var (before, after) = (_old.Bearer(old.Bearer), _new.Bearer(@new.Bearer));
        var (weight, laterWeight) = (Weight(old.Bearer), Weight(@new.Bearer));
        var direction = weight == laterWeight || IsRight(@new) ? Direction.Otherwise : Sense(laterWeight > weight);
        Add(
            changes,
            old,
            @new,
            direction,
            "quantifier",
            $"{_new.Content(@new.Content)}: {before} → {after}",
            before,
            after
        );
    }

    private void CompareTrigger(ImmutableArray<Change>.Builder changes, Clause old, Clause @new)
    {
        var (before, after) = (_old.Trigger(old.Trigger), _new.Trigger(@new.Trigger));
        // What set off the clause above is compared there.
        if (before == after || (old.ConsequenceOf is not null && @new.ConsequenceOf is not null))
        {
            return;
        }
        var (bare, laterBare) = (old.Trigger is FromEntryIntoForce, @new.Trigger is FromEntryIntoForce);
        var direction = IsRight(@new) || bare == laterBare ? Direction.Otherwise : Sense(laterBare);
        Add(
            changes,
            old,
            @new,
            direction,
            "trigger",
            $"{_new.Content(@new.Content)}: {_old.Upon(old.Trigger)} → {_new.Upon(@new.Trigger)}",
            before,
            after
        );
    }

    private void CompareDeadline(ImmutableArray<Change>.Builder changes, Clause old, Clause @new)
    {
        var before = string.Join(", ", old.Deadlines.Select(_old.Deadline));
        var after = string.Join(", ", @new.Deadlines.Select(_new.Deadline));
        if (before == after)
        {
            return;
        }
        var direction = (before.Length, after.Length) switch
        {
            (0, _) => Direction.More,
            (_, 0) => Direction.Less,
            _ => Sooner(old.Deadlines, @new.Deadlines),
        };
        var (was, becomes) = (before.Length == 0 ? "no deadline" : before, after.Length == 0 ? "no deadline" : after);
        Add(
            changes,
            old,
            @new,
            IsRight(@new) ? Direction.Otherwise : direction,
            "deadline",
            $"{_new.Content(@new.Content)}: {was} → {becomes}",
            was,
            becomes
        );
    }

    private Direction Sooner(ImmutableArray<Deadline> old, ImmutableArray<Deadline> @new) =>
        (old, @new) switch
        {
            ([Within before], [Within after]) when Anchor(_old, before) == Anchor(_new, after) => Sense(
                Length(after.Length) < Length(before.Length)
            ),
            ([ByInstant before], [ByInstant after]) => Sense(after.At < before.At),
            _ => Direction.Otherwise,
        };

    /// <summary>An added limit narrows a duty, a dropped one widens it; a changed one does neither for certain.</summary>
    private static void CompareLimit(
        ImmutableArray<Change>.Builder changes,
        Clause old,
        Clause @new,
        string what,
        string word,
        string? before,
        string? after
    )
    {
        if (before == after)
        {
            return;
        }
        var direction = IsRight(@new)
            ? Direction.Otherwise
            : (before, after) switch
            {
                (null, _) => Direction.Less,
                (_, null) => Direction.More,
                _ => Direction.Otherwise,
            };
        var words = (before, after) switch
        {
            (null, _) => $"now only {(word == "if" || word == "while" ? "" : "with the limit ")}\"{word} {after}\"",
            (_, null) => $"no longer limited by \"{word} {before}\"",
            _ => $"\"{word} {before}\" → \"{word} {after}\"",
        };
        Add(changes, old, @new, direction, what, words, before, after);
    }

    private void CompareRecurrence(ImmutableArray<Change>.Builder changes, Clause old, Clause @new)
    {
        if (old.Recurrence == @new.Recurrence)
        {
            return;
        }
        var before = old.Recurrence is { } every ? $"every {PeriodWords.Of(every.Every)}" : "once";
        var after = @new.Recurrence is { } then ? $"every {PeriodWords.Of(then.Every)}" : "once";
        var direction = (old.Recurrence, @new.Recurrence) switch
        {
            _ when IsCap(old) && IsCap(@new) => OfCap(old, @new),
            (null, _) => Direction.More,
            (_, null) => Direction.Less,
            ({ } a, { } b) when Length(a.Every) != Length(b.Every) => Sense(Length(b.Every) < Length(a.Every)),
            _ => Direction.Otherwise,
        };
        Add(
            changes,
            old,
            @new,
            IsRight(@new) ? Direction.Otherwise : direction,
            "recurrence",
            $"{(@new.Modality == Modality.Prohibition ? "shall not " : "")}{_new.Content(@new.Content)}: {before} → {after}",
            before,
            after
        );
    }

    private void CompareConsequence(ImmutableArray<Change>.Builder changes, Clause old, Clause @new)
    {
        var before = old.Consequence is { } index ? Said(_old, oldAgreement.Clauses[index]) : null;
        var after = @new.Consequence is { } later ? Said(_new, newAgreement.Clauses[later]) : null;
        if (before is null != after is null)
        {
            var words = after is null
                ? $"a breach has no consequence any more (was: {before})"
                : $"a breach now has a consequence: {after}";
            Add(
                changes,
                old,
                @new,
                after is null ? Direction.Less : Direction.More,
                "consequence",
                $"{_new.Content(@new.Content)}: {words}",
                before,
                after
            );
        }
    }

    private void CompareStandards(ImmutableArray<Change>.Builder changes, Clause old, Clause @new)
    {
        var before = string.Join(", ", Undelegated(oldAgreement, old).Select(Vague));
        var after = string.Join(", ", Undelegated(newAgreement, @new).Select(Vague));
        if (before == after)
        {
            return;
        }
        var (selfJudged, nowSelfJudged) = (
            before.Contains("self-judging", StringComparison.Ordinal),
            after.Contains("self-judging", StringComparison.Ordinal)
        );
        var direction = selfJudged == nowSelfJudged || IsRight(@new) ? Direction.Otherwise : Sense(selfJudged);
        var (was, becomes) = (
            before.Length == 0 ? "no vague standard" : before,
            after.Length == 0 ? "no vague standard" : after
        );
        Add(
            changes,
            old,
            @new,
            direction,
            "standard",
            $"{_new.Content(@new.Content)}: {was} → {becomes}",
            was,
            becomes
        );
    }

    private static string Vague(Standard standard) =>
        standard.Kind switch
        {
            StandardKind.Delegated => $"\"{standard.Words}\" (delegated)",
            StandardKind.SelfJudging => $"\"{standard.Words}\" (self-judging)",
            _ => $"\"{standard.Words}\" (nobody decides it)",
        };

    private static string Said(CoreWords words, Clause clause) =>
        $"{words.Bearer(clause.Bearer)} {CoreWords.Modal(clause.Modality)} {words.Content(clause.Content)}";

    private static string Phrase(CoreWords words, Agreement agreement, Clause gated)
    {
        var gate = Gate(words, agreement, gated) is { } decided ? $", if it is decided that {decided}" : "";
        var clause = Ungated(agreement, gated);
        var upon =
            clause.Trigger is FromEntryIntoForce || clause.ConsequenceOf is not null
                ? ""
                : $" {words.Upon(clause.Trigger)}";
        var after = clause.ConsequenceOf is null ? "" : " if the duty before it is breached";
        var by = string.Concat(clause.Deadlines.Select(deadline => $" {words.Deadline(deadline)}"));
        return words.Content(clause.Content) + upon + after + by + gate;
    }

    private static void Add(
        ImmutableArray<Change>.Builder changes,
        Clause old,
        Clause @new,
        Direction direction,
        string what,
        string words,
        string? before,
        string? after
    ) => changes.Add(new Change(direction, what, words, before, after, old.Id, @new.Id));

    private static string? Say(CoreWords words, Condition? condition) =>
        condition is null ? null : words.Condition(condition);

    private static string Anchor(CoreWords words, Within within) =>
        within.Anchor is null ? "" : words.Trigger(within.Anchor);

    private static Direction Sense(bool more) => more ? Direction.More : Direction.Less;

    private static string Modal(Clause clause) =>
        $"\"{CoreWords.Modal(clause.Modality)}\""
        + (clause.IsBinding || clause.Modality == Modality.Hortatory ? "" : ", not legally binding");

    private static string Name(Clause clause) =>
        clause.Modality switch
        {
            Modality.Maintenance => "duty",
            Modality.Hortatory => "hortatory clause",
            var other => other.ToString().ToLowerInvariant(),
        };

    /// <summary>A right binds its holder to nothing; a hortatory clause politically; the rest in law, if the text is law.</summary>
    private static int Force(Clause clause) =>
        clause.Modality switch
        {
            Modality.Permission or Modality.Power => 0,
            Modality.Hortatory => 1,
            _ => clause.IsBinding ? 3 : 2,
        };

    /// <summary>How much of the burden one of several bearers may come to carry.</summary>
    private static int Weight(Bearer bearer) =>
        bearer.Quantifier switch
        {
            Quantifier.JointlyAndSeverally => 4,
            Quantifier.One or Quantifier.Each => 3,
            Quantifier.CollectivelyAtLeast => 2,
            Quantifier.Together => 2,
            _ => 1,
        };

    /// <summary>Good enough to order two periods: a month as 30.44 days, what runs to the end of a unit as half of one.</summary>
    private static double Length(Period period) =>
        (((period.Years * 12) + period.Months) * 30.44)
        + period.Days
        + (period.Milliseconds / 86_400_000.0)
        + Length(period.Edge);

    private static double Length(CalendarEdge edge)
    {
        var unit = edge.Unit switch
        {
            CalendarUnit.None => 0,
            CalendarUnit.Day => 1,
            CalendarUnit.Week => 7,
            CalendarUnit.Month => 30.44,
            CalendarUnit.Quarter => 91.31,
            _ => 365.25,
        };
        return (unit * (edge.Ahead + (edge.Side == EdgeSide.EndOfUnit ? 0.5 : -0.5)))
            + (edge.Months * 30.44)
            + edge.Days;
    }
}
