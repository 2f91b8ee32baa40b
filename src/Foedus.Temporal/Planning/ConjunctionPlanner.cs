using Foedus.Temporal.Checking;
using Foedus.Temporal.Evaluation;
using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Planning;

/// <summary>Plans a conjunction of any number of formulas at once, so that no partial result is built.</summary>
internal sealed class ConjunctionPlanner
{
    private readonly Planner _planner;
    private readonly LetScope? _scope;
    private readonly IReadOnlyList<string> _output;
    private readonly List<Operator> _positive = [];
    private readonly List<Operator> _negative = [];
    private readonly List<(Formula.Compare Compare, bool Negated)> _comparisons = [];
    private readonly List<Formula.Predicate> _clocks = [];
    private readonly Dictionary<string, int> _registers = new(StringComparer.Ordinal);
    private readonly List<ColumnType> _types = [];
    private long[] _values = [];

    public ConjunctionPlanner(Planner planner, LetScope? scope, Formula formula)
    {
        _planner = planner;
        _scope = scope;
        _output = formula.FreeVariables;
        foreach (var conjunct in ConstantCarrying.Conjuncts(formula, scope))
        {
            Gather(conjunct);
        }
        if (_positive.Count == 0 && _clocks.Count > 0)
        {
            _positive.Add(planner.Plan(_clocks[0], scope));
            _clocks.RemoveAt(0);
        }
    }

    public ConjunctionPlanner(
        Planner planner,
        LetScope? scope,
        Operator first,
        IReadOnlyList<Formula> conditions,
        IReadOnlyList<string> output
    )
    {
        _planner = planner;
        _scope = scope;
        _output = output;
        _positive.Add(first);
        foreach (var condition in conditions)
        {
            Gather(condition);
        }
    }

    public Operator Plan()
    {
        if (_positive.Count == 0)
        {
            var unit = _planner.Keep(new ConstantRelation(0, [], _planner.Frontiers.Now));
            _positive.Add(new Operator(unit, [], []));
        }
        var frontiers = new List<Frontier>();
        foreach (var conjunct in (IEnumerable<Operator>)[.. _positive, .. _negative])
        {
            frontiers.Add(conjunct.Frontier);
        }
        var frontier = _planner.Frontiers.All(frontiers);
        return Driver() is var driver and >= 0 ? PlanStream(driver, frontier) : PlanRelation(frontier);
    }

    private void Gather(Formula formula)
    {
        switch (formula)
        {
            case Formula.Binary { Connective: Connective.And } and:
                Gather(and.Left);
                Gather(and.Right);
                break;
            case Formula.Compare compare:
                _comparisons.Add((compare, false));
                break;
            case Formula.Not
            {
                Operand: Formula.Compare
                {
                    Relation: RelationOperator.Equal,
                    Left: Term.Variable x,
                    Right: Term.Variable y
                }
            } when x.Name == y.Name:
                // NOT x = x holds for no x, so that nothing else has to bind it.
                _positive.Add(_planner.Plan(formula, _scope));
                break;
            case Formula.Not { Operand: Formula.Compare compare }:
                _comparisons.Add((compare, true));
                break;
            case Formula.Not not:
                _negative.Add(_planner.Plan(not.Operand, _scope));
                break;
            case Formula.Predicate predicate when Planner.IsClock(predicate, _scope) && IsPlain(predicate):
                _clocks.Add(predicate);
                break;
            default:
                _positive.Add(_planner.Plan(formula, _scope));
                break;
        }
    }

    private static bool IsPlain(Formula.Predicate predicate) =>
        predicate.FreeVariables.Count == predicate.Arguments.Count;

    // A stream of events beats a stream that has a batch at every time point; a relation drives if it cannot tell its changes.
    private int Driver()
    {
        var clock = -1;
        for (var i = 0; i < _positive.Count; i++)
        {
            switch (_positive[i].Stream)
            {
                case null:
                    break;
                case ClockStream:
                    clock = i;
                    break;
                default:
                    return i;
            }
        }
        if (clock >= 0)
        {
            return clock;
        }
        for (var i = 0; i < _positive.Count; i++)
        {
            if (_positive[i].Relation is { } relation && !Planner.TellsChanges(relation))
            {
                return i;
            }
        }
        // What the clock says changes at every time point.
        return _clocks.Count > 0 ? 0 : -1;
    }

