using System.Runtime.CompilerServices;
using Foedus.Temporal.Evaluation;

namespace Foedus.Temporal.Planning;

/// <summary>Where the events of one predicate go.</summary>
internal sealed class PredicateInput
{
    private readonly List<EventTap> _open = [];
    private EventTap[] _taps = [];

    /// <summary>Whether any formula looks at the predicate.</summary>
    public bool IsUsed => _taps.Length > 0;

    public EventLog LogFor((int Argument, long Value)[] constants, (int Argument, int Same)[] repeats, int[] columns)
    {
        foreach (var tap in _open)
        {
            if (tap.IsSame(constants, repeats, columns))
            {
                return tap.Log;
            }
        }
        var added = new EventTap(constants, repeats, columns, new EventLog(columns.Length));
        _open.Add(added);
        _taps = [.. _open];
        return added.Log;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(ref long arguments, long timePoint, long stamp)
    {
        foreach (var tap in _taps)
        {
            tap.Offer(ref arguments, timePoint, stamp);
        }
    }

    /// <summary>Takes back what a time point that is not complete has added.</summary>
    public void Discard(long timePoint)
    {
        foreach (var tap in _taps)
        {
            tap.Log.Discard(timePoint);
        }
    }
}
