namespace Foedus.Temporal.Conditions;

/// <summary>
/// What one temporal operator remembers, relative to now: per tuple, sorted, the ages at which it counts, youngest
/// first. Ages that can make no difference any more are not kept, so equal futures mean equal states.
/// </summary>
internal sealed class SlotState((Row Tuple, long[] Ages)[] entries, long age) : IEquatable<SlotState>
{
    public (Row Tuple, long[] Ages)[] Entries => entries;

    /// <summary>For PREVIOUS: how long ago the last time point was.</summary>
    public long Age => age;

    public bool Equals(SlotState? other)
    {
        if (other is null || age != other.Age || entries.Length != other.Entries.Length)
        {
            return false;
        }
        for (var i = 0; i < entries.Length; i++)
        {
            if (
                !entries[i].Tuple.Equals(other.Entries[i].Tuple)
                || !entries[i].Ages.AsSpan().SequenceEqual(other.Entries[i].Ages)
            )
            {
                return false;
            }
        }
        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as SlotState);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(age);
        foreach (var (tuple, ages) in entries)
        {
            hash.Add(tuple);
            foreach (var one in ages)
            {
                hash.Add(one);
            }
        }
        return hash.ToHashCode();
    }
}
