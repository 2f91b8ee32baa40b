using Foedus.Ledger.Entries;
using Foedus.Ledger.Merkle;
using Foedus.Ledger.Notes;
using Foedus.Ledger.Storage;

namespace Foedus.Ledger.Witnessing;

/// <summary>
/// A witness's look at the entries themselves: they must hash to what the checkpoint says, and their recorded times
/// must neither go back nor run ahead of the witness's own clock. Signatures are left to verifiers.
/// </summary>
/// <param name="entriesAt">Opens the entries of the log as a checkpoint of that size has them.</param>
public sealed class TailAudit(Func<long, IEntrySource> entriesAt, TimeProvider clock)
{
    /// <summary>Milliseconds by which a log's clock may run ahead of the witness's.</summary>
    public const long MaximumLead = 5 * 60_000;

    private const int Block = 1024;

    private readonly CompactTree tree = new();
    private long lastRecordedTime;

    /// <summary>Reads on to the checkpoint; null if everything is in order. After a fault the audit begins anew.</summary>
    public string? Extend(Checkpoint checkpoint)
    {
        var limit = clock.GetUtcNow().ToUnixTimeMilliseconds() + MaximumLead;
        var draft = tree.Size <= checkpoint.Size ? tree.Clone() : new CompactTree();
        var time = draft.Size == 0 ? 0 : lastRecordedTime;
        try
        {
            var source = entriesAt(checkpoint.Size);
            while (draft.Size < checkpoint.Size)
            {
                var entries = source.ReadEntries(draft.Size, (int)Math.Min(Block, checkpoint.Size - draft.Size));
                if (entries.Count == 0)
                {
                    return $"entry {draft.Size} is missing";
                }
                foreach (var stored in entries)
                {
                    if (!LedgerEntry.TryParse(stored.Bytes, out var entry, out var why))
                    {
                        return $"entry {stored.Index}: {why}";
                    }
                    if (entry.RecordedTime < time || entry.RecordedTime > limit)
                    {
                        return $"the recorded time of entry {stored.Index}, {EventTimes.Format(entry.RecordedTime)}, {(entry.RecordedTime < time ? "goes back" : "lies ahead")}";
                    }
                    time = entry.RecordedTime;
                    draft.Append(MerkleHash.OfLeaf(stored.Bytes));
                }
            }
        }
        catch (Exception failure) when (failure is LedgerDamagedException or System.IO.IOException)
        {
            return $"the entries cannot be read: {failure.Message}";
        }
        if (draft.Root != checkpoint.Root)
        {
            return "the entries that the log serves do not have the root that it signed";
        }
        tree.Become(draft);
        lastRecordedTime = time;
        return null;
    }
}
