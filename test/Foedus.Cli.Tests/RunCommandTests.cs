using System.Globalization;
using System.Text.Json;

namespace Foedus.Cli.Tests;

public sealed class RunCommandTests
{
    [Fact]
    public void Prints_a_transition_a_line_and_then_the_standing()
    {
        using var folder = new EventFolder();
        var events = folder.File("events.ndjson", EventFolder.Determined + EventFolder.FranceProvides);

        var run = CliRun.Of("run", EventFolder.Sketch, events, "--until", "2026-03-05T08:00Z", "--format", "json");

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        var lines = Parsed(run.Out);
        var breach = Assert.Single(
            lines,
            line =>
                Text(line, "to") == "violated"
                && Text(line, "bearer") == "Poland"
                && Text(line, "norm")?.StartsWith("art_3__para_2", StringComparison.Ordinal) == true
        );
        Assert.Equal("2026-03-05T08:00:00Z", Text(breach, "at"));
        Assert.Equal("art_3__para_2__duty", Text(breach, "norm"));
        Assert.Equal("Ukraine", Text(breach, "counterparty"));
        Assert.Equal("attack-1", Text(breach, "instance"));
        Assert.Equal("active", Text(breach, "from"));
        Assert.Equal("deadline-passed", breach.GetProperty("because").GetProperty("rule").GetString());
        Assert.Contains(
            "art_3__para_2__duty",
            breach.GetProperty("because").GetProperty("clauses").EnumerateArray().Select(clause => clause.GetString())
        );
        Assert.Contains(
            "a1",
            breach.GetProperty("because").GetProperty("events").EnumerateArray().Select(id => id.GetString())
        );
        Assert.False(breach.TryGetProperty("revision", out _));
        Assert.Contains(lines, line => Text(line, "to") == "fulfilled" && Text(line, "bearer") == "France");

        var standing = lines[^1].GetProperty("standing");
        Assert.Equal("2026-03-05T08:00:00Z", Text(standing, "at"));
        Assert.Equal(
            ["Canada", "Poland"],
            standing
                .GetProperty("violated")
                .EnumerateArray()
                .Where(entry => Text(entry, "norm") == "art_3__para_2__duty")
                .Select(entry => Text(entry, "bearer"))
        );
        Assert.Contains(
            standing.GetProperty("open").EnumerateArray(),
            entry => Text(entry, "norm") == "art_3__para_2__conseq_1" && Text(entry, "state") == "enabled"
        );
        Assert.Equal(1, standing.GetProperty("counts").GetProperty("fulfilled").GetInt32());
    }

