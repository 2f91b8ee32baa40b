using Foedus.Temporal.Formulas;
using Term = Foedus.Temporal.Formulas.Term;

namespace Foedus.Norms.Exporting;

/// <summary>
/// When a clause is breached, over the predicates of an export's log: b is the bearer, c the counter-party, i the
/// instance, v who breached the norm above, e the act.
/// </summary>
internal static class BreachFormula
{
    private static readonly Term[] Instance = [Term.Of("b"), Term.Of("c"), Term.Of("i"), Term.Of("v")];

    /// <summary>A deadline of fixed length passes that long after the opening, unless it was performed or ended before.</summary>
    public static Formula Deadline(string clause, long length) =>
        And(
            Event("closed"),
            new Formula.Bounded(future: false, new Interval(length, length), Undone(clause), Of("opened", clause))
        );

    /// <summary>A deadline that the calendar or another anchor fixes is written in the log.</summary>
    public static Formula Due(string clause) =>
        And(
            And(Event("closed"), Of("due", clause)),
            new Formula.Bounded(future: false, Interval.All, Undone(clause), Of("opened", clause))
        );

    /// <summary>An act against a prohibition that is open and not excused.</summary>
    public static Formula Prohibition(string clause, Formula? excuse)
    {
        Term[] act = [Term.Of("b"), Term.Of("t"), Term.Of("e")];
        var any = And(new Formula.Predicate($"act_{clause}", act), Open(clause));
        var own = And(new Formula.Predicate($"act_in_{clause}", [.. act, Term.Of("i")]), Open(clause));
        var empty = Term.Of((Value)"");
        Formula toward = Or(
            Or(Equal(Term.Of("c"), Term.Of("t")), Equal(Term.Of("c"), empty)),
            Equal(Term.Of("t"), empty)
        );
        var breach = new Formula.Quantify(universal: false, ["t"], Or(And(any, toward), And(own, toward)));
        return excuse is null ? breach : And(breach, Without(excuse));
    }

    /// <summary>What is to be kept is found not to be, and was not so found before.</summary>
    public static Formula Maintenance(string clause, Formula kept, Formula? excuse)
    {
        var broken = And(Open(clause), Without(kept));
        if (excuse is not null)
        {
            broken = And(broken, Without(excuse));
        }
        var found = And(Event("settled"), broken);
        return And(
            found,
            new Formula.Not(
                new Formula.Temporal(
                    TemporalOperator.Previous,
                    Interval.All,
                    new Formula.Bounded(future: false, Interval.All, new Formula.Not(Event("settled")), found)
                )
            )
        );
    }

    /// <summary>The contrary of a condition; of one about the bearer without two negations in a row, which a monitor could not list.</summary>
    private static Formula Without(Formula condition) =>
        condition is Formula.Not not && condition.FreeVariables.Count > 0 ? not.Operand : new Formula.Not(condition);

    private static Formula Open(string clause) =>
        new Formula.Bounded(future: false, Interval.All, new Formula.Not(Of("ended", clause)), Of("opened", clause));

    private static Formula Undone(string clause) => new Formula.Not(Or(Of("performed", clause), Of("ended", clause)));

    private static Formula Of(string predicate, string clause) =>
        new Formula.Predicate($"{predicate}_{clause}", Instance);

    private static Formula Event(string name) => new Formula.Predicate(name, []);

    private static Formula Equal(Term left, Term right) => new Formula.Compare(RelationOperator.Equal, left, right);

    private static Formula And(Formula left, Formula right) => new Formula.Binary(Connective.And, left, right);

    private static Formula Or(Formula left, Formula right) => new Formula.Binary(Connective.Or, left, right);
}
