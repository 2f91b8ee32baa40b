using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Foedus.Temporal.Evaluation;

/// <summary>
/// A formula that holds for some tuples at some time points and for none at the others: only the time points with
/// tuples are visited, so empty ones cost nothing. A batch may hold a tuple more than once.
/// </summary>
internal abstract class EventStream(int width, Frontier frontier)
{
    public int Width { get; } = width;

    /// <summary>Batches of time points below its <see cref="Frontier.Ready"/> can be had.</summary>
    public Frontier Frontier { get; } = frontier;

    public long TimePoint { get; protected set; }

    public long Stamp { get; protected set; }

    public int Count { get; protected set; }

    /// <summary>
    /// How many rows, from the current batch's first on, lie in memory already: those of later batches too. Worth
    /// knowing only to fetch ahead what their tuples will touch.
    /// </summary>
    public int CountAhead { get; protected set; }

    protected long[] Rows { get; set; } = [];

    protected int FirstRow { get; set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref long Row(int row) =>
        ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Rows), unchecked((FirstRow + row) * Width));

    /// <summary>Makes the next batch the current one unless there is one already. False while none is known.</summary>
    public abstract bool Peek();

    /// <summary>Leaves the current batch.</summary>
    public abstract void Consume();

    /// <summary>Whether the current batch, after leaving earlier ones, is that of the time point.</summary>
    public bool IsAt(long timePoint)
    {
        while (Peek())
        {
            if (TimePoint >= timePoint)
            {
                return TimePoint == timePoint;
            }
            Consume();
        }
        return false;
    }

    /// <summary>
    /// After a failed <see cref="Peek"/>: the time point the stream waits to be known, or the largest number if it waits
    /// for an event of the logs that <see cref="WakesOn"/> names. A stream that cannot tell says 0.
    /// </summary>
    public virtual long WaitsFor => 0;

    /// <summary>Names the logs that can give the stream a batch. Not every one has to be: those not named are read when needed.</summary>
    public virtual void WakesOn(ICollection<EventLog> logs) { }

    /// <summary>Writes down what decides the stream's future.</summary>
    public abstract void Save(StateWriter writer);

    public abstract void Load(StateReader reader);
}
