using Foedus.Temporal.Evaluation;
using Foedus.Temporal.Formulas;
using Foedus.Temporal.Parsing;

namespace Foedus.Temporal.Planning;

/// <summary>
/// Chooses operators by the shape of formulas. What only happens at time points with events becomes a stream; what
/// lasts becomes a relation that tells its changes; a conjunction with a stream is driven by it and only looks into the
/// rest.
/// </summary>
internal sealed class Planner
{
    private const int MostOperators = 20_000;

    private readonly Signature _signature;
    private readonly Timeline _timeline;
    private readonly TextPool _texts;
    private readonly PredicateInput[] _inputs;
    private readonly List<EventStream> _streams = [];
    private readonly List<Relation> _relations = [];
    private readonly List<object> _nodes = [];

    // The predicate that stands for a LET's formula and whose text is planned, the outermost if there are several.
    private TextPosition _call;
    private int _callDepth;

    public Planner(Signature signature, Timeline timeline, TextPool texts)
    {
        _signature = signature;
        _timeline = timeline;
        _texts = texts;
        Frontiers = new FrontierSet(timeline);
        _inputs = new PredicateInput[signature.Predicates.Count];
        for (var i = 0; i < _inputs.Length; i++)
        {
            _inputs[i] = new PredicateInput();
        }
    }

    public FrontierSet Frontiers { get; }

    /// <summary>What evaluating the plan costs.</summary>
    public PlanWork Work { get; } = new();

    public PredicateInput[] Inputs => _inputs;

    /// <summary>The clauses that differ in their deadlines only.</summary>
    public DeadlineCatalog Deadlines { get; } = new();

    /// <summary>Every stream and relation, children before parents.</summary>
    public IReadOnlyList<object> Nodes => _nodes;

    public Operator Plan(Formula formula) => Plan(formula, null);

    /// <summary>The operator as a stream.</summary>
    public EventStream AsStream(Operator planned) =>
        planned.Stream ?? Keep(new RelationStream(RelationOf(planned), _timeline));

    public Operator Plan(Formula formula, LetScope? scope) =>
        formula switch
        {
            Formula.Predicate predicate => PlanPredicate(predicate, scope),
            Formula.Compare compare => PlanCompare(compare, negated: false),
            Formula.Let let => Plan(let.Body, new LetScope(let, scope)),
            Formula.Not { Operand: Formula.Compare compare } => PlanCompare(compare, negated: true),
            Formula.Not not => new Operator(Keep(new NotRelation(AsRelation(Plan(not.Operand, scope)))), [], []),
            Formula.Binary { Connective: Connective.And } and => (scope is null ? Deadlines.Plan(this, and) : null)
                ?? new ConjunctionPlanner(this, scope, and).Plan(),
            Formula.Binary { Connective: Connective.Or } or => PlanOr(or, scope),
            Formula.Quantify { Universal: false } exists => PlanExists(exists, scope),
            Formula.Aggregate aggregate => PlanAggregate(aggregate, scope),
            Formula.Temporal temporal => PlanTemporal(temporal, scope),
            Formula.Bounded bounded => PlanBounded(bounded, scope),
            _ => throw new InvalidOperationException("The formula is not normalized."),
        };

    public TextPool Texts => _texts;

    public Timeline Timeline => _timeline;

    public T Keep<T>(T node)
        where T : class
    {
        if (_nodes.Count >= MostOperators)
        {
            throw new RefusedTextException(
                _call,
                $"The formula grows to more than {MostOperators} operators when its LETs are put in. Use each LET fewer times."
            );
        }
        _nodes.Add(node);
        return node;
    }

    /// <summary>The operator as a relation that can be looked into.</summary>
    public Relation AsRelation(Operator planned) => planned.Relation ?? Keep(new StreamRelation(StreamOf(planned)));

    /// <summary>The operator as a relation that tells its changes.</summary>
    public Relation AsChanging(Operator planned) =>
        planned.Relation is not { } relation ? AsRelation(planned)
        : TellsChanges(relation) ? relation
        : Keep(new StreamRelation(Keep(new RelationStream(relation, _timeline))));

    public static bool TellsChanges(Relation relation) => relation is not (UntilRelation or ShiftRelation);

    public static bool IsClock(Formula.Predicate predicate, LetScope? scope) =>
        (predicate.Name, predicate.Arguments.Count) is ("tp", 1) or ("ts", 1) or ("tpts", 2)
        && LetScope.Find(scope, predicate.Name, predicate.Arguments.Count) is null;

    private static Relation RelationOf(Operator planned) =>
        planned.Relation ?? throw new InvalidOperationException("Not a relation.");

