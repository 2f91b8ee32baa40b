using Foedus.Analysis.Inputs;
using Foedus.Analysis.Rehearsing;
using Foedus.Analysis.Tests.Checks;

namespace Foedus.Analysis.Tests.Rehearsing;

/// <summary>Each wrong plan gets one clear answer: where, what, and how to mend it.</summary>
public sealed class PlanReaderTests
{
    [Theory]
    [InlineData(
        "parties: [Frence]",
        "plan.yaml, line 1, column 11: 'Frence' is no party and no body of this agreement. Did you mean 'France'?"
    )]
    [InlineData("parties: [France, France]", "plan.yaml, line 1, column 19: 'France' stands twice")]
    [InlineData("parties: [Special Commission]", "line 1, column 11: 'Special Commission' is a body")]
    [InlineData("parties: France", "'parties' must be a list of names")]
    [InlineData(
        "conduct: {everyone: {provide: 1.2}}",
        "line 1, column 31: 'provide' is 1.2, and a probability lies between 0 and 1"
    )]
    [InlineData("conduct: {everyone: {provide: -0.1}}", "a probability lies between 0 and 1")]
    [InlineData("conduct: {everyone: {provide: 130 %}}", "'provide' is 130 %, and a probability lies between 0 and 1")]
    [InlineData("conduct: {everyone: {provide: often}}", "'provide' must be a probability, and is 'often'")]
    [InlineData(
        "conduct: {everyone: {provide: [0.8, 0.6]}}",
        "line 1, column 31: 'provide': the range is upside down. Write the lower end first."
    )]
    [InlineData("conduct: {everyone: {provide: 0.8 to 0.6}}", "the range is upside down")]
    [InlineData(
        "conduct: {everyone: {provide: [0.1, 0.2, 0.3]}}",
        "'provide' must be a probability, or a range of two"
    )]
    [InlineData(
        "conduct: {everyone: {provid: 0.5}}",
        "line 1, column 22: 'provid' is no kind of duty of this agreement. Did you mean 'provide'?"
    )]
    [InlineData("conduct: {everyone: {provide: {honored: 0.5}}}", "'honored' is not known of a duty")]
    [InlineData("conduct: {everyone: {provide: {after: 3 hours}}}", "'provide' does not say how likely it is honoured")]
    [InlineData(
        "conduct: {everyone: {provide: {base rate: good will}}}",
        "'good will' is no base rate that is known. Known here: alliances in war,"
    )]
    [InlineData(
        "conduct: {everyone: {provide: {honoured: 0.5, after: soon}}}",
        "'provide: after' must be a length of time, and is 'soon'. Write 90 minutes, 6 hours or 3 days."
    )]
    [InlineData(
        "conduct: {everyone: {provide: {honoured: 0.5, after: {3 hours: 0.5}}}}",
        "'provide: after': the shares add up to 0.5, not to 1."
    )]
    [InlineData("conduct: {everyone: {votes: {yes: 0.8, no: 0.3}}}", "'votes': yes and no add up to more than 1.")]
    [InlineData("conduct: {everyone: {votes on Peace: 0.8}}", "'Peace' is no decision of this agreement")]
    [InlineData("conduct: {everyone: {votes: {maybe: 0.8}}}", "'maybe' is not known of votes")]
    [InlineData("conduct: {Ruritania: {provide: 0.5}}", "'Ruritania' is no party and no body")]
    [InlineData("conduct: []", "'conduct' must hold keys of its own")]
    [InlineData("correlation: {rho: 0.5}", "'correlation' names no model")]
    [InlineData(
        "correlation: {model: friendship}",
        "'friendship' is no model that is known. Write 'model:' with one of: none, one factor, matrix, common cause."
    )]
    [InlineData("correlation: {model: one factor}", "needs 'rho'")]
    [InlineData("correlation: {model: one factor, rho: 1}", "'rho' is above 0.99")]
    [InlineData("correlation: {model: none, rho: 0.5}", "'rho' is not a key of the model 'none'")]
    [InlineData("correlation: {model: one factor, rho: 0.1, own: {Frence: 0.2}}", "Did you mean 'France'?")]
    [InlineData(
        "correlation: {model: matrix, names: [France, Poland, Canada], rows: [[1, 0.9, 0.9], [0.9, 1, -0.9], [0.9, -0.9, 1]]}",
        "line 1, column 69: The matrix is not positive semidefinite"
    )]
    [InlineData(
        "correlation: {model: matrix, names: [France, Poland], rows: [[1, 0.2], [0.3, 1]]}",
        "line 1, column 73: Row 2, column 1 differs from row 1, column 2."
    )]
    [InlineData(
        "correlation: {model: matrix, names: [France, Poland], rows: [[0.5, 0.2], [0.2, 1]]}",
        "The correlation of a party with itself is 1."
    )]
    [InlineData(
        "correlation: {model: matrix, names: [France, Poland], rows: [[1, 2], [2, 1]]}",
        "A correlation is a number from -1 to 1."
    )]
    [InlineData(
        "correlation: {model: matrix, names: [France, Poland], rows: [[1, 0]]}",
        "'rows' must be 2 rows of 2 numbers"
    )]
    [InlineData(
        "correlation: {model: common cause, causes: {storm: {chance: 0.1}}}",
        "The cause 'storm' needs a 'chance' and whom it 'strikes'."
    )]
    [InlineData("method: guess", "Write auto, exact or monte carlo.")]
    [InlineData("samples: 3", "'samples' must be a whole number from 100 to 10000000")]
    [InlineData("seed: -1", "'seed' must be a whole number from 0")]
    [InlineData("confidence: 0.2", "'confidence' must lie between 0.5 and 0.9999")]
    [InlineData("reported by: Nobody", "'Nobody' is no party and no body")]
    [InlineData("sample: 500", "line 1, column 1: 'sample' is not a key of a plan.")]
    [InlineData("parties: [France", "This is not YAML")]
    [InlineData("a: &x 1\nb: *x", "uses an alias")]
    [InlineData("- France", "This is not one YAML document with keys.")]
    [InlineData("title: nothing else", "The plan says of nobody what to expect.")]
    public void A_fault_is_told_with_its_place(string yaml, string expected)
    {
        var problems = new List<InputProblem>();

        Assert.Null(PlanReader.Read(yaml, "plan.yaml", Sketch.Compiled(), problems));

        Assert.Contains(expected, problems[0].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "conduct: {everyone: {provide: 0.5}}",
        "leaves its parties open, and the plan does not say who takes part"
    )]
    [InlineData(
        "parties: [France]\nconduct: {everyone: {provide: 0.5}}",
        "does not say how a member of the Special Commission votes on Determination"
    )]
    [InlineData(
        "parties: [France]\nconduct: {Special Commission: {votes: 1}}",
        "does not say how likely France honours a duty to provide. Below 'conduct:', 'everyone:', add 'provide: [LOW, HIGH]', or 'provide: {base rate: alliances in war}' (22 % to 75 %:"
    )]
    [InlineData(
        "parties: [France]\nconduct: {everyone: {provide: 0.5}, Poland: {provide: 1}}",
        "says how Poland acts, which does not take part"
    )]
    [InlineData(
        "parties: [France]\nreported by: Special Commission\nconduct: {everyone: {provide: 0.5}}",
        "Special Commission may not report armed attack on Ukraine"
    )]
    [InlineData(
        "parties: [France]\nconduct: {everyone: {provide: 0.95, votes: 0.95}, Special Commission: {votes: 1}}\ncorrelation: {model: common cause, causes: {storm: {chance: 0.2, strikes: [France]}}}",
        "The common cause 'storm' strikes with 20 %, yet France fails with only 5 %."
    )]
    public void A_plan_that_does_not_fit_is_told_so(string yaml, string expected)
    {
        var agreement = Sketch.Compiled();
        var problems = new List<InputProblem>();

        Assert.Null(Rehearsal.Run(agreement, Rehearsals.Plan(agreement, yaml), problems));

        Assert.Contains(expected, Assert.Single(problems).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_singular_matrix_is_let_pass()
    {
        var plan = Rehearsals.Plan(
            Sketch.Compiled(),
            "conduct: {everyone: {provide: 0.5}}\ncorrelation: {model: matrix, names: [France, Poland], rows: [[1, 1], [1, 1]]}"
        );

        Assert.IsType<CorrelationMatrix>(plan.Correlation);
    }

    [Fact]
    public void Chances_and_delays_may_be_written_in_several_ways()
    {
        var plan = Rehearsals.Plan(
            Sketch.Compiled(),
            "conduct: {everyone: {to provide: {honoured: 60 % to 80 %, after: {90 minutes: 25 %, 2 days: 0.75}}, votes: [0.1, 0.2]}, France: {any duty: {base rate: defence pacts in war}}}"
        );

        var provide = plan.Everyone.Acts["provide"];
        Assert.Equal((0.6, 0.8), (provide.Honoured.Low, provide.Honoured.High));
        Assert.Equal([new DelayShare(5_400_000, 0.25), new DelayShare(172_800_000, 0.75)], provide.After);
        Assert.Equal("defence pacts in war", plan.Conduct["France"].AnyDuty?.Honoured.BaseRate?.Name);
    }
}
