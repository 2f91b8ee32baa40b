using Foedus.Language.Core;

namespace Foedus.Norms.Tests.Kernel;

/// <summary>A larger amount allowed to one instead of the smaller one that holds for all.</summary>
public sealed class CapTests
{
    private const string Text = """
        ## Article 1
        To fly is an act of any Party, with an amount in sorties.
        ## Article 2
        1. Each Party shall not fly more than 10 sorties in total.
        2. Notwithstanding Article 2(1), Poland may fly not more than 20 sorties in total.
        """;

    [Theory]
    [InlineData("Poland", new[] { 15, 5 }, 0)]
    [InlineData("Poland", new[] { 15, 6 }, 1)]
    [InlineData("Poland", new[] { 8, 8, 5 }, 1)]
    [InlineData("Poland", new[] { 21 }, 1)]
    [InlineData("France", new[] { 10 }, 0)]
    [InlineData("France", new[] { 8, 3 }, 1)]
    public void The_larger_amount_is_the_whole_of_it(string party, int[] sorties, int breaches)
    {
        var rehearsal = new Rehearsal(TextTreaty.WithParties(Text));
        for (var i = 0; i < sorties.Length; i++)
        {
            rehearsal.Acts($"2026-02-0{i + 1}T00:00Z", party, "fly", quantity: sorties[i], unit: "sorties");
        }

        Assert.Equal(
            breaches,
            rehearsal.Transitions.Count(transition =>
                transition is { Kind: TransitionKind.Norm, Index: 0, NormTo: NormState.Violated }
            )
        );
    }
}
