using Foedus.Norms.Events;

namespace Foedus.Norms.Tests.Kernel;

/// <summary>Decisions that an amendment replaces: what the transitions say, and cases beyond the scenarios of the language guide.</summary>
public sealed class AmendedDecisionTests
{
    private const string Attack = "2026-02-01T00:00Z";

    private const string Text = """
        ## Article 1
        Ukraine, France, Poland and Canada are Parties.
        An attack is an event, reported by any Party.
        A pause is an event, reported by any Party.
        To talk is an act of a Party.
        To pay is an act of a Party.
        This Agreement enters into force upon ratification by 3 Parties.
        This Agreement may be amended by two thirds of the Parties; an amendment binds only the Parties that accept it.
        ## Article 2
        Determination is decided upon an attack by unanimity of the Parties in force, within 10 days; if no Party is in force, Determination fails.
        ## Article 3
        1. Upon Determination, each Party in force shall talk within 1 day.
        2. At 2 days after Determination, each Party in force shall pay within 1 day.
        3. Upon Voting, each Party in force shall pay within 5 days.
        4. Upon an attack, if Voting is made, each Party in force shall pay within 9 days.
        5. Upon a pause, France may suspend Canada vote under Article 2.
        ## Article 4
        The Change is an amendment of this Agreement.
        The Change replaces Article 2 by Article 5.
        ## Article 5
        Voting is decided upon an attack by majority of the Parties in force, within 1 day; if no Party is in force, Voting fails.
        """;

    [Fact]
    public void A_round_that_goes_on_under_the_old_text_says_so()
    {
        var rehearsal = Ratified("Ukraine", "France", "Poland").Occurs(Attack, "Ukraine", "attack", "a");
        Accept(rehearsal, "2026-02-02T00:00Z", "Ukraine", "France", "Poland");
        VoteFor(rehearsal, "2026-02-03T00:00Z", "Determination", "Ukraine", "France", "Poland");
        rehearsal.Until("2026-02-05T00:00Z");

        var decided = rehearsal.Transitions.Where(transition => transition.Kind == TransitionKind.Decision).ToList();
        Assert.Equal(
            ["dormant → stage 1", "stage 1 → yes"],
            decided.Select(transition => $"{transition.FromName} → {transition.ToName}")
        );
        Assert.Empty(decided[0].Provisions.Defaults);
        Assert.Equal(["VCLT art. 28"], decided[1].Provisions.Defaults);
        // What hangs on the old text, and on the new one, at once and later.
        Assert.Equal(3, Count(rehearsal, "art_3__para_1", "dormant → active @2026-02-03"));
        Assert.Equal(3, Count(rehearsal, "art_3__para_2", "dormant → active @2026-02-05"));
        Assert.Equal(3, Count(rehearsal, "art_3__para_3", "dormant → active @2026-02-03"));
    }

    [Fact]
    public void A_round_of_the_new_text_names_the_amendment_and_the_law()
    {
        var rehearsal = Ratified("Ukraine", "France", "Poland");
        Accept(rehearsal, "2026-01-20T00:00Z", "Ukraine", "France", "Poland");
        rehearsal.Occurs(Attack, "Ukraine", "attack", "a");

        var opened = Assert.Single(rehearsal.Transitions, transition => transition.Kind == TransitionKind.Decision);
        Assert.Equal(["art_5", "art_4"], opened.Provisions.Ids.Order(StringComparer.Ordinal).Reverse());
        Assert.Equal(["VCLT arts 30(4), 40(4)"], opened.Provisions.Defaults);
    }

    [Fact]
    public void Who_becomes_a_party_afterwards_votes_in_the_new_procedure_and_is_bound_by_it()
    {
        var rehearsal = Ratified("Ukraine", "France", "Poland");
        Accept(rehearsal, "2026-01-20T00:00Z", "Ukraine", "France", "Poland");
        rehearsal.Ratifies("2026-01-21T00:00Z", "Canada").Occurs(Attack, "Ukraine", "attack", "a");
        VoteFor(rehearsal, "2026-02-01T10:00Z", "Voting", "Canada", "France", "Poland");

        Assert.Contains("Canada: dormant → active", rehearsal.Brief("art_3__para_1"), StringComparison.Ordinal);
        Assert.DoesNotContain(rehearsal.Notices, notice => notice.Kind == NoticeKind.NotAnElector);
    }

