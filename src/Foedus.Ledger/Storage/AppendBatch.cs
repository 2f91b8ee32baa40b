using Foedus.Ledger.Sequencing;

namespace Foedus.Ledger.Storage;

/// <summary>What one commit makes durable: all of it or nothing.</summary>
/// <param name="FirstIndex">The size of the log before. A store whose size is another refuses the batch.</param>
/// <param name="Heads">The chains that the batch lengthens, as they end behind it.</param>
public sealed record AppendBatch(
    long FirstIndex,
    IReadOnlyList<NewEntry> Entries,
    IReadOnlyList<NewNode> Nodes,
    IReadOnlyList<SourceHead> Heads
)
{
    /// <summary>Tiles of leaves that the batch fills.</summary>
    public IReadOnlyList<NewTile> Tiles { get; init; } = [];
}
