using System.Runtime.CompilerServices;
using Foedus.Norms.Trees;

namespace Foedus.Norms;

/// <summary>
/// What makes an instance the same one: clause, bearer, root, counter-party, and for a consequence who breached the norm
/// above.
/// </summary>
/// <param name="Bearer">−1 for a group: a clause has one joint instance for each root.</param>
internal readonly record struct NormKey(int Clause, int Bearer, string Root, int CounterParty, int Violator);

internal readonly struct NormOrder : ITreeOrder<NormKey>
{
    // A search compares a dozen keys and most differ in their clause or bearer already.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Compare(in NormKey left, in NormKey right)
    {
        if (left.Clause != right.Clause)
        {
            return left.Clause < right.Clause ? -1 : 1;
        }
        if (left.Bearer != right.Bearer)
        {
            return left.Bearer < right.Bearer ? -1 : 1;
        }
        return CompareTail(left, right);
    }

    public static int CompareTail(in NormKey left, in NormKey right)
    {
        if (!ReferenceEquals(left.Root, right.Root))
        {
            var order = string.CompareOrdinal(left.Root, right.Root);
            if (order != 0)
            {
                return order;
            }
        }
        if (left.CounterParty != right.CounterParty)
        {
            return left.CounterParty < right.CounterParty ? -1 : 1;
        }
        return left.Violator.CompareTo(right.Violator);
    }
}
