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
                return Pattern.Constant(compare, negated: false);
            case Formula.Not { Operand: Formula.Compare compare }:
                return Pattern.Constant(compare, negated: true);
            case Formula.Not not:
                return Table.Truth(Evaluate(not.Operand).Rows.Count == 0);
            case Formula.Let let:
                var definition = Evaluate(let.Definition);
                _bound.Add((let.Name, let.Parameters, definition.Picked(let.Parameters)));
                var body = Evaluate(let.Body);
                _bound.RemoveAt(_bound.Count - 1);
                return body;
            case Formula.Binary { Connective: Connective.And } and:
                return Evaluate(and.Left).And(and.Right, Evaluate);
            case Formula.Binary or:
                var left = Evaluate(or.Left);
                return left.United(Evaluate(or.Right).Picked(left.Columns));
            case Formula.Quantify exists:
                return Evaluate(exists.Operand).Picked(exists.FreeVariables);
            case Formula.Aggregate aggregate:
                return Evaluate(aggregate.Operand)
                    .Aggregated(
                        aggregate,
                        aggregate.Groups.Count == 0 ? condition.Formula.TypeOfResult(aggregate) : ColumnType.Integer
                    );
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
            if (Pattern.Match(predicate, values) is { } row)
            {
                result.Rows.Add(row);
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
