using System.Text.Json;

namespace Foedus.Cli.Tests;

/// <summary>What docs/language/26-between-two.foedus.md promises, from event files: what run prints and explain says of reservations.</summary>
public sealed class ReservationTests
{
    private static readonly string Agreement = Repository.PathOf("docs", "language", "26-between-two.foedus.md");

    private static readonly string Parties =
        Instrument("2026-01-01", "France", "ratification") + Instrument("2026-01-01", "Poland", "ratification");

    [Fact]
    public void A_reservation_is_told_with_what_it_is_to_and_one_that_comes_too_late_as_such()
    {
        using var folder = new EventFolder();
        var events =
            Parties
            + Instrument("2026-02-01", "Japan", "ratification", ",\"reservations\":[\"Article 2(2)\",\"Article 2(3)\"]")
            + Instrument("2026-03-01", "France", "reservation", ",\"reservations\":[\"Article 2(3)\"]");

        var run = CliRun.Done("run", Agreement, folder.File("e.ndjson", events));

        Assert.Contains("Japan: makes a reservation to Article 2(2), Article 2(3)", run.Out, StringComparison.Ordinal);
        Assert.Contains(
            "note: reservation-France-2026-03-01 of France: no reservation is made by it: VCLT art. 19",
            run.Out,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_is_withdrawn_in_part_is_bound_by_the_withdrawal_and_the_rest_is_not()
    {
        using var folder = new EventFolder();
        var events =
            Parties
            + Instrument("2026-02-01", "Japan", "ratification", ",\"reservations\":[\"Article 2(2)\",\"Article 2(3)\"]")
            + Instrument("2026-04-01", "Japan", "withdrawal of reservation", ",\"reservations\":[\"Article 2(3)\"]")
            + Report("2026-04-03", "France", "incident");

        var run = CliRun.Done("run", Agreement, folder.File("e.ndjson", events), "--format", "json");

        var lines = run
            .Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToList();
        var bound = Assert.Single(
            lines,
            line => Text(line, "norm") == "art_2__para_3" && Text(line, "bearer") == "Japan"
        );
        Assert.Equal("became-bound", bound.GetProperty("because").GetProperty("rule").GetString());
        Assert.Equal(
            "withdrawal of reservation-Japan-2026-04-01",
            bound.GetProperty("because").GetProperty("events")[0].GetString()
        );
        Assert.DoesNotContain(lines, line => Text(line, "norm") == "art_2__para_2" && Text(line, "bearer") == "Japan");
    }

    [Fact]
    public void Who_is_not_bound_because_of_a_reservation_is_told_so_and_nothing_else()
    {
        using var folder = new EventFolder();
        var events =
            Parties
            + Instrument("2026-02-01", "Japan", "ratification", ",\"reservations\":[\"Article 2(3)\",\"Article 2(2)\"]")
            + Instrument("2026-02-05", "France", "objection", ",\"against\":\"Japan\"")
            + Report("2026-02-10", "Poland", "incident");
        var file = folder.File("e.ndjson", events);

        var author = CliRun.Done("explain", Agreement, file, "--norm", "Article 2(3)", "--bearer", "Japan").Out;
        Assert.Contains("Japan made a reservation to it at 2026-02-01T00:00:00Z", author, StringComparison.Ordinal);
        Assert.Contains("It does not bind Japan (VCLT art. 21(1)(a)).", author, StringComparison.Ordinal);
        Assert.DoesNotContain("that is or becomes in force", author, StringComparison.Ordinal);

        var other = CliRun.Done("explain", Agreement, file, "--norm", "Article 2(2)", "--bearer", "France").Out;
        Assert.Contains("Between France and Japan it does not hold", other, StringComparison.Ordinal);
        Assert.Contains(
            "France objected to it at 2026-02-05T00:00:00Z (VCLT art. 21(3))",
            other,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_reservation_to_an_agreement_without_a_text_is_a_note_and_no_fault()
    {
        using var folder = new EventFolder();
        var text = folder.File(
            "a.foedus.md",
            "## Article 1\n```foedus\nFrance is a Party.\nThe Ceasefire is an agreement.\nTo report is an act of France.\n"
                + "This Agreement enters into force for each Party upon its ratification.\nFrance shall not report.\n```\n"
        );
        var events = Instrument(
            "2026-01-01",
            "France",
            "ratification",
            ",\"agreement\":\"the Ceasefire\",\"reservations\":[\"Article 1\"]"
        );

        var run = CliRun.Done("run", text, folder.File("e.ndjson", events));

        Assert.Contains(
            "no reservation is made by it: the agreement knows no “Article 1”",
            run.Out,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_retraction_lets_time_pass_like_any_other_report()
    {
        using var folder = new EventFolder();
        var events =
            Parties
            + Instrument("2026-01-02", "Canada", "ratification")
            + Report("2026-02-01", "France", "incident")
            + """{"specversion":"1.0","id":"x","source":"Depositary","type":"org.foedus.event.retracted.v1","time":"2026-02-20T00:00:00Z","data":{"id":"ratification-Canada-2026-01-02","source":"Canada"}}"""
            + "\n";

        var run = CliRun.Done("run", Agreement, folder.File("e.ndjson", events));

        Assert.Contains("Standing at 2026-02-20T00:00:00Z", run.Out, StringComparison.Ordinal);
        Assert.Contains(
            "2026-02-02T00:00:00Z  Article 2(2), France → Poland: BREACHED",
            run.Out,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("Canada: BREACHED", run.Out, StringComparison.Ordinal);
    }

    private static string? Text(JsonElement line, string member) =>
        line.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static string Instrument(string day, string party, string kind, string more = "") =>
        $$$"""{"specversion":"1.0","id":"{{{kind}}}-{{{party}}}-{{{day}}}","source":"{{{party}}}","type":"org.foedus.instrument.deposited.v1","time":"{{{day}}}T00:00:00Z","data":{"kind":"{{{kind}}}"{{{more}}}}}"""
        + "\n";

    private static string Report(string day, string party, string name) =>
        $$$"""{"specversion":"1.0","id":"{{{name}}}-{{{day}}}","source":"{{{party}}}","type":"org.foedus.occurrence.reported.v1","time":"{{{day}}}T00:00:00Z","data":{"event":"{{{name}}}"}}"""
        + "\n";
}
