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
        Assert.Contains("\n  6 | Frence shall consult Ukraine within 24 hours.\n    | ^^^^^^", run.Out, StringComparison.Ordinal);
        Assert.Contains("\n    why: ", run.Out, StringComparison.Ordinal);
        Assert.Contains("\n    how: ", run.Out, StringComparison.Ordinal);
        Assert.Contains("France", run.Out[run.Out.IndexOf("how:", StringComparison.Ordinal)..], StringComparison.Ordinal);
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
            findings.Select(finding => (finding.GetProperty("code").GetString(), finding.GetProperty("level").GetString())),
            results.Select(result => (result.GetProperty("ruleId").GetString(), result.GetProperty("level").GetString()))
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

        Assert.Contains("\u001b[", CliRun.With(edge => edge with { OutIsTerminal = true }, "check", path).Out, StringComparison.Ordinal);
        var plain = CliRun.With(edge => edge with { OutIsTerminal = true, Variable = name => name == "NO_COLOR" ? "1" : null }, "check", path);
        Assert.DoesNotContain("\u001b", plain.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_read_ends_the_run_with_exit_code_2() =>
        Assert.Equal(ExitCode.Unusable, CliRun.Of("check", "nosuch.foedus.md").ExitCode);
}
