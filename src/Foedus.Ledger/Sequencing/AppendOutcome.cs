using Foedus.Ledger.Notes;

namespace Foedus.Ledger.Sequencing;

public enum AppendFate
{
    /// <summary>Durable, at the index.</summary>
    Accepted,

    /// <summary>It was there already, at the index.</summary>
    Known,

    /// <summary>It breaks a rule, and always will.</summary>
    Refused,

    /// <summary>Another event of the same source contradicts it; it was kept as evidence and has no effect.</summary>
    Contradicts,

    /// <summary>Too much is waiting; nothing was written. Try again.</summary>
    Busy,

    /// <summary>The log cannot write now. Whether the event is in it is to be asked, or sent again: it is taken only once.</summary>
    Unavailable,
}

/// <summary>The answer to whoever sent a signed message.</summary>
/// <param name="Index">Where it stands; −1 where it does not.</param>
/// <param name="RecordedTime">UTC milliseconds.</param>
/// <param name="Why">Empty where it stands there.</param>
public sealed record AppendOutcome(AppendFate Fate, long Index, long RecordedTime, string Why)
{
    private Lazy<InclusionReceipt?>? receipt;

    /// <summary>
    /// The proof that it stands there, under a signed checkpoint; null where it does not. It is put together by whoever
    /// asks, not by the sequencer.
    /// </summary>
    public InclusionReceipt? Receipt => receipt?.Value;

    internal AppendOutcome WithReceipt(Func<InclusionReceipt?> make) =>
        new(this) { receipt = new Lazy<InclusionReceipt?>(make) };

    public static AppendOutcome Refused(string why) => new(AppendFate.Refused, -1, 0, why);

    public static AppendOutcome Unavailable(string why) => new(AppendFate.Unavailable, -1, 0, why);

    public static AppendOutcome Busy { get; } =
        new(AppendFate.Busy, -1, 0, "too many events are waiting to be written");
}
