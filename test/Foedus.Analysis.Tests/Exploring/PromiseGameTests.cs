using System.Collections.Immutable;
using Foedus.Analysis.Exploring;
using Foedus.Analysis.Tests.Checks;
using Foedus.Language.Core;
using Foedus.Norms;

namespace Foedus.Analysis.Tests.Exploring;

/// <summary>The abstraction by which coalitions of like parties are counted, against every coalition by name.</summary>
public sealed class PromiseGameTests
{
    [Theory]
    [InlineData("within 72 hours", "within 72 hours")]
    [InlineData("within 72 hours", "within 96 hours")]
    [InlineData("by two thirds", "by majority")]
    public void Who_is_in_a_coalition_of_like_parties_does_not_matter_only_how_many(string from, string to)
    {
        var agreement = Sketch.Compiled((from, to));
        var setting = Setting.Of(Machine.Create(agreement), 4);
        var promise = agreement.Guarantees[0];
        var game = new PromiseGame(setting, promise);
        var verdicts = new Dictionary<(bool WithCommission, int Parties), bool>();

        for (var bits = 0; bits < 1 << 5; bits++)
        {
            var members = setting
                .Representatives.Where((_, index) => (bits & (2 << index)) != 0)
                .ToImmutableHashSet(StringComparer.Ordinal);
            var withCommission = (bits & 1) != 0;
            var fails = game.Against(withCommission ? members.Add("Special Commission") : members) is not null;
            if (!verdicts.TryAdd((withCommission, members.Count), fails))
            {
                Assert.Equal(verdicts[(withCommission, members.Count)], fails);
            }
        }
        Assert.True(game.IsComplete);
        // Who can stop it with fewer can stop it with more: the search leaves larger coalitions out.
        Assert.All(
            verdicts,
            verdict =>
                Assert.True(
                    !verdict.Value
                        || verdicts
                            .Where(larger =>
                                larger.Key.Parties >= verdict.Key.Parties
                                && (larger.Key.WithCommission || !verdict.Key.WithCommission)
                            )
                            .All(larger => larger.Value)
                )
        );
    }
}
