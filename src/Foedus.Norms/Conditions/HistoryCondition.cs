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
    private const int Occasion = 0;
    private const int Since = 1;
    private const int Begins = 2;
    private const int Ends = 3;
    private const int Life = 4;

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

    /// <summary>An occasion of what is counted happened.</summary>
    /// <param name="group">Value of the attribute by which occasions are counted apart, or empty.</param>
    public PastConditionState Observe(PastConditionState state, long at, string group) =>
        Compiled.Step(state, at, new PointEvent(Occasion, group));

    /// <summary>The anchor of a count happened. It comes before an occasion of the same event.</summary>
    public PastConditionState Anchor(PastConditionState state, long at) => Compiled.Step(state, at, new PointEvent(Since));

    /// <summary>The anchor of "has held since" happened.</summary>
    public PastConditionState Anchor(PastConditionState state, long at, bool sampleHolds) =>
        Compiled.Step(state, at, new PointEvent(sampleHolds ? Since : Ends));

    /// <summary>The sampled condition is now true or false.</summary>
    public PastConditionState Sample(PastConditionState state, long at, bool holds) =>
        Compiled.Step(state, at, new PointEvent(holds ? Begins : Ends));

    /// <summary>The agreement entered into force.</summary>
    public PastConditionState Enter(PastConditionState state, long at) => Compiled.Step(state, at, new PointEvent(Life));

    public bool Holds(PastConditionState state, long now) => Compiled.Holds(state, now);

    /// <summary>When its truth changes if nothing happens; <see cref="long.MaxValue"/> if it does not.</summary>
    public long NextChange(PastConditionState state, long now) => Compiled.NextChange(state, now);

    private static Signature SignatureOf(ColumnType[] occasion) =>
        new(
            [
                new(HistoryFormula.Occasion, occasion),
                new(HistoryFormula.Since, []),
                new(HistoryFormula.Begins, []),
                new(HistoryFormula.Ends, []),
                new(HistoryFormula.Life, []),
            ]
        );
}
