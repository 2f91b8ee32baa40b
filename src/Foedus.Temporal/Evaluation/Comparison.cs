using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Evaluation;

/// <summary>A comparison of two expressions, possibly negated.</summary>
internal sealed class Comparison(
    RelationOperator relation,
    Expression left,
    Expression right,
    bool negated,
    TextPool texts
)
{
    public bool IsTrue(long[] registers)
    {
        var a = left.Evaluate(registers);
        var b = right.Evaluate(registers);
        var holds = relation switch
        {
            RelationOperator.Equal => a == b,
            RelationOperator.Less => TermValue.Compare(a, b, left.Type, texts) < 0,
            RelationOperator.LessOrEqual => TermValue.Compare(a, b, left.Type, texts) <= 0,
            _ => texts[b].IndexOf(texts[a]) >= 0,
        };
        return holds != negated;
    }
}
