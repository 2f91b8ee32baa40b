using System.Collections.Immutable;
using System.Globalization;
using Foedus.Analysis.Exploring;

namespace Foedus.Analysis.Rehearsing;

/// <summary>All that is to be found out about one promise, exactly or by Monte Carlo.</summary>
internal sealed class PromiseStudy(CourseTree tree, Cast cast, StressPlan plan)
{
    /// <summary>Two integrals one of which is twice as fine as the other differ by no more.</summary>
    private const double Settled = 1e-10;

    private const int MostImportanceSamples = 4_000;
    private readonly Dependence dependence = Dependence.Of(plan.Correlation);

    public PromiseRehearsal Of(PromiseRehearsal empty)
    {
        var exact = plan.Method == RehearsalMethod.MonteCarlo ? null : Exact(empty);
        var found = exact ?? Counted(empty);
        var structure = new Structure(tree, cast);
        var shapley = new ShapleyValues(structure, new SeededGenerator(Seed(2)));
        var cuts = new CutSets(structure);
        return found with
        {
            Importances =
            [
                .. found
                    .Importances.Select(importance => importance with { Shapley = ValueOf(shapley, importance.Name) })
                    .OrderByDescending(importance => Math.Round(importance.BirnbaumHigh, 9))
                    .ThenByDescending(importance => Math.Round(importance.Shapley, 9))
                    .ThenBy(importance => importance.Name, StringComparer.Ordinal),
            ],
            ImportanceMethod =
                found.ImportanceMethod
                + (
                    shapley.IsExact
                        ? "; Shapley's value over all orders, exactly"
                        : $"; Shapley's value by {ShapleyValues.Drawn} orders drawn at random"
                ),
            Cuts = [.. cuts.Minimal.Select(cut => new CutSet(cut.Sum(), Words(structure, cut)))],
            CutsNote = cuts.CompleteBelow is { } size ? $"sets of {size} and more were not all tried" : "",
        };
    }

    private double ValueOf(ShapleyValues values, string name)
    {
        foreach (var (player, value) in values.Of)
        {
            if (cast.NameOf(player) == name)
            {
                return value;
            }
        }
        return 0;
    }

    private string Words(Structure structure, ImmutableArray<int> cut)
    {
        var sure = new List<string>();
        var some = new List<string>();
        for (var i = 0; i < cut.Length; i++)
        {
            var kind = structure.Kinds[i];
            var names = kind.Select(player => IsBody(player) ? $"the {cast.NameOf(player)}" : cast.NameOf(player))
                .ToList();
            var count = cut[i] == 1 ? "one" : cut[i].ToString(CultureInfo.InvariantCulture);
            if (cut[i] == kind.Length)
            {
                sure.AddRange(names);
            }
            else if (cut[i] > 0)
            {
                some.Add(
                    kind.Length > 6
                        ? string.Create(
                            CultureInfo.InvariantCulture,
                            $"any {count} of the {kind.Length} parties like {names[0]}"
                        )
                        : $"any {count} of {Telling.Names(names)}"
                );
            }
        }
        return sure.Count + some.Count == 0 ? "nobody: it is not kept even if all do their best"
            : sure.Count == 0 ? string.Join(", with ", some)
            : string.Join(", with ", some.Prepend(Telling.Names(sure)));
    }

    private bool IsBody(int player) => cast.Actors.First(actor => actor.Player == player) is { IsParty: false };

