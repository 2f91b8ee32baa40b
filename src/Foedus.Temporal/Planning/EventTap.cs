using System.Runtime.CompilerServices;
using Foedus.Temporal.Evaluation;

namespace Foedus.Temporal.Planning;

/// <summary>What one pattern of a predicate lets through, and which columns go into its log.</summary>
internal sealed class EventTap(
    (int Argument, long Value)[] constants,
    (int Argument, int Same)[] repeats,
    int[] columns,
    EventLog log
)
{
    public EventLog Log => log;

    /// <summary>A constant that every event let through has, if there is one.</summary>
    public (int Argument, long Value)? Constant => constants.Length > 0 ? constants[0] : null;

    public bool IsSame(
        (int Argument, long Value)[] otherConstants,
        (int Argument, int Same)[] otherRepeats,
        int[] otherColumns
    ) =>
        constants.AsSpan().SequenceEqual(otherConstants)
        && repeats.AsSpan().SequenceEqual(otherRepeats)
        && columns.AsSpan().SequenceEqual(otherColumns);

    /// <summary>How many arguments go as they come, if all do and nothing is asked of them; else -1.</summary>
    public int PlainCount { get; } =
        constants.Length == 0
        && repeats.Length == 0
        && columns.AsSpan().SequenceEqual(Enumerable.Range(0, columns.Length).ToArray())
            ? columns.Length
            : -1;

    public void Offer(ref long arguments, long timePoint, long stamp)
    {
        foreach (var (argument, value) in constants)
        {
            if (Unsafe.Add(ref arguments, argument) != value)
            {
                return;
            }
        }
        foreach (var (argument, same) in repeats)
        {
            if (Unsafe.Add(ref arguments, argument) != Unsafe.Add(ref arguments, same))
            {
                return;
            }
        }
        ref var row = ref log.Append(timePoint, stamp);
        for (var i = 0; i < columns.Length; i++)
        {
            Unsafe.Add(ref row, i) = Unsafe.Add(ref arguments, columns[i]);
        }
    }
}
