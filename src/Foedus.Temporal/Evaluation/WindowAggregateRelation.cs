using System.Runtime.CompilerServices;

namespace Foedus.Temporal.Evaluation;

/// <summary>
/// An aggregation over ONCE or EVENTUALLY, in one operator: each tuple of the window knows its group, so the window need
/// not say what changed, and nothing is looked up when a tuple leaves.
/// </summary>
internal sealed class WindowAggregateRelation(
    WindowBounds window,
    Aggregation aggregation,
    TextPool texts,
    Frontier frontier
) : AggregateRelation(aggregation, texts, frontier)
{
    private readonly EventStream _source = window.Source;
    private readonly SlidingSet _set = new(window.Source.Width);

    protected override void TakeIn(long timePoint, long stamp)
    {
        var source = _source;
        window.At(timePoint, stamp, out var low, out var high, out var lastTimePoint);
        while (source.Peek() && source.Stamp <= high && source.TimePoint <= lastTimePoint)
        {
            var seen = window.MomentOf(source);
            if (seen >= low)
            {
                TakeIn(source, seen);
            }
            else
            {
                _set.ForgetAhead();
            }
            source.Consume();
        }
        while (true)
        {
            ref var left = ref _set.TakeBefore(low);
            if (Unsafe.IsNullRef(ref left))
            {
                break;
            }
            Remove(ref left, _set.TagOf(ref left));
        }
    }

    protected override void SaveTuples(StateWriter writer) => _set.Save(writer);

    protected override void LoadTuples(StateReader reader)
    {
        var width = _source.Width;
        var row = new long[width + 1];
        for (var count = reader.Count(); count > 0; count--)
        {
            reader.Numbers(row);
            if (!TakeIn(ref row[0], TupleHash.Of(ref row[0], width), row[width]))
            {
                throw new InvalidDataException("The checkpoint is damaged.");
            }
        }
    }

    private void TakeIn(EventStream source, long seen)
    {
        unchecked
        {
            for (var i = 0; i < source.Count; i++)
            {
                TakeIn(ref source.Row(i), _set.NextHash(source, i), seen);
            }
        }
    }

    // False where the tuple is there already.
    private bool TakeIn(ref long tuple, uint hash, long seen)
    {
        var set = _set;
        var place = set.PlaceOf(hash);
        if (!set.IsFree(place) && IsThere(ref tuple, hash, ref place, seen))
        {
            return false;
        }
        set.Add(ref tuple, hash, place, seen, Add(ref tuple));
        return true;
    }

    private bool IsThere(ref long tuple, uint hash, ref int place, long seen)
    {
        if (!_set.TryFind(ref tuple, hash, ref place))
        {
            return false;
        }
        if (window.Forgets)
        {
            _set.SeeAgain(place, ref tuple, hash, seen);
        }
        return true;
    }
}
