using Foedus.Norms.Trees;

namespace Foedus.Norms;

/// <summary>
/// The canonical form of a state: everything that can change a future verdict, in order, with times relative to now.
/// Annotations (causes, when something was opened) are no part of it.
/// </summary>
internal static class CanonicalForm
{
    public static ulong Hash(State state)
    {
        var hash = new CanonicalHasher();
        var now = state.Now;
        var plan = state.Machine.Plan;
        var tables = state.Tables;
        foreach (var (_, instance) in tables.Instances.Entries())
        {
            hash.Add(instance.Hash(now));
        }
        foreach (var (key, _) in tables.DecisionQueue.Entries())
        {
            hash.Add(tables.Decisions.TryGet(key.Key, out var decision) ? decision.Hash(now) : 0);
        }
        foreach (var (key, _) in tables.Timers.Entries())
        {
            hash.Add(RelativeTime.Of(key.At, now));
            hash.Add(((long)key.Phase << 32) ^ key.Index);
        }
        Add(ref hash, tables.Reports);
        Add(ref hash, tables.Memory);
        Add(ref hash, tables.Suspensions);
        foreach (var (key, count) in tables.Counters.Entries())
        {
            Add(ref hash, key);
            hash.Add(count);
        }
        foreach (var (key, items) in tables.Menus.Entries())
        {
            Add(ref hash, key);
            foreach (var item in items)
            {
                hash.Add(item);
            }
        }
        foreach (var (key, sum) in tables.Quantities.Entries())
        {
            Add(ref hash, key);
            hash.Add(sum);
        }
        foreach (var (key, _) in tables.Openings.Entries())
        {
            Add(ref hash, key);
        }
        foreach (var (key, bound) in tables.Awaiting.Entries())
        {
            Add(ref hash, key);
            hash.Add(bound.Hash(now));
        }
        foreach (var agreement in tables.Agreements)
        {
            hash.Add(agreement.Hash(now));
        }
        foreach (var watch in tables.Watches)
        {
            hash.Add((watch.Value ? 1 : 0) + (watch.IsLatched ? 2 : 0));
            hash.Add(watch.LatchedFor);
        }
        for (var i = 0; i < tables.Histories.Length; i++)
        {
            hash.Add(tables.Histories[i].Hash(now));
        }
        foreach (var holds in tables.States)
        {
            hash.Add(holds);
        }
        for (var i = 0; i < tables.LastOccasions.Length; i++)
        {
            hash.Add(LastOccasion(plan, tables, i, now));
        }
        foreach (var outcome in tables.LastOutcomes)
        {
            hash.Add(outcome);
        }
        hash.Add(plan.CalendarPhase(now));
        return hash.Value;
    }

    public static bool AreEqual(State left, State right)
    {
        if (!ReferenceEquals(left.Machine, right.Machine))
        {
            return false;
        }
        var (a, b) = (left.Tables, right.Tables);
        var (now, otherNow) = (left.Now, right.Now);
        var plan = left.Machine.Plan;
        return plan.CalendarPhase(now) == plan.CalendarPhase(otherNow)
            && Same(a.Instances, b.Instances, (x, y) => x.Value.SameAs(y.Value, now, otherNow))
            && Same(a.DecisionQueue, b.DecisionQueue, (x, y) => x.Key.Key.Equals(y.Key.Key))
            && Same(a.Decisions, b.Decisions, (x, y) => x.Value.SameAs(y.Value, now, otherNow))
            && Same(a.Timers, b.Timers, (x, y) => SameTimer(x, y, now, otherNow))
            && Same(a.Reports, b.Reports, static (x, y) => x.Key.Equals(y.Key))
            && Same(a.Memory, b.Memory, static (x, y) => x.Key.Equals(y.Key))
            && Same(a.Suspensions, b.Suspensions, static (x, y) => x.Key.Equals(y.Key))
            && Same(a.Counters, b.Counters, static (x, y) => x.Key.Equals(y.Key) && x.Value == y.Value)
            && Same(a.Menus, b.Menus, static (x, y) => x.Key.Equals(y.Key) && x.Value.AsSpan().SequenceEqual(y.Value))
            && Same(a.Quantities, b.Quantities, static (x, y) => x.Key.Equals(y.Key) && x.Value == y.Value)
            && Same(
                a.Openings,
                b.Openings,
                (x, y) =>
                    x.Key.Equals(y.Key)
                    && x.Value.Bound.SameAs(y.Value.Bound, now, otherNow)
                    && RelativeTime.Of(x.Value.At, now) == RelativeTime.Of(y.Value.At, otherNow)
            )
            && Same(a.Awaiting, b.Awaiting, (x, y) => x.Key.Equals(y.Key) && x.Value.SameAs(y.Value, now, otherNow))
            && SameArrays(left.Machine.Plan, a, b, now, otherNow);
    }

