namespace Foedus.Norms;

/// <summary>
/// A round of a decision that an amendment touches: under which text it was begun. It goes on under that text whoever
/// accepts the amendment meanwhile (VCLT art. 28: the new text does not reach back to what happened before it).
/// </summary>
/// <param name="Decision">The decision whose round it is.</param>
/// <param name="Bound">For each rule that replaces the decision, in the order of <see cref="DecisionPlan.ReplacedBy"/>: whom the amendment bound when the round began.</param>
internal sealed record AmendedRound(int Decision, ulong[][] Bound)
{
    public bool SameAs(AmendedRound? other)
    {
        if (other is null || Decision != other.Decision)
        {
            return false;
        }
        for (var i = 0; i < Bound.Length; i++)
        {
            if (!CanonicalHasher.SameBits(Bound[i], other.Bound[i]))
            {
                return false;
            }
        }
        return true;
    }
}
