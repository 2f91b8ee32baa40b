using System.Globalization;
using System.Text.Json;

namespace Foedus.Cli.Tests;

/// <summary>What docs/language/hard-cases.foedus.md promises, from event files: nobody, latecomers, leap years, clock changes.</summary>
public sealed class HardCaseTests
{
    private static readonly string Agreement = Repository.PathOf("docs", "language", "hard-cases.foedus.md");

    [Fact]
    public void Two_thirds_of_nobody_decide_nothing()
    {
        var lines = Run(
            Ratified("2026-01-05T00:00:00Z", "Ukraine") + Attack("2026-03-01T06:00:00Z"),
            "2026-06-01T00:00Z"
        );

        var decided = Assert.Single(lines, line => Text(line, "norm") == "art_1" && Text(line, "to") is not "stage 1");
        Assert.Equal("failed", Text(decided, "to"));
        Assert.Equal("2026-03-01T06:00:00Z", Text(decided, "at"));
        Assert.Equal("empty-electorate", decided.GetProperty("because").GetProperty("rule").GetString());
        Assert.DoesNotContain(lines, line => Text(line, "norm")?.StartsWith("art_2", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void The_latecomer_is_bound_as_the_text_says_and_the_reader_is_told_by_which_words()
    {
        var history =
            Ratified("2026-01-05T00:00:00Z", "Ukraine", "France", "Poland")
            + Attack("2026-03-01T06:00:00Z")
            + Vote("2026-03-01T08:00:00Z", "France")
            + Vote("2026-03-01T08:00:00Z", "Poland")
            + Ratified("2026-03-03T08:00:00Z", "Canada");

        var lines = Run(history, "2026-03-20T00:00Z");
        Assert.DoesNotContain(lines, line => Text(line, "norm") == "art_2__para_1" && Text(line, "bearer") == "Canada");
        var joined = Assert.Single(
            lines,
            line =>
                Text(line, "norm") == "art_2__para_2"
                && Text(line, "bearer") == "Canada"
                && Text(line, "to") == "active"
        );
        Assert.Equal("2026-03-03T08:00:00Z", Text(joined, "at"));

        var why = Explain(history, "Article 2(1)", "Canada");
        Assert.Contains("Canada is not bound, though the clause was set off", why, StringComparison.Ordinal);
        Assert.Contains(
            "2026-03-03T08:00:00Z, after the clause was set off at 2026-03-01T08:00:00Z",
            why,
            StringComparison.Ordinal
        );
        Assert.Contains("it does not say “that is or becomes in force”", why, StringComparison.Ordinal);
        Assert.Contains(
            "that is or becomes in force",
            Explain(history, "Article 2(2)", "Canada"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("2028-02-29T12:00:00Z", "2029-02-28T12:00:00Z")]
    [InlineData("2027-02-28T12:00:00Z", "2028-02-28T12:00:00Z")]
    [InlineData("2027-03-01T12:00:00Z", "2028-03-01T12:00:00Z")]
    [InlineData("2028-02-28T23:30:00Z", "2029-02-27T23:30:00Z")]
    [InlineData("2027-12-31T23:59:59Z", "2028-12-31T23:59:59Z")]
    public void Withdrawal_takes_effect_twelve_calendar_months_after_receipt(string received, string effective)
    {
        var history =
            Ratified("2026-01-05T00:00:00Z", "Ukraine", "Poland")
            + Instrument(received, "Poland", "notice of withdrawal");

        var before = Run(history, Shifted(effective, -1));
        var at = Run(history, effective);

        Assert.DoesNotContain(before, IsWithdrawal);
        Assert.Equal(effective, Text(Assert.Single(at, IsWithdrawal), "at"));
    }

    [Theory]
    [InlineData("2026-03-27T08:00:00Z", "2026-03-30T08:00:00Z", "2026-03-30T07:00:00Z")]
    [InlineData("2026-10-23T07:00:00Z", "2026-10-26T07:00:00Z", "2026-10-26T08:00:00Z")]
    [InlineData("2026-03-26T01:30:00Z", "2026-03-29T01:30:00Z", "2026-03-29T01:30:00Z")]
    [InlineData("2026-10-22T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-25T00:30:00Z")]
    [InlineData("2026-06-01T00:00:00Z", "2026-06-04T00:00:00Z", "2026-06-04T00:00:00Z")]
    public void Hours_pass_and_days_are_counted_in_Kyiv(string attack, string after72Hours, string after3Days)
    {
        var lines = Run(
            Ratified("2026-01-05T00:00:00Z", "Ukraine", "France") + Attack(attack),
            Shifted(after72Hours, 86_400_000)
        );

        Assert.Equal(after72Hours, BreachOf(lines, "art_4__para_1", "Ukraine"));
        Assert.Equal(after3Days, BreachOf(lines, "art_4__para_2", "France"));
    }

    [Fact]
    public void The_last_day_of_a_date_ends_at_midnight_of_the_zone_also_on_the_day_of_23_hours()
    {
        var lines = Run(
            Ratified("2026-01-05T00:00:00Z", "Ukraine", "France") + Attack("2026-03-27T08:00:00Z"),
            "2026-04-10T00:00Z"
        );

        Assert.Equal("2026-03-29T20:59:59.999Z", BreachOf(lines, "art_4__para_3", "France"));
    }

    private static bool IsWithdrawal(JsonElement line) =>
        Text(line, "bearer") == "Poland" && Text(line, "to") == "withdrawn";

    private static string? BreachOf(List<JsonElement> lines, string norm, string bearer) =>
        Text(
            Assert.Single(
                lines,
                line => Text(line, "norm") == norm && Text(line, "bearer") == bearer && Text(line, "to") == "violated"
            ),
            "at"
        );

    private static List<JsonElement> Run(string history, string until)
    {
        using var folder = new EventFolder();
        var run = CliRun.Of(
            "run",
            Agreement,
            folder.File("events.ndjson", history),
            "--until",
            until,
            "--format",
            "json"
        );
        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        return
        [
            .. run
                .Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonDocument.Parse(line).RootElement),
        ];
    }

    private static string Explain(string history, string norm, string bearer)
    {
        using var folder = new EventFolder();
        var run = CliRun.Of(
            "explain",
            Agreement,
            folder.File("events.ndjson", history),
            "--norm",
            norm,
            "--bearer",
            bearer
        );
        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        return run.Out;
    }

    private static string Shifted(string time, int milliseconds) =>
        DateTimeOffset
            .Parse(time, CultureInfo.InvariantCulture)
            .AddMilliseconds(milliseconds)
            .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Ratified(string time, params string[] parties) =>
        string.Concat(parties.Select(party => Instrument(time, party, "ratification")));

    private static string Instrument(string time, string party, string kind) =>
        Line(kind, party, "instrument.deposited", time, $"\"kind\":\"{kind}\"");

    private static string Attack(string time) =>
        Line("attack", "Ukraine", "occurrence.reported", time, "\"event\":\"armed attack on Ukraine\"");

    private static string Vote(string time, string party) =>
        Line("vote", party, "vote.cast", time, "\"decision\":\"Determination\",\"vote\":\"yes\"");

    private static string Line(string id, string source, string type, string time, string data) =>
        $"{{\"specversion\":\"1.0\",\"id\":\"{id}\",\"source\":\"{source}\",\"type\":\"org.foedus.{type}.v1\",\"time\":\"{time}\",\"data\":{{{data}}}}}\n";

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