    private int RegisterOf(string variable, ColumnType type)
    {
        if (!_registers.TryGetValue(variable, out var register))
        {
            register = _registers.Count;
            _registers.Add(variable, register);
            _types.Add(type);
        }
        return register;
    }

    private Operator PlanStream(int driver, Frontier frontier)
    {
        AssignRegisters();
        var stream = _planner.AsStream(_positive[driver]);
        var positives = new List<(Operator Shape, Relation Relation)>();
        for (var i = 0; i < _positive.Count; i++)
        {
            if (i != driver)
            {
                positives.Add((_positive[i], _planner.AsRelation(_positive[i])));
            }
        }
        var negatives = new List<(Operator Shape, Relation Relation)>();
        foreach (var negative in _negative)
        {
            negatives.Add((negative, _planner.AsRelation(negative)));
        }
        var plan = Steps(_positive[driver], positives, negatives);
        var needed = new List<Relation>();
        var all = new List<Relation>();
        foreach (var (_, relation) in positives)
        {
            needed.Add(relation);
            all.Add(relation);
        }
        foreach (var (_, relation) in negatives)
        {
            all.Add(relation);
        }
        var join = new JoinStream(stream, plan, [.. all], [.. needed], _output.Count, _planner.Timeline, frontier);
        var drivers = _positive[driver].Flow.Through(stream);
        var joined = drivers.Through(join);
        foreach (var (looked, _) in (List<(Operator, Relation)>)[.. positives, .. negatives])
        {
            AddLooks(drivers, looked);
        }
        _planner.Work.Add(joined, 1);
        return new Operator(_planner.Keep(join), _output, OutputTypes()) { Flow = joined };
    }

    private Operator PlanRelation(Frontier frontier)
    {
        AssignRegisters();
        var positives = new List<(Operator Shape, Relation Relation)>();
        foreach (var positive in _positive)
        {
            positives.Add((positive, _planner.AsChanging(positive)));
        }
        var negatives = new List<(Operator Shape, Relation Relation)>();
        foreach (var negative in _negative)
        {
            negatives.Add((negative, _planner.AsChanging(negative)));
        }
        var conjuncts = new List<(Relation Relation, JoinPlan Plan, bool Negated)>();
        foreach (var item in positives)
        {
            conjuncts.Add((item.Relation, Steps(item.Shape, Without(positives, item.Relation), negatives), false));
        }
        foreach (var item in negatives)
        {
            conjuncts.Add((item.Relation, Steps(item.Shape, positives, Without(negatives, item.Relation)), true));
        }
        if (conjuncts is [(AggregateRelation aggregate, var reader, _)])
        {
            aggregate.TellOnly(reader);
        }
        var join = new JoinRelation([.. conjuncts], _output.Count, frontier);
        var flow = Flow.None;
        long? keeps = 0;
        List<(Operator Shape, Relation Relation)> all = [.. positives, .. negatives];
        foreach (var (shape, _) in all)
        {
            foreach (var (looked, _) in all)
            {
                if (!ReferenceEquals(shape, looked))
                {
                    AddLooks(shape.Flow, looked);
                }
            }
            flow = new Flow([.. flow.Logs, .. shape.Flow.Logs]);
            keeps = Operator.Longer(keeps, shape.Keeps);
        }
        return new Operator(_planner.Keep(join), _output, OutputTypes()) { Flow = flow, Keeps = keeps };
    }

    // A conjunct that is no relation becomes one at every time point it has a batch at.
    private void AddLooks(Flow drivers, Operator looked)
    {
        _planner.Work.Add(drivers, looked.Relation is UntilRelation ? 2 : 1, looked);
        if (looked.Stream is not null)
        {
            _planner.Work.Add(looked.Flow, 1);
        }
    }

    private static List<(Operator Shape, Relation Relation)> Without(
        List<(Operator Shape, Relation Relation)> items,
        Relation removed
    )
    {
        var rest = new List<(Operator, Relation)>();
        foreach (var item in items)
        {
            if (!ReferenceEquals(item.Relation, removed))
            {
                rest.Add(item);
            }
        }
        return rest;
    }

