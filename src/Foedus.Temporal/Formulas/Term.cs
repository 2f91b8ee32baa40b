namespace Foedus.Temporal.Formulas;

/// <summary>A term: a variable, a constant, or a function of terms.</summary>
public abstract class Term
{
    private Term(TextPosition at)
    {
        At = at;
    }

    public TextPosition At { get; }

    /// <summary>The variables in the order they are written, each once.</summary>
    public abstract IReadOnlyList<string> Variables { get; }

    /// <summary>How many functions stand in one another, plus one.</summary>
    public virtual int Depth => 1;

    public static Term Of(string variable) => new Variable(variable);

    public static Term Of(Value constant) => new Constant(constant);

    public override string ToString() => FormulaText.Of(this);

    /// <summary>A variable.</summary>
    public sealed class Variable(string name, TextPosition at = default) : Term(at)
    {
        public string Name { get; } = name;

        public override IReadOnlyList<string> Variables { get; } = [name];
    }

    /// <summary>A constant.</summary>
    public sealed class Constant(Value value, TextPosition at = default) : Term(at)
    {
        public Value Value { get; } = value;

        public override IReadOnlyList<string> Variables => [];
    }

    /// <summary>A function of one or two terms.</summary>
    public sealed class Apply(TermOperator function, Term left, Term? right, TextPosition at = default) : Term(at)
    {
        private IReadOnlyList<string>? _variables;

        public TermOperator Function { get; } = function;

        public Term Left { get; } = left;

        /// <summary>The second argument, or null where the function has one.</summary>
        public Term? Right { get; } = right;

        public override int Depth { get; } = 1 + Math.Max(left.Depth, right?.Depth ?? 0);

        public override IReadOnlyList<string> Variables =>
            _variables ??= Names.Union(Left.Variables, Right is null ? [] : Right.Variables);
    }
}
