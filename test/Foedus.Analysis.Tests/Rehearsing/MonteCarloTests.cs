using Foedus.Analysis.Exploring;
using Foedus.Analysis.Inputs;
using Foedus.Analysis.Rehearsing;
using Foedus.Analysis.Tests.Checks;
using Foedus.Language.Core;

namespace Foedus.Analysis.Tests.Rehearsing;

public sealed class MonteCarloTests
{
    private const int Seeds = 200;
    private const int Samples = 600;

    [Theory]
    [InlineData("")]
    [InlineData("correlation: {model: one factor, rho: 0.3}")]
    [InlineData("correlation: {model: common cause, causes: {storm: {chance: 0.1, strikes: [France, Poland]}}}")]
    public void Monte_Carlo_holds_the_exact_chance_in_its_interval_for_nearly_all_seeds(string correlation)
    {
        var agreement = Sketch.Compiled();
        var plan = Rehearsals.Plan(
            agreement,
            Rehearsals.Everyone(
                3,
                "{provide: {honoured: 0.4, after: {20 hours: 0.5, 60 hours: 0.5}}, votes: {yes: 0.6, no: 0.2, after: 10 hours}}",
                "  Special Commission: {votes: {yes: 0.4, no: 0.3, after: 12 hours}}\n" + correlation
            )
        );
        var exact = Study(agreement, plan with { Method = RehearsalMethod.Exact }).Kept.Low;
        // One graph for all seeds: it holds no chances.
        var setting = Rehearsals.Setting(agreement, plan);
        var promise = agreement.Guarantees[0];
        var delivery = new Delivery(agreement, promise.Promise, ["Ukraine"]);
        var begun = setting.Start.Do(
            setting.Start.State.Now + 1000,
            setting.Moves.Occurrences(Assert.IsType<OnEvent>(promise.Trigger), "Ukraine").Take(1)
        );
        var tree = new CourseTree(setting, new Cast(setting, plan), delivery, begun, promise.Horizon);
        var (held, often) = (0, 0);
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            var generator = new SeededGenerator(seed);
            var kept = Enumerable
                .Range(0, Samples)
                .Count(_ =>
                    CourseSampler.Draw(tree, Dependence.Of(plan.Correlation), ChanceTable.Low(), generator) is not null
                );
            var (low, high) = BinomialInterval.Of(kept, Samples, plan.Confidence);
            held += low <= exact && exact <= high ? 1 : 0;
            (low, high) = BinomialInterval.Of(kept, Samples, 0.95);
            often += low <= exact && exact <= high ? 1 : 0;
        }

