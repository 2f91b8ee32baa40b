using System.Collections.Concurrent;
using System.IO;
using Foedus.Ledger.Entries;
using Foedus.Ledger.Keys;
using Foedus.Ledger.Merkle;
using Foedus.Ledger.Notes;
using Foedus.Ledger.Signing;
using Foedus.Ledger.Storage;

namespace Foedus.Ledger.Sequencing;

/// <summary>
/// The sequencer: the one thread that gives out indexes. Signatures are checked by whoever calls; what waits is then
/// judged, written and synchronised together, and only after that answered.
/// </summary>
public sealed class LedgerWriter : IDisposable
{
    /// <summary>Messages that may wait. Beyond them the answer is <see cref="AppendFate.Busy"/>.</summary>
    public const int QueueLength = 4096;

    /// <summary>Messages that one commit takes.</summary>
    public const int LargestBatch = 512;

    /// <summary>After so many milliseconds without an entry, a tick writes one that carries the time.</summary>
    public const long ClockInterval = 60_000;

    private readonly ILedgerStore store;
    private readonly LogSigner signer;
    private readonly TimeProvider clock;
    private readonly IHighWaterMark mark;
    private readonly BlockingCollection<Submission> queue = new(QueueLength);
    private readonly StoredIdentities identities;
    private readonly Thread thread;
    private LedgerState state = new();
    private CompactTree tree = new();

    /// <summary>The leaves of the last tile, while it is not full.</summary>
    private readonly List<MerkleHash> edge = [];
    private SignedNote checkpoint = new("", []);
    private string? stopped;

    private LedgerWriter(ILedgerStore store, LogSigner signer, IHighWaterMark mark, TimeProvider clock)
    {
        this.store = store;
        this.signer = signer;
        this.mark = mark;
        this.clock = clock;
        identities = new StoredIdentities(store);
        Recover();
        RefuseRollback();
        if (state.Size == 0)
        {
            WriteGenesis();
        }
        else if (
            state.Registry.Origin != signer.Origin
            || state.Registry.Find(signer.OperatorKey.Public.Id)?.Until is not null
        )
        {
            throw new LedgerDamagedException("The log's keys are not those that its first entry names.");
        }
        checkpoint = signer.Sign(new Checkpoint(signer.Origin, tree.Size, tree.Root));
        mark.Write(checkpoint);
        thread = new Thread(Work) { IsBackground = true, Name = "sequencer" };
        thread.Start();
    }

    /// <summary>
    /// Takes over a store: recovers what is durable and refuses to sign where the mark knows a larger or another tree.
    /// The store and the mark are the writer's from now on.
    /// </summary>
    public static LedgerWriter Open(ILedgerStore store, LogSigner signer, IHighWaterMark mark, TimeProvider clock) =>
        new(store, signer, mark, clock);

    public ILedgerReader Reader => store;

    /// <summary>The keys as they are now.</summary>
    public KeyRegistry Registry => Volatile.Read(ref state).Registry;

    /// <summary>Of the last commit, signed by the log.</summary>
    public SignedNote LatestCheckpoint => Volatile.Read(ref checkpoint);

    /// <summary>Why nothing is written any more; null while it is.</summary>
    public string? Stopped => Volatile.Read(ref stopped);

    /// <summary>Whether the store is still this writer's.</summary>
    public bool IsHolder => store.IsHolder;

    public int Waiting => queue.Count;

    /// <summary>Where the source's chain ends. For the source itself, which must count on from there.</summary>
    public SourceHead HeadOf(string source) =>
        store.ReadHeads().FirstOrDefault(head => head.Source == source, SourceHead.Before(source));

    /// <summary>Sends a signed event or key message. The answer comes when it is durable, or refused.</summary>
    public async Task<AppendOutcome> AppendAsync(string jws)
    {
        if (Stopped is { } why)
        {
            return AppendOutcome.Unavailable(why);
        }
        // Before any work is done for it: whoever sends too much must not cost signature checks.
        if (queue.Count >= QueueLength)
        {
            return AppendOutcome.Busy;
        }
        if (Prepare(jws, out var submission) is { } refusal)
        {
            return AppendOutcome.Refused(refusal);
        }
        var outcome = await Enqueue(submission).ConfigureAwait(false);
        return outcome.Fate == AppendFate.Known ? WithReceipt(outcome) : outcome;
    }

