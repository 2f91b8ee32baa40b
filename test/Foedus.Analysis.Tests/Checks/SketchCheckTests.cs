using System.Globalization;
using System.Text.RegularExpressions;
using Foedus.Analysis.Checks;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;

namespace Foedus.Analysis.Tests.Checks;

/// <summary>Defects planted in a sound guarantee are found, each with a course of events that runs to the state complained of.</summary>
public sealed class SketchCheckTests
{
    private static readonly (string, string) FinalRefusal = (
        Sketch.Fallback,
        "refusal is final; absent decision, by two thirds of the Guarantors in force, within 24 hours;"
    );

    [Fact]
    public void The_sketch_survives_the_Commission_and_some_of_the_guarantors()
    {
        var result = Sketch.Check(CheckOptions.Default);

        Assert.DoesNotContain(
            result.Findings,
            finding => finding.Level == Level.Error || finding.Code == Codes.SinglePoint
        );
        Assert.Contains(
            "compliance-effective, not vacuous, resilient: k = 1 with 2, 2 with 3, 2 with 4, 2 with 5, 3 with 6",
            result.Effective,
            StringComparison.Ordinal
        );
    }

    /// <summary>
    /// In closed form: the promise fails if nobody provides, or if the Commission fails and two thirds cannot be had. So the
    /// smallest coalition is the Commission with n − ⌈2n/3⌉ + 1 guarantors, or all n.
    /// </summary>
    [Fact]
    public void Resilience_is_what_the_closed_form_says()
    {
        var said = Regex
            .Matches(Sketch.Check(new CheckOptions(9)).Effective, "([0-9]+) with ([0-9]+)")
            .ToDictionary(
                match => int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture),
                match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
            );

