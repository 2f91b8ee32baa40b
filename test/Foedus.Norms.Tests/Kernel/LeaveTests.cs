using Foedus.Language.Core;

namespace Foedus.Norms.Tests.Kernel;

/// <summary>A duty is excused only where every act that would perform it is forbidden.</summary>
public sealed class LeaveTests
{
    private const string Definitions = """
        ## Article 1
        The Zone is the area bounded by (44, 15), (44, 17), (42, 17), (42, 15).
        The North is the area bounded by (44, 15), (44, 17), (43, 17), (43, 15).
        The Sea is the area bounded by (40, 10), (40, 12), (38, 12), (38, 10).
        The Road is the line (41, 15), (41, 17).
        The Margin is the area within 120 km of the Road.
        The Verge is the area within 80 km of the Road.
        A measure is military or legal.
        To sail is an act of any Party, with a place and a number of ships.
        To fly is an act of any Party, with an amount in sorties.
        To provide is an act of a Guarantor, with a measure.
        To call is an act of a Party toward any Party.
        ## Article 2

        """;

    [Theory]
    // Forbidden somewhere, permitted somewhere.
    [InlineData("sail", "sail", "", true)]
    [InlineData("sail", "sail in the Zone", "", false)]
    [InlineData("sail in the Zone", "sail", "", true)]
    [InlineData("sail in the North", "sail in the Zone", "", true)]
    [InlineData("sail", "sail", "sail in the Zone", false)]
    [InlineData("sail in the Sea", "sail", "sail in the Zone", true)]
    [InlineData("sail in the Zone", "sail", "sail in the North", false)]
    [InlineData("sail in the Zone", "sail", "sail outside the Zone", true)]
    [InlineData("sail in the Zone", "sail", "sail outside the North", false)]
    [InlineData("sail in the North", "sail", "sail outside the North", true)]
    [InlineData("sail outside the Zone", "sail outside the North", "", true)]
    [InlineData("sail outside the North", "sail outside the Zone", "", false)]
    // The Zone begins 111 km from the Road.
    [InlineData("sail in the Margin", "sail", "sail in the Zone", false)]
    [InlineData("sail in the Verge", "sail", "sail in the Zone", true)]
    [InlineData("sail in the Margin", "sail", "sail in the Verge", false)]
    [InlineData("sail in the Margin", "sail in the Verge", "", false)]
    [InlineData("sail in the Verge", "sail in the Margin", "", true)]
    // Numbers, amounts, items, creditors.
    [InlineData("sail with at least 4 ships", "sail", "sail with at most 3 ships", true)]
    [InlineData("sail with at least 4 ships", "sail", "sail with at most 4 ships", false)]
    [InlineData("sail with at least 4 ships", "sail with more than 2 ships", "", true)]
    [InlineData("sail with at least 2 ships", "sail with more than 2 ships", "", false)]
    [InlineData("fly at least 10 sorties", "fly", "fly not more than 8 sorties in total", true)]
    [InlineData("fly at least 10 sorties", "fly", "fly not more than 10 sorties in total", false)]
    [InlineData("provide at least one measure", "provide any military measure", "", false)]
    [InlineData("provide at least one military measure", "provide any military measure", "", true)]
    [InlineData("provide at least one measure of each kind", "provide any military measure", "", true)]
    [InlineData("call any Party", "call France", "", false)]
    [InlineData("call France", "call any Party", "", true)]
    [InlineData("call France", "call any Party", "call Canada", true)]
    [InlineData("call France", "call any Party", "call any Guarantor", false)]
    public void Excused_only_where_nothing_is_left(string duty, string forbidden, string permitted, bool isExcused)
    {
        var rehearsal = new Rehearsal(
            TextTreaty.WithParties(
                $"""
                {Definitions}
                1. Subject to Article 2(2), upon an attack, Poland shall {duty} within 3 days.
                2. Poland shall not {forbidden}.
                {(permitted == "" ? "" : $"3. Notwithstanding Article 2(2), Poland may {permitted}.")}
                """
            )
        );
        rehearsal.Occurs("2026-02-01T00:00Z", "France", "attack").Until("2026-02-05T00:00Z");

        Assert.Contains(
            isExcused ? "active → excused" : "active → violated",
            rehearsal.Brief("art_2__para_1"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_is_forbidden_again_within_a_leave_is_no_way()
    {
        var rehearsal = new Rehearsal(
            TextTreaty.WithParties(
                $"""
                {Definitions}
                1. Subject to Article 2(3), upon an attack, Poland shall sail in the North within 3 days.
                2. Subject to Article 2(3), upon an attack, Poland shall sail in the Zone within 3 days.
                3. Poland shall not sail.
                4. Notwithstanding Article 2(3), Poland may sail in the Zone.
                5. Notwithstanding Article 2(4), Poland shall not sail in the North.
                """
            )
        );
        rehearsal.Occurs("2026-02-01T00:00Z", "France", "attack").Until("2026-02-05T00:00Z");

        Assert.Contains("excused", rehearsal.Brief("art_2__para_1"), StringComparison.Ordinal);
        Assert.Contains("violated", rehearsal.Brief("art_2__para_2"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_left_to_deliver_is_asked_of_a_leave_with_a_cap()
    {
        var rehearsal = new Rehearsal(
            TextTreaty.WithParties(
                $"""
                {Definitions}
                1. Subject to Article 2(2), upon an attack, Poland shall fly at least 10 sorties within 3 days.
                2. Poland shall not fly.
                3. Notwithstanding Article 2(2), Poland may fly not more than 10 sorties in total.
                """
            )
        );
        rehearsal
            .Occurs("2026-02-01T00:00Z", "France", "attack")
            .Acts("2026-02-02T00:00Z", "Poland", "fly", quantity: 6, unit: "sorties")
            .Until("2026-02-05T00:00Z");

        Assert.Contains("violated", rehearsal.Brief("art_2__para_1"), StringComparison.Ordinal);
    }

    // Breaches of the prohibition, and attempts without right, by one flight.
    [Theory]
    [InlineData("3. Poland has no right to fly.", 1, 1)]
    [InlineData("3. Notwithstanding Article 2(1), Poland may fly.\n4. Poland has no right to fly.", 1, 1)]
    [InlineData(
        "3. Notwithstanding Article 2(1), Poland may fly.\n4. Notwithstanding Article 2(3), Poland has no right to fly.",
        1,
        1
    )]
    [InlineData("3. Poland has no right to fly.\n4. Notwithstanding Article 2(3), Poland may fly.", 1, 0)]
    [InlineData(
        "3. Poland has no right to fly.\n4. Notwithstanding Article 2(3) and Article 2(1), Poland may fly.",
        0,
        0
    )]
    [InlineData("3. Notwithstanding Article 2(1), Poland may fly.", 0, 0)]
    public void What_one_has_no_right_to_no_leave_covers(string sentences, int breaches, int attempts)
    {
        var rehearsal = new Rehearsal(
            TextTreaty.WithParties(
                $"""
                {Definitions}
                1. Each Party shall not fly.
                2. Each Party shall not sail.
                {sentences}
                """
            )
        );
        rehearsal.Acts("2026-02-01T00:00Z", "Poland", "fly", quantity: 1, unit: "sorties");

        Assert.Equal(breaches, rehearsal.Transitions.Count(told => told.Rule == Rule.ProhibitedAct));
        Assert.Equal(attempts, rehearsal.Transitions.Count(told => told.Rule == Rule.AttemptWithoutRight));
    }
}