    private PromiseRehearsal? Exact(PromiseRehearsal empty)
    {
        var expansion = new CourseExpansion(tree);
        var reason =
            !dependence.IsMixture ? "this correlation leaves no conduct independent"
            : !expansion.TryExpand() ? expansion.Reason
            : null;
        dependence.Check(cast.Variables);
        var points = 1;
        if (reason is null && dependence.IsIntegral)
        {
            points = PointsNeeded(out reason);
        }
        if (reason is not null)
        {
            return plan.Method == RehearsalMethod.Exact
                ? throw new PlanGapException(
                    $"The plan asks for an exact result, and there is none to be had: {reason}.",
                    "Write 'method: auto', or make the plan smaller: fewer parties with chances of their own, fewer different delays."
                )
                : null;
        }
        ImmutableArray<long> times = [.. tree.KeptTimes.Append(tree.End - tree.Begin).Distinct().Order()];
        var low = Mixed(ChanceTable.Low(), times, points);
        var high = IsRanged ? Mixed(ChanceTable.High(), times, points) : low;
        var isMonotone =
            IsRanged && IsMonotone(ChanceTable.Low(), times, points) && IsMonotone(ChanceTable.High(), times, points);
        return empty with
        {
            IsExact = true,
            Method = dependence switch
            {
                FactorDependence => string.Create(
                    CultureInfo.InvariantCulture,
                    $"exact: every course was followed; the common factor was integrated over {points} points, to nine digits"
                ),
                CauseDependence => "exact: every course was followed, with and without each common cause",
                _ => "exact: every course was followed",
            },
            Bounds =
                !IsRanged ? ""
                : isMonotone
                    ? "the ends are the least and the greatest chance that any numbers within the plan's ranges give: nowhere does a chance that the ranges raise make matters worse"
                : "the ends belong to all ranges at their worse and at their better ends; a better conduct of one party sometimes makes matters worse here, so numbers in between may lead beyond them",
            // What one actor alone never does, others of its class may: such moments change nothing.
            Curve =
            [
                .. times
                    .Select(
                        (time, i) =>
                            (
                                Point: new CurvePoint(time, low[i], high[i], low[i], high[i]),
                                IsChange: i == times.Length - 1
                                    || low[i] > (i == 0 ? 0 : low[i - 1])
                                    || high[i] > (i == 0 ? 0 : high[i - 1])
                            )
                    )
                    .Where(entry => entry.IsChange)
                    .Select(entry => entry.Point),
            ],
            Importances = [.. Players().Select(player => Birnbaum(player, points))],
            ImportanceMethod = "Birnbaum's measure exactly",
        };
    }

    private bool IsRanged => cast.Variables.Any(variable => variable.IsRange);

    private IEnumerable<int> Players() => cast.Variables.Select(variable => variable.Actor.Player).Distinct().Order();

    private int PointsNeeded(out string? reason)
    {
        ImmutableArray<long> end = [tree.End - tree.Begin];
        reason = null;
        double? before = null;
        for (var points = 33; points <= Dependence.MostPoints; points = (2 * points) - 1)
        {
            var now = Mixed(ChanceTable.Low(), end, points)[0];
            if (before is { } last && Math.Abs(now - last) < Settled)
            {
                return points;
            }
            before = now;
        }
        reason = "the integral over the common factor does not settle";
        return 1;
    }

    private double[] Mixed(ChanceTable table, ImmutableArray<long> times, int points)
    {
        var sum = new double[times.Length];
        foreach (var (weight, world) in dependence.Worlds(table, points))
        {
            var own = new ExactEvaluation(tree, world, times).AtRoot();
            for (var i = 0; i < sum.Length; i++)
            {
                sum[i] += weight * own[i];
            }
        }
        return [.. sum.Select(chance => Math.Clamp(chance, 0, 1))];
    }

    private bool IsMonotone(ChanceTable table, ImmutableArray<long> times, int points) =>
        dependence.Worlds(table, points).All(world => new ExactEvaluation(tree, world.Table, times).IsMonotone());

    private readonly Dictionary<string, (double Low, double High)> measured = new(StringComparer.Ordinal);

    private Importance Birnbaum(int player, int points)
    {
        // Interchangeable players with the same chances have the same measure.
        var own = cast.Variables.Where(variable => variable.Actor.Player == player).ToList();
        var like =
            own[0].Actor.Class == "parties" && plan.Correlation is Independent or OneFactor { Own.IsEmpty: true }
                ? string.Join(
                    ';',
                    own.Select(variable => $"{string.Join(',', variable.Low)} {string.Join(',', variable.High)}")
                        .Order(StringComparer.Ordinal)
                )
                : $"{player}";
        if (!measured.TryGetValue(like, out var found))
        {
            ImmutableArray<long> end = [tree.End - tree.Begin];
            double Difference(ChanceTable table) =>
                Mixed(table.With(player, isAtBest: true), end, points)[0]
                - Mixed(table.With(player, isAtBest: false), end, points)[0];
            var (low, high) = (Difference(ChanceTable.Low()), IsRanged ? Difference(ChanceTable.High()) : 0);
            measured[like] = found = IsRanged ? (Math.Min(low, high), Math.Max(low, high)) : (low, low);
        }
        return new Importance(cast.NameOf(player), found.Low, found.High, 0, 0);
    }

