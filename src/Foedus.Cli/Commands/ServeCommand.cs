using System.CommandLine;
using Foedus.Ledger;
using Foedus.Ledger.Folders;
using Foedus.Server;
using Foedus.Server.Verdicts;

namespace Foedus.Cli.Commands;

/// <summary><c>foedus serve DIR</c></summary>
internal static class ServeCommand
{
    public static Command Create(Edge edge)
    {
        var folder = new Argument<string>("DIR") { Description = "The ledger." };
        var urls = new Option<string>("--urls")
        {
            Description = "The address to answer at.",
            DefaultValueFactory = _ => "http://127.0.0.1:8123",
        };
        var agreement = new Option<string?>("--agreement")
        {
            Description =
                "An agreement whose verdicts the log keeps a digest of: every 1,000 events, in a signed entry.",
        };
        var command = new Command(
            "serve",
            "Serves a ledger over HTTP: append and read; its description is at /openapi/v1.json.\n\n"
                + "Example: foedus serve guarantee --urls http://127.0.0.1:8123"
        )
        {
            folder,
            urls,
            agreement,
        };
        command.SetAction(
            async (parse, cancellation) =>
            {
                var url = AddressOf(parse.GetRequiredValue(urls));
                var ledger = LedgerFolder.Open(edge.Files.FullPath(parse.GetRequiredValue(folder)));
                Func<ILedgerHost, EngineRunner>? engine = null;
                if (parse.GetValue(agreement) is { } path)
                {
                    if (!AgreementFile.TryCompile(edge, path, out var core, out var id))
                    {
                        return ExitCode.No;
                    }
                    engine = host => new EngineRunner(
                        host,
                        () =>
                            new VerdictEngine(
                                core,
                                id,
                                host.Reader,
                                ledger.Settings.Origin,
                                LedgerDigest.EnginePath(ledger, id)
                            ),
                        edge.Clock,
                        what => edge.Error.Write($"foedus: {path}: {what}\n")
                    );
                }
                using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
                try
                {
                    if (ledger.Settings.Database is not null)
                    {
                        return await ServeNodeAsync(edge, ledger, http, url, engine, cancellation)
                            .ConfigureAwait(false);
                    }
                    await using var host = await LedgerHost.OpenAsync(ledger, http, edge.Clock).ConfigureAwait(false);
                    await AnswerAsync(edge, host, url, engine, cancellation).ConfigureAwait(false);
                    return host.Writer.Stopped is { } why ? throw new UnusableInputException(why) : ExitCode.Done;
                }
                catch (LedgerDamagedException damage)
                {
                    throw new UnusableInputException($"{damage.Message} Nothing is signed until that is settled.");
                }
            }
        );
        return command;
    }

    /// <summary>One of several nodes: it never gives up, and says on /health/ready whether it writes.</summary>
    private static async Task<int> ServeNodeAsync(
        Edge edge,
        LedgerFolder ledger,
        HttpClient http,
        string url,
        Func<ILedgerHost, EngineRunner>? engine,
        CancellationToken cancellation
    )
    {
        await using var host = new ClusterHost(ledger, http, edge.Clock);
        await AnswerAsync(edge, host, url, engine, cancellation).ConfigureAwait(false);
        return ExitCode.Done;
    }

    /// <summary>Answers until told to stop.</summary>
    private static async Task AnswerAsync(
        Edge edge,
        ILedgerHost host,
        string url,
        Func<ILedgerHost, EngineRunner>? engine,
        CancellationToken cancellation
    )
    {
        await using var app = WebHost.ForLedger(host, url);
        await app.StartAsync(cancellation).ConfigureAwait(false);
        edge.Out.Write($"answering at {string.Join(' ', app.Urls)}\n");
        edge.Out.Flush();
        await using (engine?.Invoke(host))
        {
            await WaitAsync(cancellation).ConfigureAwait(false);
        }
        await app.StopAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>An address to answer at, as a web server takes it.</summary>
    internal static string AddressOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
        && address.PathAndQuery == "/"
            ? text
            : throw new UnusableInputException(
                $"--urls: '{text}' is no address to answer at: write one like http://127.0.0.1:8123, with a port up to 65535."
            );

    /// <summary>Waits until the process is asked to end.</summary>
    internal static async Task WaitAsync(CancellationToken cancellation)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = cancellation.Register(() => ended.TrySetResult());
        await ended.Task.ConfigureAwait(false);
    }
}