    /// <summary>
    /// Sends many messages: signatures are checked on all cores, and the order is kept, so that the events of one source
    /// may stand behind each other.
    /// </summary>
    public async Task<AppendOutcome[]> AppendAllAsync(IReadOnlyList<string> messages)
    {
        if (Stopped is { } why)
        {
            return [.. messages.Select(_ => AppendOutcome.Unavailable(why))];
        }
        if (queue.Count + messages.Count > QueueLength)
        {
            return [.. messages.Select(_ => AppendOutcome.Busy)];
        }
        var refusals = new string?[messages.Count];
        var submissions = new Submission[messages.Count];
        Parallel.For(0, messages.Count, i => refusals[i] = Prepare(messages[i], out submissions[i]));
        var answers = new Task<AppendOutcome>[messages.Count];
        for (var i = 0; i < messages.Count; i++)
        {
            answers[i] = refusals[i] is { } refusal
                ? Task.FromResult(AppendOutcome.Refused(refusal))
                : Enqueue(submissions[i]);
        }
        var outcomes = await Task.WhenAll(answers).ConfigureAwait(false);
        for (var i = 0; i < outcomes.Length; i++)
        {
            outcomes[i] = outcomes[i].Fate == AppendFate.Known ? WithReceipt(outcomes[i]) : outcomes[i];
        }
        return outcomes;
    }

    /// <summary>Stops for good, for instance because a witness knows a larger tree.</summary>
    public void Stop(string why) => Interlocked.CompareExchange(ref stopped, why, null);

    /// <summary>Lets the log carry the time, if nothing has for a minute.</summary>
    public Task<AppendOutcome> TickAsync() => Enqueue(new Submission(null, null));

    /// <summary>Lets the log say what the verdicts so far hash to. Said once; the same again gets the index it has.</summary>
    public Task<AppendOutcome> AppendDigestAsync(DigestMessage digest) => Enqueue(new Submission(null, null, digest));

    public void Dispose()
    {
        queue.CompleteAdding();
        thread.Join();
        queue.Dispose();
        store.Dispose();
        mark.Dispose();
    }

    private string? Prepare(string jws, out Submission submission)
    {
        submission = new Submission(null, null);
        if (jws.Length > LedgerEntry.MaximumJwsLength)
        {
            return $"the message has {jws.Length} characters: at most {LedgerEntry.MaximumJwsLength} fit into an entry";
        }
        if (!CompactJws.TryParse(jws, out var parsed, out var why))
        {
            return why;
        }
        if (parsed.Header.Type == MessageTypes.Key)
        {
            submission = new Submission(new ParsedEntry(new LedgerEntry(EntryKind.Key, 0, jws), parsed, null), null);
            return null;
        }
        // The bytes are verified before the payload is looked at. Whether the key is valid at the index is asked again there.
        if (!Registry.TryResolve(parsed.Header, MessageTypes.Event, long.MaxValue, out var key, out why))
        {
            return why;
        }
        if (!parsed.IsSignedBy(key.Key))
        {
            return "the signature is not that of the key";
        }
        if (!EventEnvelope.TryParse(parsed.Payload, out var envelope, out why))
        {
            return why;
        }
        submission = new Submission(new ParsedEntry(new LedgerEntry(EntryKind.Event, 0, jws), parsed, envelope), key);
        return null;
    }

    private AppendOutcome WithReceipt(AppendOutcome known) =>
        (known with { RecordedTime = Reading.ParsedAt(store, known.Index).Entry.RecordedTime }).WithReceipt(() =>
            Receipts.Of(store, known.Index, LatestCheckpoint)
        );

    private Task<AppendOutcome> Enqueue(Submission submission)
    {
        try
        {
            return queue.TryAdd(submission) ? submission.Answer.Task : Task.FromResult(AppendOutcome.Busy);
        }
        catch (InvalidOperationException)
        {
            return Task.FromResult(AppendOutcome.Unavailable("the log is closing"));
        }
    }

    private void Work()
    {
        var batch = new List<Submission>(LargestBatch);
        foreach (var first in queue.GetConsumingEnumerable())
        {
            batch.Clear();
            batch.Add(first);
            while (batch.Count < LargestBatch && queue.TryTake(out var next))
            {
                batch.Add(next);
            }
            Process(batch);
        }
    }

    private void Process(List<Submission> batch)
    {
        if (Stopped is { } reason)
        {
            AnswerAll(batch, AppendOutcome.Unavailable(reason));
            return;
        }
        try
        {
            Commit(batch);
        }
        catch (StoreRefusedException refused)
        {
            // Nothing was written, so what was counted in must be forgotten.
            AnswerAll(batch, AppendOutcome.Unavailable(refused.Message));
            TryRecover();
        }
        catch (Exception failure)
        {
            Volatile.Write(ref stopped, failure.Message);
            AnswerAll(batch, AppendOutcome.Unavailable(failure.Message));
        }
        finally
        {
            identities.Clear();
        }
    }

