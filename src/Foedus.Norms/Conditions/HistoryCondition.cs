using Foedus.Language.Core;
using Foedus.Norms.Time;
using Foedus.Temporal.Conditions;
using Foedus.Temporal.Formulas;

namespace Foedus.Norms.Conditions;

/// <summary>
/// A condition over history, compiled to a formula: the one door through which the machine asks about the past. Each thing
/// the machine tells it is a time point of its own; what it remembers is an immutable value of the machine's state.
/// </summary>
internal sealed class HistoryCondition
{
    private static readonly Signature Ungrouped = SignatureOf([ColumnType.Integer]);
    private static readonly Signature Grouped = SignatureOf([ColumnType.Integer, ColumnType.Text]);

    private HistoryCondition(Formula formula, Signature signature, ITimeMeasure measure)
    {
        Compiled = PastCondition.TryCompile(formula, signature, measure, out var compiled, out var problem)
            ? compiled
            : throw new InvalidOperationException($"A condition over history is no past condition: {problem}");
    }

    public PastCondition Compiled { get; }

    public PastConditionState Initial => Compiled.Initial;

    public static HistoryCondition Of(OccasionCount condition, TreatyCalendar calendar) =>
        new(
            HistoryFormula.Of(condition),
            condition.GroupBy is null ? Ungrouped : Grouped,
            condition.Window is { } window ? CalendarMeasure.Of(calendar, window) : ElapsedTime.Measure
        );

    public static HistoryCondition Of(HeldFor condition, TreatyCalendar calendar) =>
        new(HistoryFormula.Of(condition), Ungrouped, CalendarMeasure.Of(calendar, condition.Length));

    public static HistoryCondition OfHeldSince() => new(HistoryFormula.OfHeldSince(), Ungrouped, ElapsedTime.Measure);

    public PastConditionState Step(PastConditionState state, long at, in PointEvent told) =>
        Compiled.Step(state, at, told);

    /// <summary>An occasion of what is counted happened.</summary>
    /// <param name="group">Value of the attribute by which occasions are counted apart, or empty.</param>
    public static PointEvent Occasion(string group) => new(0, group);

    /// <summary>The anchor of a count happened. It comes before an occasion of the same event.</summary>
    public static PointEvent Anchor() => new(1);

    /// <summary>The anchor of "has held since" happened.</summary>
    public static PointEvent Anchor(bool sampleHolds) => new(sampleHolds ? 1 : 3);

    /// <summary>The sampled condition is now true or false.</summary>
    public static PointEvent Sample(bool holds) => new(holds ? 2 : 3);

    /// <summary>The agreement entered into force.</summary>
    public static PointEvent Life() => new(4);

    public bool Holds(PastConditionState state, long now) => Compiled.Holds(state, now);

    /// <summary>When its truth changes if nothing happens; <see cref="long.MaxValue"/> if it does not.</summary>
    public long NextChange(PastConditionState state, long now) => Compiled.NextChange(state, now);

    private static Signature SignatureOf(ColumnType[] occasion) =>
        new([
            new(HistoryFormula.Occasion, occasion),
            new(HistoryFormula.Since, []),
            new(HistoryFormula.Begins, []),
            new(HistoryFormula.Ends, []),
            new(HistoryFormula.Life, []),
        ]);
}
