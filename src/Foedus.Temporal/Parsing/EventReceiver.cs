namespace Foedus.Temporal.Parsing;

/// <summary>Takes what a log says, in its order.</summary>
internal abstract class EventReceiver
{
    public abstract void BeginTimePoint(long stamp);

    /// <summary>An event of the open time point: as many packed values as its predicate has arguments.</summary>
    public abstract void Take(int predicate, ref long arguments);

    public abstract void EndTimePoint();

    /// <summary>Forgets the open time point.</summary>
    public abstract void Discard();

    /// <summary>Nothing with a stamp up to this instant will come.</summary>
    public abstract void AdvanceTo(long instant);

    /// <summary>What stands for a text among the arguments of the next event.</summary>
    public abstract long Pack(ReadOnlySpan<byte> text);
}
