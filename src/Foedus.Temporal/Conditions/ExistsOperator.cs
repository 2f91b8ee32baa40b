namespace Foedus.Temporal.Conditions;

/// <summary>Whether there was such an event: the stretches of time in which that is so, joined where they touch.</summary>
internal sealed class ExistsOperator(
    int slot,
    int[] guards,
    int occurs,
    TruthNode? body,
    Formulas.Interval interval,
    ITimeMeasure measure
) : PastOperator(slot, guards, occurs, body)
{
    public override OperatorState Initial => OperatorState.NoStretches;

    public override bool Holds(OperatorState state, long now)
    {
        var times = state.Times;
        for (var i = 0; i < times.Length; i += 2)
        {
            if (now <= times[i + 1])
            {
                return times[i] <= now;
            }
        }
        return false;
    }

    public override long NextChange(OperatorState state, long now)
    {
        var times = state.Times;
        for (var i = 0; i < times.Length; i += 2)
        {
            if (times[i] > now)
            {
                return times[i];
            }
            if (times[i + 1] >= now)
            {
                return times[i + 1] == long.MaxValue ? long.MaxValue : times[i + 1] + 1;
            }
        }
        return long.MaxValue;
    }

    protected override OperatorState Add(OperatorState state, long at, string group)
    {
        var from = interval.Low == 0 ? at : measure.After(at, interval.Low);
        var to = interval.IsBounded ? measure.After(at, interval.High) : long.MaxValue;
        if (from > to)
        {
            return state;
        }
        var times = state.Times;
        if (times.Length == 2 && times[0] <= from && times[1] >= to)
        {
            return state;
        }
        var joined = new List<long>(times.Length + 2);
        var isPlaced = false;
        for (var i = 0; i < times.Length; i += 2)
        {
            var (start, end) = (times[i], times[i + 1]);
            if (end < at)
            {
                continue;
            }
            if (end != long.MaxValue && end + 1 < from)
            {
                joined.Add(start);
                joined.Add(end);
            }
            else if (to != long.MaxValue && to + 1 < start)
            {
                if (!isPlaced)
                {
                    joined.Add(from);
                    joined.Add(to);
                    isPlaced = true;
                }
                joined.Add(start);
                joined.Add(end);
            }
            else
            {
                from = Math.Min(from, start);
                to = Math.Max(to, end);
            }
        }
        if (!isPlaced)
        {
            joined.Add(from);
            joined.Add(to);
        }
        return new OperatorState([.. joined], null, AreStretches: true);
    }
}
