using Foedus.Norms.Events;

namespace Foedus.Norms.Tests.Kernel;

/// <summary>Joint lots: reported by several, funded by some of those bound, handed over by another.</summary>
public sealed class LotTests
{
    private const string Text = """
        ## Article 1
        Upon an attack, France and Poland jointly and severally shall pay Ukraine at least EUR 100 within 10 days.
        """;

    private const string Together = """
        ## Article 1
        Upon an attack, France and Poland together shall pay Ukraine at least EUR 100 within 10 days.
        """;

    private static readonly FunderShare[] None = [];

    [Fact]
    public void A_lot_that_several_report_is_counted_once_toward_what_they_owe()
    {
        var rehearsal = Rehearse(Text);

        Pay(rehearsal, "France", 60, "lot-1", None);
        Pay(rehearsal, "Poland", 60, "lot-1", None);
        Assert.DoesNotContain("fulfilled", rehearsal.Brief("art_1"), StringComparison.Ordinal);
        Assert.Equal(NoticeKind.RepeatedReport, Assert.Single(rehearsal.Notices).Kind);

        Pay(rehearsal, "Poland", 40, "lot-2", None);
        Assert.Contains("fulfilled", rehearsal.Brief("art_1"), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_reports_the_lot_again_has_taken_part()
    {
        var rehearsal = Rehearse(Together);

        Pay(rehearsal, "France", 100, "lot-1", None);
        Assert.DoesNotContain("fulfilled", rehearsal.Brief("art_1"), StringComparison.Ordinal);

        Pay(rehearsal, "Poland", 100, "lot-1", None);
        Assert.Contains("fulfilled", rehearsal.Brief("art_1"), StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_hands_the_lot_over_it_serves_what_its_funders_owe_together()
    {
        var rehearsal = Rehearse(Together);

        Pay(rehearsal, "Canada", 100, null, [new FunderShare("France", 70), new FunderShare("Poland", 30)]);

        Assert.Contains("fulfilled", rehearsal.Brief("art_1"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_act_that_serves_nothing_open_is_told()
    {
        var rehearsal = Rehearse(Text);

        Pay(rehearsal, "Canada", 100, null, None);

        var notice = Assert.Single(rehearsal.Notices);
        Assert.Equal((NoticeKind.NoMatchingInstance, "pay"), (notice.Kind, notice.Detail));
    }

    private static Rehearsal Rehearse(string text) =>
        new Rehearsal(TextTreaty.WithParties(text)).Occurs("2026-02-01T00:00Z", "Ukraine", "attack");

    private static void Pay(Rehearsal rehearsal, string author, decimal quantity, string? lot, FunderShare[] funders)
    {
        var time = Rehearsal.At("2026-02-02T00:00Z");
        rehearsal.Say(
            new Event
            {
                Type = EventType.ActPerformed,
                Id = $"{author}-{lot}-{quantity}",
                Source = author,
                Time = time,
                RecordedTime = time,
                Data = new EventData
                {
                    Name = "pay",
                    Quantity = quantity,
                    Unit = "EUR",
                    Funders = [.. funders],
                    Attributes = lot is null ? [] : [AttributeValue.OfText("lot", lot)],
                },
            }
        );
    }
}