    private void Commit(List<Submission> batch)
    {
        var draft = new BatchDraft(state, identities, signer);
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var submission in batch)
        {
            draft.Take(submission, Math.Max(now, state.LastRecordedTime));
        }
        if (draft.Entries.Count > 0)
        {
            var firstIndex = tree.Size;
            var tiles = FillTiles(draft.Entries);
            var nodes = new List<NewNode>();
            var proofs = RecentTree.Append(
                tree,
                draft.Entries.Select(entry => entry.Leaf),
                (height, index, hash) =>
                {
                    if (height > 0 && height % TileId.Height == 0)
                    {
                        nodes.Add(new NewNode(height / TileId.Height, index, hash));
                    }
                }
            );
            // The checkpoint is signed while the disk works. Nobody sees it before the commit has returned, and where that
            // fails it is thrown away.
            var next = new Checkpoint(signer.Origin, tree.Size, tree.Root);
            var signing = Task.Run(() => signer.Sign(next));
            store.Append(new AppendBatch(firstIndex, draft.Entries, nodes, draft.Heads()) { Tiles = tiles });
            var note = signing.GetAwaiter().GetResult();
            mark.Write(note);
            Volatile.Write(ref checkpoint, note);
            draft.Answer(index => new InclusionReceipt(index, [.. proofs.Inclusion(index)], note));
        }
        draft.AnswerRest();
    }

    /// <summary>Puts the leaves behind those of the last tile, and gives the tiles that become full.</summary>
    private List<NewTile> FillTiles(List<NewEntry> entries)
    {
        var full = new List<NewTile>();
        for (var i = 0; i < entries.Count; i++)
        {
            edge.Add(entries[i].Leaf);
            if (edge.Count == TileId.FullWidth)
            {
                full.Add(NewTile.Of((tree.Size + i) / TileId.FullWidth, edge));
                edge.Clear();
            }
        }
        return full;
    }

    private void WriteGenesis()
    {
        var text = KeyMessages.Genesis(signer.Origin, signer.OperatorKey, signer.Verifiers);
        if (!CompactJws.TryParse(text, out var jws, out var why))
        {
            throw new InvalidOperationException($"The genesis does not read: {why}.");
        }
        var submission = new Submission(new ParsedEntry(new LedgerEntry(EntryKind.Key, 0, text), jws, null), null);
        Commit([submission]);
        if (submission.Answer.Task.Result is { Fate: not AppendFate.Accepted, Why: var refusal })
        {
            throw new InvalidOperationException($"The genesis is refused: {refusal}.");
        }
    }

    private void Recover()
    {
        var size = store.ReadSize();
        Volatile.Write(ref state, Reading.StateOf(store, size));
        tree = new TiledTree(store, size).Compact();
        edge.Clear();
        var last = new TileId(0, size / TileId.FullWidth);
        if (last.WidthAt(size) is > 0 and var width)
        {
            edge.AddRange(store.ReadTile(last, width));
        }
    }

    private void TryRecover()
    {
        try
        {
            Recover();
        }
        catch (Exception failure) when (failure is IOException or LedgerDamagedException)
        {
            Volatile.Write(ref stopped, failure.Message);
        }
    }

    private void RefuseRollback()
    {
        if (
            mark.Read() is not { } note
            || !Checkpoint.TryParse(note.Text, out var highest, out _)
            || !signer.Verifiers.Any(note.IsSignedBy)
        )
        {
            return;
        }
        if (highest.Origin != signer.Origin)
        {
            throw new LedgerDamagedException($"The high-water mark is of another log: {highest.Origin}.");
        }
        if (highest.Size > tree.Size)
        {
            throw new LedgerDamagedException(
                $"This log has signed a checkpoint of {highest.Size} entries, and the database has {tree.Size}: an old backup was restored. Restore a newer one; signing now would show two histories."
            );
        }
        if (new TiledTree(store, highest.Size).Root() != highest.Root)
        {
            throw new LedgerDamagedException(
                $"The database's first {highest.Size} entries are not those whose checkpoint this log has signed."
            );
        }
    }

    private static void AnswerAll(List<Submission> batch, AppendOutcome outcome)
    {
        foreach (var submission in batch)
        {
            submission.Answer.TrySetResult(outcome);
        }
    }
}
