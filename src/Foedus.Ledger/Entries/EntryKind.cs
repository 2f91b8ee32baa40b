namespace Foedus.Ledger.Entries;

/// <summary>The first byte of an entry. The numbers are part of the format and are never given out again.</summary>
public enum EntryKind : byte
{
    /// <summary>A signed event of a source.</summary>
    Event = 1,

    /// <summary>A signed change of keys or roles; the first entry of every ledger is one.</summary>
    Key = 2,

    /// <summary>A signed event that contradicts one that its own source had already signed. It has no effect; it is evidence.</summary>
    Equivocation = 3,

    /// <summary>Time passed: signed by the operator, so that verdicts by time alone rest on the log.</summary>
    Clock = 4,

    /// <summary>What a replay of the entries before concludes, in one hash: signed by the operator, checked by whoever replays.</summary>
    Digest = 5,
}
