using Foedus.Ledger.Folders;
using Foedus.Ledger.Keys;
using Foedus.Ledger.Notes;
using Foedus.Ledger.Sequencing;
using Foedus.Ledger.Storage;
using Foedus.Ledger.Witnessing;

namespace Foedus.Server;

/// <summary>A ledger in a folder of this machine, with its one writer in this process.</summary>
public sealed class LedgerHost : ILedgerHost, IAsyncDisposable
{
    /// <summary>Between two looks at the clock and two visits to the witnesses.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly LedgerFolder folder;
    private readonly LedgerWriter writer;
    private readonly WitnessClient? witnesses;
    private readonly TimeProvider clock;
    private readonly CancellationTokenSource stopping = new();
    private Task round = Task.CompletedTask;
    private SignedNote? published;

    private LedgerHost(LedgerFolder folder, LedgerWriter writer, WitnessClient? witnesses, TimeProvider clock)
    {
        this.folder = folder;
        this.writer = writer;
        this.witnesses = witnesses;
        this.clock = clock;
        published = witnesses is null ? null : folder.ReadCheckpoint();
    }

    public ILedgerReader Reader => writer.Reader;

    public LedgerWriter Writer => writer;

    public SignedNote Latest => writer.LatestCheckpoint;

    public SignedNote? Published => witnesses is null ? Latest : Volatile.Read(ref published) ?? Latest;

    public KeyRegistry Registry => writer.Registry;

    /// <summary>What the witnesses last had to say against a checkpoint; empty: nothing.</summary>
    public IReadOnlyList<string> WitnessFaults { get; private set; } = [];

    /// <summary>
    /// Opens the ledger. Where witnesses can be reached, they are asked first: if one knows a larger tree, an old backup
    /// was restored, and nothing more is signed.
    /// </summary>
    public static async Task<LedgerHost> OpenAsync(LedgerFolder folder, HttpClient http, TimeProvider clock)
    {
        var host = new LedgerHost(folder, folder.OpenWriter(clock), folder.ReadWitnesses(http), clock);
        try
        {
            await host.VisitAsync().ConfigureAwait(false);
            if (host.Writer.Stopped is { } stopped)
            {
                throw new Ledger.LedgerDamagedException(stopped);
            }
        }
        catch
        {
            host.writer.Dispose();
            throw;
        }
        host.round = host.RunAsync();
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        await round.ConfigureAwait(false);
        writer.Dispose();
        stopping.Dispose();
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping.Token).ConfigureAwait(false))
            {
                await writer.TickAsync().ConfigureAwait(false);
                await VisitAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The host is closing.
        }
    }

    private async Task VisitAsync()
    {
        if (witnesses is null)
        {
            return;
        }
        var note = writer.LatestCheckpoint;
        var witnessed = await witnesses.CollectAsync(Reader, note, stopping.Token).ConfigureAwait(false);
        WitnessFaults = witnessed.Faults;
        if (Checkpoint.TryParse(note.Text, out var checkpoint, out _) && witnessed.LargestSizeSeen > checkpoint.Size)
        {
            writer.Stop(
                $"a witness has seen {witnessed.LargestSizeSeen} entries of this log, and it has {checkpoint.Size}: an old backup was restored"
            );
            return;
        }
        // What is shown is never less witnessed than what was shown before.
        if (witnessed.IsEnough || Volatile.Read(ref published) is null)
        {
            folder.Publish(witnessed.Note);
            Volatile.Write(ref published, witnessed.Note);
        }
    }
}
