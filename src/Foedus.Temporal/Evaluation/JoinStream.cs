using System.Runtime.CompilerServices;

namespace Foedus.Temporal.Evaluation;

/// <summary>
/// A conjunction driven by a stream: each tuple of its batches is completed by looks into the other conjuncts, which
/// are moved only to time points at which the stream has a batch.
/// </summary>
internal sealed class JoinStream : BuiltStream, IJoinSink
{
    // Conjuncts nobody looks at are moved along now and then, so that their events do not pile up.
    private const int IdleTimePoints = 4096;

    private readonly EventStream _driver;
    private readonly JoinPlan _plan;
    private readonly Relation[] _relations;
    private readonly Relation[] _needed;
    private readonly Timeline _timeline;
    private readonly TimelineCursor _cursor;
    private long _sought = -1;
    private long _joined;

    /// <param name="driver">The stream.</param>
    /// <param name="plan">How its tuples are completed.</param>
    /// <param name="relations">All other conjuncts.</param>
    /// <param name="needed">Those that must not be empty.</param>
    /// <param name="width">The columns of the result.</param>
    /// <param name="timeline">The stamps.</param>
    /// <param name="frontier">When all conjuncts are known.</param>
    public JoinStream(
        EventStream driver,
        JoinPlan plan,
        Relation[] relations,
        Relation[] needed,
        int width,
        Timeline timeline,
        Frontier frontier
    )
        : base(width, frontier)
    {
        _driver = driver;
        _plan = plan;
        _relations = relations;
        _needed = needed;
        _timeline = timeline;
        _cursor = timeline.NewCursor();
    }

    public override double? Yield => _joined == 0 ? 0 : (double)Produced / _joined;

    public override long WaitsFor => _driver.Peek() ? _driver.TimePoint : _driver.WaitsFor;

    public override void WakesOn(ICollection<EventLog> logs) => _driver.WakesOn(logs);

    public void Take(ref long tuple)
    {
        ref var row = ref Add();
        for (var i = 0; i < Width; i++)
        {
            Unsafe.Add(ref row, i) = Unsafe.Add(ref tuple, i);
        }
    }

    public override void Save(StateWriter writer)
    {
        writer.Number(_sought);
        writer.Number(_cursor.Position);
        base.Save(writer);
    }

    public override void Load(StateReader reader)
    {
        _sought = reader.Number();
        _cursor.Position = reader.Number();
        base.Load(reader);
    }

    protected override bool TryBuild()
    {
        var ready = Frontier.Ready;
        while (_driver.Peek() && _driver.TimePoint < ready)
        {
            Begin(_driver.TimePoint, _driver.Stamp);
            _joined += _driver.Count;
            Join();
            _driver.Consume();
            if (Count > 0)
            {
                return true;
            }
        }
        if (ready - _sought > IdleTimePoints && _relations.Length > 0)
        {
            Move(ready - 1, _timeline.StampAt(ready - 1));
        }
        _cursor.Position = Math.Max(_cursor.Position, ready - 1);
        return false;
    }

    private void Move(long timePoint, long stamp)
    {
        foreach (var relation in _relations)
        {
            relation.Seek(timePoint, stamp);
        }
        _sought = timePoint;
    }

    private void Join()
    {
        Move(TimePoint, Stamp);
        foreach (var relation in _needed)
        {
            if (relation.IsExact && relation.Table.Count == 0)
            {
                return;
            }
        }
        _plan.MoveTo(TimePoint, Stamp);
        for (var i = 0; i < _driver.Count; i++)
        {
            _plan.FetchAhead(_driver, i);
            _plan.Run(ref _driver.Row(i), this);
        }
    }
}
