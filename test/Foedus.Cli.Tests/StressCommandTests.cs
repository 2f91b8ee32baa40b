using System.Text.Json;
using Foedus.Analysis.Rehearsing;

namespace Foedus.Cli.Tests;

public sealed class StressCommandTests
{
    private static readonly string Agreement = Repository.PathOf("treaties", "examples", "sketch.foedus.md");
    private static readonly string Plan = Repository.PathOf("treaties", "examples", "sketch.plan.yaml");

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    [InlineData("html")]
    public void The_same_plan_gives_the_same_bytes(string format)
    {
        var run = CliRun.Of("stress", Agreement, "--plan", Plan, "--format", format);

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.Equal(run, CliRun.Of("stress", Agreement, "--plan", Plan, "--format", format));
    }

    [Fact]
    public void Json_holds_the_curve_and_who_it_hangs_on()
    {
        using var json = JsonDocument.Parse(CliRun.Of("stress", Agreement, "--plan", Plan, "--format", "json").Out);

        var promise = json.RootElement.GetProperty("promises")[0];
        Assert.True(promise.GetProperty("exact").GetBoolean());
        var curve = promise.GetProperty("curve").EnumerateArray().ToList();
        Assert.Equal(120, curve[^1].GetProperty("hours").GetDouble());
        Assert.Equal(
            curve.Select(point => point.GetProperty("low").GetDouble()).Order(),
            curve.Select(point => point.GetProperty("low").GetDouble())
        );
        Assert.All(
            curve,
            point => Assert.True(point.GetProperty("low").GetDouble() <= point.GetProperty("high").GetDouble())
        );
        var parts = promise.GetProperty("importance").EnumerateArray().ToList();
        Assert.Equal(6, parts.Count);
        Assert.Equal(1, parts.Sum(part => part.GetProperty("shapley").GetDouble()), 6);
        Assert.Contains("Leeds", json.RootElement.GetProperty("sources")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Html_needs_nothing_from_elsewhere()
    {
        var page = CliRun.Of("stress", Agreement, "--plan", Plan, "--format", "html").Out;

        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
        Assert.Contains("class=\"band\"", page, StringComparison.Ordinal);
        Assert.Contains("the Special Commission, with any 2 of France", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_seed_on_the_command_line_stands_for_the_plans()
    {
        using var folder = new EventFolder();
        var plan = folder.File("counted.yaml", File.ReadAllText(Plan) + "\nmethod: monte carlo\nsamples: 200\n");

        var first = CliRun.Of("stress", Agreement, "--plan", plan).Out;
        var second = CliRun.Of("stress", Agreement, "--plan", plan, "--seed", "2").Out;

        Assert.Contains("200 samples from the seed 1;", first, StringComparison.Ordinal);
        Assert.Contains("200 samples from the seed 2;", second, StringComparison.Ordinal);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void A_fault_of_the_plan_is_one_line_with_its_place()
    {
        using var folder = new EventFolder();
        var plan = folder.File("wrong.yaml", "parties: [France, Polnad]\nconduct: {everyone: {provide: 2}}\n");

        var run = CliRun.Of("stress", Agreement, "--plan", plan);

        Assert.Equal((ExitCode.Unusable, ""), (run.ExitCode, run.Out));
        Assert.Contains("wrong.yaml, line 1, column 19: 'Polnad' is no party", run.Error, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'Poland'?", run.Error, StringComparison.Ordinal);
        Assert.Contains("1 more problem", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void A_plan_that_is_not_there_and_an_agreement_without_a_promise_are_told()
    {
        Assert.Contains(
            "There is no such file",
            CliRun.Of("stress", Agreement, "--plan", "nowhere.yaml").Error,
            StringComparison.Ordinal
        );
        var run = CliRun.Of("stress", TreatyPath.Of("nato-1949"), "--plan", Plan);
        Assert.DoesNotContain(" at Foedus.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_shows_the_plan_as_it_is_and_every_base_rate()
    {
        var page = File.ReadAllText(Repository.PathOf("docs", "stress.md"));

        Assert.Contains($"```yaml\n{File.ReadAllText(Plan)}```", page, StringComparison.Ordinal);
        Assert.All(
            BaseRate.All,
            rate =>
                Assert.Contains(
                    FormattableString.Invariant(
                        $"| {rate.Name} | {Math.Round(rate.Low, 2):0.00} to {Math.Round(rate.High, 2):0.00} |"
                    ),
                    page,
                    StringComparison.Ordinal
                )
        );
    }
}