        // The usual intervals are of 99 %. Those of 95 % hold it about as often as they say: fewer than 180 of 200 would be no chance.
        TestContext.Current.SendDiagnosticMessage(
            $"{correlation}: {exact:F6} in {held} of {Seeds} at 99 %, {often} at 95 %"
        );
        Assert.InRange(often, 180, Seeds);
        Assert.InRange(held, Seeds * 95 / 100, Seeds);
    }

    [Fact]
    public void A_rehearsal_by_Monte_Carlo_holds_the_exact_chance_of_every_moment()
    {
        var agreement = Rehearsals.Voted;
        var plan = Rehearsals.Plan(
            agreement,
            Rehearsals.Everyone(
                6,
                "{provide: {honoured: 0.3, after: {20 hours: 0.5, 60 hours: 0.5}}, votes: {yes: 0.75, no: 0.1, after: 10 hours}}"
            )
        );
        var exact = Study(agreement, plan);
        var counted = Study(agreement, plan with { Method = RehearsalMethod.MonteCarlo, Samples = 5000 });

        Assert.True(exact.IsExact);
        Assert.False(counted.IsExact);
        Assert.Equal(exact.Curve.Select(point => point.After), counted.Curve.Select(point => point.After));
        Assert.All(
            exact.Curve.Zip(counted.Curve),
            pair => Assert.InRange(pair.First.Low, pair.Second.LowFrom, pair.Second.HighTo)
        );
    }

    [Fact]
    public void A_matrix_of_equal_correlations_is_one_factor()
    {
        var agreement = Rehearsals.AtLeast(2);
        const string Matrix =
            "correlation: {model: matrix, names: [France, Poland, Canada], rows: [[1, 0.5, 0.5], [0.5, 1, 0.5], [0.5, 0.5, 1]]}\nsamples: 20000";
        var exact = Rehearsals.Run(
            agreement,
            Rehearsals.Everyone(3, "{provide: 0.4}", "correlation: {model: one factor, rho: 0.5}")
        );
        var counted = Rehearsals.Run(agreement, Rehearsals.Everyone(3, "{provide: 0.4}", Matrix));

        Assert.False(counted.IsExact);
        Assert.Contains("leaves no conduct independent", counted.Method, StringComparison.Ordinal);
        Assert.InRange(exact.Kept.Low, counted.Kept.LowFrom, counted.Kept.HighTo);
    }

    [Fact]
    public void Importance_by_pairs_of_samples_is_near_the_exact_one()
    {
        var agreement = Rehearsals.AtLeast(2);
        var plan = Rehearsals.Plan(
            agreement,
            "parties: [France, Poland, Canada]\nconduct: {everyone: {provide: 0.5}, France: {provide: 0.9}}"
        );
        var exact = Study(agreement, plan).Importances;
        var counted = Study(agreement, plan with { Method = RehearsalMethod.MonteCarlo }).Importances;

        Assert.All(
            exact,
            own =>
            {
                var other = counted.Single(importance => importance.Name == own.Name);
                Assert.InRange(
                    own.BirnbaumLow,
                    other.BirnbaumLow - other.BirnbaumError,
                    other.BirnbaumLow + other.BirnbaumError
                );
                Assert.Equal(own.Shapley, other.Shapley);
            }
        );
    }

    [Fact]
    public void The_same_seed_gives_the_same_numbers_and_another_seed_others()
    {
        var agreement = Rehearsals.AtLeast(2);
        var plan = Rehearsals.Plan(agreement, Rehearsals.Everyone(4, "{provide: 0.5}")) with
        {
            Method = RehearsalMethod.MonteCarlo,
            Samples = 500,
        };

        Assert.Equal(Study(agreement, plan).Curve, Study(agreement, plan).Curve);
        Assert.NotEqual(Study(agreement, plan).Kept, Study(agreement, plan with { Seed = 2 }).Kept);
    }

    [Fact]
    public void Too_many_courses_are_counted_and_an_exact_result_is_not_pretended()
    {
        var agreement = Sketch.Compiled();
        var own = string.Concat(
            Rehearsals.Names.Select(
                (name, i) =>
                    $"  {name}: {{provide: {{honoured: 0.5, after: {{{10 + i} hours: 0.5, {40 + i} hours: 0.5}}}}}}\n"
            )
        );
        var plan = Rehearsals.Plan(
            agreement,
            $"parties: [{string.Join(", ", Rehearsals.Names)}]\nsamples: 300\nconduct:\n  everyone: {{votes: {{yes: 0.7, no: 0.1}}}}\n  Special Commission: {{votes: {{yes: 0.4, no: 0.3}}}}\n{own}"
        );

        Assert.Contains("too many courses", Study(agreement, plan).Method, StringComparison.Ordinal);
        var problems = new List<InputProblem>();
        Assert.Null(Rehearsal.Run(agreement, plan with { Method = RehearsalMethod.Exact }, problems));
        Assert.Contains("asks for an exact result", Assert.Single(problems).What, StringComparison.Ordinal);
    }

    private static PromiseRehearsal Study(Agreement agreement, StressPlan plan)
    {
        var problems = new List<InputProblem>();
        var report = Rehearsal.Run(agreement, plan, problems);
        Assert.Empty(problems);
        Assert.NotNull(report);
        return report.Promises[0];
    }
}