    /// <summary>Of a named moment that no deadline counts from, only whether it was.</summary>
    private static long LastOccasion(Plan plan, in Tables tables, int node, long now)
    {
        var last = tables.LastOccasions[node];
        return
            last != long.MinValue && plan.Nodes[node].Consumer.Kind == ConsumerKind.ClockMoment && !plan.Ages.OfMoments
            ? long.MaxValue
            : RelativeTime.Of(last, now);
    }

    private static bool SameTimer(
        KeyValuePair<TimerKey, Bound?> x,
        KeyValuePair<TimerKey, Bound?> y,
        long now,
        long otherNow
    ) =>
        RelativeTime.Of(x.Key.At, now) == RelativeTime.Of(y.Key.At, otherNow)
        && (x.Key with { At = 0 }).Equals(y.Key with { At = 0 })
        && (x.Value is null ? y.Value is null : y.Value is not null && x.Value.SameAs(y.Value, now, otherNow));

    private static bool SameArrays(Plan plan, in Tables a, in Tables b, long now, long otherNow)
    {
        for (var i = 0; i < a.Agreements.Length; i++)
        {
            if (!a.Agreements[i].SameAs(b.Agreements[i], now, otherNow, plan.Ages))
            {
                return false;
            }
        }
        for (var i = 0; i < a.Watches.Length; i++)
        {
            var (x, y) = (a.Watches[i], b.Watches[i]);
            if (
                x.Value != y.Value
                || x.IsLatched != y.IsLatched
                || !CanonicalHasher.SameBits(x.LatchedFor, y.LatchedFor)
            )
            {
                return false;
            }
        }
        for (var i = 0; i < a.Histories.Length; i++)
        {
            if (!a.Histories[i].SameAs(b.Histories[i], now, otherNow))
            {
                return false;
            }
        }
        for (var i = 0; i < a.LastOccasions.Length; i++)
        {
            if (LastOccasion(plan, a, i, now) != LastOccasion(plan, b, i, otherNow))
            {
                return false;
            }
        }
        return a.States.AsSpan().SequenceEqual(b.States) && a.LastOutcomes.AsSpan().SequenceEqual(b.LastOutcomes);
    }

    private static bool Same<TKey, TValue, TOrder>(
        in CowTree<TKey, TValue, TOrder> left,
        in CowTree<TKey, TValue, TOrder> right,
        Func<KeyValuePair<TKey, TValue>, KeyValuePair<TKey, TValue>, bool> same
    )
        where TKey : struct
        where TOrder : struct, ITreeOrder<TKey>
    {
        if (left.Count != right.Count)
        {
            return false;
        }
        using var others = right.Entries().GetEnumerator();
        foreach (var entry in left.Entries())
        {
            if (!others.MoveNext() || !same(entry, others.Current))
            {
                return false;
            }
        }
        return true;
    }

    private static void Add(ref CanonicalHasher hash, in CowTree<TextKey, bool, TextOrder> tree)
    {
        foreach (var (key, _) in tree.Entries())
        {
            Add(ref hash, key);
        }
    }

    private static void Add(ref CanonicalHasher hash, in TextKey key)
    {
        hash.Add(((long)key.Index << 32) ^ key.Sub);
        hash.Add(key.Text);
    }
}