    // Registers are shared by all plans of the conjunction, so every variable gets one, and its type, before any is built.
    private void AssignRegisters()
    {
        foreach (var positive in _positive)
        {
            for (var i = 0; i < positive.Columns.Count; i++)
            {
                RegisterOf(positive.Columns[i], positive.Types[i]);
            }
        }
        foreach (var clock in _clocks)
        {
            foreach (var name in clock.FreeVariables)
            {
                RegisterOf(name, ColumnType.Integer);
            }
        }
        // An assigned variable has the type of its term, whose variables have theirs by the order of the formula.
        for (var open = true; open; )
        {
            open = false;
            foreach (var (compare, negated) in _comparisons)
            {
                if (negated || compare.Relation != RelationOperator.Equal)
                {
                    continue;
                }
                open |= TypeAssigned(compare.Left, compare.Right) || TypeAssigned(compare.Right, compare.Left);
            }
        }
        // A clock that is compared needs a register of its own for each argument.
        _values = new long[_registers.Count + 2 * _clocks.Count];
    }

    private bool TypeAssigned(Term target, Term source)
    {
        if (target is not Term.Variable variable || _registers.ContainsKey(variable.Name))
        {
            return false;
        }
        foreach (var name in source.Variables)
        {
            if (!_registers.ContainsKey(name))
            {
                return false;
            }
        }
        RegisterOf(variable.Name, Compile(source).Type);
        return true;
    }

    private Expression Compile(Term term) =>
        TermValue.Compile(
            term,
            name => new Expression.Register(_registers[name], _types[_registers[name]]),
            _planner.Texts
        );

    private ColumnType[] OutputTypes()
    {
        var types = new ColumnType[_output.Count];
        for (var i = 0; i < types.Length; i++)
        {
            types[i] = _types[_registers[_output[i]]];
        }
        return types;
    }

    private int[] RegistersOf(IReadOnlyList<string> names)
    {
        var registers = new int[names.Count];
        for (var i = 0; i < registers.Length; i++)
        {
            registers[i] = _registers[names[i]];
        }
        return registers;
    }

    private JoinPlan Steps(
        Operator driver,
        List<(Operator Shape, Relation Relation)> positives,
        List<(Operator Shape, Relation Relation)> negatives
    )
    {
        var steps = new List<JoinStep>();
        var bound = new List<string>(driver.Columns);
        var comparisons = new List<(Formula.Compare Compare, bool Negated)>(_comparisons);
        var clocks = new List<Formula.Predicate>(_clocks);
        var openPositives = new List<(Operator Shape, Relation Relation)>(positives);
        var openNegatives = new List<(Operator Shape, Relation Relation)>(negatives);
        while (true)
        {
            AddComparisons(steps, bound, comparisons);
            if (AddClock(steps, bound, clocks))
            {
                continue;
            }
            AddLooks(steps, bound, openPositives, JoinStepKind.Look);
            AddLooks(steps, bound, openNegatives, JoinStepKind.LookNot);
            if (openPositives.Count == 0)
            {
                break;
            }
            AddMatch(steps, bound, openPositives);
        }
        if (comparisons.Count > 0 || openNegatives.Count > 0)
        {
            throw new InvalidOperationException("A conjunct's variables are never bound.");
        }
        return new JoinPlan(RegistersOf(driver.Columns), [.. steps], RegistersOf(_output), _values);
    }

