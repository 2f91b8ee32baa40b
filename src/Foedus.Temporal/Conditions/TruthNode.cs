namespace Foedus.Temporal.Conditions;

/// <summary>A closed formula whose truth at an empty time point depends on nothing but the past and the clock.</summary>
internal abstract class TruthNode
{
    public abstract bool Holds(PastConditionState state, long now);

    /// <summary>The temporal operators it looks at directly: only they can change its truth while nothing happens.</summary>
    public abstract void CollectOperators(List<PastOperator> into);
}

internal sealed class ConstantTruth(bool value) : TruthNode
{
    public override bool Holds(PastConditionState state, long now) => value;

    public override void CollectOperators(List<PastOperator> into) { }
}

internal sealed class NotTruth(TruthNode of) : TruthNode
{
    public override bool Holds(PastConditionState state, long now) => !of.Holds(state, now);

    public override void CollectOperators(List<PastOperator> into) => of.CollectOperators(into);
}

internal sealed class JunctionTruth(TruthNode left, TruthNode right, bool isAnd) : TruthNode
{
    public override bool Holds(PastConditionState state, long now) =>
        left.Holds(state, now) == isAnd ? right.Holds(state, now) : !isAnd;

    public override void CollectOperators(List<PastOperator> into)
    {
        left.CollectOperators(into);
        right.CollectOperators(into);
    }
}

internal sealed class OperatorTruth(PastOperator of) : TruthNode
{
    public override bool Holds(PastConditionState state, long now) => of.Holds(state[of.Slot], now);

    public override void CollectOperators(List<PastOperator> into) => into.Add(of);
}
