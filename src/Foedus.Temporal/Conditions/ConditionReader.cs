using Foedus.Temporal.Formulas;
using Foedus.Temporal.Parsing;

namespace Foedus.Temporal.Conditions;

/// <summary>Reads a formula as a past condition: finds its operators, inner before outer, or refuses it with a reason.</summary>
internal sealed class ConditionReader(Signature signature, ITimeMeasure measure)
{
    private readonly List<PastOperator> _operators = [];

    public IReadOnlyList<PastOperator> Operators => _operators;

    public TruthNode Read(Formula formula)
    {
        switch (formula)
        {
            case Formula.Compare { Left: Term.Constant left, Right: Term.Constant right } compare:
                return new ConstantTruth(Compares(compare, left.Value, right.Value));
            case Formula.Not not:
                return new NotTruth(Read(not.Operand));
            case Formula.Binary { Connective: Connective.And or Connective.Or } binary:
                return new JunctionTruth(Read(binary.Left), Read(binary.Right), binary.Connective == Connective.And);
            case Formula.Binary { Connective: Connective.Implies } implies:
                return new JunctionTruth(new NotTruth(Read(implies.Left)), Read(implies.Right), isAnd: false);
            case Formula.Quantify { Universal: false } exists:
                return CountIn(exists) ?? Read(exists.Operand);
            case Formula.Temporal { When: TemporalOperator.Once } once:
                return Keep(Exists(once.Interval, [], once.Operand));
            case Formula.Temporal { When: TemporalOperator.Historically, Operand: Formula.Not not } always:
                return new NotTruth(Keep(Exists(always.Interval, [], not.Operand)));
            case Formula.Bounded { Future: false } since:
                return Keep(Exists(since.Interval, Guards(since.Left), since.Right));
            default:
                throw Refused(formula, "is no part of a past condition. Its parts are ONCE, SINCE and counts of them.");
        }
    }

    private static bool Compares(Formula.Compare compare, Value left, Value right) =>
        compare.Relation switch
        {
            RelationOperator.Equal => left == right,
            RelationOperator.Less when left.Type == ColumnType.Integer => left.Integer < right.Integer,
            RelationOperator.LessOrEqual when left.Type == ColumnType.Integer => left.Integer <= right.Integer,
            _ => throw Refused(compare, "compares what a past condition does not."),
        };

    private OperatorTruth Keep(PastOperator made)
    {
        _operators.Add(made);
        return new OperatorTruth(made);
    }

    private ExistsOperator Exists(Interval interval, int[] guards, Formula what)
    {
        var (occurs, body) = Event(what);
        return new ExistsOperator(_operators.Count, guards, occurs, body, interval, measure);
    }

    /// <summary><c>EXISTS c[, g]. (c &lt;- CNT i; [g] …) AND n &lt;= c</c>, or null for another formula.</summary>
    private OperatorTruth? CountIn(Formula.Quantify exists)
    {
        if (exists.Operand is not Formula.Binary { Connective: Connective.And } and)
        {
            return null;
        }
        var aggregate = and.Left as Formula.Aggregate ?? and.Right as Formula.Aggregate;
        var compare = and.Left as Formula.Compare ?? and.Right as Formula.Compare;
        if (aggregate is null || compare is null || aggregate.Function != AggregateOperator.Count)
        {
            return null;
        }
        var (least, most) = Bounds(compare, aggregate.Result);
        var (interval, guards, what) = aggregate.Operand switch
        {
            Formula.Temporal { When: TemporalOperator.Once } once => (once.Interval, [], once.Operand),
            Formula.Bounded { Future: false } since => (since.Interval, Guards(since.Left), since.Right),
            _ => throw Refused(aggregate, "counts something else than what ONCE or SINCE finds."),
        };
        if (interval.Low != 0)
        {
            throw Refused(aggregate, "counts in a window that does not reach to now.");
        }
        var (occurs, body) = Event(what);
        var columns = signature.Predicates[occurs].Types.Count;
        if (columns == 0 || aggregate.Groups.Count > columns - 1)
        {
            throw Refused(aggregate, "counts events that have no number, or by a group that they have not.");
        }
        return Keep(
            new CountOperator(
                _operators.Count,
                guards,
                occurs,
                body,
                interval.High,
                measure,
                aggregate.Groups.Count > 0,
                least,
                most
            )
        );
    }

