namespace Foedus.Norms.Tests.Kernel;

/// <summary>What the text sets off by the end of its own agreement, and what falls due when a suspension ends.</summary>
public sealed class AfterEndTests
{
    private const string Text = """
        ## Article 1
        To visit is an act of the Council.
        This Agreement remains in force until 2026-03-31T00:00Z.
        ## Article 2
        1. Upon the end of this Agreement, each Party in force shall talk within 10 days.
        2. Upon the end of this Agreement, the Council shall visit within 10 days.
        3. Upon the end of this Agreement, the Guarantors in force together shall talk within 10 days;
           failing which Ukraine shall talk within 5 days.
        4. From the end of this Agreement, each Party in force shall not help for 30 days.
        5. At 5 days after the end of this Agreement, each Party in force shall talk within 10 days.
        6. Upon withdrawal of any Party, each Party in force shall talk within 10 days.
        7. Upon withdrawal of Canada, Canada shall talk within 10 days.
        8. Upon the end of this Agreement, each Party in force shall inform each other Party in force within 10 days.
        """;

    private static Rehearsal Begin() =>
        new(TextTreaty.WithParties("## Article 80\nTo inform is an act of a Party toward any Party.\n" + Text));

    private static string[] Bearers(Rehearsal rehearsal, int paragraph) =>
        [
            .. rehearsal
                .Transitions.Where(told =>
                    told.Kind == TransitionKind.Norm
                    && rehearsal.Machine.NormIdOf(told) is var id
                    && (id == $"art_2__para_{paragraph}" || id == $"art_2__para_{paragraph}__duty")
                    && told.FromName == "dormant"
                )
                .Select(told => rehearsal.Machine.NameOf(told.Bearer) ?? "-")
                .Order(StringComparer.Ordinal),
        ];

    [Fact]
    public void The_end_binds_those_who_were_bound_until_then()
    {
        var rehearsal = Begin();
        rehearsal.Deposits("2026-01-05T00:00Z", "France", "notice of withdrawal");
        rehearsal.Until("2026-04-20T00:00Z");

        // France leaves on 5 July only: its notice does not keep it out at the end.
        string[] all = ["Canada", "France", "Poland", "Ukraine"];
        Assert.Equal(all, Bearers(rehearsal, 1));
        Assert.Equal(["Council"], Bearers(rehearsal, 2));
        Assert.Equal(["Canada, France, Poland"], Bearers(rehearsal, 3));
        Assert.Contains("violated", rehearsal.Brief("art_2__para_3__duty"), StringComparison.Ordinal);
        Assert.Equal(all, Bearers(rehearsal, 4));
        Assert.Equal(all, Bearers(rehearsal, 5));
        Assert.Empty(Bearers(rehearsal, 6));
        Assert.Empty(Bearers(rehearsal, 7));
        Assert.Equal(12, Bearers(rehearsal, 8).Length);
    }

    [Fact]
    public void Who_leaves_is_bound_where_it_is_named()
    {
        var rehearsal = new Rehearsal(
            TextTreaty.WithParties(
                "## Article 80\nTo inform is an act of a Party toward any Party.\n"
                    + Text.Replace("2026-03-31T00:00Z", "2027-03-31T00:00Z", StringComparison.Ordinal)
            )
        );
        rehearsal.Deposits("2026-01-05T00:00Z", "Canada", "notice of withdrawal").Until("2026-07-06T00:00Z");

        Assert.Equal(["France", "Poland", "Ukraine"], Bearers(rehearsal, 6));
        Assert.Equal(["Canada"], Bearers(rehearsal, 7));

        rehearsal.Until("2027-04-01T00:00Z");
        Assert.Equal(["France", "Poland", "Ukraine"], Bearers(rehearsal, 1));
    }

    [Fact]
    public void What_is_overdue_is_told_with_what_ends_the_suspension()
    {
        var rehearsal = new Rehearsal(
            TextTreaty.WithParties(
                """
                ## Article 1
                The Truce is a state.
                The Truce begins upon a pause. The Truce ends upon an attack.
                ## Article 2
                1. Poland shall talk by 1 February 2026.
                2. Poland shall talk by 2026-03-01T00:00Z.
                3. Article 2(1) is suspended while the Truce holds.
                4. Article 2(2) is suspended while the Truce holds.
                """
            )
        );
        rehearsal.Occurs("2026-01-20T00:00Z", "France", "pause").Occurs("2026-03-01T00:00Z", "France", "attack");

        Assert.EndsWith(
            "Poland: active → violated @2026-03-01T00:00:00Z",
            rehearsal.Brief("art_2__para_1"),
            StringComparison.Ordinal
        );
        // At the very deadline there is still time.
        Assert.EndsWith(
            "Poland: suspended → active @2026-03-01T00:00:00Z",
            rehearsal.Brief("art_2__para_2"),
            StringComparison.Ordinal
        );
        rehearsal.Acts("2026-03-01T00:00Z", "Poland", "talk");
        Assert.Contains("active → fulfilled", rehearsal.Brief("art_2__para_2"), StringComparison.Ordinal);
        Assert.Contains("violated → repaired", rehearsal.Brief("art_2__para_1"), StringComparison.Ordinal);
    }
}
