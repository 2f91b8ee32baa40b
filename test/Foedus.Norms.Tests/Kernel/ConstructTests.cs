using Foedus.Language.Core;
using Foedus.Norms.Events;

namespace Foedus.Norms.Tests.Kernel;

/// <summary>What the guides in docs/language do not show: the corners of the semantics.</summary>
public sealed class ConstructTests
{
    private const string Start = "2026-02-01T00:00Z";

    [Theory]
    // 03:30 on 29 March 2026 does not exist in Kyiv: the clocks go from 03:00 to 04:00.
    [InlineData("2026-03-28T01:30:00Z", "within 1 day", "2026-03-29T01:30:00Z")]
    [InlineData("2026-03-28T01:30:00Z", "within 24 hours", "2026-03-29T01:30:00Z")]
    [InlineData("2026-03-28T10:00:00Z", "within 1 day", "2026-03-29T09:00:00Z")]
    [InlineData("2026-03-28T10:00:00Z", "within 24 hours", "2026-03-29T10:00:00Z")]
    [InlineData("2026-10-24T10:00:00Z", "within 1 day", "2026-10-25T11:00:00Z")]
    [InlineData("2028-02-29T10:00:00Z", "within 1 year", "2029-02-28T10:00:00Z")]
    [InlineData("2027-01-31T10:00:00Z", "within 1 month", "2027-02-28T10:00:00Z")]
    public void A_period_is_counted_in_the_zone_of_the_agreement(string attack, string within, string until)
    {
        var rehearsal = new Rehearsal(
            TextTreaty.WithParties($"## Article 1\nUpon an attack, France shall help Ukraine {within}.", "Europe/Kyiv")
        );
        rehearsal.Occurs(attack, "Ukraine", "attack", id: "a").Until(until);
        Assert.EndsWith($"active → violated @{until}", rehearsal.Brief("art_1"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_begins_at_a_moment_begins_before_the_events_of_that_moment_and_what_ends_ends_after_them()
    {
        var rehearsal = new Rehearsal(
            TextTreaty.WithParties("## Article 1\nOn 2026-03-01T00:00Z, France shall help Ukraine within 1 hour.")
        );
        rehearsal.Acts("2026-03-01T00:00Z", "France", "help");
        Assert.Equal(
            "France: dormant → active @2026-03-01T00:00:00Z\nFrance: active → fulfilled @2026-03-01T00:00:00Z",
            rehearsal.Brief("art_1")
        );
    }

    [Fact]
    public void A_norm_that_sets_itself_off_is_told_as_a_fault_of_the_text_with_its_place()
    {
        var fault = Assert.Throws<RestlessAgreementException>(() =>
            new Rehearsal(
                TextTreaty.WithParties("## Article 1\nWhile Article 1 is not active, France shall not talk.")
            ).Until("2026-02-01T00:00Z")
        );
        Assert.Equal("Article 1", fault.Provision);
        Assert.StartsWith($"test.foedus.md:{fault.Place.Line}: ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_agreement_without_a_text_has_been_in_force_for_whoever_is_named()
    {
        var rehearsal = new Rehearsal(
            TextTreaty.WithParties(
                "## Article 1\nThe Pact is an agreement.\nUpon an attack, if the Pact has entered into force for France, France shall talk within 1 day."
            )
        );
        rehearsal
            .Occurs("2026-02-01T00:00Z", "Ukraine", "attack", "before")
            .Occurs("2026-02-02T00:00Z", "Depositary", "entry into force of the Pact")
            .Occurs("2026-02-03T00:00Z", "Ukraine", "attack", "after");
        Assert.Equal("France: dormant → active @2026-02-03T00:00:00Z", rehearsal.Brief("art_1"));
    }

    [Fact]
    public void What_somebody_the_occasion_names_has_done_is_asked_of_that_one()
    {
        var rehearsal = new Rehearsal(
            TextTreaty.WithParties(
                """
                ## Article 1
                Upon an attack, France shall help Ukraine within 1 day; failing which, if it has not talked in the last 30 days, Poland shall talk within 1 day.
                """
            )
        );
        rehearsal
            .Acts("2026-02-01T00:00Z", "France", "talk")
            .Occurs("2026-02-10T00:00Z", "Ukraine", "attack", "one")
            .Occurs("2026-03-10T00:00Z", "Ukraine", "attack", "two")
            .Until("2026-03-11T00:00Z");
        Assert.Equal("Poland: dormant → active @2026-03-11T00:00:00Z", rehearsal.Brief("art_1__conseq_1"));
    }

    [Fact]
    public void An_act_before_the_trigger_does_not_count_and_a_subject_names_the_instance()
    {
        var rehearsal = new Rehearsal(
            TextTreaty.WithParties("## Article 1\nUpon an attack, France shall help Ukraine within 5 hours.")
        );
        rehearsal
            .Acts(Start, "France", "help")
            .Occurs("2026-02-01T01:00Z", "Ukraine", "attack", "first")
            .Occurs("2026-02-01T02:00Z", "Ukraine", "attack", "second")
            .Acts("2026-02-01T03:00Z", "France", "help", "second")
            .Acts("2026-02-01T04:00Z", "France", "help", "third")
            .Acts("2026-02-01T05:00Z", "France", "help");
        Assert.Equal(
            ["first 05", "second 03"],
            rehearsal
                .Transitions.Where(transition =>
                    transition is { Kind: TransitionKind.Norm, NormTo: NormState.Fulfilled }
                )
                .Select(transition => $"{transition.Instance} {EventTime.Format(transition.At)[11..13]}")
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Each_violation_of_a_prohibition_is_its_own_and_roots_its_own_consequence()
    {
        var rehearsal = new Rehearsal(
            TextTreaty.WithParties(
                "## Article 1\nFrance shall not talk; failing which it shall help Ukraine within 10 days."
            )
        );
        rehearsal
            .Acts(Start, "France", "talk")
            .Acts("2026-02-02T00:00Z", "France", "talk")
            .Acts("2026-02-03T00:00Z", "France", "help", "e1")
            .Until("2026-03-01T00:00Z");
        Assert.Equal(
            [
                "2026-01-01T00:00:00Z art_1__prohibition France/- [test] dormant → active (triggered)",
                "2026-02-01T00:00:00Z art_1__prohibition France/- [test] active → violated (prohibited-act)",
                "2026-02-02T00:00:00Z art_1__prohibition France/- [test] active → violated (prohibited-act)",
            ],
            rehearsal.Told("art_1__prohibition").Split('\n').Take(3)
        );
        var consequences = rehearsal.Told("art_1__conseq_1");
        Assert.Contains("France/Ukraine [e1] active → fulfilled (performed)", consequences, StringComparison.Ordinal);
        Assert.Contains(
            "France/Ukraine [e2] active → violated (deadline-passed)",
            consequences,
            StringComparison.Ordinal
        );
        Assert.Contains(rehearsal.State.OpenInstances(), open => open is { Clause: 0, NormState: NormState.Active });
    }

    [Fact]
    public void A_consequence_repairs_the_whole_chain_above_it_and_its_lapse_leaves_it_unrepaired()
    {
        const string Text = """
            ## Article 1
            Upon an attack, France shall help Ukraine within 1 day; failing which it shall talk within 1 day; failing which it shall pay Ukraine at least EUR 10 within 1 day.
            """;
        var paid = new Rehearsal(TextTreaty.WithParties(Text))
            .Occurs(Start, "Ukraine", "attack", "a")
            .Acts("2026-02-03T12:00Z", "France", "pay", quantity: 10);
        Assert.EndsWith(
            "violated → repaired @2026-02-03T12:00:00Z",
            paid.Brief("art_1__duty"),
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            "violated → repaired @2026-02-03T12:00:00Z",
            paid.Brief("art_1__conseq_1"),
            StringComparison.Ordinal
        );

        var lapsed = new Rehearsal(TextTreaty.WithParties(Text))
            .Occurs(Start, "Ukraine", "attack", "a")
            .Until("2026-02-10T00:00Z");
        Assert.EndsWith(
            "violated → unrepaired @2026-02-04T00:00:00Z",
            lapsed.Brief("art_1__duty"),
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            "active → violated @2026-02-04T00:00:00Z",
            lapsed.Brief("art_1__conseq_2"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void No_breach_is_entered_during_a_suspension_and_what_is_overdue_is_breached_when_it_ends()
    {
        var rehearsal = new Rehearsal(
            TextTreaty.WithParties(
                """
                ## Article 1
                Upon an attack, France shall help Ukraine within 1 day.
                ## Article 2
                Upon an attack, Ukraine may suspend Article 1.
                ## Article 3
                Upon a pause, Ukraine may resume Article 1.
                """
            )
        );
        rehearsal
            .Occurs(Start, "Ukraine", "attack", "a")
            .Exercises("2026-02-01T06:00Z", "Ukraine", "Article 2")
            .Until("2026-02-05T00:00Z")
            .Occurs("2026-02-06T00:00Z", "Ukraine", "pause")
            .Exercises("2026-02-07T00:00Z", "Ukraine", "Article 3")
            .Until("2026-02-08T00:00Z");
        Assert.Equal(
            """
            France: dormant → active @2026-02-01T00:00:00Z
            France: active → suspended @2026-02-01T06:00:00Z
            France: suspended → active @2026-02-07T00:00:00Z
            France: active → violated @2026-02-07T00:00:00Z
            """,
            rehearsal.Brief("art_1")
        );
    }

    [Fact]
    public void Present_and_voting_counts_only_yes_and_no_and_a_tie_is_a_refusal()
    {
        const string Text = """
            ## Article 1
            Relief is decided upon an attack by majority of the Parties in force present and voting, within 24 hours; if no Party is in force, Relief fails.
            """;
        var made = new Rehearsal(TextTreaty.WithParties(Text))
            .Occurs(Start, "Ukraine", "attack", "a")
            .Votes("2026-02-01T01:00Z", "France", "Relief", Vote.Yes)
            .Votes("2026-02-01T01:00Z", "Poland", "Relief", Vote.Abstain)
            .Until("2026-02-03T00:00Z");
        Assert.EndsWith("stage 1 → yes @2026-02-02T00:00:00Z", made.Brief("art_1"), StringComparison.Ordinal);

        var tie = new Rehearsal(TextTreaty.WithParties(Text))
            .Occurs(Start, "Ukraine", "attack", "a")
            .Votes("2026-02-01T01:00Z", "France", "Relief", Vote.Yes)
            .Votes("2026-02-01T01:00Z", "Poland", "Relief", Vote.No)
            .Until("2026-02-03T00:00Z");
        Assert.EndsWith("stage 1 → no @2026-02-02T00:00:00Z", tie.Brief("art_1"), StringComparison.Ordinal);

        var silent = new Rehearsal(TextTreaty.WithParties(Text))
            .Occurs(Start, "Ukraine", "attack", "a")
            .Until("2026-02-03T00:00Z");
        Assert.EndsWith("stage 1 → silence @2026-02-02T00:00:00Z", silent.Brief("art_1"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_vote_may_be_changed_while_the_stage_is_open()
    {
        var rehearsal = new Rehearsal(
            TextTreaty.WithParties(
                "## Article 1\nRelief is decided upon an attack by the Board, by majority of its members, within 24 hours."
            )
        ).Occurs(Start, "Ukraine", "attack", "a");
        foreach (
            var (member, vote) in ((string, Vote)[])[("1", Vote.Yes), ("2", Vote.Yes), ("1", Vote.No), ("3", Vote.Yes)]
        )
        {
            rehearsal.Votes("2026-02-01T01:00Z", "Board", "Relief", vote, member: member);
        }
        Assert.Single(rehearsal.State.OpenDecisions());
        rehearsal.Votes("2026-02-01T02:00Z", "Board", "Relief", Vote.Yes, member: "4");
        Assert.EndsWith("stage 1 → yes @2026-02-01T02:00:00Z", rehearsal.Brief("art_1"), StringComparison.Ordinal);
        Assert.Empty(rehearsal.State.OpenDecisions());
    }

    [Fact]
    public void A_condition_that_turns_true_by_time_alone_needs_no_event()
    {
        var rehearsal = new Rehearsal(
            TextTreaty.WithParties(
                "## Article 1\nOnce for 60 days no attack has occurred, France shall help Ukraine within 1 day."
            )
        );
        rehearsal.Occurs("2026-01-20T00:00Z", "Ukraine", "attack", "a").Until("2026-06-01T00:00Z");
        Assert.Equal(
            "France: dormant → active @2026-03-21T00:00:00.001Z\nFrance: active → violated @2026-03-22T00:00:00.001Z",
            rehearsal.Brief("art_1")
        );
    }

    [Fact]
    public void Occasions_are_counted_apart_where_the_text_says_so()
    {
        var rehearsal = new Rehearsal(
            TextTreaty.WithParties(
                "## Article 1\nOnce at least 3 attacks have occurred in one sector in the last 7 days, France shall help Ukraine within 1 day."
            )
        );
        var sectors = (string[])["north", "south", "north", "south", "north"];
        for (var i = 0; i < sectors.Length; i++)
        {
            Assert.Equal("", rehearsal.Brief("art_1"));
            rehearsal.Occurs(
                $"2026-02-0{i + 1}T00:00Z",
                "Ukraine",
                "attack",
                id: $"a{i}",
                attributes: AttributeValue.OfText("sector", sectors[i])
            );
        }
        Assert.Equal("France: dormant → active @2026-02-05T00:00:00Z", rehearsal.Brief("art_1"));
    }

    [Fact]
    public void A_party_that_joins_is_bound_by_what_is_open_only_where_the_text_says_becomes()
    {
        const string Text = """
            ## Article 1
            A Guarantor is a Party other than Ukraine.
            An attack is an event, reported by any Party.
            To help is an act of a Guarantor.
            Ukraine is a Party.
            ## Article 2
            1. Upon an attack, each Guarantor in force shall help within 72 hours.
            2. Upon an attack, each Guarantor that is or becomes in force shall help within 72 hours.
            ## Article 3
            This Agreement enters into force for each Party upon its ratification.
            """;
        var rehearsal = new Rehearsal(TextTreaty.Compile(Text))
            .Ratifies("2026-01-05T00:00Z", "Ukraine", "France")
            .Occurs(Start, "Ukraine", "attack", "a")
            .Ratifies("2026-02-02T00:00Z", "Poland")
            .Until("2026-02-04T00:00Z")
            .Ratifies("2026-02-05T00:00Z", "Canada")
            .Until("2026-03-01T00:00Z");
        Assert.DoesNotContain("Poland", rehearsal.Brief("art_2__para_1"), StringComparison.Ordinal);
        Assert.Contains(
            "2026-02-02T00:00:00Z art_2__para_2 Poland/- [a] dormant → active (became-bound)",
            rehearsal.Told("art_2__para_2"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Poland: active → violated @2026-02-04T00:00:00Z",
            rehearsal.Brief("art_2__para_2"),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("Canada", rehearsal.Brief("art_2__para_2"), StringComparison.Ordinal);
    }

    [Fact]
    public void Withdrawal_ends_what_binds_from_moment_to_moment_and_spares_what_is_owed()
    {
        var rehearsal = new Rehearsal(
            TextTreaty.WithParties(
                """
                ## Article 1
                1. France shall not talk.
                2. Upon an attack, France shall help Ukraine within 1 year.
                """
            )
        );
        rehearsal
            .Occurs(Start, "Ukraine", "attack", "a")
            .Deposits("2026-02-02T00:00Z", "France", "notice of withdrawal")
            .Until("2026-09-01T00:00Z")
            .Acts("2026-09-02T00:00Z", "France", "talk")
            .Until("2027-03-01T00:00Z");
        Assert.EndsWith(
            "France: active → terminated @2026-08-02T00:00:00Z",
            rehearsal.Brief("art_1__para_1"),
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            "France: active → violated @2027-02-01T00:00:00Z",
            rehearsal.Brief("art_1__para_2"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_reservation_frees_from_the_clause_and_works_both_ways()
    {
        const string Text = """
            ## Article 1
            Ukraine is a Party.
            An attack is an event, reported by any Party.
            To help is an act of a Party toward a Party.
            ## Article 2
            1. Upon an attack, France shall help Poland within 1 day.
            2. Upon an attack, Poland shall help France within 1 day.
            ## Article 3
            This Agreement enters into force for each Party upon its ratification.
            Reservations to Article 2 are permitted.
            """;
        var rehearsal = new Rehearsal(TextTreaty.Compile(Text))
            .Ratifies("2026-01-05T00:00Z", "Ukraine", "Poland")
            .Deposits("2026-01-05T00:00Z", "France", "ratification", reservations: ["Article 2"])
            .Occurs(Start, "Ukraine", "attack", "a");
        Assert.Equal("", rehearsal.Brief("art_2__para_1"));
        Assert.Equal("", rehearsal.Brief("art_2__para_2"));
        Assert.Contains(
            rehearsal.Transitions,
            transition =>
                transition.Rule == Rule.EnteredIntoForce && rehearsal.Machine.NameOf(transition.Bearer) == "France"
        );
    }

    [Fact]
    public void A_reservation_on_ratifying_ends_what_was_applied_provisionally_and_spares_what_is_owed()
    {
        const string Text = """
            ## Article 1
            Ukraine is a Party.
            An attack is an event, reported by any Party.
            To talk is an act of a Party.
            To fire is an act of a Party.
            ## Article 2
            1. France shall not fire.
            2. Upon an attack, France shall talk within 1 year.
            3. France shall not talk.
            ## Article 3
            This Agreement enters into force for each Party upon its ratification.
            This Agreement applies provisionally for France from signature by France.
            Reservations to Article 2(1) are permitted.
            Reservations to Article 2(2) are permitted.
            """;
        var rehearsal = new Rehearsal(TextTreaty.Compile(Text))
            .Deposits("2026-01-05T00:00Z", "France", "signature")
            .Ratifies("2026-01-05T00:00Z", "Ukraine")
            .Occurs(Start, "Ukraine", "attack", "a")
            .Deposits("2026-02-02T00:00Z", "France", "ratification", reservations: ["Article 2(1)", "Article 2(2)"])
            .Acts("2026-02-03T00:00Z", "France", "fire")
            .Until("2027-03-01T00:00Z");

        Assert.EndsWith(
            "France: active → terminated @2026-02-02T00:00:00Z",
            rehearsal.Brief("art_2__para_1"),
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            "France: active → violated @2027-02-01T00:00:00Z",
            rehearsal.Brief("art_2__para_2"),
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            "France: dormant → active @2026-01-05T00:00:00Z",
            rehearsal.Brief("art_2__para_3"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Provisional_application_does_not_begin_for_a_state_that_took_its_consent_back()
    {
        const string Text = """
            ## Article 1
            Ukraine, France and Poland are Parties.
            To fire is an act of a Party.
            ## Article 2
            Each Party in force shall not fire.
            ## Article 3
            This Agreement enters into force upon ratification by all Parties.
            This Agreement applies provisionally from 2026-02-01T00:00Z.
            """;
        var rehearsal = new Rehearsal(TextTreaty.Compile(Text))
            .Ratifies("2026-01-05T00:00Z", "France", "Poland")
            .Deposits("2026-01-06T00:00Z", "France", "notice of withdrawal")
            .Until("2026-03-01T00:00Z");

        Assert.Contains("Poland", rehearsal.Brief("art_2"), StringComparison.Ordinal);
        Assert.DoesNotContain("France", rehearsal.Brief("art_2"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "none", "VCLT art. 25(2)")]
    [InlineData("signature", "signed", "VCLT art. 18(a)")]
    [InlineData("ratification", "consented", "VCLT art. 18(b)")]
    public void A_notice_before_the_entry_into_force_makes_clear_that_it_will_not_become_a_party(
        string before,
        string from,
        string law
    )
    {
        const string Text = """
            ## Article 1
            Ukraine, France and Poland are Parties.
            To fire is an act of a Party.
            ## Article 2
            Each Party in force shall not fire.
            ## Article 3
            This Agreement enters into force upon ratification by all Parties.
            This Agreement applies provisionally from 2026-02-01T00:00Z.
            """;
        var rehearsal = new Rehearsal(TextTreaty.Compile(Text));
        if (before.Length > 0)
        {
            rehearsal.Deposits("2026-01-05T00:00Z", "France", before);
        }
        rehearsal
            .Deposits("2026-01-06T00:00Z", "France", "notice of withdrawal")
            .Deposits("2026-01-07T00:00Z", "France", "notice of withdrawal")
            .Until("2026-03-01T00:00Z");

        var told = Assert.Single(rehearsal.Transitions, transition => transition.Rule == Rule.NoticeReceived);
        Assert.Equal((from, "withdrawn", law), (told.FromName, told.ToName, Assert.Single(told.Provisions.Defaults)));
        Assert.Equal(NoticeKind.RepeatedReport, Assert.Single(rehearsal.Notices).Kind);
        Assert.Contains("Poland", rehearsal.Brief("art_2"), StringComparison.Ordinal);
        Assert.DoesNotContain("France", rehearsal.Brief("art_2"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_joint_lot_is_counted_once_and_each_part_for_its_funder()
    {
        var core = new CoreBuilder();
        core.Party("France");
        core.Party("Poland");
        var fund = core.Add(new QuantityTerm("Fund", 0, "EUR", null, [], CoreBuilder.Span));
        core.Act("pledge", new EveryParty(0), unit: "EUR", stage: QuantityStage.Pledged, quantity: fund);
        core.InForceFrom(Rehearsal.At("2026-01-01T00:00Z"));
        var rehearsal = new Rehearsal(core.Build());
        foreach (var author in (string[])["France", "Poland"])
        {
            rehearsal.Say(
                new Event
                {
                    Type = EventType.ActPerformed,
                    Id = author,
                    Source = author,
                    Time = Rehearsal.At(Start),
                    RecordedTime = Rehearsal.At(Start),
                    Data = new EventData
                    {
                        Name = "pledge",
                        Quantity = 10,
                        Unit = "EUR",
                        Funders = [new FunderShare("France", 6), new FunderShare("Poland", 4)],
                        Attributes = [AttributeValue.OfText("lot", "patriot-1")],
                    },
                }
            );
        }
        decimal Of(string? party) =>
            rehearsal.State.QuantityOf(
                fund,
                QuantityStage.Pledged,
                party is null ? -1 : rehearsal.Machine.ActorNamed(party)
            );
        Assert.Equal((10m, 6m, 4m), (Of(null), Of("France"), Of("Poland")));
    }

    [Fact]
    public void Triggers_that_set_each_other_off_stop_with_an_error_instead_of_hanging()
    {
        var core = new CoreBuilder();
        core.Party("France");
        var attack = core.Event("attack", new EveryParty(0));
        var first = core.Add(new StateTerm("First", 0, new OnEvent(attack, [], null), null, false, CoreBuilder.Span));
        core.Add(
            new StateTerm("Second", 0, new OnState(first, true), new OnState(first, false), false, CoreBuilder.Span)
        );
        core.Add(new StateTerm("Third", 0, new OnState(first + 1, true), null, false, CoreBuilder.Span));
        core.InForceFrom(0);
        var rehearsal = new Rehearsal(core.Build()).Occurs(Start, "France", "attack");
        Assert.Equal(3, rehearsal.Transitions.Count(transition => transition.Kind == TransitionKind.State));

        var circular = new CoreBuilder();
        circular.Party("France");
        var alarm = circular.Event("alarm", new EveryParty(0));
        var decided = circular.Decision(
            "Alarm",
            "art_1",
            new AnyOfTriggers([new OnEvent(alarm, [], null), new OnDecision(0, DecisionOutcome.Failed)]),
            CoreBuilder.Stage(
                new RoleMembers(circular.Role("Nobody", new Except(new EveryParty(0), new EveryParty(0)))),
                new Threshold(ThresholdKind.Majority, 1, 2),
                null,
                empty: StageEffect.Fails
            )
        );
        Assert.Equal(0, decided);
        circular.InForceFrom(0);
        var endless = new Rehearsal(circular.Build());
        Assert.Throws<RestlessAgreementException>(() => endless.Occurs(Start, "France", "alarm"));
    }

    [Theory]
    [InlineData(48.0, 37.0, true)]
    [InlineData(48.0, 37.66, true)]
    [InlineData(48.0, 37.70, false)]
    [InlineData(48.44, 37.0, true)]
    [InlineData(48.46, 37.0, false)]
    public void Within_fifty_kilometres_of_a_line(double latitude, double longitude, bool isIn)
    {
        var line = new AreaTerm(
            "Line",
            0,
            [new GeoPoint(47.0, 37.0), new GeoPoint(48.0, 37.0)],
            false,
            50,
            CoreBuilder.Span
        );
        Assert.Equal(isIn, Geography.IsIn(line, new GeoPoint(latitude, longitude)));
    }

    [Fact]
    public void A_polygon_contains_its_interior_and_what_is_near_enough()
    {
        var square = new AreaTerm(
            "Square",
            0,
            [new GeoPoint(47, 37), new GeoPoint(47, 38), new GeoPoint(48, 38), new GeoPoint(48, 37)],
            true,
            1,
            CoreBuilder.Span
        );
        Assert.True(Geography.IsIn(square, new GeoPoint(47.5, 37.5)));
        Assert.True(Geography.IsIn(square, new GeoPoint(48.008, 37.5)));
        Assert.False(Geography.IsIn(square, new GeoPoint(48.02, 37.5)));
    }

    [Theory]
    [InlineData(47.0, 37.5, true)]
    [InlineData(48.0, 37.5, true)]
    [InlineData(47.5, 37.0, true)]
    [InlineData(47.5, 38.0, true)]
    [InlineData(47.0, 37.0, true)]
    [InlineData(48.0, 38.0, true)]
    [InlineData(47.3, 38.7, true)]
    [InlineData(48.0001, 37.5, false)]
    [InlineData(47.5, 36.9999, false)]
    [InlineData(47.3, 38.7001, false)]
    [InlineData(48.0, 38.0001, false)]
    public void The_border_of_a_polygon_belongs_to_it_on_every_side(double latitude, double longitude, bool isIn)
    {
        var field = new AreaTerm(
            "Field",
            0,
            [new GeoPoint(47, 37), new GeoPoint(47, 39), new GeoPoint(48, 38), new GeoPoint(48, 37)],
            true,
            0,
            CoreBuilder.Span
        );
        Assert.Equal(isIn, Geography.IsIn(field, new GeoPoint(latitude, longitude)));
    }

    [Fact]
    public void An_event_earlier_than_the_run_is_refused()
    {
        var rehearsal = new Rehearsal(TextTreaty.WithParties("## Article 1\nFrance shall not talk.")).Until(
            "2026-03-01T00:00Z"
        );
        Assert.Throws<ArgumentException>(() => rehearsal.Acts(Start, "France", "talk"));
    }

    [Fact]
    public void The_page_on_semantics_names_every_rule_and_no_other()
    {
        var page = File.ReadAllText(Repository.PathOf("docs", "semantics.md"));
        var listed = page[page.IndexOf("one rule:", StringComparison.Ordinal)..]
            .Split('`')
            .Where((_, index) => index % 2 == 1)
            .Order(StringComparer.Ordinal);
        Assert.Equal(Enum.GetValues<Rule>().Select(RuleNames.Of).Order(StringComparer.Ordinal), listed);
    }
}
