using System.Text;
using Foedus.Temporal.Parsing;
using Foedus.Temporal.Slicing;

namespace Foedus.Temporal.Tests;

/// <summary>Whether a run is divided is decided by the plan and the log so far: where evaluation is little beside parsing, it is not.</summary>
public sealed class SliceTimeTests
{
    private const string Predicates =
        "grant(int,int) act(int,int) release(int,int) trigger(int,int) fulfil(int,int) pay(int,int,int) attack(int,int,int) join(int,int) assist(int,int)";

    private const double MostSliceTime = 0.9;

    [Theory]
    // Nothing or little is looked up for an event, in tables that stay small.
    [InlineData("act(p,i) AND PREVIOUS trigger(p,i)", false)]
    [InlineData("act(p,i) AND NOT ONCE[0,60] EXISTS j. grant(p,j)", false)]
    [InlineData("act(p,i) AND NOT ONCE[0,5] grant(p,i)", false)]
    [InlineData("trigger(p,i) AND NOT EVENTUALLY[0,5] fulfil(p,i)", false)]
    // Tables far larger than the caches.
    [InlineData("act(p,i) AND NOT ONCE[0,9000] grant(p,i)", true)]
    [InlineData("act(p,i) AND NOT ((NOT release(p,i)) SINCE[0,9000] trigger(p,i))", true)]
    [InlineData("act(p,i) AND NOT ((NOT release(p,i)) SINCE trigger(p,i))", true)]
    // Several tables, several looks, or trees.
    [InlineData("(n <- CNT t;p ONCE[0,600] pay(p,t,a)) AND n > 420", true)]
    [InlineData("(m <- MAX t;p ONCE[0,5] pay(p,t,a)) AND m > 119990", true)]
    [InlineData("(m <- MED t;p ONCE[0,5] pay(p,t,a)) AND m > 119990.0", true)]
    public void The_work_for_an_event_decides(string formula, bool isSliced) =>
        Assert.Equal(isSliced, IsSliced([formula], 120_000, new LogReaderOptions(MostSliceTime: MostSliceTime)));

    [Fact]
    public void Formulas_that_share_their_events_by_a_constant_cost_what_one_costs()
    {
        static string[] Clauses(int count) =>
            [.. Enumerable.Range(0, count).Select(k => $"trigger({k},i) AND NOT EVENTUALLY[0,{5 + k}] fulfil({k},i)")];
        var options = new LogReaderOptions(MostSliceTime: MostSliceTime);
        Assert.False(IsSliced(Clauses(1), 20_000, options));
        Assert.False(IsSliced(Clauses(20), 20_000, options));
    }

    [Fact]
    public void Formulas_that_look_at_the_same_events_add_up()
    {
        static string[] Clauses(int count) =>
            [.. Enumerable.Range(0, count).Select(k => $"act(p,i) AND NOT ONCE[{k},{5 + k}] grant(p,i)")];
        var options = new LogReaderOptions(MostSliceTime: MostSliceTime);
        Assert.False(IsSliced(Clauses(1), 20_000, options));
        Assert.True(IsSliced(Clauses(8), 20_000, options));
    }

    [Fact]
    public void Among_several_keys_the_one_that_divides_the_work_is_taken()
    {
        // By p the joins would be everybody's, and their thirty tuples are most of the work; by i they are not.
        var log = new StringBuilder("@0");
        for (var p = 0; p < 30; p++)
        {
            for (var v = 0; v < 30; v++)
            {
                log.Append($" join({p},{v})");
            }
        }
        log.Append(";\n");
        for (var i = 0; i < 1500; i++)
        {
            log.Append($"@{i / 20} attack(99,{i % 30},{i})");
            for (var p = 0; p < 30; p++)
            {
                log.Append($" assist({p},{i})");
            }
            log.Append(";\n");
        }
        var signature = Monitoring.Signature(Predicates);
        var formula = Monitoring.Parse(
            "LET owed(p,v,i) = (EXISTS a. attack(a,v,i)) AND (ONCE join(p,v)) IN owed(p,v,i) AND NOT EVENTUALLY[0,60] assist(p,i)"
        );
        var run = Monitoring.RunWith(
            signature,
            [formula],
            log.ToString(),
            new LogReaderOptions(ParseAheadAfter: 100_000, Slices: 2),
            bytesAtOnce: 50_000
        );
        Assert.True(run.IsSliced);
        Assert.Equal([2], run.Keys.Where((_, predicate) => signature.Predicates[predicate].Name == "attack"));
        Assert.Equal([1], run.Keys.Where((_, predicate) => signature.Predicates[predicate].Name == "assist"));
        Assert.Equal([-1], run.Keys.Where((_, predicate) => signature.Predicates[predicate].Name == "join"));
    }

    [Fact]
    public void Without_enough_events_at_a_time_point_nothing_is_divided()
    {
        string[] formula = ["(n <- CNT t;p ONCE[0,600] pay(p,t,a)) AND n > 420"];
        var options = new LogReaderOptions(LeastEventsPerTimePoint: 16, MostSliceTime: MostSliceTime);
        Assert.True(IsSliced(formula, 20_000, options, perTimePoint: 80));
        Assert.False(IsSliced(formula, 20_000, options, perTimePoint: 4));
    }

    [Fact]
    public void Two_cores_share_what_all_threads_do()
    {
        // Beside parsing the whole is bound by its evaluation, slices by half of everything.
        var heavy = SliceTime.Expect(parsing: 1, evaluation: 20, divided: 20, slices: 2);
        Assert.InRange(heavy.Sliced / heavy.Whole, 0.5, 0.65);
        // What every slice does is not halved.
        var shared = SliceTime.Expect(parsing: 1, evaluation: 20, divided: 0, slices: 2);
        Assert.True(shared.Sliced > shared.Whole);
        // Where parsing is most of it, nothing helps.
        var light = SliceTime.Expect(parsing: 3, evaluation: 1, divided: 1, slices: 2);
        Assert.True(light.Sliced >= light.Whole * MostSliceTime);
        Assert.Equal(heavy.Whole, shared.Whole);
    }

    private static bool IsSliced(string[] formulas, int events, LogReaderOptions options, int perTimePoint = 40)
    {
        var log = EvenLog(formulas[0], events, perTimePoint);
        var (signature, parsed) = (Monitoring.Signature(Predicates), formulas.Select(Monitoring.Parse).ToList());
        var one = Monitoring.RunWith(signature, parsed, log, new LogReaderOptions());
        var divided = Monitoring.RunWith(
            signature,
            parsed,
            log,
            options with
            {
                ParseAheadAfter = log.Length / 2,
                Slices = 2,
            },
            bytesAtOnce: 50_000
        );
        Assert.Equal(one.Text, divided.Text);
        return divided.IsSliced;
    }

    // As many events of each predicate that a formula looks at, a hundred time units long.
    private static string EvenLog(string formula, int events, int perTimePoint = 40)
    {
        var random = new Random(1);
        var log = new StringBuilder();
        string[] kinds = ["grant", "act", "release", "trigger", "fulfil", "pay"];
        string[] used = [.. kinds.Where(kind => formula.Contains(kind + "(", StringComparison.Ordinal))];
        for (var i = 0; i < events; i++)
        {
            if (i % perTimePoint == 0)
            {
                log.Append(i == 0 ? "@" : ";\n@").Append(i * 100L / events);
            }
            var kind = used[i % used.Length];
            log.Append($" {kind}({random.Next(200)},{i / used.Length}{(kind == "pay" ? ",7" : "")})");
        }
        return log.Append(";\n").ToString();
    }
}
