using Foedus.Temporal.Evaluation;
using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Planning;

/// <summary>The frontiers of a monitor. Formulas that wait alike get the same one; each stands behind those it depends on.</summary>
internal sealed class FrontierSet(Timeline timeline)
{
    private readonly Dictionary<Wait, Frontier> _known = [];
    private readonly List<Frontier> _ordered = [];
    private readonly List<Frontier> _asked = [];

    private Frontier? _now;

    /// <summary>What everything else depends on.</summary>
    public Frontier Now => _now ??= Get("now", null, null, 0, () => new Frontier.Now());

    public IReadOnlyList<Frontier> Ordered => _ordered;

    /// <summary>The frontiers asked for since the last call, each behind those it depends on.</summary>
    public Frontier[] TakeAsked()
    {
        Frontier[] asked = [.. _asked];
        _asked.Clear();
        return asked;
    }

    public Frontier Ahead(Frontier inner, long distance) =>
        Get("ahead", inner, null, distance, () => new Frontier.Ahead(inner, distance, timeline.NewCursor()));

    /// <summary>A window that ends so far in the past.</summary>
    public Frontier Behind(Frontier inner, long distance) =>
        distance == 0 || inner is Frontier.Now
            ? inner
            : Get("behind", inner, null, distance, () => new Frontier.Behind(inner, distance, timeline.NewCursor()));

    public Frontier Following(Frontier inner, Interval interval) =>
        Get($"next{interval}", inner, null, 0, () => new Frontier.Following(inner, interval, timeline.NewCursor()));

    public Frontier Preceding(Frontier inner) =>
        inner is Frontier.Now ? inner : Get("previous", inner, null, 0, () => new Frontier.Preceding(inner));

    public Frontier All(IEnumerable<Frontier> frontiers)
    {
        var all = Now;
        foreach (var frontier in frontiers)
        {
            if (ReferenceEquals(frontier, all) || frontier is Frontier.Now)
            {
                continue;
            }
            var left = all;
            all =
                left is Frontier.Now ? frontier : Get("all", left, frontier, 0, () => new Frontier.All(left, frontier));
        }
        return all;
    }

    private Frontier Get(string kind, Frontier? left, Frontier? right, long distance, Func<Frontier> create)
    {
        var wait = new Wait(kind, left, right, distance);
        if (!_known.TryGetValue(wait, out var frontier))
        {
            frontier = create();
            _known.Add(wait, frontier);
            _ordered.Add(frontier);
        }
        if (!_asked.Contains(frontier))
        {
            _asked.Add(frontier);
        }
        return frontier;
    }

    // A class, since dictionaries keyed by value tuples are not compiled ahead and would cost at start-up.
    private sealed record Wait(string Kind, Frontier? Left, Frontier? Right, long Distance);
}
