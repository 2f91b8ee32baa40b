using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Tests;

/// <summary>
/// The definition of satisfaction, word for word, over a finite log and a finite domain: whether a formula holds at a
/// time point under an assignment. Slow, and independent of everything that the monitor does.
/// </summary>
internal sealed class NaiveSemantics
{
    private readonly TestLog _log;
    private readonly HashSet<(string, string)>[] _events;
    private readonly Dictionary<string, bool> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<Formula, int> _numbers = new(ReferenceEqualityComparer.Instance);
    private readonly List<Value> _domain;

    public NaiveSemantics(TestLog log, Formula formula)
    {
        _log = log;
        _events =
        [
            .. log.TimePoints.Select(point => point.Events.Select(e => (e.Predicate, Key(e.Values))).ToHashSet()),
        ];
        var values = new HashSet<Value>(log.TimePoints.SelectMany(point => point.Events).SelectMany(e => e.Values));
        Constants(formula, values);
        _domain = [.. values];
        // Aggregations produce values that no event has; two rounds let them nest once.
        for (var round = 0; round < 2; round++)
        {
            var produced = new HashSet<Value>(_domain);
            Produce(formula, null, produced);
            if (produced.Count == _domain.Count)
            {
                break;
            }
            _domain = [.. produced];
            _known.Clear();
        }
    }

