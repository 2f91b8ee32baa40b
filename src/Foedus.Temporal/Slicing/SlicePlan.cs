using Foedus.Temporal.Formulas;
using Foedus.Temporal.Monitoring;

namespace Foedus.Temporal.Slicing;

/// <summary>
/// How a run is divided into slices that know nothing of each other: every slice has all formulas and the events of its
/// keys; an event without a key goes to every slice; of the verdicts each slice keeps those of its keys. (D. Basin,
/// G. Caronni, S. Ereth, M. Harvan, F. Klaedtke and H. Mantel, "Scalable offline monitoring of temporal specifications", FMSD 2016; J. Schneider, D. Basin,
/// F. Brix, S. Krstić and D. Traytel, "Scalable online first-order monitoring", STTT 2021.)
/// </summary>
internal sealed class SlicePlan
{
    /// <summary>Every slice gets the events of the predicate, as far as it looks at them.</summary>
    public const int NoKey = -1;

    private SlicePlan(
        IReadOnlyList<MonitoredFormula> formulas,
        int slices,
        int[] keys,
        int[] keyColumns,
        double keyedShare
    )
    {
        All = formulas;
        Slices = slices;
        Keys = keys;
        KeyColumns = keyColumns;
        KeyedShare = keyedShare;
    }

    public int Slices { get; }

    /// <summary>The formulas of the run.</summary>
    public IReadOnlyList<MonitoredFormula> All { get; }

    /// <summary>For each predicate the argument that decides the slice, or <see cref="NoKey"/>.</summary>
    public IReadOnlyList<int> Keys { get; }

    /// <summary>
    /// For each formula the column of its verdicts that decides the slice. There is one: the key is a free variable of
    /// every formula.
    /// </summary>
    public IReadOnlyList<int> KeyColumns { get; }

    /// <summary>Of the events that some formula looks at, the part that goes to one slice only.</summary>
    public double KeyedShare { get; }

    /// <summary>
    /// Finds for each formula a variable so that as many events as possible have a key: all formulas must agree on the
    /// argument of each predicate. One way for each variable of the first formula, with more keyed events first. None if
    /// some formula has no such variable, or none remembers anything: then parsing is nearly all of the work.
    /// </summary>
    /// <param name="formulas">What is monitored.</param>
    /// <param name="slices">How many slices there will be.</param>
    /// <param name="counts">How often each predicate has been seen.</param>
    public static IReadOnlyList<SlicePlan> ByKey(
        IReadOnlyList<MonitoredFormula> formulas,
        int slices,
        IReadOnlyList<long> counts
    )
    {
        if (!formulas.Any(formula => Remembers(formula.Rewritten)))
        {
            return [];
        }
        var choices = new List<KeyPositions>[formulas.Count];
        for (var i = 0; i < choices.Length; i++)
        {
            choices[i] = Choices(formulas[i]);
            if (choices[i].Count == 0)
            {
                return [];
            }
        }
        var found = new List<SlicePlan>();
        foreach (var first in choices[0])
        {
            var tried = new Assignment(counts);
            tried.Add(first);
            for (var i = 1; i < choices.Length; i++)
            {
                tried.AddBest(choices[i]);
            }
            if (tried.Share > 0)
            {
                var columns = formulas.Select((formula, i) => Names.IndexOf(formula.Columns, tried.Chosen[i].Variable));
                found.Add(new SlicePlan(formulas, slices, tried.Keys(), [.. columns], tried.Share));
            }
        }
        return [.. found.OrderByDescending(plan => plan.KeyedShare)];
    }

    private static bool Remembers(Formula formula) =>
        formula is Formula.Temporal or Formula.Bounded or Formula.Aggregate || Children.Of(formula).Any(Remembers);

    private static List<KeyPositions> Choices(MonitoredFormula formula)
    {
        var found = new List<KeyPositions>();
        if (!SliceSafety.CanSlice(formula))
        {
            return found;
        }
        foreach (var variable in formula.Columns)
        {
            if (KeyPositions.Of(formula.Rewritten, variable, formula.Signature) is { } positions)
            {
                found.Add(positions);
            }
        }
        return found;
    }

    // Which arguments of each predicate are still a key for every formula added so far.
    private sealed class Assignment(IReadOnlyList<long> counts)
    {
        private readonly ulong[] _left = [.. counts.Select(_ => ulong.MaxValue)];
        private readonly bool[] _isUsed = new bool[counts.Count];

        public List<KeyPositions> Chosen { get; } = [];

        // An event more of each kind, for predicates that have not been seen yet.
        public double Share
        {
            get
            {
                long keyed = 0;
                long all = 0;
                for (var i = 0; i < _left.Length; i++)
                {
                    all += _isUsed[i] ? counts[i] + 1 : 0;
                    keyed += _isUsed[i] && _left[i] != 0 ? counts[i] + 1 : 0;
                }
                return all == 0 ? 0 : (double)keyed / all;
            }
        }

        public void Add(KeyPositions choice)
        {
            Chosen.Add(choice);
            for (var i = 0; i < _left.Length; i++)
            {
                _left[i] &= choice.At(i);
                _isUsed[i] |= choice.Uses(i);
            }
        }

        public void AddBest(List<KeyPositions> choices)
        {
            var best = choices[0];
            var most = -1L;
            foreach (var choice in choices)
            {
                var keyed = 0L;
                for (var i = 0; i < _left.Length; i++)
                {
                    keyed += choice.Uses(i) && (_left[i] & choice.At(i)) != 0 ? counts[i] + 1 : 0;
                }
                if (keyed > most)
                {
                    (best, most) = (choice, keyed);
                }
            }
            Add(best);
        }

        public int[] Keys()
        {
            var keys = new int[_left.Length];
            for (var i = 0; i < keys.Length; i++)
            {
                keys[i] =
                    _isUsed[i] && _left[i] != 0 ? System.Numerics.BitOperations.TrailingZeroCount(_left[i]) : NoKey;
            }
            return keys;
        }
    }
}