    [Fact]
    public void Without_the_clock_a_deadline_that_nothing_follows_has_not_passed()
    {
        using var folder = new EventFolder();
        var events = folder.File("events.ndjson", EventFolder.Determined);

        var before = CliRun.Of("run", EventFolder.Sketch, events, "--format", "json");
        var at = CliRun.Of("run", EventFolder.Sketch, events, "--format", "json", "--until", "2026-03-03T08:00:00Z");
        var justBefore = CliRun.Of(
            "run",
            EventFolder.Sketch,
            events,
            "--format",
            "json",
            "--until",
            "2026-03-03T07:59:59.999Z"
        );

        Assert.DoesNotContain("\"violated\",", before.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("\"violated\",", justBefore.Out, StringComparison.Ordinal);
        Assert.Equal(
            3,
            Parsed(at.Out).Count(line => Text(line, "to") == "violated" && Text(line, "at") == "2026-03-03T08:00:00Z")
        );
    }

    [Fact]
    public void A_late_report_is_shown_as_a_revision_and_what_was_known_before_stays_known()
    {
        using var folder = new EventFolder();
        const string Clock =
            """{"specversion":"1.0","id":"t","source":"Depositary","type":"org.foedus.clock.reached.v1","time":"2026-03-05T08:00:00Z"}"""
            + "\n";
        var events = folder.File("events.ndjson", EventFolder.Determined + Clock + EventFolder.FranceProvides);

        var all = Parsed(CliRun.Of("run", EventFolder.Sketch, events, "--format", "json").Out);
        var earlier = Parsed(
            CliRun.Of("run", EventFolder.Sketch, events, "--format", "json", "--as-known-at", "8").Out
        );

        var withdrawn = Assert.Single(
            all,
            line => Text(line, "revision") == "withdrawn" && Text(line, "to") == "violated"
        );
        Assert.Equal("p1", withdrawn.GetProperty("because").GetProperty("report").GetString());
        Assert.Contains(all, line => Text(line, "revision") == "added" && Text(line, "to") == "fulfilled");
        Assert.Equal((string?[])["Canada", "Poland"], BreachesOfArticle3(all));
        Assert.Equal((string?[])["Canada", "France", "Poland"], BreachesOfArticle3(earlier));
    }

    [Fact]
    public void What_a_revision_leaves_as_it_reads_is_not_told_to_people()
    {
        using var folder = new EventFolder();
        // The same attack, reported late and by another: the chains begin with another report, and little else changes.
        const string Late =
            """{"specversion":"1.0","id":"a0","source":"France","type":"org.foedus.occurrence.reported.v1","time":"2026-03-01T06:00:00Z","subject":"attack-1","data":{"event":"an armed attack on Ukraine"}}"""
            + "\n";
        var events = folder.File("events.ndjson", EventFolder.Determined + EventFolder.FranceProvides + Late);

        var text = CliRun.Of("run", EventFolder.Sketch, events).Out;
        var lines = text.Split('\n');
        var withdrawn = lines.Where(line => line.Contains("  WITHDRAWN ", StringComparison.Ordinal)).ToList();
        var added = lines.Where(line => line.Contains("  ADDED ", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(withdrawn);
        Assert.NotEmpty(added);
        Assert.Empty(
            withdrawn
                .Select(line => line.Replace("  WITHDRAWN ", "  ", StringComparison.Ordinal))
                .Intersect(added.Select(line => line.Replace("  ADDED ", "  ", StringComparison.Ordinal)))
        );
        // A program is told of the other reasons.
        var json = Parsed(CliRun.Of("run", EventFolder.Sketch, events, "--format", "json").Out);
        Assert.True(json.Count(line => Text(line, "revision") == "withdrawn") > withdrawn.Count);
    }

    [Fact]
    public void A_bad_line_ends_the_run_after_what_the_good_lines_led_to()
    {
        using var folder = new EventFolder();
        var events = folder.File(
            "events.ndjson",
            EventFolder.Determined + "{\"specversion\":\n" + EventFolder.FranceProvides
        );

        foreach (var format in (string[])["text", "json"])
        {
            var run = CliRun.Of("run", EventFolder.Sketch, events, "--format", format);

            Assert.Equal(ExitCode.Unusable, run.ExitCode);
            Assert.Contains("line 8: ", run.Error, StringComparison.Ordinal);
            Assert.EndsWith("; 7 lines were good\n", run.Error, StringComparison.Ordinal);
            Assert.Equal(1, run.Error.Count(c => c == '\n'));
            Assert.DoesNotContain("standing", run.Out.ToLowerInvariant(), StringComparison.Ordinal);
            Assert.Contains("2026-03-02T08:00:00Z", run.Out, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(new byte[] { 0x50, 0x4B, 0x03, 0x04, 0x00, 0xFF }, "binary")]
    [InlineData(new byte[] { 0x7B, 0xC3, 0x28, 0x7D }, "not UTF-8")]
    public void Bytes_that_are_no_event_file_are_refused(byte[] content, string what)
    {
        using var folder = new EventFolder();

        AssertRefused(CliRun.Of("run", EventFolder.Sketch, folder.File("x.ndjson", content)), what);
    }

    [Fact]
    public void A_file_that_is_one_endless_line_is_refused()
    {
        using var folder = new EventFolder();
        var content = new byte[100 << 20];
        content.AsSpan().Fill((byte)'x');

        AssertRefused(CliRun.Of("run", EventFolder.Sketch, folder.File("x.ndjson", content)), "longer than 1 MiB");
    }

    [Fact]
    public void A_folder_and_a_missing_file_are_refused()
    {
        using var folder = new EventFolder();

        AssertRefused(CliRun.Of("run", EventFolder.Sketch, folder.Path), "is a folder");
        AssertRefused(CliRun.Of("run", EventFolder.Sketch, Path.Combine(folder.Path, "none")), "no such file");
        AssertRefused(CliRun.Of("run", folder.Path, folder.Path), "folder");
        AssertRefused(CliRun.Of("run", Path.Combine(folder.Path, "none"), folder.Path), "no such file");
    }

    [Fact]
    public void A_state_that_is_no_party_is_an_error_only_where_the_list_of_parties_is_closed()
    {
        using var folder = new EventFolder();
        var text = File.ReadAllText(EventFolder.Sketch);
        var closed = folder.File("closed.foedus.md", "---\nparties: [Ukraine, France, Poland, Canada]\n---\n" + text);
        var stranger = EventFolder.FranceProvides.Replace("France", "Chile", StringComparison.Ordinal);
        var events = folder.File("events.ndjson", EventFolder.Determined + stranger);

        var open = CliRun.Of("run", EventFolder.Sketch, events, "--format", "json", "--notices");
        var refused = CliRun.Of("run", closed, events);

        Assert.Equal(ExitCode.Done, open.ExitCode);
        Assert.Contains("\"notice\"", open.Out, StringComparison.Ordinal);
        AssertRefused(refused with { Out = "" }, "line 8: 'source' 'Chile' is not among the parties");
        Assert.DoesNotContain("Standing", refused.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--until", "2026-03-05T08:00")]
    [InlineData("--until", "tomorrow")]
    [InlineData("--until", "2300-01-01T00:00Z")]
    [InlineData("--format", "xml")]
    [InlineData("--as-known-at", "-1")]
    public void An_option_that_makes_no_sense_is_refused(string option, string value)
    {
        using var folder = new EventFolder();
        var events = folder.File("events.ndjson", EventFolder.Determined);

        AssertRefused(CliRun.Of("run", EventFolder.Sketch, events, option, value), option);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("explain", "--norm", "Article 3(2)")]
    public void What_was_known_at_a_line_that_is_not_there_is_refused(string command, params string[] options)
    {
        using var folder = new EventFolder();
        var events = folder.File("events.ndjson", EventFolder.Determined);
        string[] Arguments(string line) => [command, EventFolder.Sketch, events, .. options, "--as-known-at", line];

        var beyond = CliRun.Of(Arguments("8"));

        Assert.Equal(
            CliRun.Done([command, EventFolder.Sketch, events, .. options]).Out,
            CliRun.Done(Arguments("7")).Out
        );
        AssertRefused(
            beyond with
            {
                Out = "",
            },
            "events.ndjson: has 7 lines, and --as-known-at 8 lies beyond. Give 7 or less"
        );
        Assert.DoesNotContain("Standing", beyond.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Unusable, CliRun.Of(Arguments("2147483647")).ExitCode);
    }

    [Fact]
    public void An_agreement_that_does_not_compile_is_an_answer_not_a_fault_of_use()
    {
        using var folder = new EventFolder();
        var events = folder.File("events.ndjson", EventFolder.Determined);
        var text = File.ReadAllText(EventFolder.Sketch)
            .Replace("Upon Determination", "Upon Deliberation", StringComparison.Ordinal);

        var run = CliRun.Of("run", folder.File("bad.foedus.md", text), events);

        Assert.Equal((ExitCode.No, ""), (run.ExitCode, run.Out));
        Assert.Contains("bad.foedus.md:", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_input_gives_the_same_bytes_in_every_culture()
    {
        using var folder = new EventFolder();
        var events = folder.File("events.ndjson", EventFolder.Determined + EventFolder.FranceProvides);
        var before = CultureInfo.CurrentCulture;
        try
        {
            var expected = CliRun.Of("run", EventFolder.Sketch, events, "--format", "json");
            CultureInfo.CurrentCulture = new CultureInfo("");
            foreach (var format in (string[])["json", "json"])
            {
                Assert.Equal(expected, CliRun.Of("run", EventFolder.Sketch, events, "--format", format));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void An_empty_file_leaves_everything_as_the_text_has_it()
    {
        using var folder = new EventFolder();

        var run = CliRun.Of("run", EventFolder.Sketch, folder.File("empty.ndjson", ""), "--format", "json");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        var standing = Assert.Single(Parsed(run.Out)).GetProperty("standing");
        Assert.Equal(JsonValueKind.Null, standing.GetProperty("at").ValueKind);
    }

    [Fact]
    public void Text_names_the_clause_the_bearer_and_the_reason()
    {
        using var folder = new EventFolder();
        var events = folder.File("events.ndjson", EventFolder.Determined + EventFolder.FranceProvides);

        var run = CliRun.Of("run", EventFolder.Sketch, events, "--until", "2026-03-05T08:00Z");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains(
            "2026-03-05T08:00:00Z  Article 3(2), Poland → Ukraine: BREACHED  [attack-1]  (deadline passed",
            run.Out,
            StringComparison.Ordinal
        );
        Assert.Contains("\nStanding at 2026-03-05T08:00:00Z\n", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("military", "military")]
    [InlineData("military measure", "military")]
    [InlineData("military: air defence", "military")]
    [InlineData("military: air defence", "military: air defence")]
    public void A_package_declared_beside_the_ratification_counts_in_whatever_order_the_two_stand(
        string declared,
        string delivered
    )
    {
        using var folder = new EventFolder();
        // Of one instant and one author: the declaration, "a", takes its turn before the ratification, "r1".
        var events = folder.File(
            "events.ndjson",
            EventFolder.Determined.Replace(
                ",\"menu\":\"declared package\",\"items\":[\"military\",\"diplomatic\",\"economic\",\"legal\"]",
                "",
                StringComparison.Ordinal
            )
                + $$$"""{"specversion":"1.0","id":"a","source":"France","type":"org.foedus.menu.declared.v1","time":"2026-01-05T00:00:00Z","data":{"menu":"declared package","items":["{{{declared}}}","diplomatic","economic","legal"]}}"""
                + "\n"
                + EventFolder.FranceProvides.Replace("\"military\"", $"\"{delivered}\"", StringComparison.Ordinal)
        );

        var lines = Parsed(CliRun.Of("run", EventFolder.Sketch, events, "--format", "json").Out);

        Assert.Contains(lines, line => Text(line, "to") == "fulfilled" && Text(line, "bearer") == "France");
    }

    [Fact]
    public void Reports_of_the_instant_that_has_been_reached_are_no_revision_when_they_only_add()
    {
        using var folder = new EventFolder();

        var run = CliRun.Of(
            "run",
            EventFolder.Sketch,
            folder.File("events.ndjson", EventFolder.Determined),
            "--format",
            "json"
        );

        // Canada's ratification stands behind those of France and Poland in the file and before them in the order of effect.
        Assert.Contains(Parsed(run.Out), line => Text(line, "to") == "in force" && Text(line, "bearer") == "Canada");
        Assert.DoesNotContain("revision", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Somebody_whom_nobody_knows_is_refused_with_the_line()
    {
        using var folder = new EventFolder();
        var events = folder.File(
            "events.ndjson",
            EventFolder.Determined.Replace("\"source\":\"Canada\"", "\"source\":\"Atlantis\"", StringComparison.Ordinal)
        );

        var run = CliRun.Of("run", EventFolder.Sketch, events);

        Assert.Equal(ExitCode.Unusable, run.ExitCode);
        Assert.Contains(
            "line 4: 'source' 'Atlantis' is neither named in the agreement nor a state",
            run.Error,
            StringComparison.Ordinal
        );
        Assert.Contains("3 lines were good", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"toward\":\"Ukraine\"", "\"toward\":\"Ukrane\"", "'data.toward' 'Ukrane'")]
    [InlineData("\"toward\":\"Ukraine\"", "\"toward\":\"Ukraine\",\"party\":\"Frence\"", "'data.party' 'Frence'")]
    [InlineData(
        "\"toward\":\"Ukraine\"",
        "\"toward\":\"Ukraine\",\"quantity\":1,\"funders\":{\"Frence\":1}",
        "'data.funders' 'Frence'"
    )]
    public void Somebody_unknown_whom_an_act_is_about_is_refused_with_the_line(
        string known,
        string unknown,
        string expected
    )
    {
        using var folder = new EventFolder();
        Assert.Contains(known, EventFolder.FranceProvides, StringComparison.Ordinal);
        var events = folder.File(
            "events.ndjson",
            EventFolder.Determined + EventFolder.FranceProvides.Replace(known, unknown, StringComparison.Ordinal)
        );

        var run = CliRun.Of("run", EventFolder.Sketch, events);

        Assert.Equal(ExitCode.Unusable, run.ExitCode);
        Assert.Contains(
            $"line 8: {expected} is neither named in the agreement nor a state",
            run.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_state_is_the_same_by_its_official_name()
    {
        using var folder = new EventFolder();
        var events = folder.File(
            "events.ndjson",
            """{"specversion":"1.0","id":"cf","source":"Depositary","type":"org.foedus.instrument.deposited.v1","time":"2026-01-01T00:00:00Z","data":{"kind":"entry into force","agreement":"the Ceasefire"}}"""
                + "\n"
                + """{"specversion":"1.0","id":"r1","source":"United States of America","type":"org.foedus.instrument.deposited.v1","time":"2026-01-05T00:00:00Z","data":{"kind":"ratification"}}"""
                + "\n"
                + """{"specversion":"1.0","id":"r2","source":"the United States","type":"org.foedus.instrument.deposited.v1","time":"2026-01-06T00:00:00Z","data":{"kind":"ratification"}}"""
                + "\n"
        );

        var run = CliRun.Of("run", EventFolder.Sketch, events, "--format", "json");

        var entered = Assert.Single(
            Parsed(run.Out),
            line => Text(line, "to") == "in force" && Text(line, "norm") == "art_4__para_1"
        );
        Assert.Equal("United States", Text(entered, "bearer"));
    }

    private static IEnumerable<string?> BreachesOfArticle3(JsonElement[] lines) =>
        [
            .. lines[^1]
                .GetProperty("standing")
                .GetProperty("violated")
                .EnumerateArray()
                .Where(entry => Text(entry, "norm") == "art_3__para_2__duty")
                .Select(entry => Text(entry, "bearer")),
        ];

    private static void AssertRefused(CliRun run, string what)
    {
        Assert.Equal(ExitCode.Unusable, run.ExitCode);
        Assert.Equal("", run.Out);
        Assert.StartsWith("foedus: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(what, run.Error, StringComparison.Ordinal);
        Assert.Equal(1, run.Error.Count(c => c == '\n'));
    }

    private static JsonElement[] Parsed(string output) =>
        [
            .. output
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonDocument.Parse(line).RootElement),
        ];

    private static string? Text(JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
