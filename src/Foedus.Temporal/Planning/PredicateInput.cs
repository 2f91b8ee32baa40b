using System.Runtime.CompilerServices;
using Foedus.Temporal.Evaluation;

namespace Foedus.Temporal.Planning;

/// <summary>Where the events of one predicate go.</summary>
internal sealed class PredicateInput
{
    private readonly List<EventTap> _open = [];
    private EventTap[] _taps = [];

    // The log of the only pattern, if it takes every event as it comes.
    private EventLog? _only;

    // Patterns with a constant are found by it; the others are all tried.
    private EventTap[] _tried = [];
    private (int Argument, Dictionary<long, EventTap[]> Taps)[] _byConstant = [];

    /// <summary>The logs its events go to.</summary>
    public IEnumerable<EventLog> Logs => _taps.Select(tap => tap.Log);

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
        Arrange();
        return added.Log;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(ref long arguments, long timePoint, long stamp)
    {
        if (_only is not { } log)
        {
            TakeEach(ref arguments, timePoint, stamp);
            return;
        }
        ref var row = ref log.Append(timePoint, stamp);
        for (var i = 0; i < log.Width; i++)
        {
            Unsafe.Add(ref row, i) = Unsafe.Add(ref arguments, i);
        }
    }

    private void TakeEach(ref long arguments, long timePoint, long stamp)
    {
        foreach (var tap in _tried)
        {
            tap.Offer(ref arguments, timePoint, stamp);
        }
        foreach (var (argument, taps) in _byConstant)
        {
            if (taps.TryGetValue(Unsafe.Add(ref arguments, argument), out var matching))
            {
                foreach (var tap in matching)
                {
                    tap.Offer(ref arguments, timePoint, stamp);
                }
            }
        }
    }

    private void Arrange()
    {
        _only = _taps is [{ PlainCount: >= 0 } only] ? only.Log : null;
        var tried = new List<EventTap>();
        var byConstant = new Dictionary<int, Dictionary<long, EventTap[]>>();
        foreach (var tap in _open)
        {
            if (tap.Constant is not (var argument, var value))
            {
                tried.Add(tap);
                continue;
            }
            if (!byConstant.TryGetValue(argument, out var taps))
            {
                taps = [];
                byConstant.Add(argument, taps);
            }
            taps[value] = taps.TryGetValue(value, out var others) ? [.. others, tap] : [tap];
        }
        _tried = [.. tried];
        var arranged = new List<(int, Dictionary<long, EventTap[]>)>();
        foreach (var (argument, taps) in byConstant)
        {
            arranged.Add((argument, taps));
        }
        _byConstant = [.. arranged];
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
