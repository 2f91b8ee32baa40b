using System.Collections.Immutable;

namespace Foedus.Analysis.Rehearsing;

/// <summary>What one actor does about one kind of thing: its outcomes from the best to the worst, with their chances.</summary>
/// <remarks>Actors of one class have the same outcomes, some perhaps with no chance.</remarks>
internal sealed class Variable(
    int id,
    RehearsedActor actor,
    ImmutableArray<Outcome> outcomes,
    double[] low,
    double[] high
)
{
    public int Id => id;

    public RehearsedActor Actor => actor;

    public ImmutableArray<Outcome> Outcomes => outcomes;

    /// <summary>Chances where every range is taken at its worse end.</summary>
    public double[] Low => low;

    public double[] High => high;

    public bool IsRange { get; } = !low.AsSpan().SequenceEqual(high);

    /// <summary>Whether, within the ranges, chance moves between the two outcomes.</summary>
    public bool Moves(int better, int worse)
    {
        var (below, above) = (0.0, 0.0);
        for (var i = 0; i < worse; i++)
        {
            below += low[i];
            above += high[i];
            if (i >= better && Math.Abs(below - above) > 1e-12)
            {
                return true;
            }
        }
        return false;
    }

    public bool IsPossible(int outcome) => low[outcome] > 0 || high[outcome] > 0;

    public int Best { get; } = Enumerable.Range(0, outcomes.Length).First(i => low[i] > 0 || high[i] > 0);

    public int Worst { get; } = Enumerable.Range(0, outcomes.Length).Last(i => low[i] > 0 || high[i] > 0);

    /// <summary>To do nothing, where that may happen; otherwise the worst.</summary>
    public int Idle { get; } =
        Enumerable
            .Range(0, outcomes.Length)
            .FirstOrDefault(i => outcomes[i].IsNothing && (low[i] > 0 || high[i] > 0), -1)
            is >= 0
                and var idle
            ? idle
            : Enumerable.Range(0, outcomes.Length).Last(i => low[i] > 0 || high[i] > 0);
}
