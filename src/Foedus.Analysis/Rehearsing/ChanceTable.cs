namespace Foedus.Analysis.Rehearsing;

/// <summary>The chances of every variable's outcomes, as one assumption has them.</summary>
internal sealed class ChanceTable(Func<Variable, double[]> of)
{
    private readonly Dictionary<int, double[]> made = [];

    public static ChanceTable Low() => new(static variable => variable.Low);

    public static ChanceTable High() => new(static variable => variable.High);

    public double[] Of(Variable variable)
    {
        if (!made.TryGetValue(variable.Id, out var chances))
        {
            made[variable.Id] = chances = of(variable);
        }
        return chances;
    }

    /// <summary>The same, but one player is sure to do its best, or its worst.</summary>
    public ChanceTable With(int player, bool isAtBest) =>
        new(variable =>
            variable.Actor.Player == player ? Sure(variable, isAtBest ? variable.Best : variable.Worst) : Of(variable)
        );

    private static double[] Sure(Variable variable, int outcome)
    {
        var chances = new double[variable.Outcomes.Length];
        chances[outcome] = 1;
        return chances;
    }
}
