using Foedus.Ledger;
using Foedus.Ledger.Sequencing;

namespace Foedus.Server.Verdicts;

/// <summary>
/// Lets an engine follow the log of a host, and the log say its digests while this node is the one that writes. A digest
/// in the log that the replay does not bear out ends the engine's work, and is told; events are still taken.
/// </summary>
public sealed class EngineRunner : IAsyncDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    private readonly ILedgerHost host;
    private readonly Func<VerdictEngine> open;
    private readonly Action<string> tell;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task round;
    private VerdictEngine? engine;
    private string? told;

    /// <param name="open">Opens the engine; it is the runner's.</param>
    /// <param name="tell">Told what is wrong, once.</param>
    public EngineRunner(ILedgerHost host, Func<VerdictEngine> open, TimeProvider clock, Action<string> tell)
    {
        this.host = host;
        this.open = open;
        this.tell = tell;
        round = RunAsync(clock);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        await round.ConfigureAwait(false);
        try
        {
            engine?.Keep();
        }
        catch (IOException failure)
        {
            Tell(failure.Message);
        }
        engine?.Dispose();
        stopping.Dispose();
    }

    /// <summary>Takes what is new, and lets the log say what is due.</summary>
    public static async Task StepAsync(VerdictEngine engine, Func<LedgerWriter?> writer)
    {
        engine.Follow();
        foreach (var due in engine.Due())
        {
            if (
                writer() is not { } holder
                || await holder.AppendDigestAsync(due).ConfigureAwait(false)
                    is not { Fate: AppendFate.Accepted or AppendFate.Known }
            )
            {
                return;
            }
        }
        engine.Follow();
    }

    private async Task RunAsync(TimeProvider clock)
    {
        // A long log takes a while to replay: whoever opens the engine does not wait for it.
        await Task.Yield();
        using var timer = new PeriodicTimer(Poll, clock);
        try
        {
            do
            {
                try
                {
                    engine ??= open();
                    await StepAsync(engine, () => host.Writer).ConfigureAwait(false);
                    Tell(engine.Fault);
                }
                catch (IOException failure)
                {
                    // The store is away, or the disk is full: the next round tries again.
                    Tell(failure.Message);
                }
                catch (LedgerDamagedException damage)
                {
                    Tell(damage.Message);
                    return;
                }
            } while (engine?.Fault is null && await timer.WaitForNextTickAsync(stopping.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            // The host is closing.
        }
    }

    private void Tell(string? what)
    {
        if (what is not null && what != told)
        {
            tell(what);
        }
        told = what;
    }
}