    [Fact]
    public void A_vote_that_is_suspended_in_the_old_decision_is_suspended_in_the_new_one()
    {
        var rehearsal = Ratified("Ukraine", "France", "Poland");
        Accept(rehearsal, "2026-01-20T00:00Z", "Ukraine", "France", "Poland");
        rehearsal
            .Ratifies("2026-01-21T00:00Z", "Canada")
            .Occurs("2026-01-22T00:00Z", "France", "pause", "p")
            .Exercises("2026-01-22T00:00Z", "France", "Article 3(5)", "Canada")
            .Occurs(Attack, "Ukraine", "attack", "a");
        VoteFor(rehearsal, "2026-02-01T10:00Z", "Determination", "Canada");

        Assert.Contains(rehearsal.Notices, notice => notice.Kind == NoticeKind.NotAnElector);
        // A majority of three is two.
        VoteFor(rehearsal, "2026-02-01T11:00Z", "Voting", "France", "Poland");
        Assert.Contains(
            rehearsal.Transitions,
            transition => transition is { Kind: TransitionKind.Decision, ToName: "yes" }
        );
    }

    [Fact]
    public void Two_procedures_side_by_side_bind_by_the_one_that_decides_first_and_not_twice()
    {
        var rehearsal = Ratified("Ukraine", "France", "Poland", "Canada");
        Accept(rehearsal, "2026-01-20T00:00Z", "Ukraine", "France", "Poland");
        rehearsal.Occurs(Attack, "Ukraine", "attack", "a");
        VoteFor(rehearsal, "2026-02-01T10:00Z", "Voting", "Ukraine", "France");
        VoteFor(rehearsal, "2026-02-01T12:00Z", "Determination", "Ukraine", "France", "Poland", "Canada");

        Assert.Equal(1, Count(rehearsal, "art_3__para_1", "France: dormant → active"));
        Assert.Equal(1, Count(rehearsal, "art_3__para_1", "Canada: dormant → active @2026-02-01T12"));
        Assert.DoesNotContain("Canada", rehearsal.Brief("art_3__para_3"), StringComparison.Ordinal);
    }

    [Fact]
    public void Before_the_amendment_binds_anybody_its_decision_decides_nothing()
    {
        var rehearsal = Ratified("Ukraine", "France", "Poland");
        Accept(rehearsal, "2026-01-20T00:00Z", "Ukraine");
        rehearsal.Occurs(Attack, "Ukraine", "attack", "a");
        VoteFor(rehearsal, "2026-02-01T10:00Z", "Voting", "Ukraine");
        VoteFor(rehearsal, "2026-02-01T12:00Z", "Determination", "Ukraine", "France", "Poland");

        Assert.Equal("", rehearsal.Brief("art_3__para_3"));
        Assert.Equal(3, Count(rehearsal, "art_3__para_1", "dormant → active"));
        Assert.Equal(NoticeKind.NotOpen, Assert.Single(rehearsal.Notices).Kind);
    }

    [Fact]
    public void Where_an_amendment_binds_all_the_old_procedure_never_opens_again()
    {
        var text = Text.Replace("binds only the Parties that accept it", "binds all Parties", StringComparison.Ordinal);
        var rehearsal = new Rehearsal(TextTreaty.Compile(text)).Ratifies(
            "2026-01-05T00:00Z",
            "Ukraine",
            "France",
            "Poland",
            "Canada"
        );
        Accept(rehearsal, "2026-01-20T00:00Z", "Ukraine", "France", "Poland");
        rehearsal.Occurs(Attack, "Ukraine", "attack", "a");
        VoteFor(rehearsal, "2026-02-01T10:00Z", "Voting", "Ukraine", "Canada", "France");

        Assert.Equal("", rehearsal.Brief("art_2"));
        Assert.Contains("Canada: dormant → active", rehearsal.Brief("art_3__para_1"), StringComparison.Ordinal);
    }

    private static Rehearsal Ratified(params string[] parties) =>
        new Rehearsal(TextTreaty.Compile(Text)).Ratifies("2026-01-05T00:00Z", parties);

    private static void Accept(Rehearsal rehearsal, string time, params string[] parties)
    {
        foreach (var party in parties)
        {
            rehearsal.Deposits(time, party, "acceptance of amendment");
        }
    }

    private static void VoteFor(Rehearsal rehearsal, string time, string decision, params string[] parties)
    {
        foreach (var party in parties)
        {
            rehearsal.Votes(time, party, decision, Vote.Yes);
        }
    }

    private static int Count(Rehearsal rehearsal, string norm, string words) =>
        rehearsal.Brief(norm).Split('\n').Count(line => line.Contains(words, StringComparison.Ordinal));
}