    private static (int Least, int Most) Bounds(Formula.Compare compare, string counted)
    {
        var isFirst = compare.Left is Term.Variable left && string.Equals(left.Name, counted, StringComparison.Ordinal);
        var isSecond =
            compare.Right is Term.Variable right && string.Equals(right.Name, counted, StringComparison.Ordinal);
        var other = isFirst ? compare.Right : compare.Left;
        if (
            isFirst == isSecond
            || other
                is not Term.Constant { Value: { Type: ColumnType.Integer, Integer: >= 0 and < int.MaxValue } value }
        )
        {
            throw Refused(compare, "does not compare the count with a number of at least 0.");
        }
        var number = (int)value.Integer;
        return compare.Relation switch
        {
            RelationOperator.Equal => (number, number),
            RelationOperator.Less => isFirst ? (0, number - 1) : (number + 1, int.MaxValue),
            RelationOperator.LessOrEqual => isFirst ? (0, number) : (number, int.MaxValue),
            _ => throw Refused(compare, "does not compare the count with a number."),
        };
    }

    /// <summary>One event, and perhaps past conditions that must hold when it happens.</summary>
    private (int Occurs, TruthNode? Body) Event(Formula formula)
    {
        var occurs = -1;
        TruthNode? body = null;
        foreach (var part in Conjuncts(WithoutQuantifiers(formula)))
        {
            if (WithoutQuantifiers(part) is Formula.Predicate predicate)
            {
                if (occurs >= 0)
                {
                    throw Refused(formula, "asks for two events at once.");
                }
                occurs = IndexOf(predicate);
                continue;
            }
            var also = Read(part);
            body = body is null ? also : new JunctionTruth(body, also, isAnd: true);
        }
        return occurs >= 0
            ? (occurs, body)
            : throw Refused(formula, "names no event that a past condition could look back to.");
    }

    private int[] Guards(Formula formula)
    {
        var guards = new List<int>();
        foreach (var part in Conjuncts(formula))
        {
            switch (part)
            {
                case Formula.Not not when WithoutQuantifiers(not.Operand) is Formula.Predicate predicate:
                    guards.Add(IndexOf(predicate));
                    break;
                case Formula.Compare { Left: Term.Constant left, Right: Term.Constant right } compare
                    when Compares(compare, left.Value, right.Value):
                    break;
                default:
                    throw Refused(
                        part,
                        "does not hold at an empty time point, so that SINCE would end at any reading of the clock."
                    );
            }
        }
        return [.. guards];
    }

    private int IndexOf(Formula.Predicate predicate)
    {
        var index = signature.IndexOf(predicate.Name);
        var types = signature.Predicates[index].Types;
        if (
            types.Count > 2
            || (types.Count > 0 && types[0] != ColumnType.Integer)
            || (types.Count > 1 && types[1] != ColumnType.Text)
        )
        {
            throw Refused(predicate, "has other columns than a number and a text.");
        }
        var names = new List<string>();
        foreach (var argument in predicate.Arguments)
        {
            if (argument is not Term.Variable variable || names.Contains(variable.Name))
            {
                throw Refused(predicate, "must have a variable of its own in each column.");
            }
            names.Add(variable.Name);
        }
        return index;
    }

    private static Formula WithoutQuantifiers(Formula formula) =>
        formula is Formula.Quantify { Universal: false } exists ? WithoutQuantifiers(exists.Operand) : formula;

    private static IEnumerable<Formula> Conjuncts(Formula formula) =>
        formula is Formula.Binary { Connective: Connective.And } and
            ? Conjuncts(and.Left).Concat(Conjuncts(and.Right))
            : [formula];

    private static RefusedTextException Refused(Formula formula, string why) =>
        new(formula.At, $"{FormulaText.Brief(formula)} {why}");
}
