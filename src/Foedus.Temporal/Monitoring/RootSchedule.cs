using Foedus.Temporal.Evaluation;

namespace Foedus.Temporal.Monitoring;

/// <summary>
/// Which formulas can have something to say: those an event has woken, those that wait for an instant that has passed,
/// and those that must be asked every time. Asking the others would cost more than answering, with hundreds of formulas.
/// </summary>
internal sealed class RootSchedule
{
    private readonly MonitorRoot[] _roots;
    private readonly List<int> _woken;
    private readonly int[] _asked;
    private readonly bool[] _isTimed;
    private readonly List<int> _due = [];

    // A binary heap of instants, each with the formula that waits for it to pass.
    private (long Instant, int Root)[] _instants = new (long, int)[16];
    private int _instantCount;

    /// <param name="roots">The formulas.</param>
    /// <param name="woken">Where the flags of the formulas put themselves.</param>
    public RootSchedule(MonitorRoot[] roots, List<int> woken)
    {
        _roots = roots;
        _woken = woken;
        _isTimed = new bool[roots.Length];
        var asked = new List<int>();
        for (var i = 0; i < roots.Length; i++)
        {
            if (!roots[i].CanSleep)
            {
                asked.Add(i);
            }
        }
        _asked = [.. asked];
    }

    /// <summary>The formulas to run now, in their order.</summary>
    public IReadOnlyList<int> TakeDue(long clock)
    {
        _due.Clear();
        _due.AddRange(_asked);
        foreach (var root in _woken)
        {
            if (_roots[root].CanSleep)
            {
                _due.Add(root);
            }
            _roots[root].Wake.Clear();
        }
        _woken.Clear();
        while (_instantCount > 0 && _instants[0].Instant < clock)
        {
            var root = TakeInstant();
            _isTimed[root] = false;
            if (!_due.Contains(root))
            {
                _due.Add(root);
            }
        }
        if (_due.Count > _asked.Length)
        {
            _due.Sort();
        }
        return _due;
    }

    /// <summary>Arranges the next run of a formula that has just been run.</summary>
    public void Ran(int root)
    {
        if (!_isTimed[root] && _roots[root].WaitsUntil is { } instant)
        {
            _isTimed[root] = true;
            AddInstant(instant, root);
        }
    }

    private void AddInstant(long instant, int root)
    {
        if (_instantCount == _instants.Length)
        {
            Array.Resize(ref _instants, _instantCount * 2);
        }
        var at = _instantCount++;
        while (at > 0 && _instants[(at - 1) / 2].Instant > instant)
        {
            _instants[at] = _instants[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        _instants[at] = (instant, root);
    }

    private int TakeInstant()
    {
        var taken = _instants[0].Root;
        var moved = _instants[--_instantCount];
        var at = 0;
        while (at * 2 + 1 < _instantCount)
        {
            var child = at * 2 + 1;
            if (child + 1 < _instantCount && _instants[child + 1].Instant < _instants[child].Instant)
            {
                child++;
            }
            if (_instants[child].Instant >= moved.Instant)
            {
                break;
            }
            _instants[at] = _instants[child];
            at = child;
        }
        _instants[at] = moved;
        return taken;
    }
}
