using Foedus.Norms.Trees;

namespace Foedus.Norms;

/// <summary>The order in which open instances of one bearer under one clause are served by an act without a subject: the earliest deadline first, the violated after the active.</summary>
internal readonly record struct QueueKey(NormKey Instance, bool IsViolated, long Deadline);

internal readonly struct QueueOrder : ITreeOrder<QueueKey>
{
    public static int Compare(in QueueKey left, in QueueKey right)
    {
        if (left.Instance.Clause != right.Instance.Clause)
        {
            return left.Instance.Clause < right.Instance.Clause ? -1 : 1;
        }
        if (left.Instance.Bearer != right.Instance.Bearer)
        {
            return left.Instance.Bearer < right.Instance.Bearer ? -1 : 1;
        }
        if (left.IsViolated != right.IsViolated)
        {
            return right.IsViolated ? -1 : 1;
        }
        if (left.Deadline != right.Deadline)
        {
            return left.Deadline < right.Deadline ? -1 : 1;
        }
        return NormOrder.CompareTail(left.Instance, right.Instance);
    }
}
