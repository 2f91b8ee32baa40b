using System.Collections.Immutable;

namespace Foedus.Analysis.Rehearsing;

/// <summary>Actors of one class that are asked the same things at the same moment.</summary>
internal sealed class AskGroup
{
    private readonly int[][] possible;

    /// <param name="asks">By actor, in one order for all.</param>
    public AskGroup(ImmutableArray<ImmutableArray<Ask>> asks)
    {
        Asks = asks;
        possible =
        [
            .. Enumerable
                .Range(0, asks[0].Length)
                .Select(i =>
                    Enumerable
                        .Range(0, asks[0][i].Variable.Outcomes.Length)
                        .Where(outcome => asks.Any(own => own[i].Variable.IsPossible(outcome)))
                        .ToArray()
                ),
        ];
        Joint = possible.Aggregate(1L, (product, own) => Math.Min(product * own.Length, 1 << 20)) is var joint
            ? (int)joint
            : 0;
        Signature = string.Join(';', asks.Select(own => string.Join(',', own.Select(ask => ask.Variable.Id))));
    }

    public ImmutableArray<ImmutableArray<Ask>> Asks { get; }

    public int Size => Asks.Length;

    /// <summary>How many joint outcomes an actor has over all it is asked. The first is the best of all.</summary>
    public int Joint { get; }

    /// <summary>Groups with the same signature have the same chances.</summary>
    public string Signature { get; }

    /// <summary>Of a joint outcome, the outcome of one ask.</summary>
    public int OutcomeOf(int joint, int ask)
    {
        for (var i = possible.Length - 1; i > ask; i--)
        {
            joint /= possible[i].Length;
        }
        return possible[ask][joint % possible[ask].Length];
    }

    public int JointOf(Func<int, int> outcomeOfAsk)
    {
        var joint = 0;
        for (var i = 0; i < possible.Length; i++)
        {
            joint = (joint * possible[i].Length) + Array.IndexOf(possible[i], outcomeOfAsk(i));
        }
        return joint;
    }

    /// <summary>Joint outcomes better than this one in one ask by one step, as far as the plan's ranges let this actor move there.</summary>
    public IEnumerable<int> BetterThan(int joint, int actor)
    {
        var weight = 1;
        for (var i = possible.Length - 1; i >= 0; i--)
        {
            var own = joint / weight % possible[i].Length;
            if (own > 0 && Asks[actor][i].Variable.Moves(possible[i][own - 1], possible[i][own]))
            {
                yield return joint - weight;
            }
            weight *= possible[i].Length;
        }
    }
}
