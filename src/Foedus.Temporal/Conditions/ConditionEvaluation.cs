using Foedus.Temporal.Checking;
using Foedus.Temporal.Evaluation;
using Foedus.Temporal.Formulas;
using Foedus.Temporal.Monitoring;

namespace Foedus.Temporal.Conditions;

/// <summary>One step of a small state: evaluates a normalized formula about the past bottom-up, and fills the slots of the next state.</summary>
internal sealed class ConditionEvaluation(
    Condition condition,
    SlotState?[] before,
    SlotState?[] after,
    long elapsed,
    IReadOnlyList<ConditionEvent> events
)
{
    // Predicates that LET has bound, innermost last.
    private readonly List<(string Name, IReadOnlyList<string> Parameters, Table Value)> _bound = [];

    /// <summary>The satisfying tuples in the order of the formula's columns, sorted.</summary>
    public Row[] Run(MonitoredFormula formula)
    {
        var rows = new List<Row>(Evaluate(formula.Rewritten).Picked(formula.Columns).Rows);
        rows.Sort();
        return [.. rows];
    }

    private Table Evaluate(Formula formula)
    {
        switch (formula)
        {
            case Formula.Predicate predicate:
                return Occurrences(predicate);
            case Formula.Compare compare:
                return Constant(compare, negated: false);
            case Formula.Not { Operand: Formula.Compare compare }:
                return Constant(compare, negated: true);
            case Formula.Not not:
                return Table.Truth(Evaluate(not.Operand).Rows.Count == 0);
            case Formula.Let let:
                var definition = Evaluate(let.Definition);
                _bound.Add((let.Name, let.Parameters, definition.Picked(let.Parameters)));
                var body = Evaluate(let.Body);
                _bound.RemoveAt(_bound.Count - 1);
                return body;
            case Formula.Binary { Connective: Connective.And } and:
                return Conjunction(and);
            case Formula.Binary or:
                var left = Evaluate(or.Left);
                return left.United(Evaluate(or.Right).Picked(left.Columns));
            case Formula.Quantify exists:
                return Evaluate(exists.Operand).Picked(exists.FreeVariables);
            case Formula.Aggregate aggregate:
                return Aggregated(aggregate);
            case Formula.Temporal { When: TemporalOperator.Previous } previous:
                return Previous(previous);
            case Formula.Temporal once:
                return Remembered(once, once.Interval, Evaluate(once.Operand), null, negated: false);
            case Formula.Bounded since:
                var negated = since.Left is Formula.Not;
                var kept = Evaluate(since.Left is Formula.Not inner ? inner.Operand : since.Left);
                return Remembered(since, since.Interval, Evaluate(since.Right), kept, negated);
            default:
                throw new InvalidOperationException("The formula is not normalized.");
        }
    }

    private Table Occurrences(Formula.Predicate predicate)
    {
        var result = new Table(predicate.FreeVariables);
        foreach (var values in Tuples(predicate))
        {
            var row = new Value[result.Columns.Count];
            var isSet = new bool[row.Length];
            var matches = true;
            for (var i = 0; i < predicate.Arguments.Count && matches; i++)
            {
                if (predicate.Arguments[i] is Term.Constant constant)
                {
                    matches = constant.Value == values[i];
                    continue;
                }
                var column = Names.IndexOf(result.Columns, ((Term.Variable)predicate.Arguments[i]).Name);
                matches = !isSet[column] || row[column] == values[i];
                row[column] = values[i];
                isSet[column] = true;
            }
            if (matches)
            {
                result.Rows.Add(new Row(row));
            }
        }
        return result;
    }

    private IEnumerable<IReadOnlyList<Value>> Tuples(Formula.Predicate predicate)
    {
        for (var i = _bound.Count - 1; i >= 0; i--)
        {
            if (_bound[i].Name == predicate.Name && _bound[i].Parameters.Count == predicate.Arguments.Count)
            {
                foreach (var row in _bound[i].Value.Rows)
                {
                    yield return row.Values;
                }
                yield break;
            }
        }
        foreach (var item in events)
        {
            if (item.Predicate == predicate.Name && item.Values.Count == predicate.Arguments.Count)
            {
                yield return item.Values;
            }
        }
    }

    private static Table Constant(Formula.Compare compare, bool negated)
    {
        if (compare.FreeVariables.Count == 0)
        {
            return Table.Truth(new RowCondition(compare, negated, []).IsTrue(new Row([])));
        }
        var result = new Table(compare.FreeVariables);
        if (!negated && (compare.Left as Term.Constant ?? compare.Right as Term.Constant) is { } constant)
        {
            result.Rows.Add(new Row([constant.Value]));
        }
        return result;
    }

    private Table Conjunction(Formula.Binary and)
    {
        var left = Evaluate(and.Left);
        switch (and.Right)
        {
            case Formula.Compare compare when !Names.IsSubset(compare.FreeVariables, left.Columns):
                return left.Extended(compare);
            case Formula.Compare compare:
                return left.Filtered(new RowCondition(compare, negated: false, left.Columns));
            case Formula.Not { Operand: Formula.Compare compare }:
                return left.Filtered(new RowCondition(compare, negated: true, left.Columns));
            case Formula.Not not:
                return left.Without(Evaluate(not.Operand));
            default:
                return left.Joined(Evaluate(and.Right));
        }
    }

    private Table Aggregated(Formula.Aggregate aggregate)
    {
        var operand = Evaluate(aggregate.Operand);
        var argument = Names.IndexOf(operand.Columns, aggregate.Argument);
        var groups = new Dictionary<Row, GroupState>();
        var texts = new TextPool();
        var result = new Table(aggregate.FreeVariables);
        var type = ColumnType.Integer;
        foreach (var row in operand.Rows)
        {
            type = row[argument].Type;
            var key = operand.Pick(row, aggregate.Groups);
            if (!groups.TryGetValue(key, out var state))
            {
                state = new GroupState(aggregate.Function, type, texts);
                groups.Add(key, state);
            }
            state.Add(TermValue.Pack(row[argument], texts));
        }
        var resultType = aggregate.Function switch
        {
            AggregateOperator.Count => ColumnType.Integer,
            AggregateOperator.Average or AggregateOperator.Median => ColumnType.Float,
            _ => type,
        };
        foreach (var (key, state) in groups)
        {
            result.Rows.Add(new Row([TermValue.Unpack(state.Result(), resultType, texts), .. key.Values]));
        }
        if (groups.Count == 0 && aggregate.Groups.Count == 0)
        {
            var nothing = condition.Formula.TypeOfResult(aggregate);
            var packed = GroupState.OfNothing(aggregate.Function, nothing, texts);
            result.Rows.Add(new Row([TermValue.Unpack(packed, nothing, texts)]));
        }
        return result;
    }

    private Table Previous(Formula.Temporal previous)
    {
        var slot = condition.SlotOf(previous);
        var now = Evaluate(previous.Operand);
        var entries = new List<(Row, long[])>();
        foreach (var row in now.Rows)
        {
            entries.Add((row, []));
        }
        entries.Sort((left, right) => left.Item1.CompareTo(right.Item1));
        after[slot] = new SlotState([.. entries], 0);
        var result = new Table(now.Columns);
        if (before[slot] is { } last && previous.Interval.Contains(elapsed))
        {
            foreach (var (tuple, _) in last.Entries)
            {
                result.Rows.Add(tuple);
            }
        }
        return result;
    }

    // ONCE, and SINCE with what must be kept: ages grow, new tuples come with age 0, and of the ages within the window
    // only the youngest matters.
    private Table Remembered(Formula formula, Interval interval, Table came, Table? kept, bool negated)
    {
        var slot = condition.SlotOf(formula);
        var ages = new SortedDictionary<Row, List<long>>();
        foreach (var (tuple, old) in before[slot]?.Entries ?? [])
        {
            if (kept is null || kept.HasMatch(came.Columns, tuple) != negated)
            {
                ages[tuple] = [.. Grown(old)];
            }
        }
        foreach (var row in came.Rows)
        {
            if (!ages.TryGetValue(row, out var list))
            {
                list = [];
                ages.Add(row, list);
            }
            if (list.Count == 0 || list[0] != 0)
            {
                list.Insert(0, 0);
            }
        }
        var result = new Table(came.Columns);
        var entries = new List<(Row, long[])>();
        foreach (var (tuple, list) in ages)
        {
            var relevant = Relevant(list, interval);
            if (relevant.Length == 0)
            {
                continue;
            }
            entries.Add((tuple, relevant));
            if (relevant[^1] >= interval.Low)
            {
                result.Rows.Add(tuple);
            }
        }
        after[slot] = new SlotState([.. entries], 0);
        return result;
    }

    private IEnumerable<long> Grown(long[] ages)
    {
        foreach (var age in ages)
        {
            yield return age + elapsed;
        }
    }

    private static long[] Relevant(List<long> ages, Interval interval)
    {
        var relevant = new List<long>();
        foreach (var age in ages)
        {
            if (age > interval.High)
            {
                break;
            }
            if (age >= interval.Low)
            {
                // Without an end, being old enough is all that will ever matter.
                relevant.Add(interval.IsBounded ? age : interval.Low);
                break;
            }
            relevant.Add(age);
        }
        return [.. relevant];
    }
}
