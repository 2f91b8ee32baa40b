using Foedus.Temporal.Conditions;
using Foedus.Temporal.Formulas;
using Foedus.Temporal.Planning;

namespace Foedus.Temporal.Monitoring;

/// <summary>Follows why a formula holds, or does not, and gathers the events and the path.</summary>
internal sealed class Proof(HistoryEvaluation evaluation, EventHistory history)
{
    private readonly HashSet<(Formula, int, Row, bool)> _seen = [];

    public SortedSet<(int TimePoint, int Index)> Events { get; } = [];

    public List<string> Path { get; } = [];

    public void Follow(Formula formula, int at, Binding binding, LetScope? scope, bool holds, int depth)
    {
        if (!_seen.Add((formula, at, binding.Pick(formula.FreeVariables), holds)))
        {
            return;
        }
        Tell(formula, at, binding, holds, depth);
        switch (formula)
        {
            case Formula.Predicate predicate:
                FollowPredicate(predicate, at, binding, scope, holds, depth);
                break;
            case Formula.Not not:
                Follow(not.Operand, at, binding, scope, !holds, depth + 1);
                break;
            case Formula.Let let:
                Follow(let.Body, at, binding, new LetScope(let, scope), holds, depth + 1);
                break;
            case Formula.Binary binary:
                FollowBinary(binary, at, binding, scope, holds, depth);
                break;
            case Formula.Quantify or Formula.Aggregate:
                FollowAll(
                    Children.Of(formula)[0],
                    at,
                    binding,
                    scope,
                    onlyOne: formula is Formula.Quantify && holds,
                    depth
                );
                break;
            case Formula.Temporal { When: TemporalOperator.Previous or TemporalOperator.Next } step:
                if (evaluation.Neighbour(at, step) is var other and >= 0)
                {
                    Follow(step.Operand, other, binding, scope, holds, depth + 1);
                }
                break;
            case Formula.Temporal window:
                FollowWindow(window, at, binding, scope, holds, depth);
                break;
            case Formula.Bounded bounded:
                FollowBounded(bounded, at, binding, scope, holds, depth);
                break;
        }
    }

    private void Tell(Formula formula, int at, Binding binding, bool holds, int depth)
    {
        var known = new Binding(formula.FreeVariables, binding.Pick(formula.FreeVariables));
        Path.Add(
            $"{new string(' ', depth * 2)}@{history.StampAt(at)} (time point {at}): {FormulaText.Brief(formula)} {(holds ? "holds" : "does not hold")}{known}"
        );
    }

    private bool Holds(Formula formula, int at, Binding binding, LetScope? scope) =>
        formula is Formula.Not not ? !Holds(not.Operand, at, binding, scope)
        : formula is Formula.Compare compare
            ? new RowCondition(compare, negated: false, binding.Names).IsTrue(binding.Row)
        : evaluation.Holds(formula, at, binding, scope);

    private void FollowPredicate(
        Formula.Predicate predicate,
        int at,
        Binding binding,
        LetScope? scope,
        bool holds,
        int depth
    )
    {
        if (LetScope.Find(scope, predicate.Name, predicate.Arguments.Count) is { } bound)
        {
            var values = new List<Value>();
            foreach (var argument in predicate.Arguments)
            {
                values.Add(RowCondition.ValueOf(argument, binding.Names, binding.Row));
            }
            Follow(bound.Let.Definition, at, Binding.Of(bound.Let.Parameters, values), bound.Outer, holds, depth + 1);
            return;
        }
        var wanted = binding.Pick(predicate.FreeVariables);
        foreach (var (index, row) in evaluation.Matches(predicate, at))
        {
            if (holds && row.Equals(wanted))
            {
                Events.Add((at, index));
                return;
            }
        }
    }

    private void FollowBinary(Formula.Binary binary, int at, Binding binding, LetScope? scope, bool holds, int depth)
    {
        var both = binary.Connective == Connective.And == holds;
        foreach (var side in (Formula[])[binary.Left, binary.Right])
        {
            if (both || Holds(side, at, binding, scope) == holds)
            {
                Follow(side, at, binding, scope, holds, depth + 1);
                if (!both)
                {
                    return;
                }
            }
        }
    }

    // Every tuple of the operand that agrees with the binding; for EXISTS one is enough.
    private void FollowAll(Formula operand, int at, Binding binding, LetScope? scope, bool onlyOne, int depth)
    {
        var table = evaluation.Tuples(operand, at, scope);
        var shared = new List<string>();
        foreach (var name in table.Columns)
        {
            if (Names.Contains(binding.Names, name))
            {
                shared.Add(name);
            }
        }
        var wanted = binding.Pick(shared);
        foreach (var row in table.Rows.Order())
        {
            if (table.Pick(row, shared).Equals(wanted))
            {
                Follow(operand, at, new Binding(table.Columns, row), scope, holds: true, depth + 1);
                if (onlyOne)
                {
                    return;
                }
            }
        }
    }

    private void FollowWindow(Formula.Temporal window, int at, Binding binding, LetScope? scope, bool holds, int depth)
    {
        var future = window.When == TemporalOperator.Eventually;
        foreach (var j in evaluation.Window(at, window.Interval, future))
        {
            if (!holds)
            {
                Follow(window.Operand, j, binding, scope, holds: false, depth + 1);
            }
            else if (Holds(window.Operand, j, binding, scope))
            {
                Follow(window.Operand, j, binding, scope, holds: true, depth + 1);
                return;
            }
        }
    }

    private void FollowBounded(Formula.Bounded bounded, int at, Binding binding, LetScope? scope, bool holds, int depth)
    {
        foreach (var j in evaluation.Window(at, bounded.Interval, bounded.Future))
        {
            var anchored = Holds(bounded.Right, j, binding, scope);
            if (holds)
            {
                if (anchored && evaluation.KeepsHolding(bounded, at, j, binding, scope))
                {
                    Follow(bounded.Right, j, binding, scope, holds: true, depth + 1);
                    foreach (var k in HistoryEvaluation.Between(bounded, at, j))
                    {
                        Follow(bounded.Left, k, binding, scope, holds: true, depth + 1);
                    }
                    return;
                }
                continue;
            }
            if (!anchored)
            {
                Follow(bounded.Right, j, binding, scope, holds: false, depth + 1);
                continue;
            }
            foreach (var k in HistoryEvaluation.Between(bounded, at, j))
            {
                if (!Holds(bounded.Left, k, binding, scope))
                {
                    Follow(bounded.Left, k, binding, scope, holds: false, depth + 1);
                    break;
                }
            }
        }
    }
}
