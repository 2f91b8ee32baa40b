using System.Text;
using Foedus.Temporal.Formulas;
using Foedus.Temporal.Monitoring;
using Foedus.Temporal.Parsing;
using FsCheck;
using FsCheck.Fluent;

namespace Foedus.Temporal.Tests;

/// <summary>The monitor against the definition of satisfaction, on random formulas and logs.</summary>
public sealed class RandomFormulaTests
{
    private static Arbitrary<RandomCase> Cases() =>
        Arb.From(Gen.Choose(0, int.MaxValue - 1).Select(seed => RandomCase.FromSeed(seed)), item => item.Shrink());

    private static void ForAll(int cases, Func<RandomCase, bool> property) =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(cases),
            // Shrinking can leave the fragment that is monitored.
            Prop.ForAll(
                Cases(),
                item => !MonitoredFormula.TryCompile(item.Formula, item.Signature, out _, out _) || property(item)
            )
        );

    [Fact]
    public void Verdicts_are_what_the_definition_says() =>
        ForAll(
            2000,
            item =>
            {
                AssertSame(Expected(item), Monitoring.Run(item.Signature, [item.Formula], item.Log.ToString()));
                return true;
            }
        );

    [Fact]
    public void Late_time_points_within_the_horizon_change_nothing() =>
        ForAll(
            400,
            item =>
            {
                var (shuffled, horizon) = Late(item.Log);
                var late = Monitoring.Run(
                    item.Signature,
                    [item.Formula],
                    shuffled.ToString(),
                    new LogReaderOptions(LateHorizon: horizon)
                );
                AssertSame(Monitoring.Run(item.Signature, [item.Formula], item.Log.ToString()), late);
                return true;
            }
        );

    [Fact]
    public void A_checkpoint_at_every_position_changes_nothing() =>
        ForAll(
            300,
            item =>
            {
                var whole = Monitoring.Run(item.Signature, [item.Formula], item.Log.ToString());
                for (var cut = 0; cut <= item.Log.TimePoints.Count; cut++)
                {
                    AssertSame(whole, Monitoring.RunWithCheckpoint(item, cut));
                }
                return true;
            }
        );

    [Fact]
    public void The_order_and_number_of_events_inside_a_time_point_change_nothing() =>
        ForAll(
            300,
            item =>
            {
                var turned = new TestLog([
                    .. item.Log.TimePoints.Select(p =>
                        p with
                        {
                            Events = [.. p.Events.Reverse(), .. p.Events.Take(1)],
                        }
                    ),
                ]);
                AssertSame(
                    Monitoring.Run(item.Signature, [item.Formula], item.Log.ToString()),
                    Monitoring.Run(item.Signature, [item.Formula], turned.ToString())
                );
                return true;
            }
        );

    [Fact]
    public void Clock_lines_only_bring_verdicts_forward() =>
        ForAll(
            300,
            item =>
            {
                var ticking = string.Concat(item.Log.TimePoints.Select(Ticking));
                AssertSame(
                    Monitoring.Run(item.Signature, [item.Formula], item.Log.ToString()),
                    Monitoring.Run(item.Signature, [item.Formula], ticking)
                );
                return true;

                static string Ticking(TestTimePoint point) => $">{point.Stamp - 1}< {new TestLog([point])}";
            }
        );

    [Fact]
    public void Several_formulas_together_say_what_each_says_alone() =>
        ForAll(
            200,
            item =>
            {
                Formula[] formulas = [item.Formula, .. Children.Of(item.Formula), item.Formula];
                formulas = [.. formulas.Where(f => MonitoredFormula.TryCompile(f, item.Signature, out _, out _))];
                if (formulas.Length < 2)
                {
                    return true;
                }
                var together = Monitoring.Run(item.Signature, formulas, item.Log.ToString()).Split('\n');
                for (var i = 0; i < formulas.Length; i++)
                {
                    var prefix = $"{i}: ";
                    var own = together.Where(line => line.StartsWith(prefix, StringComparison.Ordinal));
                    var alone = Monitoring.Run(item.Signature, [formulas[i]], item.Log.ToString());
                    AssertSame(alone, string.Concat(own.Select(line => line[prefix.Length..] + "\n")));
                }
                return true;
            }
        );

    [Fact]
    public void The_events_of_an_explanation_suffice_and_none_can_go() =>
        ForAll(
            400,
            item =>
            {
                foreach (var (timePoint, tuple, events) in Monitoring.Explained(item))
                {
                    Assert.True(Says(item, events, timePoint, tuple), $"not enough for {tuple} at {timePoint}");
                    for (var i = 0; i < events.Count; i++)
                    {
                        var fewer = events.Where((_, at) => at != i).ToList();
                        Assert.False(Says(item, fewer, timePoint, tuple), $"too much for {tuple} at {timePoint}");
                    }
                }
                return true;
            }
        );

    private static bool Says(RandomCase item, IReadOnlyList<ExplainedEvent> events, int timePoint, string tuple)
    {
        var log = new TestLog([
            .. item.Log.TimePoints.Select(
                (point, at) =>
                    point with
                    {
                        Events =
                        [
                            .. events.Where(e => e.TimePoint == at).Select(e => (e.Predicate, e.Values.ToArray())),
                        ],
                    }
            ),
        ]);
        var lines = Monitoring.Run(item.Signature, [item.Formula], log.ToString()).Split('\n');
        var wanted = $"(time point {timePoint}): ";
        return lines.Any(line =>
            line.Contains(wanted, StringComparison.Ordinal)
            && $"{line} ".Contains($" {tuple} ", StringComparison.Ordinal)
        );
    }

    // Each time point may come as late as the largest distance to one that overtakes it.
    private static (TestLog Log, long Horizon) Late(TestLog log)
    {
        var arriving = log
            .TimePoints.Select((point, at) => (Point: point, Arrival: point.Stamp + (point.Stamp * 7 % 5)))
            .OrderBy(item => item.Arrival)
            .Select(item => item.Point)
            .ToList();
        return (new TestLog(arriving), 6);
    }

    private static void AssertSame(string expected, string actual)
    {
        if (expected != actual)
        {
            throw new InvalidOperationException($"expected:\n{expected}actual:\n{actual}");
        }
    }

    private static string Expected(RandomCase item)
    {
        var naive = new NaiveSemantics(item.Log, item.Formula);
        var text = new StringBuilder();
        var decided = naive.Decided(item.Formula);
        for (var i = 0; i < decided; i++)
        {
            var rows = naive.Verdict(item.Formula, i);
            if (rows.Count == 0)
            {
                continue;
            }
            text.Append($"@{item.Log.TimePoints[i].Stamp} (time point {i}): ");
            var sorted = rows.OrderBy(row => row, Comparer<string>.Create(CompareRows));
            text.Append(
                item.Formula.FreeVariables.Count == 0 ? "true" : string.Join(' ', sorted.Select(row => $"({row})"))
            );
            text.Append('\n');
        }
        return text.ToString();
    }

    private static int CompareRows(string? left, string? right)
    {
        var a = (left ?? "").Split(',').Select(long.Parse).ToList();
        var b = (right ?? "").Split(',').Select(long.Parse).ToList();
        for (var i = 0; i < a.Count; i++)
        {
            if (a[i] != b[i])
            {
                return a[i].CompareTo(b[i]);
            }
        }
        return 0;
    }
}
