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
        Assert.All(
            ["Trump", "Kremlin", "Zelenskyy"],
            reader => Assert.Contains(reader, differences, StringComparison.Ordinal)
        );
        // For people, by its reference; for programs, by its id.
        Assert.Contains("Article ", differences, StringComparison.Ordinal);
        Assert.DoesNotContain("art_", differences, StringComparison.Ordinal);
        var json = CliRun.Done("run", Truce, Record, "--format", "json").Out;
        Assert.Contains(
            "art_",
            json[json.IndexOf("\"differences\"", StringComparison.Ordinal)..],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_breach_that_was_repaired_a_time_limit_and_the_force_in_law_are_differences_too()
    {
        using var folder = new EventFolder();
        var events = folder.File(
            "e.ndjson",
            """
            {"specversion":"1.0","id":"s","source":"France","type":"org.foedus.occurrence.reported.v1","time":"2026-02-01T00:00:00Z","data":{"event":"strike"}}
            {"specversion":"1.0","id":"r","source":"Ukraine","type":"org.foedus.act.performed.v1","time":"2026-02-02T12:00:00Z","data":{"act":"report"}}

            """.ReplaceLineEndings("\n")
        );
        var text = Repository.PathOf("docs", "language", "29-open-excuses.foedus.md");

        var late = CliRun.Done("run", text, events).Out;
        var differences = late[late.IndexOf("Where the readings differ", StringComparison.Ordinal)..];
        Assert.Contains(
            "  force in law\n    Russia  legally binding\n    France  not legally binding\n",
            differences,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "  Article 3(2) of Ukraine [s]\n    Russia  repaired after a breach at 2026-02-02T00:00:00Z\n    France  –\n",
            differences,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "violated since 2026-02-02T00:00:00Z  [s]  taking “it is grave” as met",
            late,
            StringComparison.Ordinal
        );

        var early = CliRun.Done("run", text, events, "--until", "2026-02-01T12:00Z", "--format", "json").Out;
        Assert.Contains(
            "\"what\":\"art_3__para_2 of Russia [s]\",\"values\":{\"Russia\":\"active until 2026-02-02T00:00:00Z\",\"France\":\"active until 2026-02-03T00:00:00Z\"}",
            early,
            StringComparison.Ordinal
        );
        Assert.Contains("\"taking\":\"“self-defence so requires” as not met\"", early, StringComparison.Ordinal);

        var why = CliRun.Done("explain", text, events, "--norm", "Article 3(1)", "--bearer", "Ukraine").Out;
        Assert.Contains(
            "Nobody decides it: a run takes “self-defence so requires” as not met.",
            why,
            StringComparison.Ordinal
        );
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
