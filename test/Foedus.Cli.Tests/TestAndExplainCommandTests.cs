using System.Text.Json;

namespace Foedus.Cli.Tests;

public sealed class TestAndExplainCommandTests
{
    [Fact]
    public void The_scenario_of_the_sketch_passes_and_its_coverage_is_printed()
    {
        var run = CliRun.Of("test", EventFolder.Sketch);

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.Contains(
            "passed  The Commission is silent, two of three guarantors vote",
            run.Out,
            StringComparison.Ordinal
        );
        Assert.Contains("1 passed, 0 failed", run.Out, StringComparison.Ordinal);
        Assert.Contains("clause coverage 66 % (2 of 3)", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scenario_that_fails_says_where_what_was_expected_and_what_is()
    {
        using var folder = new EventFolder();
        var text = File.ReadAllText(EventFolder.Sketch)
            .Replace("is performed by France", "is performed by Poland", StringComparison.Ordinal);
        var path = folder.File("wrong.foedus.md", text);

        var run = CliRun.Of("test", path);
        var json = CliRun.Of("test", path, "--format", "json");

        Assert.Equal(ExitCode.No, run.ExitCode);
        Assert.Contains("FAILED  The Commission is silent", run.Out, StringComparison.Ordinal);
        Assert.Contains("wrong.foedus.md:", run.Out, StringComparison.Ordinal);
        Assert.Contains("expected  Article 3(2) fulfilled for Poland", run.Out, StringComparison.Ordinal);
        Assert.Contains("violated at 2026-03-05T08:00:00Z", run.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.No, json.ExitCode);
        var scenario = JsonDocument.Parse(json.Out.Split('\n')[0]).RootElement;
        Assert.False(scenario.GetProperty("passed").GetBoolean());
        Assert.Equal(
            "Article 3(2) fulfilled for Poland",
            scenario.GetProperty("failures")[0].GetProperty("expected").GetString()
        );
    }

    [Fact]
    public void An_explanation_has_the_words_the_reports_the_votes_and_the_arithmetic()
    {
        using var folder = new EventFolder();
        var events = folder.File("events.ndjson", EventFolder.Determined + EventFolder.FranceProvides);

        var run = CliRun.Of(
            "explain",
            EventFolder.Sketch,
            events,
            "--norm",
            "Article 3(2)",
            "--bearer",
            "Poland",
            "--until",
            "2026-03-05T08:00Z"
        );

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.Contains(
            "each Guarantor in force shall provide at least one measure",
            run.Out,
            StringComparison.Ordinal
        );
        Assert.Contains("2026-03-02T08:00:00Z + 72 hours = 2026-03-05T08:00:00Z", run.Out, StringComparison.Ordinal);
        Assert.Contains("a1 of Poland, 2026-03-01T06:00:00Z, line 5", run.Out, StringComparison.Ordinal);
        Assert.Contains("v1 of France, 2026-03-02T08:00:00Z, line 6: yes", run.Out, StringComparison.Ordinal);
        Assert.Contains("active → violated: deadline passed", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void An_explanation_says_which_rule_left_a_late_ratifier_out()
    {
        using var folder = new EventFolder();
        const string Japan =
            """{"specversion":"1.0","id":"r4","source":"Japan","type":"org.foedus.instrument.deposited.v1","time":"2026-03-02T09:00:00Z","data":{"kind":"ratification","menu":"declared package","items":["military","diplomatic","economic","legal"]}}"""
            + "\n";
        var events = folder.File("events.ndjson", EventFolder.Determined + Japan);

        var run = CliRun.Of(
            "explain",
            EventFolder.Sketch,
            events,
            "--norm",
            "art_3__para_2__duty",
            "--bearer",
            "Japan"
        );

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.Contains("Japan is not bound, though the clause was set off", run.Out, StringComparison.Ordinal);
        Assert.Contains(
            "entered into force for Japan at 2026-03-02T09:00:00Z, after the clause was set off at 2026-03-02T08:00:00Z",
            run.Out,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("Determination")]
    [InlineData("Article 2")]
    [InlineData("art_2")]
    public void A_decision_is_explained_by_its_stages_and_votes(string named)
    {
        using var folder = new EventFolder();
        var events = folder.File("events.ndjson", EventFolder.Determined);

        var run = CliRun.Of("explain", EventFolder.Sketch, events, "--norm", named);

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.Contains("2026-03-02T06:00:00Z  stage 1 → stage 2: silence", run.Out, StringComparison.Ordinal);
        Assert.Contains("2026-03-02T08:00:00Z  stage 2 → yes: threshold reached", run.Out, StringComparison.Ordinal);
        Assert.Contains("v2 of Poland, 2026-03-02T08:00:00Z, line 7: yes", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void An_agreement_alone_is_explained_with_grades_and_defaults()
    {
        var run = CliRun.Of("explain", EventFolder.Sketch);
        var core = CliRun.Of("explain", EventFolder.Sketch, "--core");

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.Contains("Article 3(2)  art_3__para_2__duty  duty  P", run.Out, StringComparison.Ordinal);
        Assert.Contains("VCLT", run.Out, StringComparison.Ordinal);
        Assert.Equal((ExitCode.Done, ""), (core.ExitCode, core.Error));
        Assert.NotEqual(run.Out, core.Out);
    }

    [Fact]
    public void A_bearer_without_a_norm_is_refused()
    {
        var run = CliRun.Of("explain", EventFolder.Sketch, "--bearer", "Poland");

        Assert.Equal((ExitCode.Unusable, ""), (run.ExitCode, run.Out));
        Assert.StartsWith("foedus: --bearer needs --norm", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Article 9", "Poland", "names no norm")]
    [InlineData("Article 3(2)", "Atlantis", "is nobody in")]
    public void A_norm_or_a_bearer_that_is_not_there_is_refused(string norm, string bearer, string what)
    {
        using var folder = new EventFolder();
        var events = folder.File("events.ndjson", EventFolder.Determined);

        var run = CliRun.Of("explain", EventFolder.Sketch, events, "--norm", norm, "--bearer", bearer);

        Assert.Equal((ExitCode.Unusable, ""), (run.ExitCode, run.Out));
        Assert.Contains(what, run.Error, StringComparison.Ordinal);
        Assert.Equal(1, run.Error.Count(c => c == '\n'));
    }
}
