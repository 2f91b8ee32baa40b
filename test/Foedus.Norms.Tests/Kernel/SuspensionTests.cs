namespace Foedus.Norms.Tests.Kernel;

/// <summary>What is suspended is in force, and does not operate.</summary>
public sealed class SuspensionTests
{
    private const string Text = """
        ## Article 1
        The Truce is a state.
        The Truce begins upon a pause. The Truce ends upon an attack.
        To visit is an act of the Council.
        ## Article 2
        This Agreement is suspended SUSPENDED while the Truce holds.
        1. While this Agreement is in force, Ukraine shall not talk.
        2. While this Agreement is in force for Canada, Ukraine shall not talk.
        3. While at least 4 Parties are in force, Ukraine shall not talk.
        4. While this Agreement is suspended, Ukraine shall not talk.
        5. While this Agreement is suspended for Canada, Ukraine shall not talk.
        6. While this Agreement is suspended for any Guarantor, Ukraine shall not talk.
        7. While this Agreement is not suspended for France, Ukraine shall not talk.
        8. The Council shall visit within 10 days of entry into force of this Agreement.
        """;

    // What lasts while the condition is true is there when it is; suspended with the agreement, where that is.
    [Theory]
    [InlineData("", "1 2 3 4 5 6")]
    [InlineData("for Canada", "1 2 3 5 6 7")]
    [InlineData("for Canada and France", "1 2 3 5 6")]
    [InlineData("for Ukraine", "1 2 3 7")]
    public void Suspended_or_in_force(string suspended, string holding)
    {
        var rehearsal = new Rehearsal(
            TextTreaty.WithParties(
                Text.Replace("SUSPENDED ", suspended is "" ? "" : suspended + " ", StringComparison.Ordinal)
            )
        );
        rehearsal.Until("2026-01-02T00:00Z").Occurs("2026-01-05T00:00Z", "France", "pause");

        Assert.Equal(
            holding,
            string.Join(
                ' ',
                rehearsal.State.OpenInstances().Where(open => open.Clause < 7).Select(open => open.Clause + 1).Order()
            )
        );
        // A body is suspended only with all the parties, and not released for good.
        rehearsal.Until("2026-01-20T00:00Z");
        Assert.Equal(suspended != "", rehearsal.Brief("art_2__para_8").Contains("violated", StringComparison.Ordinal));
        rehearsal.Occurs("2026-01-21T00:00Z", "France", "attack").Until("2026-01-22T00:00Z");
        Assert.Contains("violated", rehearsal.Brief("art_2__para_8"), StringComparison.Ordinal);
    }
}
