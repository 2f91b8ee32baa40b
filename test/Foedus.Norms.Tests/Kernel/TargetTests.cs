namespace Foedus.Norms.Tests.Kernel;

/// <summary>Against whom an event is: one of those its definition names, somebody else, nobody in particular.</summary>
public sealed class TargetTests
{
    private const string Text = """
        ## Article 1
        A Neighbour is France or Poland.
        A raid is an event against a Neighbour, reported by any Party.
        A blow is an event against a Party other than Ukraine, reported by any Party.
        To protest is an act of a Party.
        ## Article 2
        1. Upon a raid, Ukraine shall protest within 1 day.
        2. Upon a blow, Ukraine shall protest within 1 day.
        """;

    [Theory]
    [InlineData("raid", "Poland", true)]
    [InlineData("raid", null, true)]
    [InlineData("raid", "Canada", false)]
    [InlineData("blow", "Canada", true)]
    [InlineData("blow", "Ukraine", false)]
    public void It_is_that_event_against_those_alone_whom_its_definition_names(
        string name,
        string? against,
        bool isThat
    )
    {
        var rehearsal = new Rehearsal(TextTreaty.WithParties(Text)).Strikes(
            "2026-02-01T00:00Z",
            "Ukraine",
            name,
            against
        );

        Assert.Equal(isThat, rehearsal.State.OpenInstances().Any());
        Assert.Equal(isThat ? [] : [NoticeKind.NotATarget], rehearsal.Notices.Select(notice => notice.Kind));
    }

    [Fact]
    public void Against_somebody_unknown_it_is_not_that_event()
    {
        var rehearsal = new Rehearsal(TextTreaty.WithParties(Text)).Strikes(
            "2026-02-01T00:00Z",
            "Ukraine",
            "raid",
            "Atlantis"
        );

        Assert.Empty(rehearsal.State.OpenInstances());
        Assert.Equal([NoticeKind.UnknownName], rehearsal.Notices.Select(notice => notice.Kind));
    }
}