    private static EventStream StreamOf(Operator planned) =>
        planned.Stream ?? throw new InvalidOperationException("Not a stream.");

    private Operator PlanPredicate(Formula.Predicate predicate, LetScope? scope)
    {
        var bound = LetScope.Find(scope, predicate.Name, predicate.Arguments.Count);
        if (bound is not null)
        {
            return PlanCall(predicate, bound);
        }
        return IsClock(predicate, scope) ? PlanClock(predicate) : PlanAtom(predicate, predicate.FreeVariables);
    }

    private Operator PlanAtom(Formula.Predicate predicate, IReadOnlyList<string> wanted)
    {
        var index = _signature.IndexOf(predicate.Name);
        var types = _signature.Predicates[index].Types;
        var constants = new List<(int, long)>();
        var repeats = new List<(int, int)>();
        var firstAt = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < predicate.Arguments.Count; i++)
        {
            switch (predicate.Arguments[i])
            {
                case Term.Constant constant:
                    constants.Add((i, TermValue.Pack(constant.Value, _texts)));
                    break;
                case Term.Variable variable when firstAt.TryGetValue(variable.Name, out var first):
                    repeats.Add((i, first));
                    break;
                case Term.Variable variable:
                    firstAt.Add(variable.Name, i);
                    break;
                default:
                    throw new InvalidOperationException("The formula is not normalized.");
            }
        }
        var columns = new int[wanted.Count];
        var columnTypes = new ColumnType[wanted.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = firstAt[wanted[i]];
            columnTypes[i] = types[columns[i]];
        }
        var log = _inputs[index].LogFor([.. constants], [.. repeats], columns);
        return new Operator(Keep(new AtomStream(log, _timeline, Frontiers.Now)), wanted, columnTypes)
        {
            Flow = new Flow([log]),
        };
    }

    private Operator PlanClock(Formula.Predicate predicate)
    {
        var stream = Keep(
            new ClockStream(
                timePoint: predicate.Name is "tp" or "tpts",
                stamp: predicate.Name is "ts" or "tpts",
                _timeline,
                Frontiers.Now
            )
        );
        var types = new ColumnType[predicate.Arguments.Count];
        return Selected(new Operator(stream, Placeholders(types.Length), types), predicate);
    }

    private Operator PlanCall(Formula.Predicate predicate, LetScope bound)
    {
        if (_callDepth++ == 0)
        {
            _call = predicate.At;
        }
        var definition = Plan(bound.Let.Definition, bound.Outer);
        _callDepth--;
        return Selected(Reordered(definition, bound.Let.Parameters), predicate);
    }

    private static string[] Placeholders(int count)
    {
        var names = new string[count];
        for (var i = 0; i < count; i++)
        {
            names[i] = "#" + i;
        }
        return names;
    }

    /// <summary>The operator with its columns in another order, told by name.</summary>
    public Operator Reordered(Operator planned, IReadOnlyList<string> columns)
    {
        var same = planned.Columns.Count == columns.Count;
        for (var i = 0; same && i < columns.Count; i++)
        {
            same = planned.Columns[i] == columns[i];
        }
        return same ? planned : Projected(planned, columns);
    }

    private Operator Projected(Operator planned, IReadOnlyList<string> columns)
    {
        var picks = new int[columns.Count];
        var types = new ColumnType[columns.Count];
        for (var i = 0; i < picks.Length; i++)
        {
            picks[i] = Names.IndexOf(planned.Columns, columns[i]);
            types[i] = planned.Types[picks[i]];
        }
        if (planned.Stream is { } stream)
        {
            var picked = Keep(new UnionStream([(stream, picks)], picks.Length, planned.Frontier));
            return new Operator(picked, columns, types) { Flow = planned.Flow };
        }
        var counting = new CountingRelation([(AsChanging(planned), picks)], picks.Length, planned.Frontier);
        return Kept(new Operator(Keep(counting), columns, types) { Flow = planned.Flow, Keeps = planned.Keeps });
    }

    // The columns of an operator, in their order, become the arguments of a predicate.
    private Operator Selected(Operator planned, Formula.Predicate predicate)
    {
        var names = new List<string>();
        foreach (var argument in predicate.Arguments)
        {
            if (argument is Term.Variable variable && !Names.Contains(names, variable.Name))
            {
                names.Add(variable.Name);
            }
        }
        if (names.Count == predicate.Arguments.Count)
        {
            return planned.Named(names);
        }
        // Repeated variables and constants become comparisons.
        var placeholders = Placeholders(predicate.Arguments.Count);
        var conditions = new List<Formula>();
        for (var i = 0; i < placeholders.Length; i++)
        {
            conditions.Add(
                new Formula.Compare(RelationOperator.Equal, Term.Of(placeholders[i]), predicate.Arguments[i])
            );
        }
        return new ConjunctionPlanner(this, null, planned.Named(placeholders), conditions, names).Plan();
    }

    private Operator PlanCompare(Formula.Compare compare, bool negated)
    {
        if (!negated)
        {
            switch (compare.Left, compare.Right)
            {
                case (Term.Variable x, Term.Constant c):
                    return Constant([x.Name], c);
                case (Term.Constant c, Term.Variable x):
                    return Constant([x.Name], c);
                default:
                    break;
            }
        }
        if (compare.FreeVariables.Count > 0)
        {
            // NOT x = x
            return new Operator(
                Keep(new ConstantRelation(1, null, Frontiers.Now)),
                compare.FreeVariables,
                [ColumnType.Float]
            );
        }
        var holds = new Comparison(
            compare.Relation,
            TermValue.Compile(compare.Left, NoVariable, _texts),
            TermValue.Compile(compare.Right, NoVariable, _texts),
            negated,
            _texts
        ).IsTrue([]);
        return new Operator(Keep(new ConstantRelation(0, holds ? [] : null, Frontiers.Now)), [], []);
    }

    private static Expression NoVariable(string name) => throw new InvalidOperationException("Not a ground term.");

    private Operator Constant(IReadOnlyList<string> columns, Term.Constant constant) =>
        new(
            Keep(new ConstantRelation(1, [TermValue.Pack(constant.Value, _texts)], Frontiers.Now)),
            columns,
            [constant.Value.Type]
        );

    private Operator PlanOr(Formula.Binary or, LetScope? scope)
    {
        var left = Plan(or.Left, scope);
        var right = Reordered(Plan(or.Right, scope), left.Columns);
        var picks = new int[left.Columns.Count];
        for (var i = 0; i < picks.Length; i++)
        {
            picks[i] = i;
        }
        var frontier = Frontiers.All([left.Frontier, right.Frontier]);
        if (left.Stream is { } leftStream && right.Stream is { } rightStream)
        {
            var union = new UnionStream([(leftStream, picks), (rightStream, picks)], picks.Length, frontier);
            return new Operator(Keep(union), left.Columns, left.Types) { Flow = Flow.Of(left, right) };
        }
        var counting = new CountingRelation(
            [(AsChanging(left), picks), (AsChanging(right), picks)],
            picks.Length,
            frontier
        );
        return Kept(
            new Operator(Keep(counting), left.Columns, left.Types)
            {
                Flow = Flow.Of(left, right),
                Keeps = Operator.Longer(left.Keeps, right.Keeps),
            }
        );
    }

    private Operator PlanExists(Formula.Quantify exists, LetScope? scope)
    {
        var wanted = exists.FreeVariables;
        if (
            exists.Operand is Formula.Predicate predicate
            && !IsClock(predicate, scope)
            && LetScope.Find(scope, predicate.Name, predicate.Arguments.Count) is null
        )
        {
            return PlanAtom(predicate, wanted);
        }
        return Projected(Plan(exists.Operand, scope), wanted);
    }

    private Operator PlanAggregate(Formula.Aggregate aggregate, LetScope? scope)
    {
        var operand = Plan(aggregate.Operand, scope);
        var argument = Names.IndexOf(operand.Columns, aggregate.Argument);
        var type = operand.Types[argument];
        var columns = Names.Union([aggregate.Result], aggregate.Groups);
        var groups = new int[columns.Count - 1];
        var types = new ColumnType[columns.Count];
        types[0] = aggregate.Function switch
        {
            AggregateOperator.Count => ColumnType.Integer,
            AggregateOperator.Average or AggregateOperator.Median => ColumnType.Float,
            _ => type,
        };
        for (var i = 0; i < groups.Length; i++)
        {
            groups[i] = Names.IndexOf(operand.Columns, columns[i + 1]);
            types[i + 1] = operand.Types[groups[i]];
        }
        var aggregation = new Aggregation(aggregate.Function, type, argument, groups, aggregate.At);
        Work.Add(operand.Flow, CoreLooks(aggregate.Function));
        if (operand.Stream is { } stream && groups.Length > 0)
        {
            var perBatch = new AggregateStream(stream, aggregation, _texts, stream.Frontier);
            return new Operator(Keep(perBatch), columns, types) { Flow = operand.Flow.Through(perBatch) };
        }
        AggregateRelation kept;
        if (operand.Relation is WindowRelation window)
        {
            // Nobody else has seen the window: both become one operator.
            _nodes.Remove(window);
            kept = new WindowAggregateRelation(window.Window, aggregation, _texts, window.Frontier);
        }
        else
        {
            kept = new DifferentialAggregateRelation(AsChanging(operand), aggregation, _texts);
        }
        return new Operator(Keep(kept), columns, types) { Flow = operand.Flow };
    }

    private Operator PlanTemporal(Formula.Temporal temporal, LetScope? scope)
    {
        var operand = Plan(temporal.Operand, scope);
        if (temporal.When is TemporalOperator.Once or TemporalOperator.Eventually)
        {
            return Window(operand, temporal.When == TemporalOperator.Eventually, temporal.Interval);
        }
        var next = temporal.When == TemporalOperator.Next;
        var frontier = next
            ? Frontiers.Following(operand.Frontier, temporal.Interval)
            : Frontiers.Preceding(operand.Frontier);
        return operand.Stream is { } stream
            ? new Operator(
                Keep(new ShiftStream(stream, _timeline, next, temporal.Interval, frontier)),
                operand.Columns,
                operand.Types
            )
            {
                Flow = operand.Flow,
            }
            : new Operator(
                Keep(new ShiftRelation(RelationOf(operand), _timeline, next, temporal.Interval, frontier)),
                operand.Columns,
                operand.Types
            )
            {
                Flow = operand.Flow,
                Keeps = operand.Keeps,
            };
    }

    private Operator Window(Operator operand, bool future, Interval interval)
    {
        var frontier = future
            ? Frontiers.Ahead(operand.Frontier, interval.High)
            : Frontiers.Behind(operand.Frontier, interval.Low);
        var source = AsStream(operand);
        var window = new WindowRelation(new WindowBounds(source, future, interval), frontier);
        return Kept(
            new Operator(Keep(window), operand.Columns, operand.Types)
            {
                Flow = operand.Flow.Through(source),
                Keeps = LengthOf(interval),
            }
        );
    }

    // Every tuple that comes to a relation is put into its table, and taken out later.
    private Operator Kept(Operator planned)
    {
        Work.Add(planned.Flow, 2, planned);
        return planned;
    }

    private static long? LengthOf(Interval interval) => interval.IsBounded ? interval.High : null;

    // A tuple that comes and goes again changes its group twice; where values are ordered, in a tree.
    private static double CoreLooks(AggregateOperator function) =>
        function is AggregateOperator.Minimum or AggregateOperator.Maximum or AggregateOperator.Median ? 16 : 2;

    private Operator PlanBounded(Formula.Bounded bounded, LetScope? scope)
    {
        var negated = bounded.Left is Formula.Not;
        var leftFormula = bounded.Left is Formula.Not not ? not.Operand : bounded.Left;
        if (AlwaysHolds(leftFormula) is { } holds && holds != negated)
        {
            return Window(Plan(bounded.Right, scope), bounded.Future, bounded.Interval);
        }
        var left = Plan(leftFormula, scope);
        var right = Plan(bounded.Right, scope);
        var columns = new int[left.Columns.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = Names.IndexOf(right.Columns, left.Columns[i]);
        }
        // Right sides younger than a window that ends in the past are not needed.
        var rightFrontier = bounded.Future ? right.Frontier : Frontiers.Behind(right.Frontier, bounded.Interval.Low);
        var both = Frontiers.All([left.Frontier, rightFrontier]);
        var (leftSource, rightSource) = (AsStream(left), AsStream(right));
        Relation relation;
        if (bounded.Future)
        {
            var frontier = Frontiers.Ahead(both, bounded.Interval.High);
            relation = new UntilRelation(leftSource, negated, rightSource, columns, bounded.Interval, frontier);
        }
        else if (negated)
        {
            relation = new SinceRelation(leftSource, rightSource, columns, bounded.Interval, both);
        }
        else
        {
            relation = new HoldingSinceRelation(leftSource, rightSource, columns, bounded.Interval, both);
        }
        var planned = Kept(
            new Operator(Keep(relation), right.Columns, right.Types)
            {
                Flow = right.Flow.Through(rightSource),
                Keeps = LengthOf(bounded.Interval),
            }
        );
        // What begins or ends a binding has to find it.
        Work.Add(left.Flow.Through(leftSource), bounded.Future || !negated ? 2 : 1, planned);
        return planned;
    }

    // A ground comparison decides itself; null for everything else.
    private bool? AlwaysHolds(Formula formula) =>
        formula is Formula.Compare { FreeVariables.Count: 0 } compare
            ? new Comparison(
                compare.Relation,
                TermValue.Compile(compare.Left, NoVariable, _texts),
                TermValue.Compile(compare.Right, NoVariable, _texts),
                negated: false,
                _texts
            ).IsTrue([])
            : null;
}
