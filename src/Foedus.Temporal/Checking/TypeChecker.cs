using Foedus.Temporal.Formulas;
using Foedus.Temporal.Parsing;

namespace Foedus.Temporal.Checking;

/// <summary>Finds the type of every variable by unification, and refuses what cannot be typed.</summary>
internal sealed class TypeChecker
{
    private readonly Dictionary<Called, TypeCell[]> _predicates = [];
    private readonly List<(Formula.Aggregate Aggregate, TypeCell Argument, TypeCell Result)> _aggregates = [];

    private TypeChecker(Signature signature)
    {
        Declare("tp", [ColumnType.Integer]);
        Declare("ts", [ColumnType.Integer]);
        Declare("tpts", [ColumnType.Integer, ColumnType.Integer]);
        foreach (var predicate in signature.Predicates)
        {
            Declare(predicate.Name, predicate.Types);
        }
    }

    /// <summary>The types of the formula's free variables, in their order.</summary>
    public static IReadOnlyList<ColumnType> Check(Formula formula, Signature signature)
    {
        var checker = new TypeChecker(signature);
        var scope = Scope(formula.FreeVariables);
        checker.Visit(formula, scope);
        var types = new ColumnType[formula.FreeVariables.Count];
        for (var i = 0; i < types.Length; i++)
        {
            types[i] = scope[formula.FreeVariables[i]].Type;
        }
        return types;
    }

    /// <summary>The types of every aggregation.</summary>
    public static Dictionary<Formula.Aggregate, AggregateTypes> TypesOfAggregates(Formula formula, Signature signature)
    {
        var checker = new TypeChecker(signature);
        checker.Visit(formula, Scope(formula.FreeVariables));
        var types = new Dictionary<Formula.Aggregate, AggregateTypes>(ReferenceEqualityComparer.Instance);
        foreach (var (aggregate, argument, result) in checker._aggregates)
        {
            types[aggregate] = new AggregateTypes(argument.Type, result.Type);
        }
        return types;
    }

