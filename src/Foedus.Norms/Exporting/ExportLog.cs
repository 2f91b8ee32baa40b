using System.Globalization;
using System.Text;
using Foedus.Norms.Events;

namespace Foedus.Norms.Exporting;

/// <summary>The log of an export: time points in the order in which the machine saw them.</summary>
internal sealed class ExportLog
{
    private readonly List<TimePoint> _points = [];

    /// <summary>Everything up to and including this stamp is in the log.</summary>
    private long _closed = long.MinValue;

    /// <summary>MonPoly takes no stamp below 0: where something is older, all are counted from the earliest time an event can have.</summary>
    public long Origin => _points.Exists(static point => point.Stamp < 0) ? EventTime.Earliest : 0;

    public void Add(long stamp, string @event) => _points.Add(new TimePoint(stamp, [@event]));

    public void Add(long stamp, IEnumerable<string> events) => _points.Add(new TimePoint(stamp, [.. events]));

    /// <summary>The machine has come to rest after an event.</summary>
    public void Settle(long stamp) => Add(stamp, "settled()");

    /// <summary>Time has passed up to and including the stamp.</summary>
    public void Close(long stamp)
    {
        _points.Add(new TimePoint(stamp, ["settled()", "closed()"]));
        _closed = stamp;
    }

    /// <summary>Something falls due at the stamp, unless the history ends before.</summary>
    /// <param name="event">What to write there besides, or null.</param>
    public void Due(long stamp, string? @event)
    {
        if (stamp > _closed)
        {
            return;
        }
        var last = _points.FindLastIndex(point => point.Stamp <= stamp);
        var at = _points.FindIndex(point => point.Stamp == stamp && point.Events.Contains("closed()"));
        if (at < 0)
        {
            at = last + 1;
            _points.Insert(at, new TimePoint(stamp, ["closed()"]));
        }
        if (@event is not null)
        {
            _points[at].Events.Add(@event);
        }
    }

    public override string ToString()
    {
        var origin = Origin;
        var text = new StringBuilder();
        foreach (var point in _points)
        {
            text.Append('@').Append((point.Stamp - origin).ToString(CultureInfo.InvariantCulture));
            foreach (var one in point.Events)
            {
                text.Append(' ').Append(one);
            }
            // MonPoly ends an entry at the next one, or at a semicolon.
            text.Append(";\n");
        }
        return text.ToString();
    }

    private sealed record TimePoint(long Stamp, List<string> Events);
}
