using Foedus.Language.Core;
using Foedus.Norms.Events;

namespace Foedus.Norms.Tests.Kernel;

/// <summary>The sketch of the design, from the ceasefire to the breach.</summary>
public sealed class SketchTests
{
    private static readonly string[] OneOfEachKind = ["military", "diplomatic", "economic", "legal"];

    [Fact]
    public void The_scenario_of_the_sketch_comes_out()
    {
        var rehearsal = Armed()
            .Occurs("2026-03-01T06:00Z", "Ukraine", "an armed attack on Ukraine", id: "attack")
            .Votes("2026-03-02T08:00Z", "France", "Determination", Vote.Yes)
            .Votes("2026-03-02T08:00Z", "Poland", "Determination", Vote.Yes);

        Assert.Equal(
            """
            2026-03-01T06:00:00Z art_2 Special Commission/- [attack] dormant → stage 1 (triggered)
            2026-03-02T06:00:00Z art_2 -/- [attack] stage 1 → stage 2 (silence)
            2026-03-02T08:00:00Z art_2 -/- [attack] stage 2 → yes (threshold-reached)
            """,
            rehearsal.Told("art_2")
        );
        Assert.Equal(
            """
            2026-03-02T08:00:00Z art_3__para_1 Poland/Ukraine [attack] dormant → active (triggered)
            2026-03-02T08:00:00Z art_3__para_1 France/Ukraine [attack] dormant → active (triggered)
            2026-03-02T08:00:00Z art_3__para_1 Canada/Ukraine [attack] dormant → active (triggered)
            """.Split('\n').Order(StringComparer.Ordinal),
            rehearsal.Told("art_3__para_1").Split('\n').Order(StringComparer.Ordinal)
        );
        Assert.All(
            rehearsal.State.OpenInstances().Where(open => open.Clause == 0),
            open => Assert.Equal(Rehearsal.At("2026-03-03T08:00Z"), open.Until)
        );

        rehearsal.Acts("2026-03-04T10:00Z", "France", "provide", items: ["military"]).Until("2026-03-05T08:00Z");

        var supply = rehearsal.Brief("art_3__para_2__duty");
        Assert.Contains("France: active → fulfilled @2026-03-04T10:00:00Z", supply, StringComparison.Ordinal);
        Assert.Contains("Poland: active → violated @2026-03-05T08:00:00Z", supply, StringComparison.Ordinal);
        Assert.Contains("Canada: active → violated @2026-03-05T08:00:00Z", supply, StringComparison.Ordinal);
        Assert.Equal(
            [
                "Canada, France: dormant → enabled @2026-03-05T08:00:00Z",
                "France, Poland: dormant → enabled @2026-03-05T08:00:00Z",
            ],
            rehearsal.Brief("art_3__para_2__conseq_1").Split('\n').Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void A_breach_needs_no_later_event_and_waits_for_the_very_deadline()
    {
        var rehearsal = Determined().Until("2026-03-05T07:59:59.999Z");
        Assert.DoesNotContain("violated", rehearsal.Brief("art_3__para_2__duty"), StringComparison.Ordinal);
        Assert.Contains(
            "Poland: active → violated @2026-03-05T08:00:00Z",
            rehearsal.Until("2026-03-05T08:00Z").Brief("art_3__para_2__duty"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_act_at_the_very_deadline_is_in_time_and_one_after_it_repairs()
    {
        var rehearsal = Determined()
            .Acts("2026-03-05T08:00Z", "Poland", "provide", items: ["legal"])
            .Acts("2026-03-05T08:00:00.001Z", "Canada", "provide", items: ["legal"]);
        var supply = rehearsal.Brief("art_3__para_2__duty");
        Assert.Contains("Poland: active → fulfilled @2026-03-05T08:00:00Z", supply, StringComparison.Ordinal);
        Assert.Contains("Canada: active → violated @2026-03-05T08:00:00Z", supply, StringComparison.Ordinal);
        Assert.Contains("Canada: violated → repaired @2026-03-05T08:00:00.001Z", supply, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_thirds_of_nobody_is_nobodys_decision()
    {
        var rehearsal = new Rehearsal(SketchCore.Build())
            .Occurs("2026-03-01T06:00Z", "Ukraine", "armed attack on Ukraine", id: "attack")
            .Until("2026-03-10T00:00Z");
        Assert.Equal(
            """
            2026-03-01T06:00:00Z art_2 Special Commission/- [attack] dormant → stage 1 (triggered)
            2026-03-02T06:00:00Z art_2 -/- [attack] stage 1 → failed (empty-electorate)
            """,
            rehearsal.Told("art_2")
        );
    }

    [Fact]
    public void A_guarantor_that_ratifies_after_the_determination_is_not_bound_by_it()
    {
        var rehearsal = Determined()
            .Deposits("2026-03-02T09:00Z", "Germany", "ratification", [.. OneOfEachKind])
            .Until("2026-04-01T00:00Z");
        Assert.DoesNotContain("Germany", rehearsal.Brief("art_3__para_2__duty"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2027-02-28T12:00:00Z", "2028-02-28T12:00:00Z")]
    [InlineData("2028-02-29T12:00:00Z", "2029-02-28T12:00:00Z")]
    [InlineData("2027-03-31T00:00:00Z", "2028-03-31T00:00:00Z")]
    public void Withdrawal_takes_effect_twelve_months_after_receipt_exactly(string notice, string effect)
    {
        var rehearsal = Armed().Deposits(notice, "Canada", "notice of withdrawal").Until("2030-01-01T00:00Z");
        Assert.Equal(
            $"Canada: in force → withdrawal notified @{notice}\nCanada: withdrawal notified → withdrawn @{effect}",
            rehearsal.Brief("art_9__para_2")
        );
    }

    [Fact]
    public void Withdrawal_does_not_undo_what_an_earlier_attack_gave_rise_to()
    {
        var rehearsal = Armed()
            .Deposits("2026-01-10T00:00Z", "Canada", "notice of withdrawal")
            .Occurs("2027-01-09T12:00Z", "Ukraine", "armed attack on Ukraine", id: "before")
            .Occurs("2027-01-10T12:00Z", "Ukraine", "armed attack on Ukraine", id: "after")
            .Votes("2027-01-10T12:30Z", "France", "Determination", Vote.Yes, "before")
            .Votes("2027-01-10T12:31Z", "Poland", "Determination", Vote.Yes, "before")
            .Votes("2027-01-11T12:32Z", "France", "Determination", Vote.Yes, "after")
            .Votes("2027-01-11T12:33Z", "Poland", "Determination", Vote.Yes, "after");
        var open = rehearsal.State.OpenInstances().Where(instance => instance.Clause == 1).ToList();
        Assert.Equal(
            ["Canada before", "France after", "France before", "Poland after", "Poland before"],
            open.Select(instance => $"{rehearsal.Machine.NameOf(instance.Bearer)} {instance.Instance}")
                .Order(StringComparer.Ordinal)
        );
        var canada = rehearsal.Transitions.First(transition =>
            transition.Kind == TransitionKind.Norm
            && transition.Index == 1
            && rehearsal.Machine.NameOf(transition.Bearer) == "Canada"
        );
        Assert.Contains("art_4__para_3", canada.Provisions.Ids);
    }

    [Fact]
    public void The_vote_of_who_breached_can_be_suspended_by_the_others()
    {
        var rehearsal = Determined()
            .Acts("2026-03-03T00:00Z", "France", "provide", items: ["legal"])
            .Acts("2026-03-03T00:00Z", "Canada", "provide", items: ["legal"])
            .Until("2026-03-06T00:00Z")
            .Votes("2026-03-06T01:00Z", "Poland", "Article 3(2)", Vote.Yes)
            .Votes("2026-03-06T02:00Z", "France", "Article 3(2)", Vote.Yes)
            .Votes("2026-03-06T03:00Z", "Canada", "Article 3(2)", Vote.Yes)
            .Occurs("2026-04-01T00:00Z", "Ukraine", "armed attack on Ukraine", id: "second")
            .Votes("2026-04-02T01:00Z", "Poland", "Determination", Vote.Yes)
            .Votes("2026-04-02T02:00Z", "France", "Determination", Vote.Yes);
        Assert.Contains(
            "Canada, France: enabled → exercised @2026-03-06T03:00:00Z",
            rehearsal.Brief("art_3__para_2__conseq_1"),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("yes @2026-04", rehearsal.Brief("art_2"), StringComparison.Ordinal);
        rehearsal.Votes("2026-04-02T03:00Z", "Canada", "Determination", Vote.Yes);
        Assert.Contains("stage 2 → yes @2026-04-02T03:00:00Z", rehearsal.Brief("art_2"), StringComparison.Ordinal);
        Assert.Equal(2, rehearsal.Notices.Count(notice => notice.Kind == NoticeKind.NotAnElector));
    }

    [Fact]
    public void A_breach_whose_last_consequence_lapsed_is_unrepaired()
    {
        var rehearsal = Determined().Until("2026-05-01T00:00Z");
        Assert.Contains(
            "Poland: violated → unrepaired @2026-04-04T08:00:00Z",
            rehearsal.Brief("art_3__para_2__duty"),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(rehearsal.State.OpenInstances(), open => open.Clause == 1);
    }

    [Fact]
    public void Reports_with_one_subject_are_one_occurrence_and_the_wrong_author_reports_nothing()
    {
        var rehearsal = Armed()
            .Occurs("2026-03-01T06:00Z", "Special Commission", "armed attack on Ukraine", "a1")
            .Occurs("2026-03-01T07:00Z", "Monitoring Mission", "armed attack on Ukraine", "a1")
            .Occurs("2026-03-01T08:00Z", "Ukraine", "armed attack on Ukraine", "a1");
        Assert.Single(rehearsal.State.OpenDecisions());
        Assert.Equal(
            [NoticeKind.UnauthorisedAuthor, NoticeKind.RepeatedReport],
            rehearsal.Notices.Select(notice => notice.Kind)
        );
    }

    [Fact]
    public void The_commission_decides_at_the_third_vote_and_refuses_at_the_third_no()
    {
        var rehearsal = Armed().Occurs("2026-03-01T06:00Z", "Ukraine", "armed attack on Ukraine", id: "attack");
        foreach (var member in (string[])["1", "2", "2", "3"])
        {
            rehearsal.Votes("2026-03-01T07:00Z", "Special Commission", "Determination", Vote.No, member: member);
        }
        Assert.Equal(
            "Special Commission: dormant → stage 1 @2026-03-01T06:00:00Z\n-: stage 1 → stage 2 @2026-03-01T07:00:00Z",
            rehearsal.Brief("art_2")
        );
    }

    [Fact]
    public void An_item_outside_the_declared_package_does_not_count()
    {
        var rehearsal = new Rehearsal(SketchCore.Build())
            .Occurs("2026-01-01T00:00Z", "Depositary", "entry into force of the Ceasefire")
            .Deposits("2026-01-05T00:00Z", "France", "ratification", ["military", "legal"])
            .Occurs("2026-03-01T06:00Z", "Ukraine", "armed attack on Ukraine")
            .Votes("2026-03-02T08:00Z", "France", "Determination", Vote.Yes)
            .Acts("2026-03-02T09:00Z", "France", "provide", items: ["military"]);
        Assert.Contains(rehearsal.Notices, notice => notice.Kind == NoticeKind.InvalidDeclaration);
        Assert.Contains(rehearsal.State.OpenInstances(), open => open is { Clause: 1, NormState: NormState.Active });
    }

    private static Rehearsal Armed()
    {
        var rehearsal = new Rehearsal(SketchCore.Build()).Occurs(
            "2026-01-01T00:00Z",
            "Depositary",
            "entry into force of the Ceasefire"
        );
        foreach (var party in (string[])["France", "Poland", "Canada"])
        {
            rehearsal.Deposits("2026-01-05T00:00Z", party, "ratification", [.. OneOfEachKind]);
        }
        return rehearsal;
    }

    private static Rehearsal Determined() =>
        Armed()
            .Occurs("2026-03-01T06:00Z", "Ukraine", "an armed attack on Ukraine", id: "attack")
            .Votes("2026-03-02T08:00Z", "France", "Determination", Vote.Yes)
            .Votes("2026-03-02T08:00Z", "Poland", "Determination", Vote.Yes);
}
