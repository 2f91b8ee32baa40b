using Foedus.Ledger;
using Foedus.Ledger.Folders;
using Foedus.Ledger.Keys;
using Foedus.Ledger.Merkle;
using Foedus.Ledger.Notes;
using Foedus.Ledger.Sequencing;
using Foedus.Ledger.Storage;
using Foedus.Ledger.Witnessing;

namespace Foedus.Server;

/// <summary>
/// One of several nodes on one PostgreSQL ledger: it reads always, and writes while it holds the lease. When it loses the
/// lease, or a write fails, it stands in the queue again; nobody has to do anything. The node that writes asks the
/// witnesses, and every node shows what they cosigned.
/// </summary>
public sealed class ClusterHost : ILedgerHost, IAsyncDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    /// <summary>What a new leader gives the witnesses to say that they know more: a silent one must not hold up the rest.</summary>
    private static readonly TimeSpan FirstVisit = TimeSpan.FromSeconds(2);

    private readonly LedgerFolder folder;
    private readonly LogSigner signer;
    private readonly TimeProvider clock;
    private readonly PostgresLedgerReader reader;
    private readonly WitnessClient? witnesses;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task round;
    private readonly Task visits;
    private LedgerWriter? writer;
    private SignedNote? published;
    private int isDisposed;

    public ClusterHost(LedgerFolder folder, HttpClient http, TimeProvider clock)
    {
        this.folder = folder;
        this.clock = clock;
        signer = folder.ReadSigner();
        witnesses = folder.ReadWitnesses(http);
        reader = new PostgresLedgerReader(
            folder.Settings.Database ?? throw new IOException($"{folder.Path} names no database.")
        );
        round = RunAsync();
        visits = witnesses is null ? Task.CompletedTask : VisitAllAsync();
    }

    public ILedgerReader Reader => reader;

    public LedgerWriter? Writer => Volatile.Read(ref writer) is { Stopped: null, IsHolder: true } held ? held : null;

    /// <summary>A node that does not write signs what is durable: the same tree has the same checkpoint on every node.</summary>
    public SignedNote? Latest => Writer?.LatestCheckpoint ?? SignDurable();

    public SignedNote? Published => witnesses is null ? Latest : Volatile.Read(ref published) ?? Latest;

    public KeyRegistry Registry => Writer?.Registry ?? Reading.StateOf(Reader, Reader.ReadSize()).Registry;

    /// <summary>Why this node could not take the ledger over when it last tried; null where nothing was in the way.</summary>
    public string? LastFault { get; private set; }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) == 1)
        {
            return;
        }
        await stopping.CancelAsync().ConfigureAwait(false);
        await round.ConfigureAwait(false);
        await visits.ConfigureAwait(false);
        Volatile.Read(ref writer)?.Dispose();
        Reader.Dispose();
        stopping.Dispose();
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Poll, clock);
        try
        {
            do
            {
                await Task.Run(StepAsync, stopping.Token).ConfigureAwait(false);
                if (Writer is { } holder)
                {
                    await holder.TickAsync().ConfigureAwait(false);
                }
            } while (await timer.WaitForNextTickAsync(stopping.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            // The host is closing.
        }
    }

    private async Task StepAsync()
    {
        ReadPublished();
        if (Writer is not null)
        {
            return;
        }
        if (Interlocked.Exchange(ref writer, null) is { } lost)
        {
            lost.Dispose();
        }
        try
        {
            if (folder.OpenStore() is { } store)
            {
                var opened = folder.OpenWriter(store, clock);
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token);
                limit.CancelAfter(FirstVisit);
                // Nothing is taken before the witnesses had their say: they may know of entries that this database has lost.
                await VisitAsync(opened, limit.Token).ConfigureAwait(false);
                if (opened.Stopped is { } why)
                {
                    opened.Dispose();
                    LastFault = why;
                    return;
                }
                Volatile.Write(ref writer, opened);
            }
            LastFault = null;
        }
        catch (Exception failure) when (failure is IOException or LedgerDamagedException)
        {
            LastFault = failure.Message;
        }
    }

    private async Task VisitAllAsync()
    {
        using var timer = new PeriodicTimer(LedgerHost.Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping.Token).ConfigureAwait(false))
            {
                if (Writer is { } holder)
                {
                    await VisitAsync(holder, stopping.Token).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The host is closing.
        }
    }

    private async Task VisitAsync(LedgerWriter holder, CancellationToken cancellation)
    {
        if (witnesses is null)
        {
            return;
        }
        try
        {
            var note = holder.LatestCheckpoint;
            var witnessed = await witnesses.CollectAsync(Reader, note, cancellation).ConfigureAwait(false);
            // A leader that slept may be behind what its successor has shown. Only what the database itself lacks was lost.
            var size = Reader.ReadSize();
            if (witnessed.LargestSizeSeen > size)
            {
                holder.Stop(
                    $"a witness has seen {witnessed.LargestSizeSeen} entries of this log, and it has {size}: an old backup was restored"
                );
                return;
            }
            if (
                (witnessed.IsEnough || Volatile.Read(ref published) is null)
                && Checkpoint.TryParse(note.Text, out var checkpoint, out _)
                && holder.Reader is PostgresLedgerStore store
            )
            {
                store.Publish(checkpoint.Size, witnessed.Note.ToBytes());
                ReadPublished();
            }
        }
        catch (IOException)
        {
            // The database is away: the next visit tries again.
        }
    }

    private void ReadPublished()
    {
        if (witnesses is null)
        {
            return;
        }
        try
        {
            if (
                reader.ReadPublished() is { } bytes
                && SignedNote.TryParse(bytes, out var note, out _)
                && signer.Verifiers.Any(note.IsSignedBy)
            )
            {
                Volatile.Write(ref published, note);
            }
        }
        catch (IOException)
        {
            // What was shown last is still true.
        }
    }

    private SignedNote? SignDurable()
    {
        try
        {
            var size = Reader.ReadSize();
            return size == 0
                ? null
                : signer.Sign(new Checkpoint(signer.Origin, size, new TiledTree(Reader, size).Root()));
        }
        catch (IOException)
        {
            return null;
        }
    }
}