    private void AddComparisons(
        List<JoinStep> steps,
        List<string> bound,
        List<(Formula.Compare Compare, bool Negated)> open
    )
    {
        for (var i = 0; i < open.Count; i++)
        {
            var (compare, negated) = open[i];
            Formula whole = negated ? new Formula.Not(compare) : compare;
            if (Names.IsSubset(compare.FreeVariables, bound))
            {
                var condition = new Comparison(
                    compare.Relation,
                    Compile(compare.Left),
                    Compile(compare.Right),
                    negated,
                    _planner.Texts
                );
                steps.Add(new JoinStep { Kind = JoinStepKind.Filter, Condition = condition });
            }
            else if (Monitorability.IsEvaluable(whole, bound))
            {
                var assignsLeft = compare.Left is Term.Variable && Names.IsSubset(compare.Right.Variables, bound);
                var target = ((Term.Variable)(assignsLeft ? compare.Left : compare.Right)).Name;
                var source = assignsLeft ? compare.Right : compare.Left;
                steps.Add(
                    new JoinStep
                    {
                        Kind = JoinStepKind.Assign,
                        Target = _registers[target],
                        Expression = Compile(source),
                    }
                );
                bound.Add(target);
            }
            else
            {
                continue;
            }
            open.RemoveAt(i);
            // What was assigned may decide a comparison already passed.
            i = -1;
        }
    }

    private bool AddClock(List<JoinStep> steps, List<string> bound, List<Formula.Predicate> open)
    {
        if (open.Count == 0)
        {
            return false;
        }
        var clock = open[^1];
        open.RemoveAt(open.Count - 1);
        for (var i = 0; i < clock.Arguments.Count; i++)
        {
            var name = ((Term.Variable)clock.Arguments[i]).Name;
            var kind = clock.Name == "ts" || i == 1 ? JoinStepKind.Stamp : JoinStepKind.TimePoint;
            if (!Names.Contains(bound, name))
            {
                steps.Add(new JoinStep { Kind = kind, Target = _registers[name] });
                bound.Add(name);
                continue;
            }
            // Compared in a register of its own.
            var register = RegisterOf("#clock" + _registers.Count, ColumnType.Integer);
            steps.Add(new JoinStep { Kind = kind, Target = register });
            var condition = new Comparison(
                RelationOperator.Equal,
                new Expression.Register(_registers[name], ColumnType.Integer),
                new Expression.Register(register, ColumnType.Integer),
                negated: false,
                _planner.Texts
            );
            steps.Add(new JoinStep { Kind = JoinStepKind.Filter, Condition = condition });
        }
        return true;
    }

    private void AddLooks(
        List<JoinStep> steps,
        List<string> bound,
        List<(Operator Shape, Relation Relation)> open,
        JoinStepKind kind
    )
    {
        for (var i = 0; i < open.Count; i++)
        {
            var (shape, relation) = open[i];
            if (!Names.IsSubset(shape.Columns, bound))
            {
                continue;
            }
            steps.Add(
                new JoinStep
                {
                    Kind = kind,
                    Relation = relation,
                    KeyRegisters = RegistersOf(shape.Columns),
                }
            );
            open.RemoveAt(i--);
        }
    }

    private void AddMatch(List<JoinStep> steps, List<string> bound, List<(Operator Shape, Relation Relation)> open)
    {
        var best = 0;
        var most = -1;
        for (var i = 0; i < open.Count; i++)
        {
            var shared = 0;
            foreach (var column in open[i].Shape.Columns)
            {
                shared += Names.Contains(bound, column) ? 1 : 0;
            }
            if (shared > most)
            {
                most = shared;
                best = i;
            }
        }
        var (shape, relation) = open[best];
        open.RemoveAt(best);
        // An index on some columns is kept up to date.
        _planner.Work.Add(shape.Flow, shape.Relation is null ? 1 : 2, shape);
        var keyColumns = new List<int>();
        var keyRegisters = new List<int>();
        var newColumns = new List<int>();
        var newRegisters = new List<int>();
        for (var i = 0; i < shape.Columns.Count; i++)
        {
            var register = _registers[shape.Columns[i]];
            if (Names.Contains(bound, shape.Columns[i]))
            {
                keyColumns.Add(i);
                keyRegisters.Add(register);
            }
            else
            {
                newColumns.Add(i);
                newRegisters.Add(register);
                bound.Add(shape.Columns[i]);
            }
        }
        steps.Add(
            new JoinStep
            {
                Kind = JoinStepKind.Match,
                Relation = relation,
                Index = keyColumns.Count > 0 ? relation.Table.IndexOn([.. keyColumns]) : null,
                KeyRegisters = [.. keyRegisters],
                NewColumns = [.. newColumns],
                NewRegisters = [.. newRegisters],
            }
        );
    }
}
