namespace Foedus.Analysis.Rehearsing;

/// <summary>
/// Common causes. If one strikes, none of its group does anything good; if it does not, each fails by itself, less often
/// than its chance says by just so much that the chance of each alone is as the plan has it.
/// </summary>
internal sealed class CauseDependence(CommonCauses causes) : Dependence
{
    /// <summary>Each cause doubles the worlds.</summary>
    private const int MostCauses = 8;

    public override bool IsMixture => causes.Causes.Length <= MostCauses;

    public override IEnumerable<(double Weight, ChanceTable Table)> Worlds(ChanceTable table, int points)
    {
        for (var struck = 0; struck < 1 << causes.Causes.Length; struck++)
        {
            var weight = 1.0;
            for (var i = 0; i < causes.Causes.Length; i++)
            {
                weight *= (struck >> i & 1) == 1 ? causes.Causes[i].Chance : 1 - causes.Causes[i].Chance;
            }
            var which = struck;
            yield return (
                weight,
                new ChanceTable(variable => Given(variable, table.Of(variable), cause => (which >> cause & 1) == 1))
            );
        }
    }

    public override IWorld Draw(SeededGenerator generator, ChanceTable table)
    {
        var struck = causes.Causes.Select(cause => generator.Uniform() < cause.Chance).ToArray();
        return new World(
            generator,
            new ChanceTable(variable => Given(variable, table.Of(variable), cause => struck[cause]))
        );
    }

    public override void Check(IEnumerable<Variable> variables)
    {
        foreach (var variable in variables)
        {
            var fails = 1 - Outcomes.Good(variable, variable.High);
            if (
                causes.Causes.FirstOrDefault(cause =>
                    cause.Strikes.Contains(variable.Actor.Name, StringComparer.Ordinal)
                )
                    is { } cause
                && fails < cause.Chance - 1e-12
            )
            {
                throw new PlanGapException(
                    $"The common cause '{cause.Name}' strikes with {Percent(cause.Chance)}, yet {variable.Actor.Name} fails with only {Percent(fails)}.",
                    "Lower the chance of the cause, or that of the party's honouring: a party fails at least as often as what makes it fail."
                );
            }
        }
    }

    private double[] Given(Variable variable, double[] chances, Func<int, bool> isStruck)
    {
        var which = -1;
        for (var i = 0; i < causes.Causes.Length; i++)
        {
            which = causes.Causes[i].Strikes.Contains(variable.Actor.Name, StringComparer.Ordinal) ? i : which;
        }
        if (which < 0)
        {
            return chances;
        }
        var cause = causes.Causes[which];
        var good = Outcomes.Good(variable, chances);
        // Whoever a what-if makes sure to do its best is not struck in it.
        var goodGiven =
            good >= 1 ? 1
            : isStruck(which) ? 0
            : Math.Min(1, good / (1 - cause.Chance));
        return
        [
            .. chances.Select(
                (chance, i) =>
                    variable.Outcomes[i].IsGood ? (good == 0 ? 0 : chance * goodGiven / good)
                    : good == 1 ? 0
                    : chance * (1 - goodGiven) / (1 - good)
            ),
        ];
    }

    private static string Percent(double share) =>
        $"{(share * 100).ToString("0.##", System.Globalization.CultureInfo.InvariantCulture)} %";

    private sealed class World(SeededGenerator generator, ChanceTable table) : IWorld
    {
        public int Choose(Variable variable, int moment) => Outcomes.At(table.Of(variable), generator.Uniform());
    }
}
