using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Conditions;

/// <summary>
/// The state of a condition as an immutable value. Keeping a reference is forking. Two states are equal if they will
/// answer alike to alike futures: what they hold is relative to now, and the instant itself does not count.
/// </summary>
public sealed class ConditionState : IEquatable<ConditionState>
{
    private readonly SlotState?[] _slots;
    private readonly Row[] _rows;
    private readonly bool _hasBegun;
    private int _hash;

    internal ConditionState(Condition condition, SlotState?[] slots)
        : this(condition, slots, [], 0, hasBegun: false) { }

    private ConditionState(Condition condition, SlotState?[] slots, Row[] rows, long now, bool hasBegun)
    {
        Condition = condition;
        _slots = slots;
        _rows = rows;
        Now = now;
        _hasBegun = hasBegun;
    }

    public Condition Condition { get; }

    /// <summary>The stamp of the last time point; 0 before the first.</summary>
    public long Now { get; }

    /// <summary>Whether the condition holds at the last time point, for any tuple.</summary>
    public bool Holds => _rows.Length > 0;

    /// <summary>How many tuples the condition holds for at the last time point; 1 or 0 for a closed one.</summary>
    public int Count => _rows.Length;

    /// <summary>
    /// The first instant after <see cref="Now"/> at which the passing of time alone may change an answer, or null. An
    /// answer that depends on PREVIOUS can change with any time point, and is not counted.
    /// </summary>
    public long? NextChange
    {
        get
        {
            long? least = null;
            foreach (var (formula, slot) in Slots())
            {
                var interval = formula switch
                {
                    Formula.Temporal { When: TemporalOperator.Once } once => once.Interval,
                    Formula.Bounded since => since.Interval,
                    _ => (Interval?)null,
                };
                if (interval is not { } window)
                {
                    continue;
                }
                foreach (var (_, ages) in slot.Entries)
                {
                    foreach (var age in ages)
                    {
                        var wait = age < window.Low ? window.Low - age : window.IsBounded ? window.High - age + 1 : 0;
                        if (wait > 0 && (least is null || Now + wait < least))
                        {
                            least = Now + wait;
                        }
                    }
                }
            }
            return least;
        }
    }

    /// <summary>The value of a tuple's column at the last time point. Tuples are sorted.</summary>
    public Value this[int row, int column] => _rows[row][column];

    /// <summary>Whether the condition holds for these values of its columns at the last time point.</summary>
    public bool HoldsFor(params ReadOnlySpan<Value> values)
    {
        foreach (var row in _rows)
        {
            if (values.SequenceEqual(row.Values))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>The state after one more time point. The stamp is not before <see cref="Now"/>; equal stamps are two time points.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The stamp is before the last one.</exception>
    /// <exception cref="OverflowException">A sum or term leaves 64 bits.</exception>
    public ConditionState Step(long stamp, IReadOnlyList<ConditionEvent> events)
    {
        if (_hasBegun)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(stamp, Now);
        }
        var slots = new SlotState?[_slots.Length];
        var evaluation = new ConditionEvaluation(Condition, _slots, slots, _hasBegun ? stamp - Now : 0, events);
        var rows = evaluation.Run(Condition.Formula);
        return new ConditionState(Condition, slots, rows, stamp, hasBegun: true);
    }

    /// <summary>Whether the condition would hold at an instant up to which nothing more happens. The state stays as it is.</summary>
    public bool HoldsAt(long stamp) => Step(stamp, []).Holds;

    /// <summary>The same state as if everything had happened so much later, or earlier for a negative distance.</summary>
    public ConditionState Shift(long distance) => new(Condition, _slots, _rows, Now + distance, _hasBegun);

    public bool Equals(ConditionState? other)
    {
        if (
            other is null
            || !ReferenceEquals(Condition, other.Condition)
            || _hasBegun != other._hasBegun
            || !_rows.AsSpan().SequenceEqual(other._rows)
        )
        {
            return false;
        }
        for (var i = 0; i < _slots.Length; i++)
        {
            if (!Equals(_slots[i], other._slots[i]))
            {
                return false;
            }
        }
        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as ConditionState);

    public override int GetHashCode()
    {
        if (_hash == 0)
        {
            var hash = new HashCode();
            foreach (var slot in _slots)
            {
                hash.Add(slot);
            }
            foreach (var row in _rows)
            {
                hash.Add(row);
            }
            _hash = hash.ToHashCode() | 1;
        }
        return _hash;
    }

    private IEnumerable<(Formula Formula, SlotState Slot)> Slots()
    {
        var open = new Stack<Formula>();
        open.Push(Condition.Formula.Rewritten);
        while (open.TryPop(out var formula))
        {
            if (formula is Formula.Temporal or Formula.Bounded && _slots[Condition.SlotOf(formula)] is { } slot)
            {
                yield return (formula, slot);
            }
            foreach (var child in Children.Of(formula))
            {
                open.Push(child);
            }
        }
    }
}
