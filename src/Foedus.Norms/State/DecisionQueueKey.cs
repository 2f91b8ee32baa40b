using Foedus.Norms.Trees;

namespace Foedus.Norms;

/// <summary>Open decisions in the order in which votes without a subject find them.</summary>
internal readonly record struct DecisionQueueKey(long Opened, TextKey Key);

internal readonly struct DecisionQueueOrder : ITreeOrder<DecisionQueueKey>
{
    public static int Compare(in DecisionQueueKey left, in DecisionQueueKey right)
    {
        if (left.Key.Index != right.Key.Index)
        {
            return left.Key.Index < right.Key.Index ? -1 : 1;
        }
        return left.Opened != right.Opened
            ? left.Opened.CompareTo(right.Opened)
            : TextOrder.Compare(left.Key, right.Key);
    }
}
