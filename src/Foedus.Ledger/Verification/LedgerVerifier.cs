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
    private const int Block = 4096;

    private readonly IEntrySource source;
    private readonly Checkpoint checkpoint;
    private readonly ImmutableArray<Checkpoint> older;
    private readonly LedgerState state = new();
    private readonly CompactTree tree = new();
    private readonly SeenIdentities identities;
    private readonly List<List<MerkleHash>> levels = [];
    private readonly Action<long, ParsedEntry>? visit;

    private LedgerVerifier(IEntrySource source, Checkpoint checkpoint, ImmutableArray<Checkpoint> older, Action<long, ParsedEntry>? visit)
    {
        this.source = source;
        this.checkpoint = checkpoint;
        this.older = older;
        this.visit = visit;
        identities = new SeenIdentities(checkpoint.Size);
    }

    /// <param name="note">The checkpoint to which the log is held.</param>
    /// <param name="pinned">Verifier keys that came by another way than the log itself; empty: those of its first entry.</param>
    /// <param name="older">Checkpoints of this log from elsewhere, whose signatures the caller has checked.</param>
    /// <param name="visit">Sees each entry that is in order, with its index.</param>
    public static VerificationResult Verify(
        IEntrySource source,
        SignedNote note,
        ImmutableArray<NoteVerifier> pinned,
        ImmutableArray<Checkpoint> older,
        Action<long, ParsedEntry>? visit = null
    )
    {
        if (!Checkpoint.TryParse(note.Text, out var checkpoint, out var why))
        {
            return new VerificationResult(new Checkpoint("", 0, MerkleHash.OfNothing), why, -1, new LedgerState());
        }
        var verifier = new LedgerVerifier(source, checkpoint, older, visit);
        try
        {
            var fault = verifier.ReadAll(out var index) ?? verifier.CheckTree() ?? verifier.CheckNote(note, pinned) ?? verifier.CheckOlder();
            return new VerificationResult(checkpoint, fault, index, verifier.state);
        }
        catch (LedgerDamagedException damage)
        {
            return new VerificationResult(checkpoint, damage.Message, damage.Index, verifier.state);
        }
    }

    private string? ReadAll(out long badIndex)
    {
        badIndex = -1;
        for (var from = 0L; from < checkpoint.Size; )
        {
            var stored = source.ReadEntries(from, (int)Math.Min(Block, checkpoint.Size - from));
            if (stored.Count == 0)
            {
                badIndex = from;
                return $"entry {from} is missing";
            }
            if (CheckBlock(from, stored, out badIndex) is { } fault)
            {
                return fault;
            }
            from += stored.Count;
        }
        return null;
    }

    private string? CheckBlock(long from, IReadOnlyList<StoredEntry> stored, out long badIndex)
    {
        var parsed = new ParsedEntry?[stored.Count];
        var faults = new string?[stored.Count];
        Parallel.For(
            0,
            stored.Count,
            i =>
            {
                if (!LedgerEntry.TryParse(stored[i].Bytes, out var entry, out faults[i]) || !ParsedEntry.TryParse(entry, out parsed[i], out faults[i]))
                {
                    parsed[i] = null;
                }
            }
        );

        var signers = new RegisteredKey?[stored.Count];
        var count = 0;
        for (; count < stored.Count; count++)
        {
            if (faults[count] is null && parsed[count] is { } entry)
            {
                faults[count] = state.Objection(entry, identities, out signers[count], out var next);
                if (faults[count] is null)
                {
                    Count(from + count, stored[count].Leaf, entry, next);
                    continue;
                }
            }
            break;
        }

        Parallel.For(
            0,
            count,
            i =>
            {
                if (signers[i] is { } signer && parsed[i]?.Jws.IsSignedBy(signer.Key) != true)
                {
                    faults[i] = "the signature is not that of the key";
                }
            }
        );
        var leafFault = CompareLeaves(from, stored, count, out var leafIndex);
        for (var i = 0; i < stored.Count; i++)
        {
            if (faults[i] is { } why && (leafFault is null || from + i <= leafIndex))
            {
                badIndex = from + i;
                return why;
            }
            if (i >= count)
            {
                break;
            }
        }
        badIndex = leafIndex;
        if (leafFault is null)
        {
            for (var i = 0; i < count; i++)
            {
                if (parsed[i] is { } entry)
                {
                    visit?.Invoke(from + i, entry);
                }
            }
        }
        return leafFault;
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
        return tree.Root == checkpoint.Root ? null : $"the entries have the root {tree.Root}, the checkpoint says {checkpoint.Root}";
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
