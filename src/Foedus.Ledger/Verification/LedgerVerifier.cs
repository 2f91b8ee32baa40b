using System.Collections.Immutable;
using Foedus.Ledger.Entries;
using Foedus.Ledger.Keys;
using Foedus.Ledger.Merkle;
using Foedus.Ledger.Notes;
using Foedus.Ledger.Sequencing;
using Foedus.Ledger.Storage;

namespace Foedus.Ledger.Verification;

/// <summary>
/// Checks a whole log without trusting whoever kept it: every signature, every rule of <see cref="LedgerState"/>, every
/// hash of the tree, the signed checkpoint, and older checkpoints that were seen elsewhere.
/// </summary>
public sealed class LedgerVerifier
{
    /// <summary>Entries that are looked at together: enough to keep the cores busy, and a few megabytes.</summary>
    private const int Block = 1024;

    private readonly IEntrySource source;
    private readonly Checkpoint checkpoint;
    private readonly ImmutableArray<Checkpoint> older;
    private readonly LedgerState state = new();
    private readonly CompactTree tree = new();
    private readonly SeenIdentities identities;
    private readonly List<List<MerkleHash>> levels = [];
    private readonly Func<long, ParsedEntry, byte[]?>? derive;
    private readonly Action<long, ParsedEntry, byte[]?>? visit;

    private LedgerVerifier(
        IEntrySource source,
        Checkpoint checkpoint,
        ImmutableArray<Checkpoint> older,
        Func<long, ParsedEntry, byte[]?>? derive,
        Action<long, ParsedEntry, byte[]?>? visit
    )
    {
        this.source = source;
        this.checkpoint = checkpoint;
        this.older = older;
        this.derive = derive;
        this.visit = visit;
        identities = new SeenIdentities(checkpoint.Size);
    }

    /// <param name="note">The checkpoint to which the log is held.</param>
    /// <param name="pinned">Verifier keys that came by another way than the log itself; empty: those of its first entry.</param>
    /// <param name="older">Checkpoints of this log from elsewhere, whose signatures the caller has checked.</param>
    /// <param name="derive">Makes something of each entry, on any thread.</param>
    /// <param name="visit">Sees each entry that is in order, one after the other, with its index and what was made of it.</param>
    public static VerificationResult Verify(
        IEntrySource source,
        SignedNote note,
        ImmutableArray<NoteVerifier> pinned,
        ImmutableArray<Checkpoint> older,
        Func<long, ParsedEntry, byte[]?>? derive = null,
        Action<long, ParsedEntry, byte[]?>? visit = null
    )
    {
        if (!Checkpoint.TryParse(note.Text, out var checkpoint, out var why))
        {
            return new VerificationResult(new Checkpoint("", 0, MerkleHash.OfNothing), why, -1, new LedgerState());
        }
        var verifier = new LedgerVerifier(source, checkpoint, older, derive, visit);
        try
        {
            var fault =
                verifier.ReadAll(out var index)
                ?? verifier.CheckTree()
                ?? verifier.CheckNote(note, pinned)
                ?? verifier.CheckOlder();
            return new VerificationResult(checkpoint, fault, index, verifier.state);
        }
        catch (LedgerDamagedException damage)
        {
            return new VerificationResult(checkpoint, damage.Message, damage.Index, verifier.state);
        }
    }

    /// <summary>
    /// Blocks pass through two stages at once: while the signatures of one are checked on all cores, the next is read,
    /// taken apart and judged. Only a few blocks are in memory, however long the log is.
    /// </summary>
    private string? ReadAll(out long badIndex)
    {
        badIndex = -1;
        EntryBlock? checking = null;
        try
        {
            for (var from = 0L; from < checkpoint.Size; )
            {
                var stored = source.ReadEntries(from, (int)Math.Min(Block, checkpoint.Size - from));
                if (stored.Count == 0)
                {
                    break;
                }
                var block = EntryBlock.Parse(from, stored);
                Judge(block);
                if (Finish(checking, out badIndex) is { } fault)
                {
                    return fault;
                }
                checking = block;
                block.BeginSignatures(derive);
                if (block.IsCutShort)
                {
                    break;
                }
                from += stored.Count;
            }
        }
        catch (LedgerDamagedException) when (Finish(checking, out badIndex) is { } earlier)
        {
            // What is wrong first is said first.
            return earlier;
        }
        if (Finish(checking, out badIndex) is { } last)
        {
            return last;
        }
        badIndex = state.Size < checkpoint.Size ? state.Size : -1;
        return badIndex < 0 ? null : $"entry {badIndex} is missing";
    }

    /// <summary>The rules, in order, up to the first entry that breaks one.</summary>
    private void Judge(EntryBlock block)
    {
        for (var i = 0; i < block.Count; i++)
        {
            if (block.Parsed[i] is not { } entry)
            {
                block.CutAt(i);
                return;
            }
            block.Faults[i] = state.Objection(entry, identities, out block.Signers[i], out var next);
            if (block.Faults[i] is not null)
            {
                block.CutAt(i);
                return;
            }
            Count(block.From + i, block.Stored[i].Leaf, entry, next);
        }
    }

