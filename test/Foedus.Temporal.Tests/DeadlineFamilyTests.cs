using Foedus.Temporal.Formulas;
using Foedus.Temporal.Monitoring;
using FsCheck;
using FsCheck.Fluent;

namespace Foedus.Temporal.Tests;

/// <summary>Clauses that differ in their deadlines only are decided together, and say what each says alone.</summary>
public sealed class DeadlineFamilyTests
{
    private static readonly Signature Predicates = Monitoring.Signature("p(int,int) q(int,int) r(int) s()");

    // With other names for the variables, and parts that belong to what is awaited or to what fulfils it.
    private static readonly string[] Shapes =
    [
        "p(x,y) AND NOT EVENTUALLY[0,#] q(x,y)",
        "p(b,a) AND NOT EVENTUALLY[0,#] q(b,a)",
        "p(x,y) AND NOT EVENTUALLY[0,#] q(y,x)",
        "p(x,y) AND NOT EVENTUALLY[0,#] r(x)",
        "p(x,y) AND NOT EVENTUALLY[0,#] s()",
        "p(x,x) AND NOT EVENTUALLY[0,#] r(x)",
        "p(x,y) AND x < y AND NOT EVENTUALLY[0,#] (r(y) OR EXISTS z. q(y,z))",
        "p(x,y) AND (NOT EVENTUALLY[0,#] (q(x,y) AND ONCE[0,3] r(x))) AND NOT PREVIOUS r(y)",
        "EXISTS y. p(x,y) AND NOT EVENTUALLY[0,#] r(x)",
        "p(1,y) AND NOT EVENTUALLY[0,#] q(1,y)",
        "p(x,y) AND x = 2 AND NOT EVENTUALLY[0,#] q(x,y)",
        "s() AND NOT EVENTUALLY[0,#] r(1)",
        "p(x,y) AND NOT EVENTUALLY[1,1#] q(x,y)",
        "r(x) AND (EVENTUALLY[0,2] r(x)) AND NOT EVENTUALLY[0,#] q(x,x)",
    ];

    [Fact]
    public void Together_they_say_what_each_says_alone() =>
        ForAll(
            600,
            (formulas, log) =>
            {
                var together = Monitoring.Run(Predicates, formulas, log.ToString()).Split('\n');
                for (var i = 0; i < formulas.Count; i++)
                {
                    var prefix = $"{i}: ";
                    var own = together.Where(line => line.StartsWith(prefix, StringComparison.Ordinal));
                    Assert.Equal(
                        Monitoring.Run(Predicates, [formulas[i]], log.ToString()),
                        string.Concat(own.Select(line => line[prefix.Length..] + "\n"))
                    );
                }
            }
        );

    [Fact]
    public void A_checkpoint_at_every_position_changes_nothing() =>
        ForAll(
            100,
            (formulas, log) =>
            {
                var whole = Monitoring.Run(Predicates, formulas, log.ToString());
                for (var cut = 0; cut <= log.TimePoints.Count; cut++)
                {
                    Assert.Equal(whole, Monitoring.RunWithCheckpoint(Predicates, formulas, log, cut));
                }
            }
        );

    [Fact]
    public void Each_deadline_falls_due_at_its_instant_without_an_event()
    {
        var found = new List<string>();
        var monitor = new TemporalMonitor(
            Predicates,
            [
                .. ((int[])[7, 3, 5]).Select(b =>
                    Monitoring.Compile(Monitoring.Parse($"p(x,y) AND NOT EVENTUALLY[0,{b}] q(x,y)"), Predicates)
                ),
            ],
            new NotingSink(found)
        );
        monitor.BeginTimePoint(10);
        monitor.AddEvent("p", 1, 2);
        monitor.EndTimePoint();
        for (var now = 10; now < 20; now++)
        {
            monitor.AdvanceTo(now);
            found.Add($"{now}");
        }
        Assert.Equal("10 11 12 1@10 13 14 2@10 15 16 0@10 17 18 19", string.Join(' ', found));
    }

    private sealed class NotingSink(List<string> found) : IVerdictSink
    {
        public void Take(in Verdict verdict) => found.Add($"{verdict.FormulaIndex}@{verdict.Stamp}");
    }

    private static void ForAll(int cases, Action<IReadOnlyList<Formula>, TestLog> property) =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(cases),
            Prop.ForAll(
                Arb.From(Gen.Choose(0, int.MaxValue - 1)),
                seed =>
                {
                    var random = new Random(seed);
                    // Few shapes, so that most formulas have relatives.
                    var shapes = Enumerable.Range(0, 3).Select(_ => Shapes[random.Next(Shapes.Length)]).ToArray();
                    var formulas = Enumerable
                        .Range(0, random.Next(2, 9))
                        .Select(_ =>
                            shapes[random.Next(shapes.Length)]
                                .Replace("#", $"{random.Next(9)}", StringComparison.Ordinal)
                        )
                        .Select(Monitoring.Parse)
                        .ToList();
                    property(formulas, Log(random));
                }
            )
        );

    private static TestLog Log(Random random)
    {
        var points = new List<TestTimePoint>();
        var stamp = 0L;
        for (var i = random.Next(1, 25); i > 0; i--)
        {
            stamp += random.Next(3) == 0 ? 0 : random.Next(1, 4);
            var events = new List<(string, Value[])>();
            for (var e = random.Next(4); e > 0; e--)
            {
                events.Add(
                    random.Next(8) switch
                    {
                        0 => ("s", []),
                        1 => ("r", [(long)random.Next(3)]),
                        < 5 => ("p", [(long)random.Next(3), (long)random.Next(3)]),
                        _ => ("q", [(long)random.Next(3), (long)random.Next(3)]),
                    }
                );
            }
            points.Add(new TestTimePoint(stamp, events));
        }
        return new TestLog(points);
    }
}
