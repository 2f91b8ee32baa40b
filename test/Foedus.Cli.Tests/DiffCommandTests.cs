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

    private const string Text = """
        ---
        parties: [Ukraine, France, Poland, Canada]
        ---
        ## Article 1
        ```foedus
        A Guarantor is a Party other than Ukraine.
        The Mission is a body.
        An attack is an event, reported by any Party.
        The Facility is a quantity of EUR 1,000, of which France bears 50 %, Poland 30 % and Canada 20 %.
        To pay in is an act of a Guarantor toward Ukraine, with an amount in EUR, counted as paid in the Facility.
        To consult is an act of a Guarantor toward Ukraine.
        To export is an act of Ukraine, with an amount in tonnes.
        ```
        ## Article 2
        ```foedus
        1. Upon an attack, if "it is armed" (as decided by the Mission within 24 hours), each Guarantor in force shall consult Ukraine within 48 hours.
        2. Upon an attack, each Guarantor in force shall pay in its share of the Facility within 30 days.
        3. Every month, Ukraine shall not export more than 100 tonnes in total.
        Reading of Ukraine of Article 2(2): Upon an attack, each Guarantor in force shall pay in its share of the Facility within 20 days.
        ```

        """;

    [Theory]
    [InlineData(
        "more than 100",
        "more than 50",
        "Ukraine owes more:\n  more   shall not export more than 100 tonnes → shall not export more than 50 tonnes"
    )]
    [InlineData(
        "more than 100",
        "more than 200",
        "Ukraine owes less:\n  less   shall not export more than 100 tonnes → shall not export more than 200 tonnes"
    )]
    [InlineData(
        "Every month",
        "Every year",
        "Ukraine owes more:\n  more   shall not export more than 100 tonnes: every 1 month → every 1 year"
    )]
    [InlineData(
        "France bears 50 %, Poland 30 %",
        "France bears 40 %, Poland 40 %",
        "France owes less:\n  less   pay in at least 500 EUR toward Ukraine → pay in at least 400 EUR toward Ukraine"
    )]
    [InlineData(
        "France bears 50 %, Poland 30 %",
        "France bears 40 %, Poland 40 %",
        "Nothing changes for Ukraine or Canada."
    )]
    [InlineData(
        ", if \"it is armed\" (as decided by the Mission within 24 hours)",
        "",
        "  more   consult toward Ukraine: no longer only if it is decided that \"it is armed\" (by the Mission)"
    )]
    [InlineData("within 20 days", "within 10 days", "  reading  the reading of Ukraine: pay in")]
    [InlineData(
        "Reading of Ukraine",
        "Article 2(1) does not survive termination.\nReading of Ukraine",
        "  less   consult toward Ukraine: what is owed already now ends with the agreement"
    )]
    public void Caps_shares_delegated_standards_and_readings_are_told_in_the_right_direction(
        string old,
        string @new,
        string said
    )
    {
        using var folder = new EventFolder();
        var run = CliRun.Done(
            "diff",
            folder.File("a.foedus.md", Text),
            folder.File("b.foedus.md", Text.Replace(old, @new, StringComparison.Ordinal))
        );

        Assert.Contains(said, run.Out, StringComparison.Ordinal);
    }
}
