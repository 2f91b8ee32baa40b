using System.Text.Json;

namespace Foedus.Cli.Tests;

/// <summary>One truce, one record of events, three readers: three different first breaches.</summary>
public sealed class DisputedTruceTests
{
    private static readonly string Truce = Repository.PathOf("treaties", "energy-truce-2026.foedus.md");
    private static readonly string Record = Repository.PathOf("treaties", "energy-truce-2026.events.ndjson");

    [Fact]
    public void Each_reader_finds_a_first_breach_of_its_own()
    {
        var run = CliRun.Of("run", Truce, Record, "--format", "json");

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            [
                ("Kremlin", "2026-02-01T14:00:00Z"),
                ("Trump", "2026-01-27T00:00:00Z"),
                ("Zelenskyy", "2026-01-30T04:00:00Z"),
            ],
            FirstBreaches(run.Out).OrderBy(breach => breach.Reader, StringComparer.Ordinal)
        );
    }

    [Fact]
    public void The_text_shows_the_readings_side_by_side()
    {
        var run = CliRun.Of("run", Truce, Record);

        var differences = run.Out[run.Out.IndexOf("Where the readings differ", StringComparison.Ordinal)..];
        Assert.All(["Trump", "Kremlin", "Zelenskyy"], reader => Assert.Contains(reader, differences, StringComparison.Ordinal));
    }

    private static IEnumerable<(string? Reader, string? Since)> FirstBreaches(string ndjson)
    {
        using var last = JsonDocument.Parse(ndjson.TrimEnd('\n').Split('\n')[^1]);
        var readings = last.RootElement.GetProperty("standing").GetProperty("readings");
        return readings
            .EnumerateArray()
            .Select(reading =>
                (
                    reading.GetProperty("reading").GetString(),
                    reading.GetProperty("first_breach").GetProperty("since").GetString()
                )
            )
            .ToList();
    }
}
