using System.Text.RegularExpressions;
using Foedus.Ledger.Signing;

namespace Foedus.Cli.Tests;

/// <summary>The commands of docs/operating.md, in its order, in a folder of their own.</summary>
public sealed partial class OperatingGuideTests : IDisposable
{
    private static readonly HashSet<string> Files = new(StringComparer.Ordinal)
    {
        "guarantee",
        "copy",
        "france.jwk",
        "france.request",
        "new.jwk",
        "new.request",
        "reports.ndjson",
        "treaty.foedus.md",
        "witness.key",
    };

    private readonly string folder = Directory.CreateTempSubdirectory("foedus-cli-operating-").FullName;

    public OperatingGuideTests() =>
        Assert.SkipUnless(Ed25519.IsAvailable, "This machine has no libcrypto.so.3 with Ed25519.");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Every_command_of_the_guide_does_what_it_says()
    {
        var page = File.ReadAllText(Repository.PathOf("docs", "operating.md"));
        File.Copy(Repository.PathOf("treaties", "examples", "sketch.foedus.md"), At("treaty.foedus.md"));
        File.WriteAllText(
            At("reports.ndjson"),
            """
            {"specversion":"1.0","id":"r1","source":"France","type":"org.foedus.instrument.deposited.v1","time":"2026-01-01T00:00:00Z","data":{"kind":"ratification"}}

            """
        );
        // They go on until they are stopped: that they serve is shown by tests that ask them something.
        var serving = Commands(page).Where(command => command.Contains(" --urls ", StringComparison.Ordinal)).ToList();
        Assert.Equal(["foedus serve", "foedus ledger witness"], serving.Select(Name));

        foreach (var command in Commands(page).Except(serving))
        {
            Do(command);
        }
        Assert.Contains("verified", Do("foedus ledger verify guarantee"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_remedy_for_a_key_does_what_it_says()
    {
        var page = File.ReadAllText(Repository.PathOf("docs", "operating.md"));
        foreach (
            var command in Commands(page)
                .Where(command =>
                    Name(command)
                        is not (
                            "foedus serve"
                            or "foedus ledger witness"
                            or "foedus ledger append"
                            or "foedus ledger digest"
                        )
                )
        )
        {
            if (!command.Contains("--agreement", StringComparison.Ordinal))
            {
                Do(command);
            }
        }
        Do("foedus ledger keygen new.jwk --source France --origin example.org/guarantee > new.request");
        var remedies = Remedy().Matches(page).Select(match => match.Groups["command"].Value).ToList();
        Assert.Equal(["foedus ledger rotate", "foedus ledger revoke"], remedies.Select(Name));
        var kid = File.ReadAllText(At("new.request")).Split("\"kid\":\"")[1][..43];
        foreach (var remedy in remedies)
        {
            Do(
                remedy
                    .Replace("DIR", "guarantee", StringComparison.Ordinal)
                    .Replace("NEW.request", "new.request", StringComparison.Ordinal)
                    .Replace("OLD", "france.jwk", StringComparison.Ordinal)
                    .Replace("KID", kid, StringComparison.Ordinal)
                    .Replace("…", "stolen", StringComparison.Ordinal)
            );
        }
        Assert.Contains("in order", Do("foedus ledger fsck guarantee"), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Commands(string page) =>
        Fence()
            .Matches(page)
            .SelectMany(match => match.Groups["text"].Value.Split('\n'))
            .Where(line => line.StartsWith("foedus ", StringComparison.Ordinal));

    private static string Name(string command) =>
        string.Join(
            ' ',
            command
                .Split(' ')
                .TakeWhile(word => word is "foedus" or "ledger")
                .Append(command.Split(' ').First(word => word is not ("foedus" or "ledger")))
        );

    private string At(string name) => Path.Combine(folder, name);

    private string Do(string command)
    {
        var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..];
        var redirect = Array.IndexOf(words, ">");
        var args = redirect < 0 ? words : words[..redirect];
        var run = CliRun.Of([.. args.Select(word => Files.Contains(word) ? At(word) : word)]);
        Assert.True(run.ExitCode == ExitCode.Done, $"{command}\n{run.Out}{run.Error}");
        if (redirect >= 0)
        {
            File.WriteAllText(At(words[redirect + 1]), run.Out);
        }
        return run.Out;
    }

    [GeneratedRegex(
        "```\n(?<text>.*?)```",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline,
        matchTimeoutMilliseconds: 5000
    )]
    private static partial Regex Fence();

    [GeneratedRegex(
        "`(?<command>foedus ledger (rotate|revoke) [^`]*)`",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000
    )]
    private static partial Regex Remedy();
}
