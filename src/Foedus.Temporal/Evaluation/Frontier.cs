namespace Foedus.Temporal.Evaluation;

/// <summary>
/// How far a formula's value can be known: at every time point below <see cref="Ready"/>. Formulas that wait alike
/// share one frontier.
/// </summary>
internal abstract class Frontier
{
    public long Ready { get; protected set; }

    /// <summary>Puts the frontier where a saved one was.</summary>
    public void Restore(long ready) => Ready = ready;

    /// <summary>Takes in what the timeline has come to know. Frontiers it depends on are updated before.</summary>
    public abstract void Update(Timeline timeline);

    /// <summary>
    /// Whether a value is known exactly when the clock has passed <see cref="KnownAfter"/>, whatever happens: then
    /// nobody has to ask before.
    /// </summary>
    public virtual bool GoesByClock => false;

    /// <summary>The instant after which the value at a time point is known even if nothing more happens.</summary>
    public abstract long KnownAfter(long stamp);

    /// <summary>A formula about the present and the past: known as soon as the time point is complete.</summary>
    public sealed class Now : Frontier
    {
        public override bool GoesByClock => true;

        public override void Update(Timeline timeline) => Ready = timeline.Count;

        public override long KnownAfter(long stamp) => stamp;
    }

    /// <summary>A window into the future: known when time has passed its end.</summary>
    public sealed class Ahead(Frontier inner, long distance, TimelineCursor cursor) : Frontier
    {
        // A window behind another one may end with a time point before the clock says so.
        public override bool GoesByClock => inner is Now;

        public override void Update(Timeline timeline)
        {
            var known = inner.Ready < timeline.Count ? timeline.StampAt(inner.Ready) : timeline.Clock;
            Ready = timeline.FirstFrom(Ready, known - distance);
            cursor.Position = Ready;
        }

        public override long KnownAfter(long stamp) => inner.KnownAfter(stamp + distance);
    }

    /// <summary>
    /// A window that ends in the past: known as soon as what is not known yet is too young for it (as the verified
    /// reference has it).
    /// </summary>
    public sealed class Behind(Frontier inner, long distance, TimelineCursor cursor) : Frontier
    {
        public override void Update(Timeline timeline)
        {
            var unknown = inner.Ready;
            var ready = Math.Max(Ready, unknown);
            Ready =
                unknown < timeline.Count
                    ? timeline.FirstFrom(ready, timeline.StampAt(unknown) + distance)
                    : timeline.Count;
            cursor.Position = Math.Min(Ready, unknown);
        }

        public override long KnownAfter(long stamp) => Math.Max(stamp, inner.KnownAfter(stamp - distance));
    }

    /// <summary>The next time point: known when that is, or when the two stamps alone decide.</summary>
    public sealed class Following(Frontier inner, Formulas.Interval interval, TimelineCursor cursor) : Frontier
    {
        public override void Update(Timeline timeline)
        {
            // A verdict beside the end of the log waits for its operand, as the reference's does.
            var ready = Math.Max(Ready, Math.Min(inner.Ready, timeline.Count) - 1);
            if (
                interval.IsBounded
                && ready == timeline.Count - 1
                && !timeline.HasEnded
                && timeline.StampAt(ready) + interval.High < timeline.Clock
            )
            {
                ready++;
            }
            Ready = ready;
            cursor.Position = ready;
        }

        public override long KnownAfter(long stamp) =>
            interval.IsBounded ? inner.KnownAfter(stamp + interval.High) : Timeline.EndStamp;
    }

    /// <summary>The time point before: known one step earlier than the formula itself.</summary>
    public sealed class Preceding(Frontier inner) : Frontier
    {
        public override void Update(Timeline timeline) => Ready = Math.Min(timeline.Count, inner.Ready + 1);

        public override long KnownAfter(long stamp) => Math.Max(stamp, inner.KnownAfter(stamp));
    }

    /// <summary>Several formulas: known when all are.</summary>
    public sealed class All(Frontier left, Frontier right) : Frontier
    {
        public override bool GoesByClock => left.GoesByClock && right.GoesByClock;

        public override void Update(Timeline timeline) => Ready = Math.Min(left.Ready, right.Ready);

        public override long KnownAfter(long stamp) => Math.Max(left.KnownAfter(stamp), right.KnownAfter(stamp));
    }
}
