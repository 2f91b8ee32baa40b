using Foedus.Temporal.Conditions;
using Foedus.Temporal.Evaluation;
using Foedus.Temporal.Formulas;
using Foedus.Temporal.Planning;

namespace Foedus.Temporal.Monitoring;

/// <summary>
/// The satisfying tuples of a normalized formula at any time point of a history, computed on demand and remembered.
/// Made for explanations: clear rather than fast.
/// </summary>
/// <param name="signature">Names the predicates.</param>
/// <param name="history">The events.</param>
/// <param name="typeOf">The type of an aggregation's result.</param>
/// <param name="only">If given, the only events that count, as time point and position.</param>
internal sealed class HistoryEvaluation(
    Signature signature,
    EventHistory history,
    HashSet<(int TimePoint, int Index)>? only,
    Func<Formula.Aggregate, ColumnType> typeOf
)
{
    private readonly Dictionary<(Formula, int), Table> _known = [];

    public EventHistory History => history;

    public bool Holds(Formula formula, int at, Binding binding, LetScope? scope) =>
        Tuples(formula, at, scope).Picked(formula.FreeVariables).Rows.Contains(binding.Pick(formula.FreeVariables));

    public Table Tuples(Formula formula, int at, LetScope? scope)
    {
        if (!_known.TryGetValue((formula, at), out var table))
        {
            table = Evaluate(formula, at, scope);
            _known[(formula, at)] = table;
        }
        return table;
    }

    /// <summary>The time points that a window around one reaches, from the nearest on.</summary>
    public IEnumerable<int> Window(int at, Interval interval, bool future)
    {
        if (future)
        {
            for (var j = at; j < history.Count && history.StampAt(j) - history.StampAt(at) <= interval.High; j++)
            {
                if (interval.Contains(history.StampAt(j) - history.StampAt(at)))
                {
                    yield return j;
                }
            }
            yield break;
        }
        for (var j = at; j >= 0 && history.StampAt(at) - history.StampAt(j) <= interval.High; j--)
        {
            if (interval.Contains(history.StampAt(at) - history.StampAt(j)))
            {
                yield return j;
            }
        }
    }

    /// <summary>The neighbouring time point that PREVIOUS or NEXT means, or -1.</summary>
    public int Neighbour(int at, Formula.Temporal step)
    {
        var other = step.When == TemporalOperator.Next ? at + 1 : at - 1;
        return
            other >= 0
            && other < history.Count
            && step.Interval.Contains(Math.Abs(history.StampAt(other) - history.StampAt(at)))
            ? other
            : -1;
    }

    /// <summary>The positions of the events at a time point that a predicate's pattern lets through, with their bindings.</summary>
    public IEnumerable<(int Index, Row Row)> Matches(Formula.Predicate predicate, int at)
    {
        var events = history.EventsAt(at);
        for (var i = 0; i < events.Count; i++)
        {
            if (
                signature.Predicates[events[i].Predicate].Name == predicate.Name
                && (only is null || only.Contains((at, i)))
                && Pattern.Match(predicate, events[i].Values) is { } row
            )
            {
                yield return (i, row);
            }
        }
    }

    private Table Evaluate(Formula formula, int at, LetScope? scope)
    {
        switch (formula)
        {
            case Formula.Predicate predicate:
                return Occurrences(predicate, at, scope);
            case Formula.Compare compare:
                return Pattern.Constant(compare, negated: false);
            case Formula.Not { Operand: Formula.Compare compare }:
                return Pattern.Constant(compare, negated: true);
            case Formula.Not not:
                return Table.Truth(Tuples(not.Operand, at, scope).Rows.Count == 0);
            case Formula.Let let:
                return Tuples(let.Body, at, new LetScope(let, scope));
            case Formula.Binary { Connective: Connective.And } and:
                return Tuples(and.Left, at, scope).And(and.Right, right => Tuples(right, at, scope));
            case Formula.Binary or:
                var left = Tuples(or.Left, at, scope);
                return left.United(Tuples(or.Right, at, scope).Picked(left.Columns));
            case Formula.Quantify exists:
                return Tuples(exists.Operand, at, scope).Picked(exists.FreeVariables);
            case Formula.Aggregate aggregate:
                return Tuples(aggregate.Operand, at, scope).Aggregated(aggregate, typeOf(aggregate));
            case Formula.Temporal { When: TemporalOperator.Previous or TemporalOperator.Next } step:
                return Neighbour(at, step) is var other and >= 0
                    ? Tuples(step.Operand, other, scope)
                    : new Table(step.Operand.FreeVariables);
            case Formula.Temporal window:
                return United(
                    window.Operand.FreeVariables,
                    Window(at, window.Interval, window.When == TemporalOperator.Eventually)
                        .Select(j => Tuples(window.Operand, j, scope))
                );
            case Formula.Bounded bounded:
                return Bounded(bounded, at, scope);
            default:
                throw new InvalidOperationException("The formula is not normalized.");
        }
    }

    private static Table United(IReadOnlyList<string> columns, IEnumerable<Table> parts)
    {
        var result = new Table(columns);
        foreach (var part in parts)
        {
            result = result.United(part.Picked(columns));
        }
        return result;
    }

    private Table Occurrences(Formula.Predicate predicate, int at, LetScope? scope)
    {
        var result = new Table(predicate.FreeVariables);
        if (LetScope.Find(scope, predicate.Name, predicate.Arguments.Count) is { } bound)
        {
            foreach (var row in Tuples(bound.Let.Definition, at, bound.Outer).Picked(bound.Let.Parameters).Rows)
            {
                if (Pattern.Match(predicate, row.Values) is { } match)
                {
                    result.Rows.Add(match);
                }
            }
            return result;
        }
        if (Planner.IsClock(predicate, scope))
        {
            Value[] values = predicate.Name switch
            {
                "tp" => [at],
                "ts" => [history.StampAt(at)],
                _ => [at, history.StampAt(at)],
            };
            if (Pattern.Match(predicate, values) is { } now)
            {
                result.Rows.Add(now);
            }
            return result;
        }
        foreach (var (_, row) in Matches(predicate, at))
        {
            result.Rows.Add(row);
        }
        return result;
    }

    private Table Bounded(Formula.Bounded bounded, int at, LetScope? scope)
    {
        var result = new Table(bounded.Right.FreeVariables);
        foreach (var j in Window(at, bounded.Interval, bounded.Future))
        {
            foreach (var row in Tuples(bounded.Right, j, scope).Picked(result.Columns).Rows)
            {
                if (KeepsHolding(bounded, at, j, new Binding(result.Columns, row), scope))
                {
                    result.Rows.Add(row);
                }
            }
        }
        return result;
    }

    /// <summary>Whether the left side holds at every time point between, as SINCE and UNTIL ask.</summary>
    public bool KeepsHolding(Formula.Bounded bounded, int at, int anchor, Binding binding, LetScope? scope)
    {
        foreach (var k in Between(bounded, at, anchor))
        {
            var left = bounded.Left is Formula.Not not ? not.Operand : bounded.Left;
            if (Holds(left, k, binding, scope) == bounded.Left is Formula.Not)
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>The time points at which the left side must hold.</summary>
    public static IEnumerable<int> Between(Formula.Bounded bounded, int at, int anchor) =>
        bounded.Future ? Enumerable.Range(at, anchor - at) : Enumerable.Range(anchor + 1, at - anchor);
}