    /// <summary>The satisfying tuples at a time point, as text, sorted.</summary>
    public SortedSet<string> Verdict(Formula formula, int at)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var assignment in Assignments(formula.FreeVariables, []))
        {
            if (Holds(formula, at, assignment, null))
            {
                found.Add(string.Join(',', formula.FreeVariables.Select(name => assignment[name].ToString())));
            }
        }
        return found;
    }

    /// <summary>Whether a tuple satisfies the formula at a time point.</summary>
    public bool Satisfies(Formula formula, int at, IReadOnlyDictionary<string, Value> tuple) =>
        Holds(formula, at, new Dictionary<string, Value>(tuple, StringComparer.Ordinal), null);

    /// <summary>
    /// How many time points have a verdict at the end of the log, where one empty time point, infinitely late, follows:
    /// NEXT looks one further, a window as far as it reaches, one that ends in the past not up to now.
    /// </summary>
    public int Decided(Formula formula) => Math.Min(Known(formula, null), _log.TimePoints.Count);

    private int Known(Formula formula, Scope? scope)
    {
        var all = _log.TimePoints.Count + 1;
        switch (formula)
        {
            case Formula.Let let:
                return Known(let.Body, new Scope(let, scope));
            case Formula.Predicate predicate:
                var bound = scope;
                while (
                    bound is not null
                    && (bound.Let.Name != predicate.Name || bound.Let.Parameters.Count != predicate.Arguments.Count)
                )
                {
                    bound = bound.Outer;
                }
                return bound is null ? all : Known(bound.Let.Definition, bound.Outer);
        }
        var inner = Children.Of(formula).Select(child => Known(child, scope)).Append(all).Min();
        return formula switch
        {
            Formula.Temporal { When: TemporalOperator.Next } => Math.Max(0, inner - 1),
            Formula.Temporal { When: TemporalOperator.Previous } => Math.Min(all, inner + 1),
            Formula.Temporal { When: TemporalOperator.Eventually or TemporalOperator.Always } ahead => Ahead(
                inner,
                ahead.Interval.High
            ),
            Formula.Bounded { Future: true } until => Ahead(inner, until.Interval.High),
            Formula.Temporal { When: TemporalOperator.Once or TemporalOperator.Historically } behind => Behind(
                inner,
                behind.Interval.Low
            ),
            Formula.Bounded since => Math.Min(
                Known(since.Left, scope),
                Behind(Known(since.Right, scope), since.Interval.Low)
            ),
            _ => inner,
        };

        int Behind(int known, long distance)
        {
            if (distance == 0)
            {
                return known;
            }
            // What is not known yet lies at the end, infinitely late.
            return known >= all - 1
                ? all
                : Math.Max(
                    known,
                    Enumerable.Range(0, all - 1).TakeWhile(i => Stamp(i) < Stamp(known) + distance).Count()
                );
        }

        int Ahead(int known, long distance)
        {
            var horizon = known >= all - 1 ? long.MaxValue : Stamp(known);
            return Enumerable
                .Range(0, all)
                .TakeWhile(i => (i == all - 1 ? long.MaxValue : Stamp(i) + distance) < horizon)
                .Count();
        }
    }

    private sealed record Scope(Formula.Let Let, Scope? Outer);

    private static string Key(IEnumerable<Value> values) => string.Join('|', values.Select(v => v.Type + ":" + v));

    private static void Constants(Formula formula, HashSet<Value> values)
    {
        IEnumerable<Term> terms = formula switch
        {
            Formula.Predicate predicate => predicate.Arguments,
            Formula.Compare compare => [compare.Left, compare.Right],
            _ => [],
        };
        foreach (var constant in terms.OfType<Term.Constant>())
        {
            values.Add(constant.Value);
        }
        foreach (var child in Children.Of(formula))
        {
            Constants(child, values);
        }
    }

    private void Produce(Formula formula, Scope? scope, HashSet<Value> values)
    {
        if (formula is Formula.Let let)
        {
            Produce(let.Definition, scope, values);
            Produce(let.Body, new Scope(let, scope), values);
            return;
        }
        if (formula is Formula.Aggregate aggregate)
        {
            for (var at = 0; at < _log.TimePoints.Count; at++)
            {
                foreach (var groups in Assignments(aggregate.Groups, []))
                {
                    if (Aggregated(aggregate, at, groups, scope) is { } value)
                    {
                        values.Add(value);
                    }
                }
            }
        }
        foreach (var child in Children.Of(formula))
        {
            Produce(child, scope, values);
        }
    }

    private IEnumerable<Dictionary<string, Value>> Assignments(
        IReadOnlyList<string> names,
        Dictionary<string, Value> outer
    )
    {
        if (names.Count == 0)
        {
            yield return outer;
            yield break;
        }
        var rest = names.Skip(1).ToList();
        foreach (var value in _domain)
        {
            var inner = new Dictionary<string, Value>(outer, StringComparer.Ordinal) { [names[0]] = value };
            foreach (var assignment in Assignments(rest, inner))
            {
                yield return assignment;
            }
        }
    }

    private bool Holds(Formula formula, int at, Dictionary<string, Value> assignment, Scope? scope)
    {
        if (!_numbers.TryGetValue(formula, out var number))
        {
            number = _numbers.Count;
            _numbers.Add(formula, number);
        }
        // A formula stands in one scope only, so its number and its free variables decide.
        var key = $"{number}@{at}:{Key(formula.FreeVariables.Select(name => assignment[name]))}";
        if (!_known.TryGetValue(key, out var holds))
        {
            holds = Decide(formula, at, assignment, scope);
            _known[key] = holds;
        }
        return holds;
    }

    private bool Decide(Formula formula, int at, Dictionary<string, Value> v, Scope? scope)
    {
        bool Sub(Formula f, int i) => Holds(f, i, v, scope);
        switch (formula)
        {
            case Formula.Predicate predicate:
                return Occurs(predicate, at, v, scope);
            case Formula.Compare compare:
                return Compares(compare.Relation, ValueOf(compare.Left, v), ValueOf(compare.Right, v));
            case Formula.Let let:
                return Holds(let.Body, at, v, new Scope(let, scope));
            case Formula.Not not:
                return !Sub(not.Operand, at);
            case Formula.Binary binary:
                var left = Sub(binary.Left, at);
                var right = Sub(binary.Right, at);
                return binary.Connective switch
                {
                    Connective.And => left && right,
                    Connective.Or => left || right,
                    Connective.Implies => !left || right,
                    _ => left == right,
                };
            case Formula.Quantify quantify:
                var inner = Assignments(quantify.Variables, v);
                return quantify.Universal
                    ? inner.All(a => Holds(quantify.Operand, at, a, scope))
                    : inner.Any(a => Holds(quantify.Operand, at, a, scope));
            case Formula.Aggregate aggregate:
                return Aggregated(aggregate, at, v, scope) is { } value && value == v[aggregate.Result];
            case Formula.Temporal temporal:
                return HoldsTemporal(temporal, at, Sub);
            case Formula.Bounded bounded:
                return HoldsBounded(bounded, at, Sub);
            default:
                throw new InvalidOperationException();
        }
    }

    private long Stamp(int at) => _log.TimePoints[at].Stamp;

    // What lies beyond the log is an empty time point infinitely late, as for the reference.
    private bool HoldsTemporal(Formula.Temporal temporal, int at, Func<Formula, int, bool> sub)
    {
        var last = _log.TimePoints.Count - 1;
        var past = Enumerable.Range(0, at + 1).Where(j => temporal.Interval.Contains(Stamp(at) - Stamp(j)));
        var future = Enumerable.Range(at, last - at + 1).Where(j => temporal.Interval.Contains(Stamp(j) - Stamp(at)));
        return temporal.When switch
        {
            TemporalOperator.Previous => at > 0
                && temporal.Interval.Contains(Stamp(at) - Stamp(at - 1))
                && sub(temporal.Operand, at - 1),
            TemporalOperator.Next => at < last
                && temporal.Interval.Contains(Stamp(at + 1) - Stamp(at))
                && sub(temporal.Operand, at + 1),
            TemporalOperator.Once => past.Any(j => sub(temporal.Operand, j)),
            TemporalOperator.Historically => past.All(j => sub(temporal.Operand, j)),
            TemporalOperator.Eventually => future.Any(j => sub(temporal.Operand, j)),
            _ => future.All(j => sub(temporal.Operand, j)),
        };
    }

    private bool HoldsBounded(Formula.Bounded bounded, int at, Func<Formula, int, bool> sub)
    {
        var last = _log.TimePoints.Count - 1;
        return bounded.Future
            ? Enumerable
                .Range(at, last - at + 1)
                .Any(j =>
                    bounded.Interval.Contains(Stamp(j) - Stamp(at))
                    && sub(bounded.Right, j)
                    && Enumerable.Range(at, j - at).All(k => sub(bounded.Left, k))
                )
            : Enumerable
                .Range(0, at + 1)
                .Any(j =>
                    bounded.Interval.Contains(Stamp(at) - Stamp(j))
                    && sub(bounded.Right, j)
                    && Enumerable.Range(j + 1, at - j).All(k => sub(bounded.Left, k))
                );
    }

    private bool Occurs(Formula.Predicate predicate, int at, Dictionary<string, Value> v, Scope? scope)
    {
        var values = predicate.Arguments.Select(argument => ValueOf(argument, v)).ToList();
        var bound = scope;
        while (bound is not null && (bound.Let.Name != predicate.Name || bound.Let.Parameters.Count != values.Count))
        {
            bound = bound.Outer;
        }
        if (bound is null)
        {
            return _events[at].Contains((predicate.Name, Key(values)));
        }
        var inner = new Dictionary<string, Value>(StringComparer.Ordinal);
        for (var i = 0; i < values.Count; i++)
        {
            inner[bound.Let.Parameters[i]] = values[i];
        }
        return Holds(bound.Let.Definition, at, inner, bound.Outer);
    }

    private Value? Aggregated(Formula.Aggregate aggregate, int at, Dictionary<string, Value> v, Scope? scope)
    {
        var free = aggregate.Operand.FreeVariables;
        var outer = aggregate.Groups.ToDictionary(name => name, name => v[name], StringComparer.Ordinal);
        var bag = Assignments([.. free.Where(name => !aggregate.Groups.Contains(name))], outer)
            .Where(a => Holds(aggregate.Operand, at, a, scope))
            .Select(a => a[aggregate.Argument])
            .ToList();
        if (bag.Count == 0)
        {
            if (aggregate.Groups.Count > 0)
            {
                return null;
            }
            // The tests aggregate integers; the reference's convention for nothing is 0.
            return aggregate.Function is AggregateOperator.Average or AggregateOperator.Median
                ? Value.Of(0.0)
                : Value.Of(0L);
        }
        var numbers = bag.Select(value => value.Integer).Order().ToList();
        var middle = numbers.Count / 2;
        return aggregate.Function switch
        {
            AggregateOperator.Count => Value.Of((long)bag.Count),
            AggregateOperator.Sum => Value.Of(numbers.Sum()),
            AggregateOperator.Average => Value.Of((double)numbers.Sum() / numbers.Count),
            AggregateOperator.Minimum => Value.Of(numbers[0]),
            AggregateOperator.Maximum => Value.Of(numbers[^1]),
            _ => Value.Of((numbers[(numbers.Count - 1) / 2] + (double)numbers[middle]) / 2),
        };
    }

    private static bool Compares(RelationOperator relation, Value left, Value right)
    {
        if (relation == RelationOperator.Equal)
        {
            return left == right;
        }
        if (left.Type != right.Type)
        {
            // The untyped domain mixes values that a typed variable never has.
            return false;
        }
        var order = left.Type switch
        {
            ColumnType.Integer => left.Integer.CompareTo(right.Integer),
            ColumnType.Float => left.Float.CompareTo(right.Float),
            _ => string.CompareOrdinal(left.Text, right.Text),
        };
        return relation switch
        {
            RelationOperator.Less => order < 0,
            RelationOperator.LessOrEqual => order <= 0,
            _ => right.Text.Contains(left.Text, StringComparison.Ordinal),
        };
    }

    private static Value ValueOf(Term term, Dictionary<string, Value> v)
    {
        switch (term)
        {
            case Term.Variable variable:
                return v[variable.Name];
            case Term.Constant constant:
                return constant.Value;
            case Term.Apply { Right: not null } apply:
                var left = ValueOf(apply.Left, v);
                var right = ValueOf(apply.Right, v);
                if (left.Type != ColumnType.Integer || right.Type != ColumnType.Integer)
                {
                    return left;
                }
                return apply.Function switch
                {
                    TermOperator.Add => left.Integer + right.Integer,
                    TermOperator.Subtract => left.Integer - right.Integer,
                    TermOperator.Multiply => left.Integer * right.Integer,
                    _ => throw new InvalidOperationException(),
                };
            default:
                throw new InvalidOperationException();
        }
    }
}
