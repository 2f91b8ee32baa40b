using Foedus.Norms.Trees;

namespace Foedus.Norms;

/// <summary>Something that happens by itself at a moment. Timers of one moment fire in the order of their phase, then of the text, then of instance and bearer.</summary>
/// <param name="Index">What of the text it is about, by phase: a clause, decision, rule, node of a trigger, or watch.</param>
internal readonly record struct TimerKey(
    long At,
    TimerPhase Phase,
    int Index,
    string Root,
    int Bearer,
    int CounterParty,
    int Violator
)
{
    public NormKey Instance => new(Index, Bearer, Root, CounterParty, Violator);

    /// <summary>Openings at a moment come before the events of that moment, everything that closes comes after them.</summary>
    public bool IsOpening => Phase < TimerPhase.Stage;
}

internal enum TimerPhase : byte
{
    Force,
    Moment,
    Recurrence,
    Watch,
    Stage,
    Norm,
    Power,
    Participation,
    Opening,

    /// <summary>A moment that ends something: it is included in what it ends.</summary>
    Ending,
}

internal readonly struct TimerOrder : ITreeOrder<TimerKey>
{
    public static int Compare(in TimerKey left, in TimerKey right)
    {
        if (left.At != right.At)
        {
            return left.At < right.At ? -1 : 1;
        }
        if (left.Phase != right.Phase)
        {
            return left.Phase < right.Phase ? -1 : 1;
        }
        if (left.Index != right.Index)
        {
            return left.Index < right.Index ? -1 : 1;
        }
        if (!ReferenceEquals(left.Root, right.Root))
        {
            var order = string.CompareOrdinal(left.Root, right.Root);
            if (order != 0)
            {
                return order;
            }
        }
        if (left.Bearer != right.Bearer)
        {
            return left.Bearer < right.Bearer ? -1 : 1;
        }
        if (left.CounterParty != right.CounterParty)
        {
            return left.CounterParty < right.CounterParty ? -1 : 1;
        }
        return left.Violator.CompareTo(right.Violator);
    }
}
