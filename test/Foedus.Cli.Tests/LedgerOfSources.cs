namespace Foedus.Cli.Tests;

/// <summary>Ledgers made by the command line, with a key for each source.</summary>
internal static class LedgerOfSources
{
    public const string Origin = "example.org/test";

    /// <summary>A ledger in the folder, and beside it each source's key and request. The depositary is to come last: whoever is registered behind it needs its approval.</summary>
    /// <returns>What beginning it printed.</returns>
    public static string Begin(string folder, string log, IEnumerable<string> sources)
    {
        var printed = CliRun.Done("ledger", "init", log, "--origin", Origin).Out;
        foreach (var source in sources)
        {
            Request(folder, source, source);
            CliRun.Done(
                "ledger",
                "register",
                log,
                Path.Combine(folder, source + ".request"),
                "--roles",
                source == "Depositary" ? "depositary" : "reporter,ratifier,voter"
            );
        }
        return printed;
    }

    /// <summary>A new key of the source, and what it sends to the operator, in files of that name.</summary>
    public static void Request(string folder, string source, string file) =>
        File.WriteAllText(
            Path.Combine(folder, file + ".request"),
            CliRun
                .Done("ledger", "keygen", Path.Combine(folder, file + ".jwk"), "--source", source, "--origin", Origin)
                .Out
        );
}
