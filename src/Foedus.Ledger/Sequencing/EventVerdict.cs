namespace Foedus.Ledger.Sequencing;

/// <summary>What becomes of an event that is sent to a ledger.</summary>
public enum EventFate
{
    /// <summary>It is the next of its source's chain.</summary>
    Fits,

    /// <summary>The same payload stands in the log already.</summary>
    Known,

    /// <summary>Its source has signed something else under its id, or at its place in the chain.</summary>
    Equivocates,

    Unfit,
}

/// <param name="Index">Of the entry that is the same, or that it contradicts; −1 where there is none.</param>
/// <param name="Why">Empty where the event fits.</param>
public readonly record struct EventVerdict(EventFate Fate, long Index, string Why)
{
    public static EventVerdict Fits { get; } = new(EventFate.Fits, -1, "");

    public static EventVerdict Unfit(string why) => new(EventFate.Unfit, -1, why);
}
