using System.Text.Json;

namespace Foedus.Cli.Tests;

public sealed class DiffCommandTests
{
    [Fact]
    public void The_final_text_of_the_Paris_Declaration_asks_less_of_the_United_States_than_the_draft()
    {
        var run = CliRun.Of("diff", TreatyPath.Of("paris-2026-draft"), TreatyPath.Of("paris-2026"));

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.Contains("\nThe United States owes less:\n", run.Out, StringComparison.Ordinal);
        Assert.Matches("less   support the Multinational Force: committed \\(.*\\) → proposed \\(\"should\"", run.Out);
        Assert.Contains("it is no longer a Party: no signature", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void The_other_way_round_it_owes_more()
    {
        var run = CliRun.Of("diff", TreatyPath.Of("paris-2026"), TreatyPath.Of("paris-2026-draft"), "--format", "json");

        using var json = JsonDocument.Parse(run.Out);
        var america = json
            .RootElement.GetProperty("parties")
            .EnumerateArray()
            .Single(party => party.GetProperty("party").GetString() == "the United States");
        Assert.Equal("owes more", america.GetProperty("verdict").GetString());
    }

    [Fact]
    public void An_agreement_differs_in_nothing_from_itself()
    {
        var run = CliRun.Of("diff", TreatyPath.Of("minsk2-2015"), TreatyPath.Of("minsk2-2015"));

        Assert.Equal(
            new CliRun(ExitCode.Done, "minsk2-2015 → minsk2-2015\n\nThey oblige everybody to the same.\n", ""),
            run
        );
    }

    [Fact]
    public void A_draft_that_does_not_compile_is_named()
    {
        var run = CliRun.Of(
            "diff",
            TreatyPath.Of("minsk2-2015"),
            TreatyPath.Write("b.foedus.md", "## Article 1\n```foedus\nNobody shall do anything.\n```\n")
        );

        Assert.Equal((ExitCode.No, ""), (run.ExitCode, run.Out));
        Assert.Contains("b.foedus.md:3:", run.Error, StringComparison.Ordinal);
    }
}
