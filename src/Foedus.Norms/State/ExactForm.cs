namespace Foedus.Norms;

/// <summary>
/// Whether two states of one run are the same to the last annotation: then not only the verdicts that follow are the same,
/// but also the reasons given for them. Made for states that share most of what they hold.
/// </summary>
internal static class ExactForm
{
    public static bool AreEqual(State left, State right)
    {
        var (a, b) = (left.Tables, right.Tables);
        return left.Now == right.Now
            && ReferenceEquals(left.Machine, right.Machine)
            && SameArrays(a, b, left.Now)
            && a.Timers.HasEntriesOf(b.Timers, static (x, y) => Same(x, y))
            && a.Instances.HasEntriesOf(b.Instances, static (x, y) => Same(x, y))
            && a.Decisions.HasEntriesOf(b.Decisions, static (x, y) => Same(x, y))
            && a.Queue.HasEntriesOf(b.Queue, static (x, y) => x == y)
            && a.DecisionQueue.HasEntriesOf(b.DecisionQueue, static (x, y) => x == y)
            && a.Counters.HasEntriesOf(b.Counters, static (x, y) => x == y)
            && a.Quantities.HasEntriesOf(b.Quantities, static (x, y) => x == y)
            && a.Suspensions.HasEntriesOf(b.Suspensions, static (x, y) => x == y)
            && a.Menus.HasEntriesOf(b.Menus, static (x, y) => x.AsSpan().SequenceEqual(y))
            && a.Openings.HasEntriesOf(b.Openings, static (x, y) => Same(x, y))
            && a.Awaiting.HasEntriesOf(b.Awaiting, static (x, y) => Same(x, y))
            && a.Reports.HasEntriesOf(b.Reports, static (x, y) => x == y)
            && a.Memory.HasEntriesOf(b.Memory, static (x, y) => x == y);
    }

    /// <summary>Whether nothing but time passed from one state to the other: what is written to is copied, so that it is enough to compare where things lie.</summary>
    public static bool IsUntouched(State before, State after)
    {
        var (a, b) = (before.Tables, after.Tables);
        return ReferenceEquals(a.Agreements, b.Agreements)
            && ReferenceEquals(a.Watches, b.Watches)
            && ReferenceEquals(a.Histories, b.Histories)
            && ReferenceEquals(a.States, b.States)
            && ReferenceEquals(a.LastOccasions, b.LastOccasions)
            && ReferenceEquals(a.LastOutcomes, b.LastOutcomes)
            && a.Instances.IsSameAs(b.Instances)
            && a.Queue.IsSameAs(b.Queue)
            && a.Timers.IsSameAs(b.Timers)
            && a.Decisions.IsSameAs(b.Decisions)
            && a.DecisionQueue.IsSameAs(b.DecisionQueue)
            && a.Reports.IsSameAs(b.Reports)
            && a.Memory.IsSameAs(b.Memory)
            && a.Counters.IsSameAs(b.Counters)
            && a.Menus.IsSameAs(b.Menus)
            && a.Quantities.IsSameAs(b.Quantities)
            && a.Openings.IsSameAs(b.Openings)
            && a.Suspensions.IsSameAs(b.Suspensions)
            && a.Awaiting.IsSameAs(b.Awaiting);
    }

    private static bool SameArrays(in Tables a, in Tables b, long now)
    {
        for (var i = 0; i < a.Agreements.Length; i++)
        {
            if (
                !ReferenceEquals(a.Agreements[i], b.Agreements[i])
                && !a.Agreements[i].SameAs(b.Agreements[i], now, now, AgesAsked.All)
            )
            {
                return false;
            }
        }
        for (var i = 0; i < a.Watches.Length; i++)
        {
            var (x, y) = (a.Watches[i], b.Watches[i]);
            if (
                !ReferenceEquals(x, y)
                && (
                    x.Value != y.Value
                    || x.IsLatched != y.IsLatched
                    || x.Timer != y.Timer
                    || !CanonicalHasher.SameBits(x.LatchedFor, y.LatchedFor)
                )
            )
            {
                return false;
            }
        }
        for (var i = 0; i < a.Histories.Length; i++)
        {
            if (!ReferenceEquals(a.Histories[i], b.Histories[i]) && !a.Histories[i].SameAs(b.Histories[i], now, now))
            {
                return false;
            }
        }
        return a.LastOccasions.AsSpan().SequenceEqual(b.LastOccasions)
            && a.States.AsSpan().SequenceEqual(b.States)
            && a.LastOutcomes.AsSpan().SequenceEqual(b.LastOutcomes);
    }

    private static bool Same(NormInstance x, NormInstance y) =>
        ReferenceEquals(x, y)
        || (
            x.SameAs(y, 0, 0)
            && x.Since == y.Since
            && x.Anchor == y.Anchor
            && x.DeadlineIndex == y.DeadlineIndex
            && ReferenceEquals(x.Provisions, y.Provisions)
            && Same(x.Bound, y.Bound)
        );

    private static bool Same(DecisionInstance x, DecisionInstance y) =>
        ReferenceEquals(x, y)
        || (
            x.SameAs(y, 0, 0)
            && x.Opened == y.Opened
            && x.StageOpened == y.StageOpened
            && Same(x.Bound, y.Bound)
            && Same(x.Cause, y.Cause)
        );

    private static bool Same(LaterOpening x, LaterOpening y) =>
        ReferenceEquals(x, y)
        || (
            x.At == y.At
            && x.Deadline == y.Deadline
            && x.DeadlineIndex == y.DeadlineIndex
            && x.Anchor == y.Anchor
            && Same(x.Bound, y.Bound)
        );

    private static bool Same(Bound? x, Bound? y) =>
        ReferenceEquals(x, y)
        || (
            x is not null
            && y is not null
            && x.SameAs(y, 0, 0)
            && x.Origin == y.Origin
            && Nullable.Equals(x.Above, y.Above)
            && Same(x.Cause, y.Cause)
        );

    private static bool Same(Cause? x, Cause? y)
    {
        while (!ReferenceEquals(x, y))
        {
            // Both runs read the same history: an event that is not the same object is not the same event.
            if (x is null || y is null || !ReferenceEquals(x.Event, y.Event))
            {
                return false;
            }
            x = x.Before;
            y = y.Before;
        }
        return true;
    }
}