    private void Declare(string name, IReadOnlyList<ColumnType> types)
    {
        var cells = new TypeCell[types.Count];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = TypeCell.Of(types[i]);
        }
        _predicates[new Called(name, types.Count)] = cells;
    }

    private static Dictionary<string, TypeCell> Scope(IReadOnlyList<string> names)
    {
        var scope = new Dictionary<string, TypeCell>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            scope[name] = TypeCell.Any();
        }
        return scope;
    }

    private void Visit(Formula formula, Dictionary<string, TypeCell> scope)
    {
        switch (formula)
        {
            case Formula.Predicate predicate:
                VisitPredicate(predicate, scope);
                break;
            case Formula.Compare compare:
                var expected =
                    compare.Relation == RelationOperator.Substring ? TypeCell.Of(ColumnType.Text) : TypeCell.Any();
                Expect(compare.Left, expected, scope);
                Expect(compare.Right, expected, scope);
                break;
            case Formula.Let let:
                VisitLet(let, scope);
                break;
            case Formula.Quantify quantify:
                Visit(quantify.Operand, Extended(scope, quantify.Variables));
                break;
            case Formula.Aggregate aggregate:
                VisitAggregate(aggregate, scope);
                break;
            default:
                foreach (var child in Children.Of(formula))
                {
                    Visit(child, scope);
                }
                break;
        }
    }

    private static Dictionary<string, TypeCell> Extended(
        Dictionary<string, TypeCell> scope,
        IReadOnlyList<string> names
    )
    {
        var inner = new Dictionary<string, TypeCell>(scope, StringComparer.Ordinal);
        foreach (var name in names)
        {
            inner[name] = TypeCell.Any();
        }
        return inner;
    }

    private void VisitPredicate(Formula.Predicate predicate, Dictionary<string, TypeCell> scope)
    {
        if (!_predicates.TryGetValue(new Called(predicate.Name, predicate.Arguments.Count), out var cells))
        {
            throw new RefusedTextException(predicate.At, DescribeUnknown(predicate));
        }
        for (var i = 0; i < cells.Length; i++)
        {
            Expect(predicate.Arguments[i], cells[i], scope);
        }
    }

    private string DescribeUnknown(Formula.Predicate predicate)
    {
        foreach (var (known, _) in _predicates)
        {
            if (known.Name == predicate.Name)
            {
                var arguments = known.Arity == 1 ? "1 argument" : $"{known.Arity} arguments";
                return $"Predicate {predicate.Name} takes {arguments}, and has {predicate.Arguments.Count} here.";
            }
        }
        return $"Unknown predicate {predicate.Name}. Declare it in the signature, or with LET.";
    }

    private void VisitLet(Formula.Let let, Dictionary<string, TypeCell> scope)
    {
        var inner = Scope(let.Parameters);
        Visit(let.Definition, inner);
        var cells = new TypeCell[let.Parameters.Count];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = inner[let.Parameters[i]];
        }
        var key = new Called(let.Name, cells.Length);
        _predicates.TryGetValue(key, out var shadowed);
        _predicates[key] = cells;
        Visit(let.Body, scope);
        if (shadowed is null)
        {
            _predicates.Remove(key);
        }
        else
        {
            _predicates[key] = shadowed;
        }
    }

    private void VisitAggregate(Formula.Aggregate aggregate, Dictionary<string, TypeCell> scope)
    {
        var inner = Extended(scope, Names.Without(aggregate.Operand.FreeVariables, aggregate.Groups));
        Visit(aggregate.Operand, inner);
        var argument = inner[aggregate.Argument];
        var result = scope[aggregate.Result];
        var (argumentType, resultType) = aggregate.Function switch
        {
            AggregateOperator.Count => (TypeCell.Any(), TypeCell.Of(ColumnType.Integer)),
            AggregateOperator.Sum => (TypeCell.Number(), argument),
            AggregateOperator.Average or AggregateOperator.Median => (TypeCell.Number(), TypeCell.Of(ColumnType.Float)),
            _ => (TypeCell.Any(), argument),
        };
        Join(argument, argumentType, aggregate.Argument, aggregate.At);
        Join(result, resultType, aggregate.Result, aggregate.At);
        _aggregates.Add((aggregate, argument, result));
    }

    private static void Join(TypeCell actual, TypeCell expected, string what, TextPosition at)
    {
        var before = actual.ToString();
        if (!actual.TryJoin(expected))
        {
            throw new RefusedTextException(at, $"{what} is {before} where {expected} is needed.");
        }
    }

    private static void Expect(Term term, TypeCell expected, Dictionary<string, TypeCell> scope) =>
        Join(TypeOf(term, scope), expected, term.ToString(), term.At);

    private static TypeCell TypeOf(Term term, Dictionary<string, TypeCell> scope)
    {
        switch (term)
        {
            case Term.Variable variable:
                return scope[variable.Name];
            case Term.Constant constant:
                return TypeCell.Of(constant.Value.Type);
            case Term.Apply apply:
                var (argument, result) = TypesOf(apply.Function);
                Expect(apply.Left, argument, scope);
                if (apply.Right is not null)
                {
                    Expect(apply.Right, argument, scope);
                }
                return result;
            default:
                throw new InvalidOperationException("Unknown term.");
        }
    }

    private static (TypeCell Argument, TypeCell Result) TypesOf(TermOperator function)
    {
        switch (function)
        {
            case TermOperator.Modulo:
                return (TypeCell.Of(ColumnType.Integer), TypeCell.Of(ColumnType.Integer));
            case TermOperator.FloatToInteger or TermOperator.DayOfMonth or TermOperator.Month or TermOperator.Year:
                return (TypeCell.Of(ColumnType.Float), TypeCell.Of(ColumnType.Integer));
            case TermOperator.IntegerToFloat:
                return (TypeCell.Of(ColumnType.Integer), TypeCell.Of(ColumnType.Float));
            case TermOperator.IntegerToText:
                return (TypeCell.Of(ColumnType.Integer), TypeCell.Of(ColumnType.Text));
            case TermOperator.TextToInteger:
                return (TypeCell.Of(ColumnType.Text), TypeCell.Of(ColumnType.Integer));
            case TermOperator.FloatToText or TermOperator.FormatDate:
                return (TypeCell.Of(ColumnType.Float), TypeCell.Of(ColumnType.Text));
            case TermOperator.TextToFloat:
                return (TypeCell.Of(ColumnType.Text), TypeCell.Of(ColumnType.Float));
            default:
                var number = TypeCell.Number();
                return (number, number);
        }
    }

    // A class, since dictionaries keyed by value tuples are not compiled ahead and would cost at start-up.
    private sealed record Called(string Name, int Arity);
}
