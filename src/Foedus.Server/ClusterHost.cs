using Foedus.Ledger;
using Foedus.Ledger.Folders;
using Foedus.Ledger.Keys;
using Foedus.Ledger.Merkle;
using Foedus.Ledger.Notes;
using Foedus.Ledger.Sequencing;
using Foedus.Ledger.Storage;

namespace Foedus.Server;

/// <summary>
/// One of several nodes on one PostgreSQL ledger: it reads always, and writes while it holds the lease. When it loses the
/// lease, or a write fails, it stands in the queue again; nobody has to do anything.
/// </summary>
public sealed class ClusterHost : ILedgerHost, IAsyncDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    private readonly LedgerFolder folder;
    private readonly LogSigner signer;
    private readonly TimeProvider clock;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task round;
    private LedgerWriter? writer;

    public ClusterHost(LedgerFolder folder, TimeProvider clock)
    {
        this.folder = folder;
        this.clock = clock;
        signer = folder.ReadSigner();
        Reader = folder.OpenReader();
        round = RunAsync();
    }

    public ILedgerReader Reader { get; }

    public LedgerWriter? Writer => Volatile.Read(ref writer) is { Stopped: null, IsHolder: true } held ? held : null;

    /// <summary>A node that does not write signs what is durable: the same tree has the same checkpoint on every node.</summary>
    public SignedNote? Latest => Writer?.LatestCheckpoint ?? SignDurable();

    public SignedNote? Published => Latest;

    public KeyRegistry Registry => Writer?.Registry ?? Reading.StateOf(Reader, Reader.ReadSize()).Registry;

    /// <summary>Why this node could not take the ledger over when it last tried; null where nothing was in the way.</summary>
    public string? LastFault { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        await round.ConfigureAwait(false);
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
                await Task.Run(Step, stopping.Token).ConfigureAwait(false);
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

    private void Step()
    {
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
                Volatile.Write(ref writer, folder.OpenWriter(store, clock));
            }
            LastFault = null;
        }
        catch (Exception failure) when (failure is IOException or LedgerDamagedException)
        {
            LastFault = failure.Message;
        }
    }

    private SignedNote? SignDurable()
    {
        try
        {
            var size = Reader.ReadSize();
            return size == 0 ? null : signer.Sign(new Checkpoint(signer.Origin, size, new TiledTree(Reader, size).Root()));
        }
        catch (IOException)
        {
            return null;
        }
    }
}
