namespace Foedus.Norms.Tests.Kernel;

/// <summary>Toward whom an act is done: said, not said, or said of somebody nobody knows.</summary>
public sealed class AddresseeTests
{
    private const string Start = "2026-02-01T00:00Z";

    private const string Text = """
        ## Article 1
        To warn is an act of a Party toward a Party.
        ## Article 2
        1. Upon an attack, France shall help Ukraine within 1 day.
        2. Upon an attack, France shall warn Poland within 1 day.
        3. Upon an attack, Poland shall talk within 1 day.
        4. France shall not warn Canada.
        5. When France helps Ukraine, Canada shall talk within 1 day.
        6. When France warns Poland, Canada shall talk within 1 day.
        """;

    [Theory]
    [InlineData("Ukraine", "active → fulfilled")]
    [InlineData(null, "active → fulfilled")]
    [InlineData("Poland", "active → violated")]
    [InlineData("Atlantis", "active → violated")]
    public void What_is_owed_to_one_is_done_toward_that_one_or_toward_nobody_in_particular(
        string? toward,
        string expected
    )
    {
        var rehearsal = Rehearse();

        rehearsal.Acts("2026-02-01T10:00Z", "France", "help", toward: toward).Until("2026-03-01T00:00Z");

        Assert.Contains(expected, rehearsal.Brief("art_2__para_1"), StringComparison.Ordinal);
    }

    [Fact]
    public void Somebody_unknown_is_told_and_is_none_of_those_who_are_known()
    {
        var rehearsal = Rehearse();

        rehearsal.Acts("2026-02-01T10:00Z", "France", "help", toward: "Atlantis").Until("2026-03-01T00:00Z");

        var notice = Assert.Single(rehearsal.Notices);
        Assert.Equal((NoticeKind.UnknownName, "Atlantis"), (notice.Kind, notice.Detail));
        Assert.Equal("", rehearsal.Brief("art_2__para_5"));
    }

    [Theory]
    [InlineData("Poland", "active → fulfilled", "dormant → active")]
    [InlineData(null, "active → fulfilled", "dormant → active")]
    [InlineData("Atlantis", "active → violated", "")]
    public void What_is_done_toward_a_party_of_ones_choice_too(string? toward, string warned, string followed)
    {
        var rehearsal = Rehearse();

        rehearsal.Acts("2026-02-01T10:00Z", "France", "warn", toward: toward).Until("2026-03-01T00:00Z");

        Assert.Contains(warned, rehearsal.Brief("art_2__para_2"), StringComparison.Ordinal);
        Assert.Equal(
            followed.Length > 0,
            rehearsal.Brief("art_2__para_6").Contains("dormant → active", StringComparison.Ordinal)
        );
        Assert.Equal(toward is null, rehearsal.Brief("art_2__para_4").Contains("violated", StringComparison.Ordinal));
    }

    [Fact]
    public void An_act_that_needs_no_addressee_is_done_whomever_it_is_done_toward()
    {
        var rehearsal = Rehearse();

        rehearsal.Acts("2026-02-01T10:00Z", "Poland", "talk", toward: "Atlantis").Until("2026-03-01T00:00Z");

        Assert.Contains("active → fulfilled", rehearsal.Brief("art_2__para_3"), StringComparison.Ordinal);
    }

    private static Rehearsal Rehearse() =>
        new Rehearsal(TextTreaty.WithParties(Text)).Occurs(Start, "Ukraine", "attack", "a");
}