    /// <summary>Waits for the signatures of the block and says what is wrong first in it.</summary>
    private string? Finish(EntryBlock? block, out long badIndex)
    {
        badIndex = -1;
        if (block is null)
        {
            return null;
        }
        block.EndSignatures();
        var leafFault = CompareLeaves(block.From, block.Stored, block.Judged, out var leafIndex);
        for (var i = 0; i < block.Count; i++)
        {
            if (block.Faults[i] is { } why && (leafFault is null || block.From + i <= leafIndex))
            {
                badIndex = block.From + i;
                return why;
            }
        }
        if (leafFault is not null)
        {
            badIndex = leafIndex;
            return leafFault;
        }
        for (var i = 0; visit is not null && i < block.Judged; i++)
        {
            if (block.Parsed[i] is { } entry)
            {
                visit(block.From + i, entry, block.Derived[i]);
            }
        }
        return null;
    }

    private void Count(long index, MerkleHash leaf, ParsedEntry entry, KeyRegistry? next)
    {
        state.Apply(entry, next);
        if (entry is { Entry.Kind: EntryKind.Event, Envelope: { } envelope })
        {
            identities.Add(envelope, index);
        }
        foreach (var old in older)
        {
            // The root of the moment in which the tree had the older size; compared at the end.
            if (old.Size == index)
            {
                oldRoots[old.Size] = tree.Root;
            }
        }
        tree.Append(
            leaf,
            (height, hash) =>
            {
                if (height > 0 && height % TileId.Height == 0)
                {
                    while (levels.Count < height / TileId.Height)
                    {
                        levels.Add([]);
                    }
                    levels[(height / TileId.Height) - 1].Add(hash);
                }
            }
        );
    }

    private readonly Dictionary<long, MerkleHash> oldRoots = [];

    /// <summary>The level 0 tiles must hold the hashes of the entries that stand beside them.</summary>
    private string? CompareLeaves(long from, IReadOnlyList<StoredEntry> stored, int count, out long badIndex)
    {
        badIndex = -1;
        for (var i = 0; i < count; )
        {
            var tile = new TileId(0, (from + i) / TileId.FullWidth);
            var hashes = source.ReadTile(tile, tile.WidthAt(checkpoint.Size));
            for (var offset = (int)((from + i) % TileId.FullWidth); offset < hashes.Length && i < count; offset++, i++)
            {
                if (hashes[offset] != stored[i].Leaf)
                {
                    badIndex = from + i;
                    return "the entry does not have the hash that its tile holds";
                }
            }
        }
        return null;
    }

    private string? CheckTree()
    {
        foreach (var (tile, width) in TileId.AllAt(checkpoint.Size).Where(tile => tile.Tile.Level > 0))
        {
            var hashes = source.ReadTile(tile, width);
            var first = (int)(tile.Index * TileId.FullWidth);
            for (var i = 0; i < width; i++)
            {
                if (hashes[i] != levels[tile.Level - 1][first + i])
                {
                    return $"hash {i} of {tile.Path(width)} is not that of the tile below it";
                }
            }
        }
        return tree.Root == checkpoint.Root
            ? null
            : $"the entries have the root {tree.Root}, the checkpoint says {checkpoint.Root}";
    }

    private string? CheckNote(SignedNote note, ImmutableArray<NoteVerifier> pinned)
    {
        if (state.Registry.Origin != checkpoint.Origin)
        {
            return $"the checkpoint is of the log {checkpoint.Origin}, the entries are of {state.Registry.Origin}";
        }
        var keys = pinned.IsEmpty ? state.Registry.LogKeys : pinned;
        foreach (var key in keys)
        {
            if (key.Algorithm == NoteAlgorithm.Ed25519 && !Signing.Ed25519.IsAvailable)
            {
                continue;
            }
            if (!note.IsSignedBy(key) || note.IsForgedFor(key))
            {
                return $"the checkpoint is not signed by {key}";
            }
        }
        return keys.IsEmpty ? "there is no key that the checkpoint should be signed by" : null;
    }

    private string? CheckOlder()
    {
        foreach (var old in older)
        {
            if (old.Origin != checkpoint.Origin)
            {
                return $"the older checkpoint is of another log, {old.Origin}";
            }
            if (old.Size > checkpoint.Size)
            {
                return $"an older checkpoint has {old.Size} entries, this one {checkpoint.Size}: entries were dropped";
            }
            var root = old.Size == checkpoint.Size ? tree.Root : oldRoots.GetValueOrDefault(old.Size);
            if (root != old.Root)
            {
                return $"the first {old.Size} entries are not those of the older checkpoint: history was changed";
            }
        }
        return null;
    }
}
