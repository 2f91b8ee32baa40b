using System.Text.Json;

namespace Foedus.Cli.Tests;

public sealed class CheckCommandTests
{
    private const string Flawed = """
        ## Article 1
        ```foedus
        Ukraine is a Party.
        France is a Party.
        To consult is an act of any Party toward Ukraine.
        Frence shall consult Ukraine within 24 hours.
        ```
        """;

    [Fact]
    public void A_good_agreement_gets_its_grades_and_exit_code_0()
    {
        var run = CliRun.Of("check", TreatyPath.Of("minsk2-2015"));

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.Contains("minsk2-2015.foedus.md: precision of ", run.Out, StringComparison.Ordinal);
        Assert.Contains("  Article 3(1) ", run.Out, StringComparison.Ordinal);
        Assert.Contains("\n1 agreement: 0 errors, ", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_is_shown_in_its_line_with_the_reason_and_the_remedy()
    {
        var run = CliRun.Of("check", TreatyPath.Write("a.foedus.md", Flawed));

        Assert.Equal((ExitCode.No, ""), (run.ExitCode, run.Error));
        Assert.Contains("a.foedus.md:6:1: error FOE", run.Out, StringComparison.Ordinal);
        Assert.Contains(
            "\n  6 | Frence shall consult Ukraine within 24 hours.\n    | ^^^^^^",
            run.Out,
            StringComparison.Ordinal
        );
        Assert.Contains("\n    why: ", run.Out, StringComparison.Ordinal);
        Assert.Contains("\n    how: ", run.Out, StringComparison.Ordinal);
        Assert.Contains(
            "France",
            run.Out[run.Out.IndexOf("how:", StringComparison.Ordinal)..],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Json_and_sarif_say_the_same()
    {
        var path = TreatyPath.Write("a.foedus.md", Flawed);
        var asJson = CliRun.Of("check", path, "--format", "json");
        var asSarif = CliRun.Of("check", path, "--format", "sarif");

        using var json = JsonDocument.Parse(asJson.Out);
        using var sarif = JsonDocument.Parse(asSarif.Out);
        var findings = json.RootElement.GetProperty("agreements")[0].GetProperty("findings").EnumerateArray().ToList();
        var results = sarif.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().ToList();

        Assert.Equal((ExitCode.No, ExitCode.No), (asJson.ExitCode, asSarif.ExitCode));
        Assert.NotEmpty(findings);
        Assert.Equal(
            findings.Select(finding =>
                (finding.GetProperty("code").GetString(), finding.GetProperty("level").GetString())
            ),
            results.Select(result =>
                (result.GetProperty("ruleId").GetString(), result.GetProperty("level").GetString())
            )
        );
        var region = results[0].GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("region");
        Assert.Equal(6, region.GetProperty("startLine").GetInt32());
    }

    [Fact]
    public void Json_grades_every_clause()
    {
        using var json = JsonDocument.Parse(CliRun.Of("check", TreatyPath.Of("minsk2-2015"), "--format", "json").Out);
        var clauses = json.RootElement.GetProperty("agreements")[0].GetProperty("clauses").EnumerateArray().ToList();

        Assert.NotEmpty(clauses);
        Assert.All(clauses, clause => Assert.InRange(clause.GetProperty("precision").GetInt32(), 0, 4));
    }

    [Fact]
    public void Colour_is_for_terminals_only_and_never_against_NO_COLOR()
    {
        var path = TreatyPath.Write("a.foedus.md", Flawed);

        Assert.Contains(
            "\u001b[",
            CliRun.With(edge => edge with { OutIsTerminal = true }, "check", path).Out,
            StringComparison.Ordinal
        );
        var plain = CliRun.With(
            edge => edge with { OutIsTerminal = true, Variable = name => name == "NO_COLOR" ? "1" : null },
            "check",
            path
        );
        Assert.DoesNotContain("\u001b", plain.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_three_lines_answer_and_each_finding_leaves_a_file_that_run_replays()
    {
        var sketch = Repository.PathOf("treaties", "examples", "sketch.foedus.md");
        var folder = Path.Combine(Directory.CreateTempSubdirectory("foedus-").FullName, "found");
        var check = CliRun.Of("check", sketch, "--max-parties", "3", "--witnesses", folder);

        Assert.Equal((ExitCode.Done, ""), (check.ExitCode, check.Error));
        var lines = check.Out.Split('\n');
        Assert.StartsWith("  concrete   ", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("  binding    ", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("  effective  Article 5: compliance-effective", lines[3], StringComparison.Ordinal);

        var files = Directory.GetFiles(folder);
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var run = CliRun.Of("run", sketch, file);
            Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        }
    }

    [Fact]
    public void A_promise_that_compliance_does_not_keep_ends_with_exit_code_1_in_every_format()
    {
        var text = File.ReadAllText(Repository.PathOf("treaties", "examples", "sketch.foedus.md"))
            .Replace("within 120 hours", "within 90 hours", StringComparison.Ordinal);
        var path = TreatyPath.Write("hasty.foedus.md", text);

        foreach (var format in (string[])["text", "json", "sarif", "html"])
        {
            var run = CliRun.Of("check", path, "--max-parties", "2", "--format", format);
            Assert.Equal(ExitCode.No, run.ExitCode);
            Assert.Contains("FOC101", run.Out, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_page_stands_alone_and_tells_each_course_of_events()
    {
        var page = CliRun.Of("check", TreatyPath.Of("budapest-1994"), "--format", "html");

        Assert.Equal((ExitCode.No, ""), (page.ExitCode, page.Error));
        var document = System.Xml.Linq.XDocument.Parse(
            page.Out.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal)
                .Replace("<meta charset=\"utf-8\">", "", StringComparison.Ordinal)
                .Replace(
                    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
                    "",
                    StringComparison.Ordinal
                )
                .Replace("<meta name=\"color-scheme\" content=\"light dark\">", "", StringComparison.Ordinal)
                .Replace("<br>", "<br/>", StringComparison.Ordinal)
        );
        Assert.Equal(["Concrete", "Binding", "Effective"], document.Descendants("dt").Select(heading => heading.Value));
        Assert.Contains(document.Descendants("time"), time => time.Value.Length > 0);
        Assert.DoesNotContain("<script", page.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_of_parties_that_cannot_be_tried_is_refused()
    {
        var run = CliRun.Of("check", TreatyPath.Of("budapest-1994"), "--max-parties", "1");

        Assert.Equal(ExitCode.Unusable, run.ExitCode);
        Assert.Contains("2 to 50", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_read_ends_the_run_with_exit_code_2() =>
        Assert.Equal(ExitCode.Unusable, CliRun.Of("check", "nosuch.foedus.md").ExitCode);

    [Fact]
    public void An_assumption_of_the_command_line_is_taken_and_one_that_cannot_be_true_is_an_error()
    {
        var sketch = Repository.PathOf("treaties", "examples", "sketch.foedus.md");
        var taken = CliRun.Of(
            "check",
            sketch,
            "--max-parties",
            "2",
            "--assume",
            "each Guarantor complies with Article 3(2)"
        );
        var empty = CliRun.Of(
            "check",
            sketch,
            "--max-parties",
            "2",
            "--assume",
            "It is assumed that at most 0 armed attacks on Ukraine occur."
        );

        Assert.Equal((ExitCode.Done, ""), (taken.ExitCode, taken.Error));
        Assert.Contains("assumed: each Guarantor complies with Article 3(2)", taken.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.No, empty.ExitCode);
        Assert.Contains("FOC601", empty.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense", "“nonsense” is not defined")]
    [InlineData("", "not the end of the sentence")]
    public void An_assumption_that_is_no_sentence_is_a_fault_of_the_command_line_and_of_no_line_of_the_file(
        string assumption,
        string expected
    )
    {
        var run = CliRun.Of(
            "check",
            Repository.PathOf("treaties", "examples", "sketch.foedus.md"),
            "--assume",
            assumption
        );

        Assert.Equal((ExitCode.Unusable, ""), (run.ExitCode, run.Out));
        Assert.StartsWith("foedus: --assume, with ", run.Error, StringComparison.Ordinal);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ceasefire_and_the_guarantee_it_arms_are_checked_together_in_every_format()
    {
        const string Ceasefire = """
            ---
            title: The Ceasefire
            ---
            ## Article 1
            ```foedus
            Ukraine and Russia are Parties.
            To attack is an act of a Party.
            1. Each Party shall not attack.
            2. This Agreement enters into force upon signature by all Parties.
            ```
            """;
        var sketch = Repository.PathOf("treaties", "examples", "sketch.foedus.md");
        var path = TreatyPath.Write("ceasefire.foedus.md", Ceasefire);
        foreach (var format in (string[])["text", "json", "sarif", "html"])
        {
            var run = CliRun.Of("check", sketch, path, "--max-parties", "2", "--format", format);
            Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
            Assert.Contains("Russia alone keeps the promise unarmed", run.Out, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Progress_is_for_terminals_only()
    {
        var sketch = Repository.PathOf("treaties", "examples", "sketch.foedus.md");
        var run = CliRun.With(edge => edge with { ErrorIsTerminal = true }, "check", sketch, "--max-parties", "2");

        Assert.Contains("dead letters …", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("dead letters …", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Diff_says_which_findings_come_and_go()
    {
        var run = CliRun.Of("diff", TreatyPath.Of("paris-2026-draft"), TreatyPath.Of("paris-2026"));

        Assert.Contains("The checks no longer find:", run.Out, StringComparison.Ordinal);
        Assert.Contains("gone  FOC301 Article 5(5)", run.Out, StringComparison.Ordinal);
    }
}