        Assert.Equal(Enumerable.Range(2, 8), said.Keys.Order());
        Assert.All(
            said,
            pair => Assert.Equal(Math.Min(pair.Key, 1 + pair.Key - (((2 * pair.Key) + 2) / 3) + 1) - 1, pair.Value)
        );
    }

    [Fact]
    public void A_duty_too_long_for_the_fallback_leaves_the_Commission_a_single_point_of_failure()
    {
        // 48 + 96 hours is more than 120, 24 + 96 is not.
        var agreement = Sketch.Compiled(("within 72 hours", "within 96 hours"));
        var finding = Assert.Single(
            AgreementCheck.Run(agreement, Sketch.Few).Findings,
            finding => finding.Code == Codes.SinglePoint
        );

        Assert.Contains("the Special Commission.", finding.Message, StringComparison.Ordinal);
        Assert.Contains("art_2  yes", Sketch.Run(agreement, finding));
    }

    [Fact]
    public void A_final_refusal_makes_the_Commission_a_single_point_of_failure_and_leaves_a_gap()
    {
        var agreement = Sketch.Compiled(FinalRefusal);
        var result = AgreementCheck.Run(agreement, Sketch.Few);

        Assert.Contains("resilient: k = 0", result.Effective, StringComparison.Ordinal);
        var veto = Assert.Single(result.Findings, finding => finding.Code == Codes.SinglePoint);
        Assert.Contains("the Special Commission. Its refusal (a veto)", veto.Message, StringComparison.Ordinal);
        var run = Sketch.Run(agreement, veto);
        Assert.Contains("art_2  no", run);
        Assert.DoesNotContain(run, line => line.StartsWith("art_3", StringComparison.Ordinal));

        var gap = Assert.Single(
            result.Findings,
            finding =>
                finding.Code == Codes.DecisionGap
                && finding.Message.Contains("stage 1 refusal", StringComparison.Ordinal)
        );
        Assert.Contains("art_2  no", Sketch.Run(agreement, gap));
    }

    [Fact]
    public void Who_alone_may_report_the_trigger_can_stop_the_promise_by_silence()
    {
        var result = Sketch.Check(
            ("reported by any Party or by the Monitoring Mission", "reported by the Monitoring Mission")
        );

        Assert.Contains(
            "the Monitoring Mission. Its silence",
            Assert.Single(result.Findings, finding => finding.Code == Codes.SinglePoint).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void When_the_time_is_up_the_report_says_what_was_not_covered()
    {
        var asked = 0;
        var result = Sketch.Check(new CheckOptions(6, () => ++asked > 3));

        Assert.Contains("resilient: k = at least 1 (with 2 parties)", result.Effective, StringComparison.Ordinal);
        Assert.Contains(
            result.Bounds,
            bound => bound.Contains("the time was up before 3 parties were tried", StringComparison.Ordinal)
        );

        var atOnce = Sketch.Check(new CheckOptions(6, () => true));
        Assert.Contains("resilient: k = at least 0", atOnce.Effective, StringComparison.Ordinal);
    }

    [Fact]
    public void A_determination_that_nobody_makes_is_vacuous()
    {
        var agreement = Sketch.Compiled((Sketch.Fails, "if no Guarantor is in force, Determination is made."));
        var finding = Assert.Single(
            AgreementCheck.Run(agreement, Sketch.Few).Findings,
            finding => finding.Code == Codes.VacuousDecision
        );

        var run = Sketch.Run(agreement, finding);
        Assert.Contains("art_2  yes", run);
        Assert.DoesNotContain(run, line => line.StartsWith("art_3", StringComparison.Ordinal));
        Assert.DoesNotContain(Sketch.Check().Findings, other => other.Code == Codes.VacuousDecision);
    }

    [Fact]
    public void A_late_ratifier_is_not_bound_and_is_found_unless_the_text_binds_it()
    {
        var agreement = Sketch.Compiled();
        var finding = Assert.Single(
            AgreementCheck.Run(agreement, Sketch.Few).Findings,
            finding => finding.Code == Codes.LateRatifier
        );

        Assert.Equal("Article 3(1), Article 3(2)", finding.Provision);
        var run = Sketch.Run(agreement, finding);
        Assert.Contains("art_3__para_1 Poland active", run);
        Assert.Contains(run, line => line.EndsWith("Canada in force", StringComparison.Ordinal));
        Assert.DoesNotContain("art_3__para_1 Canada active", run);

        var bound = Sketch.Check(("each Guarantor in force shall", "each Guarantor that is or becomes in force shall"));
        Assert.DoesNotContain(bound.Findings, finding => finding.Code == Codes.LateRatifier);
    }

    [Fact]
    public void Blocking_minorities_are_counted()
    {
        var minorities = Sketch
            .Check()
            .Findings.Where(finding => finding.Code == Codes.BlockingMinority)
            .Select(finding => finding.Message)
            .ToList();

        Assert.Equal(
            [
                "Blocking minority at stage 2: 1 of 2, 2 of 3, 2 of 4, 2 of 5, 3 of 6.",
                "Blocking minority at stage 1: 3 of 5.",
            ],
            minorities
        );
    }

    [Theory]
    [InlineData("within 72 hours", "within 97 hours")] // The Commission may take 24 hours.
    [InlineData("receives at least one measure", "receives at least one military measure")] // Each may choose another kind.
    [InlineData("receives at least one measure", "receives at least 4 measures")]
    [InlineData(" within 72 hours", "")]
    [InlineData(
        "Upon Determination, each Guarantor in force shall provide",
        "Upon Determination, each Guarantor in force should provide"
    )]
    public void A_promise_that_compliance_does_not_keep_is_an_error(string from, string to)
    {
        var result = Sketch.Check(
            (from, to),
            (
                ";\n   failing which the other Guarantors in force may, by majority within 30 days, suspend its vote under Article 2",
                ""
            )
        );

        Assert.Contains(result.Findings, finding => finding is { Code: Codes.NotKept, Level: Level.Error });
    }

    [Fact]
    public void A_duty_without_a_time_can_be_escaped_and_one_without_a_consequence_is_not_answerable()
    {
        var result = Sketch.Check(("consult Ukraine within 24 hours", "consult Ukraine"));

        Assert.Equal("Article 3(1)", Assert.Single(result.Findings, finding => finding.Code == Codes.Escape).Provision);
        Assert.Contains(
            "content floor 0 (an empty promise) in Article 3(1)",
            result.Concrete,
            StringComparison.Ordinal
        );
        Assert.Equal(
            "Article 3(1)",
            Assert.Single(Sketch.Check().Findings, finding => finding.Code == Codes.NoConsequence).Provision
        );
    }

    [Fact]
    public void A_prohibition_of_what_is_owed_is_a_conflict_with_a_run_that_breaches_it()
    {
        var agreement = Sketch.Compiled(
            (
                "1. Upon Determination, each Guarantor in force shall consult Ukraine within 24 hours.",
                "1. Upon Determination, each Guarantor in force shall consult Ukraine within 24 hours.\n3. Each Guarantor in force shall not consult Ukraine."
            )
        );
        var finding = Assert.Single(
            AgreementCheck.Run(agreement, Sketch.Few).Findings,
            finding => finding.Code == Codes.Conflict
        );

        Assert.Equal(Level.Error, finding.Level);
        var run = Sketch.Run(agreement, finding);
        Assert.Contains(
            run,
            line =>
                line.StartsWith("art_3__para_1", StringComparison.Ordinal)
                && line.EndsWith("fulfilled", StringComparison.Ordinal)
        );
        Assert.Contains(
            run,
            line =>
                line.StartsWith("art_3__para_3", StringComparison.Ordinal)
                && line.EndsWith("violated", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_notice_shorter_than_the_duty_is_an_exit_race_unless_what_arose_survives()
    {
        var brief = ("12 months after receipt", "1 day after receipt");
        var ends = (
            "3. Withdrawal does not affect duties arising from an armed attack on Ukraine that occurred before it took effect.",
            "3. Withdrawal ends all duties."
        );
        var agreement = Sketch.Compiled(brief, ends);
        var finding = AgreementCheck
            .Run(agreement, Sketch.Few)
            .Findings.First(finding => finding.Code == Codes.ExitRace);

        Assert.Contains(
            Sketch.Run(agreement, finding),
            line =>
                line.StartsWith("art_3__para_2", StringComparison.Ordinal)
                && line.EndsWith("terminated", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(Sketch.Check(brief).Findings, other => other.Code == Codes.ExitRace);
        Assert.DoesNotContain(Sketch.Check(ends).Findings, other => other.Code == Codes.ExitRace);
    }

    [Fact]
    public void Every_witness_is_a_file_that_runs()
    {
        var agreement = Sketch.Compiled(FinalRefusal);
        var result = AgreementCheck.Run(agreement, Sketch.Few);

        Assert.All(result.Findings, finding => Assert.NotEmpty(Sketch.Run(agreement, finding)));
        Assert.All(result.Findings, finding => Assert.NotEmpty(finding.Witness?.Telling ?? []));
        Assert.DoesNotContain(result.Bounds, bound => bound.Contains("withheld", StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_text_gives_the_same_report() =>
        Assert.Equal(
            Sketch.Check().Findings.Select(finding => string.Concat(finding.Witness?.Lines ?? [])),
            Sketch.Check().Findings.Select(finding => string.Concat(finding.Witness?.Lines ?? []))
        );
}
