using Foedus.Language.Core;
using Foedus.Temporal.Formulas;
using Term = Foedus.Temporal.Formulas.Term;

namespace Foedus.Norms.Conditions;

/// <summary>
/// Conditions over history as formulas of metric first-order temporal logic, over a time domain of milliseconds. The
/// predicates are what the machine tells the condition; docs/temporal.md has the table.
/// </summary>
internal static class HistoryFormula
{
    /// <summary>An occasion of what is counted: its number, and the value by which it is counted apart.</summary>
    public const string Occasion = "occasion";

    /// <summary>The anchor happened; in "has held since" only while the condition held.</summary>
    public const string Since = "since";

    /// <summary>The sampled condition was seen to be true.</summary>
    public const string Begins = "begins";

    /// <summary>The sampled condition was seen to be false.</summary>
    public const string Ends = "ends";

    /// <summary>The agreement entered into force.</summary>
    public const string Life = "life";

    private static readonly Term Number = Term.Of("i");
    private static readonly Term Group = Term.Of("g");
    private static readonly Term Count = Term.Of("c");

    public static Formula Of(OccasionCount condition)
    {
        var isGrouped = condition.GroupBy is not null;
        var window = new Interval(
            0,
            condition.Window is { } length ? CalendarMeasure.BoundOf(length) : Interval.Infinity
        );
        Formula occasion = new Formula.Predicate(Occasion, isGrouped ? [Number, Group] : [Number]);
        var counted = condition.Since is null
            ? (Formula)new Formula.Temporal(TemporalOperator.Once, window, occasion)
            : new Formula.Bounded(
                future: false,
                window,
                Not(Event(Since)),
                And(occasion, Once(Interval.All, Event(Since)))
            );
        var formula = isGrouped ? InSomeGroup(condition, counted) : Compared(condition, counted, []);
        if (condition.Since is not null)
        {
            formula = And(Once(Interval.All, Event(Since)), formula);
        }
        if (condition is { WindowMustBeFull: true, Window: not null })
        {
            formula = And(Once(new Interval(window.High, Interval.Infinity), Event(Life)), formula);
        }
        return formula;
    }

    public static Formula Of(HeldFor condition) =>
        new Formula.Bounded(
            future: false,
            new Interval(CalendarMeasure.BoundOf(condition.Length), Interval.Infinity),
            Not(Event(Ends)),
            Event(Begins)
        );

    public static Formula OfHeldSince() =>
        new Formula.Bounded(future: false, Interval.All, Not(Event(Ends)), Event(Since));

    /// <summary>Where nothing is counted there is no group, and the count is 0.</summary>
    private static Formula InSomeGroup(OccasionCount condition, Formula counted)
    {
        var formula = Compared(condition, counted, ["g"]);
        return Norms.Compared.Is(0, condition.Comparison, condition.Count)
            ? new Formula.Binary(
                Connective.Or,
                formula,
                Not(new Formula.Quantify(universal: false, ["i", "g"], counted))
            )
            : formula;
    }

    private static Formula.Quantify Compared(OccasionCount condition, Formula counted, string[] groups)
    {
        var number = Term.Of(Math.Max(0, condition.Count));
        var (relation, left, right) = condition.Comparison switch
        {
            Comparison.Less => (RelationOperator.Less, Count, number),
            Comparison.AtMost => (RelationOperator.LessOrEqual, Count, number),
            Comparison.Equal => (RelationOperator.Equal, Count, number),
            Comparison.AtLeast => (RelationOperator.LessOrEqual, number, Count),
            _ => (RelationOperator.Less, number, Count),
        };
        return new Formula.Quantify(
            universal: false,
            ["c", .. groups],
            And(
                new Formula.Aggregate("c", AggregateOperator.Count, "i", groups, counted),
                new Formula.Compare(relation, left, right)
            )
        );
    }

    private static Formula.Predicate Event(string name) => new(name, []);

    private static Formula.Not Not(Formula of) => new(of);

    private static Formula.Binary And(Formula left, Formula right) => new(Connective.And, left, right);

    private static Formula.Temporal Once(Interval interval, Formula of) => new(TemporalOperator.Once, interval, of);
}
