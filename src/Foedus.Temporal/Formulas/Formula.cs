namespace Foedus.Temporal.Formulas;

/// <summary>
/// A formula of metric first-order temporal logic with aggregation, as in D. Basin, F. Klaedtke, S. Müller and
/// E. Zălinescu, "Monitoring Metric First-Order Temporal Properties" (JACM 2015) and D. Basin, F. Klaedtke,
/// S. Marinovic and E. Zălinescu, "Monitoring of temporal first-order properties with aggregations" (FMSD 2015).
/// Immutable. Build one here or read one with <see cref="Parsing.FormulaParser"/>.
/// </summary>
public abstract class Formula
{
    private IReadOnlyList<string>? _free;

    private Formula(TextPosition at)
    {
        At = at;
    }

    /// <summary>Where the formula was read from; nowhere for one built in code.</summary>
    public TextPosition At { get; }

    /// <summary>The free variables. Their order is the order of a verdict's columns.</summary>
    public IReadOnlyList<string> FreeVariables => _free ??= ComputeFreeVariables();

    public static Formula True { get; } = new Compare(RelationOperator.Equal, Term.Of(0L), Term.Of(0L));

    public static Formula False { get; } = new Compare(RelationOperator.Equal, Term.Of(0L), Term.Of(1L));

    private protected abstract IReadOnlyList<string> ComputeFreeVariables();

    public override string ToString() => FormulaText.Of(this);

    /// <summary>An event of the current time point, or a predicate bound by <see cref="Let"/>.</summary>
    public sealed class Predicate(string name, IReadOnlyList<Term> arguments, TextPosition at = default) : Formula(at)
    {
        public string Name { get; } = name;

        public IReadOnlyList<Term> Arguments { get; } = arguments;

        private protected override IReadOnlyList<string> ComputeFreeVariables()
        {
            var names = new List<string>();
            foreach (var argument in Arguments)
            {
                foreach (var name in argument.Variables)
                {
                    if (!Names.Contains(names, name))
                    {
                        names.Add(name);
                    }
                }
            }
            return names;
        }
    }

    /// <summary>A comparison of two terms.</summary>
    public sealed class Compare(RelationOperator relation, Term left, Term right, TextPosition at = default)
        : Formula(at)
    {
        public RelationOperator Relation { get; } = relation;

        public Term Left { get; } = left;

        public Term Right { get; } = right;

        private protected override IReadOnlyList<string> ComputeFreeVariables() =>
            Names.Union(Left.Variables, Right.Variables);
    }

    /// <summary><c>LET Name(Parameters) = Definition IN Body</c>. The definition sees the predicate of the same name outside.</summary>
    public sealed class Let(
        string name,
        IReadOnlyList<string> parameters,
        Formula definition,
        Formula body,
        TextPosition at = default
    ) : Formula(at)
    {
        public string Name { get; } = name;

        public IReadOnlyList<string> Parameters { get; } = parameters;

        public Formula Definition { get; } = definition;

        public Formula Body { get; } = body;

        private protected override IReadOnlyList<string> ComputeFreeVariables() => Body.FreeVariables;
    }

    public sealed class Not(Formula operand, TextPosition at = default) : Formula(at)
    {
        public Formula Operand { get; } = operand;

        private protected override IReadOnlyList<string> ComputeFreeVariables() => Operand.FreeVariables;
    }

    /// <summary>A connective of two formulas.</summary>
    public sealed class Binary(Connective connective, Formula left, Formula right, TextPosition at = default)
        : Formula(at)
    {
        public Connective Connective { get; } = connective;

        public Formula Left { get; } = left;

        public Formula Right { get; } = right;

        private protected override IReadOnlyList<string> ComputeFreeVariables() =>
            Names.Union(Left.FreeVariables, Right.FreeVariables);
    }

    /// <summary><c>EXISTS</c>, or <c>FORALL</c>.</summary>
    public sealed class Quantify(
        bool universal,
        IReadOnlyList<string> variables,
        Formula operand,
        TextPosition at = default
    ) : Formula(at)
    {
        public bool Universal { get; } = universal;

        public IReadOnlyList<string> Variables { get; } = variables;

        public Formula Operand { get; } = operand;

        private protected override IReadOnlyList<string> ComputeFreeVariables() =>
            Names.Without(Operand.FreeVariables, Variables);
    }

    /// <summary><c>Result &lt;- Operator Argument; Groups Operand</c>.</summary>
    public sealed class Aggregate(
        string result,
        AggregateOperator function,
        string argument,
        IReadOnlyList<string> groups,
        Formula operand,
        TextPosition at = default
    ) : Formula(at)
    {
        public string Result { get; } = result;

        public AggregateOperator Function { get; } = function;

        public string Argument { get; } = argument;

        public IReadOnlyList<string> Groups { get; } = groups;

        public Formula Operand { get; } = operand;

        private protected override IReadOnlyList<string> ComputeFreeVariables() => Names.Union([Result], Groups);
    }

    /// <summary>A temporal operator of one formula.</summary>
    public sealed class Temporal(TemporalOperator when, Interval interval, Formula operand, TextPosition at = default)
        : Formula(at)
    {
        public TemporalOperator When { get; } = when;

        public Interval Interval { get; } = interval;

        public Formula Operand { get; } = operand;

        private protected override IReadOnlyList<string> ComputeFreeVariables() => Operand.FreeVariables;
    }

    /// <summary><c>Left SINCE Right</c>, or <c>Left UNTIL Right</c>. The columns of the right side come first.</summary>
    public sealed class Bounded(bool future, Interval interval, Formula left, Formula right, TextPosition at = default)
        : Formula(at)
    {
        /// <summary>True for UNTIL.</summary>
        public bool Future { get; } = future;

        public Interval Interval { get; } = interval;

        public Formula Left { get; } = left;

        public Formula Right { get; } = right;

        private protected override IReadOnlyList<string> ComputeFreeVariables() =>
            Names.Union(Right.FreeVariables, Left.FreeVariables);
    }
}
