using Foedus.Ledger.Entries;
using Foedus.Ledger.Keys;
using Foedus.Ledger.Sequencing;
using Foedus.Ledger.Storage;

namespace Foedus.Ledger.Verification;

/// <summary>Entries that stand behind each other, on their way through the stages of a verification.</summary>
internal sealed class EntryBlock
{
    private Task signatures = Task.CompletedTask;

    private EntryBlock(long from, IReadOnlyList<StoredEntry> stored)
    {
        From = from;
        Stored = stored;
        Parsed = new ParsedEntry?[stored.Count];
        Faults = new string?[stored.Count];
        Signers = new RegisteredKey?[stored.Count];
        Derived = new byte[]?[stored.Count];
        Judged = stored.Count;
    }

    /// <summary>The index of the first.</summary>
    public long From { get; }

    public IReadOnlyList<StoredEntry> Stored { get; }

    public int Count => Stored.Count;

    /// <summary>Null where the bytes are no entry.</summary>
    public ParsedEntry?[] Parsed { get; }

    /// <summary>What is wrong with each; null where nothing was found so far.</summary>
    public string?[] Faults { get; }

    /// <summary>Whose signature each must carry; null where that was checked, or need not be any more.</summary>
    public RegisteredKey?[] Signers { get; }

    /// <summary>What the caller made of each.</summary>
    public byte[]?[] Derived { get; }

    /// <summary>So many at the front keep the rules.</summary>
    public int Judged { get; private set; }

    public bool IsCutShort => Judged < Count;

    public static EntryBlock Parse(long from, IReadOnlyList<StoredEntry> stored)
    {
        var block = new EntryBlock(from, stored);
        Parallel.For(
            0,
            stored.Count,
            i =>
            {
                if (
                    !LedgerEntry.TryParse(stored[i].Bytes, out var entry, out block.Faults[i])
                    || !ParsedEntry.TryParse(entry, out block.Parsed[i], out block.Faults[i])
                )
                {
                    block.Parsed[i] = null;
                }
            }
        );
        return block;
    }

    /// <summary>What stands behind the entry hangs on it, and is not looked at.</summary>
    public void CutAt(int offset) => Judged = offset;

    public void BeginSignatures(Func<long, ParsedEntry, byte[]?>? derive) =>
        signatures = Task.Run(() => Parallel.For(0, Judged, i => Check(i, derive)));

    public void EndSignatures() => signatures.GetAwaiter().GetResult();

    private void Check(int i, Func<long, ParsedEntry, byte[]?>? derive)
    {
        if (Parsed[i] is not { } entry)
        {
            return;
        }
        if (Signers[i] is { } signer && !entry.Jws.IsSignedBy(signer.Key))
        {
            Faults[i] = "the signature is not that of the key";
            return;
        }
        Derived[i] = derive?.Invoke(From + i, entry);
    }
}
