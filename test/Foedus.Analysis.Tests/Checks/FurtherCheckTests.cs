using Foedus.Analysis.Checks;
using Foedus.Language.Diagnostics;

namespace Foedus.Analysis.Tests.Checks;

/// <summary>Escapes, powers, dead letters, cases, open terms, assumptions, entry into force: each defect found where it is, and not where it is not.</summary>
public sealed class FurtherCheckTests
{
    private const string Two = """
        Ukraine and Poland are Parties.
        To attack is an act of a Party.
        To help is an act of a Party toward a Party.
        An alarm is an event, reported by Ukraine.
        An excuse is an event, reported by any Party.
        A finding of excuse is an event, reported by the Court.
        The Court is a body.
        """;

    private const string Force =
        "This Agreement enters into force upon ratification by all Parties.\nNo reservations are permitted.";

    [Fact]
    public void Who_reports_its_own_excuse_can_excuse_itself()
    {
        var agreement = Small.Compiled(
            Two,
            "1. Poland shall not attack unless an excuse has occurred.\n2. Upon an alarm, Poland shall help Ukraine within 3 days unless an excuse has occurred.\n3. Ukraine shall not attack unless a finding of excuse has occurred.",
            Force
        );
        var found = Small.Found(AgreementCheck.Run(agreement, Sketch.Few), Codes.SelfExcused);

        Assert.Equal(["Article 2(1)", "Article 2(2)"], found.Select(finding => finding.Provision));
        Assert.DoesNotContain(
            Sketch.Run(agreement, found[0]),
            line => line.EndsWith("violated", StringComparison.Ordinal)
        );
        Assert.Contains("its own report of an excuse", found[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_that_counts_from_what_need_not_happen_never_ends()
    {
        var found = Small.Found(
            Small.Check(
                Two,
                "1. Upon an alarm, Poland shall help Ukraine within 3 days of a finding of excuse.\n2. Upon an alarm, Poland shall help Ukraine within 3 days of a finding of excuse, at the latest within 10 days of an alarm.",
                Force
            ),
            Codes.TimeNeverBegins
        );

        Assert.Equal("Article 2(1)", Assert.Single(found).Provision);
    }

    [Fact]
    public void A_reservation_frees_where_none_is_excluded()
    {
        var norm = "Each Party shall not attack.";
        var agreement = Small.Compiled(Two, norm, "This Agreement enters into force upon ratification by all Parties.");

        Assert.Equal(
            "Article 2",
            Assert.Single(Small.Found(AgreementCheck.Run(agreement, Sketch.Few), Codes.ByReservation)).Provision
        );
        Assert.Empty(Small.Found(Small.Check(Two, norm, Force), Codes.ByReservation));
    }

    [Fact]
    public void Powers_of_different_hands_that_undo_each_other_race_and_those_of_one_hand_do_not()
    {
        const string Norm = "1. Upon an alarm, Poland shall help Ukraine within 30 days.";
        var agreement = Small.Compiled(
            Two,
            $"{Norm}\n2. Upon an alarm, Ukraine may suspend Article 2(1).\n3. Upon an alarm, Poland may resume Article 2(1).",
            Force
        );
        var race = Assert.Single(Small.Found(AgreementCheck.Run(agreement, Sketch.Few), Codes.PowerRace));

        Assert.Equal(Level.Error, race.Level);
        Assert.StartsWith("Article 2(2)", race.Provision, StringComparison.Ordinal);
        Assert.Empty(
            Small.Found(
                Small.Check(
                    Two,
                    $"{Norm}\n2. Upon an alarm, Ukraine may suspend Article 2(1).\n3. Upon an alarm, Ukraine may resume Article 2(1).",
                    Force
                ),
                Codes.PowerRace
            )
        );
    }

    [Fact]
    public void A_power_that_races_two_of_the_same_hand_is_told_with_each()
    {
        var races = Small.Found(
            Small.Check(
                Two,
                "1. Upon an alarm, Poland shall help Ukraine within 30 days.\n2. Upon an alarm, Ukraine may suspend Article 2(1).\n3. Upon an alarm, Poland may resume Article 2(1).\n4. Upon an excuse, Poland may resume Article 2(1).",
                Force
            ),
            Codes.PowerRace
        );

        Assert.Equal(
            ["Article 2(2) and Article 2(3)", "Article 2(2) and Article 2(4)"],
            races.Select(race => race.Provision)
        );
        Assert.Equal(races[0].Message, races[1].Message);
    }

    [Fact]
    public void A_power_of_one_without_a_time_is_a_free_option()
    {
        const string Norm = "1. Upon an alarm, Poland shall help Ukraine.";
        var agreement = Small.Compiled(
            Two,
            $"{Norm}\n2. Upon an alarm, Ukraine may discharge Poland from Article 2(1).",
            Force
        );
        var found = Assert.Single(Small.Found(AgreementCheck.Run(agreement, Sketch.Few), Codes.FreeOption));

        Assert.Contains(
            Sketch.Run(agreement, found),
            line => line.EndsWith("Poland discharged", StringComparison.Ordinal)
        );
        Assert.Empty(
            Small.Found(
                Small.Check(
                    Two,
                    $"{Norm}\n2. Upon an alarm, Ukraine may, within 3 days, discharge Poland from Article 2(1).",
                    Force
                ),
                Codes.FreeOption
            )
        );
    }

    [Theory]
    [InlineData("1. Upon the beginning of the Alert, Poland shall help Ukraine within 3 days.", "nothing begins")]
    [InlineData("1. Upon failure of Relief, Poland shall help Ukraine within 3 days.", "no stage of Relief fails")]
    [InlineData(
        "1. Upon an alarm, Poland shall help Ukraine within 3 days.\n2. Poland has no right to help.",
        "no right to the act"
    )]
    [InlineData(
        "1. Upon an alarm, Poland shall help Ukraine within 3 days.\n2. Upon an alarm, Poland shall help Ukraine within 5 days.",
        "breaches Article 2(1)"
    )]
    public void A_dead_letter_is_found_with_its_reason(string norms, string why)
    {
        const string More = "The Alert is a state.\nRelief is decided upon an alarm by the Court, within 3 days.";
        var found = Small.Found(Small.Check($"{Two}\n{More}", norms, Force), Codes.DeadLetter);

        Assert.Contains(why, Assert.Single(found).Why, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("absent decision, Relief fails", "the time is up, and it fails")]
    [InlineData("absent decision, Relief is refused", "it is refused")]
    public void An_example_says_why_a_decision_comes_to_nothing(string effect, string told)
    {
        var decision = $"Relief is decided upon an alarm by the Court, within 3 days; {effect}.";
        var found = Small.Found(
            Small.Check($"{Two}\n{decision}", "1. Upon Relief, Poland shall help Ukraine within 3 days.", Force),
            "FOC201"
        );

        Assert.Contains(
            found.SelectMany(finding => finding.Witness?.Telling ?? []),
            line => line.EndsWith(told, StringComparison.Ordinal)
        );
    }

    /// <summary>The middle of a bent line lies on neither side of it, and far from it.</summary>
    [Fact]
    public void What_is_forbidden_along_a_bent_line_can_be_breached()
    {
        const string Lane = """
            The Lane is the line (46.5, 30.8), (45.2, 29.7), (41.2, 29.1).
            To shell is an act of a Party, with a place.
            """;
        var result = Small.Check(
            $"{Two}\n{Lane}",
            "1. Poland shall not shell within 10 km of the Lane.\n2. Upon a breach of paragraph 1, the Party in breach shall help Ukraine within 3 days.",
            Force
        );

        Assert.DoesNotContain(
            result.Bounds,
            bound => bound.StartsWith("not brought to life", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_permission_of_what_nothing_forbids_is_inert_and_an_exception_is_not()
    {
        Assert.Single(Small.Found(Small.Check(Two, "Upon an alarm, Poland may help Ukraine.", Force), Codes.Inert));
        Assert.Empty(
            Small.Found(
                Small.Check(
                    Two,
                    "1. Each Party shall not attack.\n2. Notwithstanding Article 2(1), upon an alarm, Ukraine may attack.",
                    Force
                ),
                Codes.Inert
            )
        );
    }

    [Fact]
    public void Only_a_special_case_is_answered_unless_another_clause_answers_the_rest()
    {
        const string Raid = "A raid is an event, reported by any Party, with a means.";
        const string Special = "1. Upon a raid with means \"nuclear\", Poland shall help Ukraine within 3 days.";

        Assert.Single(Small.Found(Small.Check($"{Two}\n{Raid}", Special, Force), Codes.CaseGap));
        Assert.Empty(
            Small.Found(
                Small.Check(
                    $"{Two}\n{Raid}",
                    $"{Special}\n2. Upon a raid, Poland shall help Ukraine within 9 days.",
                    Force
                ),
                Codes.CaseGap
            )
        );
    }

    [Fact]
    public void An_open_term_matters_where_who_holds_it_met_and_who_does_not_judge_one_history_differently()
    {
        var agreement = Small.Compiled(
            Two,
            "Upon an alarm, if \"the danger is grave\", Poland shall help Ukraine within 3 days.",
            Force
        );
        var found = Assert.Single(Small.Found(AgreementCheck.Run(agreement, Sketch.Few), Codes.OpenTermMatters));

        Assert.Contains("“the danger is grave”", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quorum_that_is_not_reached_leaves_a_gap()
    {
        const string Court =
            "The Bench is a body of 5 members.\nRelief is decided upon an alarm by the Bench, by at least 2 of its members, with a quorum of 3, within 3 days.";
        var found = Small.Found(
            Small.Check($"{Two}\n{Court}", "Upon Relief, Poland shall help Ukraine within 3 days.", Force),
            Codes.DecisionGap
        );

        Assert.Contains(found, finding => finding.Message.Contains("lack of the quorum", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("It is assumed that at least 5 Parties are in force.", "is true in none")]
    [InlineData(
        "It is assumed that no alarm has occurred.\n2. It is assumed that an alarm has occurred.",
        "are never true together"
    )]
    [InlineData("It is assumed that at most 0 alarms occur.", "excludes the occasion of Article 5")]
    [InlineData(
        "It is assumed that Poland complies with this Agreement.\n2. Upon an alarm, Poland shall attack within 1 day.\n3. Poland shall not attack.",
        "cannot be true"
    )]
    public void Assumptions_that_cannot_be_true_are_errors(string assumptions, string why)
    {
        var result = Small.Check(
            Two,
            "Upon an alarm, Poland shall help Ukraine within 3 days.",
            Force,
            $"1. {assumptions}",
            "It is guaranteed that, upon an alarm, Ukraine receives an act to help within 5 days."
        );

        var contradiction = Assert.Single(Small.Found(result, Codes.Contradiction));
        Assert.Equal(Level.Error, contradiction.Level);
        Assert.Contains(why, contradiction.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_is_assumed_to_comply_is_no_single_point_of_failure()
    {
        const string Promise = "It is guaranteed that, upon an alarm, Ukraine receives an act to help within 5 days.";
        const string Norm = "Upon an alarm, Poland shall help Ukraine within 3 days.";

        Assert.Single(Small.Found(Small.Check(Two, Norm, Force, Promise), Codes.SinglePoint));
        Assert.Empty(
            Small.Found(
                Small.Check(Two, Norm, Force, "It is assumed that Poland complies with Article 2.", Promise),
                Codes.SinglePoint
            )
        );
        Assert.DoesNotContain(
            Small.Check(Two, Norm, Force, "It is assumed that at most 2 alarms occur.", Promise).Findings,
            finding => finding.Code == Codes.Contradiction
        );
    }

    [Theory]
    [InlineData(
        "upon ratification by all Parties",
        "only with the consent of all 4 (Belgium, Canada, France, Italy): any one of them blocks it"
    )]
    [InlineData("upon ratification by 3 Parties", "with the consent of any 3 of 4; any 2 together block it")]
    [InlineData(
        "upon ratification by 3 Parties, including France",
        "with the consent of France and of any 2 of the other 3; any one of France blocks it, or any 2 of the others"
    )]
    [InlineData(
        "for each Party upon its ratification",
        "for each party by its own consent: nobody blocks it for another"
    )]
    public void Who_must_consent_and_who_can_block(string rule, string expected)
    {
        var result = Small.Check(
            "Belgium, Canada, France and Italy are Parties.\nTo attack is an act of a Party.",
            "Each Party shall not attack.",
            $"This Agreement enters into force {rule}."
        );

        Assert.Contains($"enters into force {expected}", result.Binding, StringComparison.Ordinal);
    }

    [Fact]
    public void The_matrix_says_who_is_bound_before_in_force_and_after_leaving()
    {
        var matrix = Small
            .Check(
                Two,
                "1. Each Party shall not attack.\n2. Upon an alarm, Poland shall help Ukraine within 3 days.",
                "1. This Agreement enters into force for each Party upon its ratification.\n2. Any Party may withdraw by notice to the Depositary; withdrawal takes effect 6 months after receipt."
            )
            .Matrix;

        Assert.Equal(["Article 2(1)", "Article 2(2)"], matrix.Norms);
        var poland = matrix.Rows.Single(row => row.Parties.Contains("Poland"));
        Assert.Equal(
            [new BindingCell(4, false, true, true, false), new BindingCell(3, false, true, true, false)],
            poland.Cells
        );
        Assert.True(poland.MayLeave);
        Assert.False(matrix.Rows.Single(row => row.Parties.Contains("Ukraine")).Cells[1].InForce);
    }

    [Fact]
    public void A_breach_that_a_clause_elsewhere_answers_is_no_open_point()
    {
        var result = Small.Check(
            Two,
            "1. Upon an alarm, Poland shall help Ukraine within 3 days.\n2. Poland shall not attack.",
            "Upon a breach of Article 2(1), Ukraine shall help Poland within 3 days.",
            Force
        );

        Assert.Contains("no answer to a breach: Article 2(2), Article 3", result.Open);
    }

    /// <summary>Under each reading somebody is bound and nobody ever late: only whom it binds tells them apart.</summary>
    [Fact]
    public void Readers_who_differ_only_on_who_is_bound_differ()
    {
        var result = Small.Check(
            "France, Poland and Ukraine are Parties.\nTo help is an act of a Party toward Ukraine.\nA Guarantor is France or Poland.\nA Provider is a Guarantor.\nReading of London: a Provider is a Guarantor.\nReading of Rome: a Provider is France.",
            "Each Provider in force shall help Ukraine.",
            "This Agreement enters into force for each Party upon its ratification."
        );

        var found = Assert.Single(Small.Found(result, Codes.ReadingsDiffer));
        Assert.Equal("Article 2", found.Provision);
        Assert.StartsWith(
            "One history, different verdicts: as to Poland, binding, no breach for London; not binding for Rome.",
            found.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Who_is_struck_in_one_course_is_bound_in_another()
    {
        var matrix = Small
            .Check(
                "Belgium, France and Poland are Parties.\nTo help is an act of a Party toward a Party.\nTo strike is an act of a Party toward a Party.\nAn armed attack is an event against a Party, reported by any Party.",
                "1. Upon an armed attack, each other Party in force shall help the Party attacked within 3 days.\n2. Upon an armed attack, France shall help the Party attacked within 3 days.",
                "1. This Agreement enters into force for each Party upon its ratification.\n2. Any Party may withdraw by notice to the Depositary; withdrawal takes effect 6 months after receipt."
            )
            .Matrix;

        Assert.Equal(["Article 2(1)", "Article 2(2)"], matrix.Norms);
        foreach (var row in matrix.Rows)
        {
            Assert.Equal(new BindingCell(3, false, true, true, false), row.Cells[0]);
            Assert.Equal(row.Parties.Contains("France"), row.Cells[1].InForce);
        }
        Assert.Equal(2, matrix.Rows.Length);
    }

    [Fact]
    public void A_norm_that_binds_only_where_another_than_the_first_party_is_struck_is_judged()
    {
        var result = Small.Check(
            "France and Ukraine are Parties.\nA Guarantor is a Party other than Ukraine.\nTo help is an act of a Guarantor toward Ukraine.\nAn armed attack is an event against a Party, reported by any Party.",
            "Upon an armed attack, each other Guarantor in force shall help Ukraine within 3 days.",
            "This Agreement enters into force for each Party upon its ratification."
        );

        Assert.Equal("Article 2", Assert.Single(result.Matrix.Norms));
        Assert.True(Assert.Single(result.Matrix.Rows, row => row.Parties.Contains("France")).Cells[0].InForce);
        Assert.False(Assert.Single(result.Matrix.Rows, row => row.Parties.Contains("Ukraine")).Cells[0].InForce);
        Assert.DoesNotContain(
            result.Bounds,
            bound => bound.StartsWith("not brought to life", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("each other Party in force", "any Party", "compliance-effective, not vacuous, resilient: k = 1,", "")]
    [InlineData(
        "each other Party in force",
        "the Party attacked",
        "compliance-effective, not vacuous, resilient: k = 1,",
        ""
    )]
    [InlineData("France", "any Party", "not compliance-effective, resilient: not at all,", " (where France is struck)")]
    public void A_promise_to_whoever_is_attacked_is_kept_if_it_is_kept_whoever_that_is(
        string helper,
        string reporter,
        string verdict,
        string where
    )
    {
        var result = Small.Check(
            "Belgium, France and Poland are Parties.\nTo help is an act of a Party toward a Party.\nAn armed attack is an event against a Party, reported by "
                + $"{reporter}.",
            $"Upon an armed attack, {helper} shall help the Party attacked within 24 hours.",
            "This Agreement enters into force for each Party upon its ratification.",
            "It is guaranteed that, upon an armed attack, the Party attacked receives an act to help within 48 hours."
        );

        Assert.StartsWith($"Article 4: {verdict}", result.Effective, StringComparison.Ordinal);
        Assert.Equal(
            where.Length == 0 ? [] : [$"The promise is not kept although everybody complies{where}."],
            Small.Found(result, Codes.NotKept).Select(finding => finding.Message)
        );
        Assert.Equal(
            helper != "France",
            result.Bounds.Contains(
                "Article 4: with the parties of the text, it is stopped by Belgium and Poland (where France is struck)"
            )
        );
    }

    [Fact]
    public void What_no_course_brings_to_life_is_said_to_be_unjudged()
    {
        var result = Small.Check(Two, "1. Each Party shall not attack.\n2. Germany shall not attack.", Force);

        Assert.Contains(
            result.Bounds,
            bound =>
                bound.StartsWith("not brought to life", StringComparison.Ordinal)
                && bound.EndsWith("Article 2(2) (Germany is no Party of the text)", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void When_the_time_is_up_each_check_left_out_is_named()
    {
        var isOver = false;
        var result = Sketch.Check(new CheckOptions(2, () => isOver, what => isOver |= what == "escapes"));

        Assert.Contains(result.Bounds, bound => bound == "the time was up: not looked at: dead letters");
    }
}
