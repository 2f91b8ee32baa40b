using Foedus.Ledger.Entries;

namespace Foedus.Ledger.Sequencing;

/// <summary>Where a source's chain of events ends.</summary>
/// <param name="Sequence">Of its last event; 0 before the first.</param>
/// <param name="Hash">What its next event has as <c>prevhash</c>.</param>
public readonly record struct SourceHead(string Source, long Sequence, string Hash)
{
    public static SourceHead Before(string source) => new(source, 0, EventEnvelope.NoPrevious);
}
