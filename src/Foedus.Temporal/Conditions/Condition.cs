using System.Diagnostics.CodeAnalysis;
using Foedus.Temporal.Formulas;
using Foedus.Temporal.Monitoring;

namespace Foedus.Temporal.Conditions;

/// <summary>
/// A condition over history: a checked formula that does not look ahead. Its state comes in two forms with the same
/// answers: <see cref="ConditionRun"/>, fast and changed in place, for replay; <see cref="ConditionState"/>, an
/// immutable value, for exploration.
/// </summary>
public sealed class Condition
{
    private readonly Dictionary<Formula, int> _slots = new(ReferenceEqualityComparer.Instance);

    private Condition(MonitoredFormula formula)
    {
        Formula = formula;
        NumberSlots(formula.Rewritten);
        Start = new ConditionState(this, new SlotState[_slots.Count]);
    }

    public MonitoredFormula Formula { get; }

    /// <summary>The state before anything has happened.</summary>
    public ConditionState Start { get; }

    internal int SlotCount => _slots.Count;

    /// <summary>Checks a formula. False, with the reason, where it cannot be monitored or looks ahead.</summary>
    public static bool TryCompile(
        Formula formula,
        Signature signature,
        [NotNullWhen(true)] out Condition? condition,
        [NotNullWhen(false)] out TemporalProblem? problem
    )
    {
        condition = null;
        if (!MonitoredFormula.TryCompile(formula, signature, out var compiled, out problem))
        {
            return false;
        }
        if (compiled.LooksAhead)
        {
            problem = new TemporalProblem(
                formula.At,
                "A condition over history cannot look ahead. Use ONCE, SINCE and PREVIOUS instead of EVENTUALLY, UNTIL and NEXT."
            );
            return false;
        }
        if (UsesClock(compiled.Rewritten))
        {
            problem = new TemporalProblem(
                formula.At,
                "A condition over history cannot use tp, ts or tpts: its state is relative to now. Use an interval."
            );
            return false;
        }
        condition = new Condition(compiled);
        return true;
    }

    private static bool UsesClock(Formula formula)
    {
        if (formula is Formulas.Formula.Predicate { Name: "tp" or "ts" or "tpts" })
        {
            return true;
        }
        foreach (var child in Children.Of(formula))
        {
            if (UsesClock(child))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>The fast form, before anything has happened.</summary>
    public ConditionRun NewRun() => new(this);

    internal int SlotOf(Formula formula) => _slots[formula];

    private void NumberSlots(Formula formula)
    {
        if (formula is Formulas.Formula.Temporal or Formulas.Formula.Bounded)
        {
            _slots.TryAdd(formula, _slots.Count);
        }
        foreach (var child in Children.Of(formula))
        {
            NumberSlots(child);
        }
    }
}
