using System.Text;
using Foedus.Temporal.Formulas;
using Foedus.Temporal.Monitoring;
using Foedus.Temporal.Parsing;
using Foedus.Temporal.Slicing;
using FsCheck;
using FsCheck.Fluent;

namespace Foedus.Temporal.Tests;

/// <summary>Evaluated in slices by a key, a log gives every byte, every pending verdict and every count of a run on one thread.</summary>
public sealed class SlicedRunTests
{
    private const string Predicates =
        "grant(int,int) act(int,int) release(int,int) pay(int,int,int) A(int,int) B(int,int) C(int,int) likes(string,string) sees(string) cost(int,float) R()";

    private const string Treaty =
        "LET bound(p,v) = (NOT release(p,v)) SINCE grant(p,v) IN "
        + "LET owed(p,v,i) = (EXISTS a. pay(a,v,i)) AND bound(p,v) IN "
        + "owed(p,v,i) AND NOT EVENTUALLY[0,6] (act(p,i) OR C(p,i))";

    [Fact]
    public void Random_formulas_on_random_logs()
    {
        var sliced = 0;
        var cases = 0;
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1500),
            Prop.ForAll(
                Arb.From(Gen.Choose(0, int.MaxValue - 1)),
                seed =>
                {
                    var item = RandomCase.FromSeed(seed, timePoints: 14);
                    if (!MonitoredFormula.TryCompile(item.Formula, item.Signature, out _, out _))
                    {
                        return;
                    }
                    var random = new Random(seed);
                    IReadOnlyList<Formula> formulas = random.Next(3) switch
                    {
                        0 => [item.Formula, item.Formula],
                        1 => Together(item),
                        _ => [item.Formula],
                    };
                    cases++;
                    sliced += AssertSame(
                        item.Signature,
                        formulas,
                        Ticking(item.Log, random),
                        new LogReaderOptions(ParseAheadAfter: random.Next(200), Slices: random.Next(2, 5))
                    )
                        ? 1
                        : 0;
                }
            )
        );
        Assert.True(cases > 800, $"{cases} cases");
        Assert.True(sliced > cases / 10, $"{sliced} of {cases} in slices");
    }

    [Theory]
    [InlineData("act(p,i) AND NOT ONCE[0,6] grant(p,i)", 1.0)]
    [InlineData("act(p,i) AND NOT ((NOT release(p,i)) SINCE[0,6] grant(p,i))", 1.0)]
    [InlineData("grant(p,i) AND NOT EVENTUALLY[0,6] act(p,i)", 1.0)]
    [InlineData("grant(p,i) AND NOT ((NOT release(p,i)) UNTIL[0,6] act(p,i))", 1.0)]
    [InlineData("(n <- CNT t;p ONCE[0,9] pay(p,t,a)) AND n > 2", 1.0)]
    [InlineData("(s <- SUM a;p ONCE[0,9] pay(p,t,a)) AND s > 20", 1.0)]
    [InlineData("m <- MAX a;p ONCE[0,9] pay(p,t,a)", 1.0)]
    [InlineData("m <- AVG a;p ONCE[0,9] pay(p,t,a)", 1.0)]
    [InlineData("((ONCE[0,4] A(w,x)) AND B(w,y)) AND EVENTUALLY[0,4] C(w,z)", 1.0)]
    [InlineData("((ONCE[0,4] A(w,x)) AND B(x,y)) AND EVENTUALLY[0,4] C(y,z)", 0.6)]
    [InlineData("((ONCE[0,4] A(x,y)) AND B(y,z)) AND EVENTUALLY[0,4] C(z,x)", 0.6)]
    [InlineData(Treaty, 0.6)]
    [InlineData("likes(a,b) AND NOT EVENTUALLY[0,3] (likes(b,a) OR (sees(a) AND ONCE likes(a,b)))", 0.5)]
    [InlineData("likes(a,b) AND NOT ONCE[1,5] sees(a)", 1.0)]
    [InlineData("ONCE[0,5] likes(a,b)", 1.0)]
    [InlineData("(x = 3 AND NOT act(x,1)) OR (x = 2 AND PREVIOUS act(x,1))", 1.0)]
    [InlineData("cost(x,c) AND NOT ONCE[0,3] cost(x,c)", 1.0)]
    [InlineData("tpts(i,t) AND ONCE[0,3] act(x,i)", 1.0)]
    [InlineData("act(x,x) AND (NOT PREVIOUS act(x,x)) AND R()", 0.2)]
    [InlineData("act(x,y) AND y > 2 AND NOT NEXT act(x,y)", 1.0)]
    public void Formulas_with_a_key_run_in_slices(string formula, double leastShare)
    {
        var signature = Monitoring.Signature(Predicates);
        var compiled = Monitoring.Compile(Monitoring.Parse(formula), signature);
        var ways = SlicePlan.ByKey([compiled], 2, [.. signature.Predicates.Select(_ => 100L)]);
        Assert.True(ways[0].KeyedShare >= leastShare - 0.1, $"{ways[0].KeyedShare}");
        for (var seed = 0; seed < 6; seed++)
        {
            Assert.True(
                AssertSame(
                    Monitoring.Signature(Predicates),
                    [Monitoring.Parse(formula)],
                    BusyLog(seed),
                    new LogReaderOptions(ParseAheadAfter: seed * 300, Slices: 2 + seed % 3),
                    bytesAtOnce: 100 + seed * 150
                )
            );
        }
    }

    [Theory]
    // No variable stands in an atom.
    [InlineData("ONCE R()")]
    [InlineData("ONCE EXISTS x. act(x,x)")]
    // Nothing is remembered.
    [InlineData("act(x,y) AND NOT grant(x,y)")]
    // What is grouped by nothing, and by another variable than the atom has.
    [InlineData("n <- CNT x act(x,y)")]
    // A term is computed where somebody looks, so its failure depends on the slice.
    [InlineData("act(x,y) AND x + 9223372036854775800 > y")]
    [InlineData("act(p,i) AND (s <- SUM a;p ONCE[0,9] pay(p,t,a)) AND s > 20")]
    // Sums of floats depend on the order.
    [InlineData("s <- SUM c;x ONCE cost(x,c)")]
    public void Formulas_without_a_key_do_not(string formula) =>
        Assert.False(
            AssertSame(
                Monitoring.Signature(Predicates),
                [Monitoring.Parse(formula)],
                BusyLog(1),
                new LogReaderOptions(ParseAheadAfter: 0, Slices: 2)
            )
        );

    [Fact]
    public void Several_formulas_agree_on_the_key_of_each_predicate()
    {
        string[] formulas =
        [
            "act(x,p) AND NOT ONCE[0,6] grant(x,p)",
            "act(3,i) AND NOT EVENTUALLY[0,6] release(3,i)",
            "act(4,i) AND NOT EVENTUALLY[0,8] release(4,i)",
            "likes(b,a) AND ONCE[0,4] sees(a)",
            "tp(i) AND act(j,i)",
            "ONCE[0,3] release(a,b)",
        ];
        for (var seed = 0; seed < 6; seed++)
        {
            Assert.True(
                AssertSame(
                    Monitoring.Signature(Predicates),
                    [.. formulas.Select(Monitoring.Parse)],
                    BusyLog(seed),
                    new LogReaderOptions(ParseAheadAfter: seed * 200, Slices: 2 + seed % 2)
                )
            );
        }
    }

    [Fact]
    public void Clauses_that_differ_in_their_deadline()
    {
        var formulas = Enumerable
            .Range(1, 12)
            .Select(d => Monitoring.Parse($"grant(p,i) AND NOT EVENTUALLY[0,{d}] act(p,i)"));
        Assert.True(
            AssertSame(
                Monitoring.Signature(Predicates),
                [.. formulas],
                BusyLog(3),
                new LogReaderOptions(ParseAheadAfter: 500, Slices: 2)
            )
        );
    }

    [Theory]
    [InlineData("@1 sees(a); @2 sees(b,c); @3 sees(d);")]
    [InlineData("@1 sees(a); @2 sees(b); @1 sees(c);")]
    [InlineData("@1 sees(a) likes(a,b) @2 sees(\"b")]
    [InlineData("@1 sees(a); >terminate< @0 rubbish")]
    [InlineData("@5 sees(a)")]
    [InlineData("@5 sees(a) >4< >7< @6 sees(b)")]
    public void What_ends_a_run(string log)
    {
        foreach (var skips in (bool[])[false, true])
        {
            Assert.True(
                AssertSame(
                    Monitoring.Signature(Predicates),
                    [Monitoring.Parse("sees(a) AND NOT ONCE[1,3] likes(a,a)")],
                    log,
                    new LogReaderOptions(SkipUnusableLines: skips, ParseAheadAfter: 0, Slices: 2)
                )
                    || log.Length < 12
            );
        }
    }

    [Fact]
    public void Lines_that_are_skipped_take_their_events_with_them()
    {
        var random = new Random(7);
        var log = new StringBuilder();
        for (var i = 0; i < 2000; i++)
        {
            var stamp = i / 3;
            log.Append(
                random.Next(12) switch
                {
                    0 => $">{stamp - 4}<\n",
                    1 => $"@{stamp} sees(\"x {random.Next(9)}\") nonsense(1);\n",
                    2 => $"@{stamp} likes(a{random.Next(9)};\n",
                    3 => $"# nothing\n@{stamp};\n",
                    _ => $"@{stamp} likes(a{random.Next(9)},\"a{random.Next(9)}\") sees(a{random.Next(9)})\n",
                }
            );
        }
        Assert.True(
            AssertSame(
                Monitoring.Signature(Predicates),
                [Monitoring.Parse("sees(a) AND ONCE[0,9] likes(a,b)")],
                log.ToString(),
                new LogReaderOptions(SkipUnusableLines: true, ParseAheadAfter: 100, Slices: 2)
            )
        );
    }

    [Fact]
    public void A_sum_that_leaves_64_bits_ends_the_run_at_the_same_verdict()
    {
        var sliced = 0;
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var log = new StringBuilder();
            for (var i = 0; i < 300; i++)
            {
                log.Append($"@{i / 4} pay({random.Next(6)},{i},{random.NextInt64(long.MaxValue / 2)});\n");
            }
            var (signature, formula) = (
                Monitoring.Signature(Predicates),
                Monitoring.Parse("(s <- SUM a;p ONCE[0,9] pay(p,t,a)) AND s > 5")
            );
            Assert.EndsWith(
                "overflow in formula 0, 1:2\n",
                Monitoring.Run(signature, [formula], log.ToString()),
                StringComparison.Ordinal
            );
            sliced += AssertSame(
                signature,
                random.Next(2) == 0 ? [formula] : [formula, formula],
                log.ToString(),
                new LogReaderOptions(ParseAheadAfter: 100, Slices: 2 + seed % 3),
                bytesAtOnce: 400
            )
                ? 1
                : 0;
        }
        Assert.True(sliced > 8, $"{sliced} of 40 in slices");
    }

    [Fact]
    public void Afterwards_there_is_only_the_end()
    {
        var signature = Monitoring.Signature(Predicates);
        var monitor = new TemporalMonitor(
            signature,
            [Monitoring.Compile(Monitoring.Parse("ONCE sees(a)"), signature)],
            new MonPolyWriter(Stream.Null, [""])
        );
        using var log = new MemoryStream("@1 sees(a);"u8.ToArray());
        Assert.True(new LogReader(log, monitor, new LogReaderOptions(ParseAheadAfter: 0, Slices: 2)).TryRead(out _));
        Assert.Equal(1, monitor.TimePoints);
        Assert.Throws<InvalidOperationException>(() => monitor.BeginTimePoint(5));
        Assert.Throws<InvalidOperationException>(() => monitor.AdvanceTo(5));
        Assert.Throws<InvalidOperationException>(() => monitor.Save(Stream.Null));
        Assert.Throws<InvalidOperationException>(() => monitor.Load(Stream.Null));
        monitor.End();
    }

    private static IReadOnlyList<Formula> Together(RandomCase item)
    {
        Formula[] formulas = [item.Formula, .. Children.Of(item.Formula)];
        return [.. formulas.Where(f => MonitoredFormula.TryCompile(f, item.Signature, out _, out _))];
    }

    private static string Ticking(TestLog log, Random random) =>
        string.Concat(
            log.TimePoints.Select(point =>
                (random.Next(3) == 0 ? $">{point.Stamp - random.Next(1, 4)}< " : "") + new TestLog([point])
            )
        );

    private static string BusyLog(int seed)
    {
        var random = new Random(seed);
        var log = new StringBuilder();
        var stamp = 0;
        for (var i = 0; i < 250; i++)
        {
            stamp += random.Next(3) == 0 ? random.Next(4) : 0;
            log.Append(random.Next(15) == 0 ? $">{stamp - 1}<\n" : "").Append('@').Append(stamp);
            for (var left = random.Next(5); left > 0; left--)
            {
                var (a, b) = (random.Next(6), random.Next(4));
                log.Append(
                    random.Next(11) switch
                    {
                        0 => $" grant({a},{b})",
                        1 => $" act({a},{b})",
                        2 => $" release({a},{b})",
                        3 => $" pay({a},{b},{random.Next(30) - 5})",
                        4 => $" A({a},{b})",
                        5 => $" B({a},{b})",
                        6 => $" C({a},{b})",
                        7 => $" likes(n{a},\"n{b}\")",
                        8 => $" sees(n{a})",
                        9 => $" cost({a},{b}.{a}e1)",
                        _ => " R()",
                    }
                );
            }
            log.Append(";\n");
        }
        return log.ToString();
    }

    // Whether the log was evaluated in slices.
    private static bool AssertSame(
        Signature signature,
        IReadOnlyList<Formula> formulas,
        string log,
        LogReaderOptions options,
        int bytesAtOnce = 23
    )
    {
        // A failure is told at the end of a piece of the log, so that both must read it in the same pieces.
        var one = Monitoring.RunWith(signature, formulas, log, options with { Slices = 1 }, bytesAtOnce);
        var sliced = Monitoring.RunWith(signature, formulas, log, options, bytesAtOnce);
        Assert.Equal(one.Text, sliced.Text);
        Assert.Equal(one.Pending, sliced.Pending);
        Assert.Equal(one.Statistics, sliced.Statistics);
        Assert.False(one.IsSliced);
        return sliced.IsSliced;
    }
}
