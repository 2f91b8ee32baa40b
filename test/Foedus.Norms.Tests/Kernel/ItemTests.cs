using Foedus.Language.Core;

namespace Foedus.Norms.Tests.Kernel;

/// <summary>Items of any kind, of different kinds, of each kind, and those of a declared menu.</summary>
public sealed class ItemTests
{
    private const string Text = """
        ## Article 1
        A measure is military, legal or economic.
        A package is a list of measures, declared by each Guarantor.
        To provide is an act of a Guarantor, with a measure.
        ## Article 2
        1. Upon an attack, Poland shall provide at least 2 measures within 3 days.
        2. Upon an attack, Poland shall provide at least 2 measures of different kinds within 3 days.
        3. Upon an attack, Poland shall provide at least one measure of each kind within 3 days.
        4. Upon an attack, Poland shall provide at least 2 measures from its package within 3 days.
        5. Upon an attack, Poland shall provide at least 2 military or legal measures of different kinds from its package within 3 days.
        6. Upon an attack, Poland shall provide at least one military or legal measure of each kind within 3 days.
        """;

    [Theory]
    [InlineData("military, military", "1 4")]
    [InlineData("military: drones, military: air defence", "1 4")]
    [InlineData("military, legal", "1 2 4 5 6")]
    [InlineData("military, economic", "1 2")]
    [InlineData("legal, military: air defence", "1 2 4 5 6")]
    [InlineData("legal, legal, military", "1 2 4 5 6")]
    [InlineData("military, economic, legal", "1 2 3 4 5 6")]
    [InlineData("military", "")]
    // "military: drones" can only be the one declared without more, and so leaves "military: air defence" to the next.
    [InlineData("military: drones, military", "1 4")]
    [InlineData("military: drones, military: drones", "1")]
    public void Items_count_as_the_text_says(string items, string done)
    {
        foreach (var atOnce in (bool[])[true, false])
        {
            var rehearsal = new Rehearsal(TextTreaty.WithParties(Text));
            rehearsal.Declares(
                "2026-01-02T00:00Z",
                "Poland",
                "package",
                ["military", "military: air defence", "legal"]
            );
            rehearsal.Occurs("2026-02-01T00:00Z", "France", "attack");
            var given = items.Split(", ");
            foreach (var act in atOnce ? [given] : given.Select(item => (string[])[item]))
            {
                rehearsal.Acts("2026-02-02T00:00Z", "Poland", "provide", items: [.. act]);
            }

            Assert.Equal(
                done,
                string.Join(
                    ' ',
                    rehearsal
                        .Transitions.Where(told => told is { Kind: TransitionKind.Norm, NormTo: NormState.Fulfilled })
                        .Select(told => told.Index + 1)
                        .Order()
                )
            );
        }
    }

    [Fact]
    public void What_adds_nothing_to_one_instance_serves_the_next()
    {
        var rehearsal = new Rehearsal(
            TextTreaty.WithParties(
                """
                ## Article 1
                A measure is military or legal.
                To provide is an act of a Guarantor, with a measure.
                ## Article 2
                Upon an attack, Poland shall provide at least 2 measures of different kinds within 3 days.
                """
            )
        );
        rehearsal.Occurs("2026-02-01T00:00Z", "France", "attack");
        rehearsal.Occurs("2026-02-01T01:00Z", "France", "attack");
        foreach (var item in (string[])["military", "military", "legal", "legal"])
        {
            rehearsal.Acts("2026-02-02T00:00Z", "Poland", "provide", items: [item]);
        }

        Assert.Equal(
            2,
            rehearsal.Transitions.Count(told => told is { Kind: TransitionKind.Norm, NormTo: NormState.Fulfilled })
        );
    }
}