    private PromiseRehearsal Counted(PromiseRehearsal empty)
    {
        var reason =
            plan.Method == RehearsalMethod.MonteCarlo ? "as the plan asks"
            : !dependence.IsMixture ? "because this correlation leaves no conduct independent"
            : "because there are too many courses to follow all of them";
        var low = Sampled(ChanceTable.Low(), Seed(0));
        dependence.Check(cast.Variables);
        var high = IsRanged ? Sampled(ChanceTable.High(), Seed(0)) : low;
        ImmutableArray<long> times =
        [
            .. low.Concat(high).OfType<long>().Append(tree.End - tree.Begin).Distinct().Order(),
        ];
        return empty with
        {
            Method = string.Create(
                CultureInfo.InvariantCulture,
                $"Monte Carlo, {reason}: {plan.Samples} samples from the seed {plan.Seed}; intervals of Clopper and Pearson, {plan.Confidence * 100:0.##} % for each moment by itself"
            ),
            Bounds = IsRanged
                ? "the ends belong to all ranges at their worse and at their better ends; that nothing in between leads beyond them was not proved"
                : "",
            Curve =
            [
                .. times.Select(time =>
                {
                    var (below, above) = (low.Count(at => at <= time), high.Count(at => at <= time));
                    return new CurvePoint(
                        time,
                        (double)below / low.Length,
                        (double)above / high.Length,
                        BinomialInterval.Of(below, low.Length, plan.Confidence).Low,
                        BinomialInterval.Of(above, high.Length, plan.Confidence).High
                    );
                }),
            ],
            Importances = [.. Players().Select(BirnbaumSampled)],
            ImportanceMethod = string.Create(
                CultureInfo.InvariantCulture,
                $"Birnbaum's measure from {ImportanceSamples} samples in pairs"
            ),
        };
    }

    private int ImportanceSamples => Math.Min(plan.Samples, MostImportanceSamples);

    private long?[] Sampled(ChanceTable table, ulong seed)
    {
        var generator = new SeededGenerator(seed);
        var found = new long?[plan.Samples];
        for (var i = 0; i < found.Length; i++)
        {
            found[i] = CourseSampler.Draw(tree, dependence, table, generator);
        }
        return found;
    }

    private Importance BirnbaumSampled(int player)
    {
        var (low, error) = Pairs(ChanceTable.Low(), player);
        if (!IsRanged)
        {
            return new Importance(cast.NameOf(player), low, low, error, 0);
        }
        var (high, other) = Pairs(ChanceTable.High(), player);
        return new Importance(cast.NameOf(player), Math.Min(low, high), Math.Max(low, high), Math.Max(error, other), 0);
    }

    /// <summary>The same world twice, with the player at its best and at its worst.</summary>
    private (double Mean, double Error) Pairs(ChanceTable table, int player)
    {
        var (best, worst) = (table.With(player, isAtBest: true), table.With(player, isAtBest: false));
        var (sum, squares) = (0, 0);
        for (var i = 0; i < ImportanceSamples; i++)
        {
            var seed = unchecked(Seed(1) + ((ulong)i * 0x9E37_79B9_7F4A_7C15UL));
            var kept = CourseSampler.Draw(tree, dependence, best, new SeededGenerator(seed)) is not null ? 1 : 0;
            var lost = CourseSampler.Draw(tree, dependence, worst, new SeededGenerator(seed)) is not null ? 1 : 0;
            sum += kept - lost;
            squares += Math.Abs(kept - lost);
        }
        double count = ImportanceSamples;
        var mean = sum / count;
        var deviation = Math.Sqrt(Math.Max(0, (squares / count) - (mean * mean)) / count);
        return (mean, NormalDistribution.Quantile(1 - ((1 - plan.Confidence) / 2)) * deviation);
    }

    /// <summary>Streams of their own for each purpose.</summary>
    private ulong Seed(uint purpose) => unchecked(((ulong)plan.Seed * 0xD134_2543_DE82_EF95UL) + purpose);
}
