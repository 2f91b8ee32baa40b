using System.Diagnostics.CodeAnalysis;
using Foedus.Temporal.Formulas;
using Foedus.Temporal.Monitoring;
using Foedus.Temporal.Parsing;

namespace Foedus.Temporal.Conditions;

/// <summary>
/// A closed formula about the past, compiled once for two forms of state: a small immutable value
/// (<see cref="PastConditionState"/>) and a stream (<see cref="PastConditionStream"/>). It belongs to the fragment that no
/// empty time point can change, so that its truth at any reading of the clock is well defined: guards of SINCE are negated
/// events, and what SINCE and ONCE look back to is an event. docs/temporal.md gives the grammar.
/// </summary>
public sealed class PastCondition
{
    private readonly PastOperator[] _operators;
    private readonly PastOperator[] _visible;
    private readonly TruthNode _truth;
    private readonly MonitoredFormula? _monitored;

    private PastCondition(MonitoredFormula monitored, ConditionReader reader, TruthNode truth, ITimeMeasure measure)
    {
        Formula = monitored.Original;
        Signature = monitored.Signature;
        _monitored = measure is ElapsedTime ? monitored : null;
        _operators = [.. reader.Operators];
        _truth = truth;
        var visible = new List<PastOperator>();
        truth.CollectOperators(visible);
        _visible = [.. visible];
        Initial = new PastConditionState([.. reader.Operators.Select(one => one.Initial)]);
    }

    public Formula Formula { get; }

    public Signature Signature { get; }

    /// <summary>Nothing has happened.</summary>
    public PastConditionState Initial { get; }

    /// <summary>False where the bounds are measured by a calendar, which the logic's own monitor does not know.</summary>
    public bool CanStream => _monitored is not null;

    /// <summary>
    /// Checks and compiles a formula. Never throws: what is wrong with it comes back as the problem.
    /// </summary>
    /// <param name="signature">
    /// Each predicate has no column; or one of integers, which numbers its events (no number occurs twice); or this one and
    /// one of texts, by which events are grouped.
    /// </param>
    public static bool TryCompile(
        Formula formula,
        Signature signature,
        ITimeMeasure measure,
        [NotNullWhen(true)] out PastCondition? condition,
        [NotNullWhen(false)] out TemporalProblem? problem
    )
    {
        condition = null;
        if (!MonitoredFormula.TryCompile(formula, signature, out var monitored, out problem))
        {
            return false;
        }
        try
        {
            var reader = new ConditionReader(signature, measure);
            condition = new PastCondition(monitored, reader, reader.Read(formula), measure);
            return true;
        }
        catch (RefusedTextException refused)
        {
            problem = refused.Problem;
            return false;
        }
    }

    /// <summary>The state after one more time point; the same object if it makes no difference.</summary>
    /// <param name="at">Not before the time point last taken in.</param>
    public PastConditionState Step(PastConditionState state, long at, params ReadOnlySpan<PointEvent> events)
    {
        OperatorState[]? changed = null;
        var after = state;
        foreach (var one in _operators)
        {
            var before = state[one.Slot];
            var next = one.Step(before, after, at, events);
            if (!ReferenceEquals(next, before))
            {
                if (changed is null)
                {
                    changed = state.Copy();
                    after = new PastConditionState(changed);
                }
                changed[one.Slot] = next;
            }
        }
        return after;
    }

    /// <summary>Whether the formula holds at an empty time point at <paramref name="now"/>.</summary>
    public bool Holds(PastConditionState state, long now) => _truth.Holds(state, now);

    /// <summary>The instant at which its truth changes if nothing happens until then; <see cref="long.MaxValue"/> if it never does.</summary>
    public long NextChange(PastConditionState state, long now)
    {
        var holds = _truth.Holds(state, now);
        var at = now;
        while (true)
        {
            var next = long.MaxValue;
            foreach (var one in _visible)
            {
                next = Math.Min(next, one.NextChange(state[one.Slot], at));
            }
            if (next == long.MaxValue || _truth.Holds(state, next) != holds)
            {
                return next;
            }
            at = next;
        }
    }

    /// <summary>A new stream: the same condition, on the monitor.</summary>
    /// <exception cref="InvalidOperationException">It <see cref="CanStream"/> not.</exception>
    public PastConditionStream Stream() =>
        _monitored is { } monitored
            ? new PastConditionStream(monitored)
            : throw new InvalidOperationException("A calendar measures the bounds of this condition.");
}
