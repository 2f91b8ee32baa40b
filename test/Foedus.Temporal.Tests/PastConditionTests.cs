using Foedus.Temporal.Conditions;
using Foedus.Temporal.Formulas;
using FsCheck;
using FsCheck.Fluent;

namespace Foedus.Temporal.Tests;

/// <summary>The two forms of a past condition against each other and against the definition of satisfaction.</summary>
public sealed class PastConditionTests
{
    private static Arbitrary<PastCase> Cases() =>
        Arb.From(Gen.Choose(0, int.MaxValue - 1).Select(seed => PastCase.FromSeed(seed)), item => item.Shrink());

    private static void ForAll(int cases, Func<PastCase, PastCondition, bool> property) =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(cases),
            Prop.ForAll(Cases(), item => Compiled(item.Formula) is not { } condition || property(item, condition))
        );

    /// <summary>Null for a formula that the monitor cannot take, such as a count in a negated group.</summary>
    private static PastCondition? Compiled(Formula formula) =>
        PastCondition.TryCompile(formula, PastCase.Signature, ElapsedTime.Measure, out var condition, out _)
            ? condition
            : null;

    private static PastConditionState After(PastCondition condition, PastCase item, int points)
    {
        var state = condition.Initial;
        foreach (var point in item.History.Take(points))
        {
            state = condition.Step(state, point.At, [.. point.Events]);
        }
        return state;
    }

    private static PastConditionState After(PastCondition condition, PastCase item) =>
        After(condition, item, item.History.Count);

    [Fact]
    public void Almost_every_random_condition_compiles() =>
        Assert.True(
            Enumerable.Range(0, 1000).Count(seed => Compiled(PastCase.FromSeed(seed).Formula) is not null) > 900
        );

    [Fact]
    public void The_immutable_form_holds_where_the_definition_says() =>
        ForAll(
            400,
            (item, condition) =>
            {
                var log = item.Log();
                var naive = new NaiveSemantics(log, item.Formula);
                var expected = naive.Verdict(item.Formula, log.TimePoints.Count - 1).Count > 0;
                return condition.Holds(After(condition, item), item.Now) == expected;
            }
        );

    [Fact]
    public void The_two_forms_agree_after_every_time_point() =>
        ForAll(
            3000,
            (item, condition) =>
            {
                var stream = condition.Stream();
                var state = condition.Initial;
                foreach (var point in item.History)
                {
                    stream.Step(point.At, [.. point.Events]);
                    state = condition.Step(state, point.At, [.. point.Events]);
                    if (stream.Holds(point.At) != condition.Holds(state, point.At))
                    {
                        return false;
                    }
                }
                return stream.Holds(item.Now) == condition.Holds(state, item.Now);
            }
        );

    [Fact]
    public void It_changes_by_itself_at_the_instant_it_tells_and_not_before() =>
        ForAll(
            2000,
            (item, condition) =>
            {
                var state = After(condition, item);
                var holds = condition.Holds(state, item.Now);
                var next = condition.NextChange(state, item.Now);
                var last = item.Now + 40;
                for (var now = item.Now; now < Math.Min(next, last); now++)
                {
                    if (condition.Holds(state, now) != holds)
                    {
                        return false;
                    }
                }
                return next == long.MaxValue || condition.Holds(state, next) != holds;
            }
        );

    [Fact]
    public void Reading_the_clock_is_no_event() =>
        ForAll(
            500,
            (item, condition) =>
            {
                var log = item.Log(item.Now / 3, item.Now / 2);
                var naive = new NaiveSemantics(log, item.Formula);
                return naive.Verdict(item.Formula, log.TimePoints.Count - 1).Count > 0
                    == condition.Holds(After(condition, item), item.Now);
            }
        );

    [Fact]
    public void A_past_moved_in_time_is_the_same_past() =>
        ForAll(
            2000,
            (item, condition) =>
            {
                const long by = 1_000_003;
                var moved = item with
                {
                    History = [.. item.History.Select(p => p with { At = p.At + by })],
                    Now = item.Now + by,
                };
                var state = After(condition, item);
                var later = After(condition, moved);
                return state.SameAs(later, item.Now, moved.Now)
                    && state.Shift(by).SameAs(later, moved.Now, moved.Now)
                    && state.Hash(item.Now) == later.Hash(moved.Now)
                    && state.Hash(item.Now) == state.Shift(by).Hash(moved.Now);
            }
        );

    [Fact]
    public void Equal_states_have_the_same_future() =>
        ForAll(
            3000,
            (item, condition) =>
            {
                // Two pasts of one condition, and one future for both.
                var half = item.History.Count / 2;
                var (one, two) = (After(condition, item, half), After(condition, item, half / 2));
                var now = half == 0 ? 0 : item.History[half - 1].At;
                if (!one.SameAs(two, now, now))
                {
                    return true;
                }
                if (one.Hash(now) != two.Hash(now) || condition.NextChange(one, now) != condition.NextChange(two, now))
                {
                    return false;
                }
                foreach (var point in item.History.Skip(half))
                {
                    one = condition.Step(one, point.At, [.. point.Events]);
                    two = condition.Step(two, point.At, [.. point.Events]);
                    if (condition.Holds(one, point.At) != condition.Holds(two, point.At))
                    {
                        return false;
                    }
                }
                return condition.Holds(one, item.Now) == condition.Holds(two, item.Now);
            }
        );

    [Fact]
    public void A_fork_leaves_its_origin_as_it_was() =>
        ForAll(
            1000,
            (item, condition) =>
            {
                var half = After(condition, item, item.History.Count / 2);
                var before = half.Hash(0);
                After(condition, item);
                foreach (var point in item.History.Skip(item.History.Count / 2))
                {
                    condition.Step(half, point.At, [.. point.Events]);
                }
                return half.Hash(0) == before;
            }
        );

    [Theory]
    [InlineData("r()", "no part of a past condition")]
    [InlineData("r() SINCE s()", "does not hold at an empty time point")]
    [InlineData("ONCE (ONCE r())", "names no event")]
    [InlineData("PREVIOUS r()", "no part of a past condition")]
    public void Other_formulas_are_refused_with_the_reason(string text, string reason)
    {
        Assert.False(
            PastCondition.TryCompile(
                Monitoring.Parse(text),
                PastCase.Signature,
                ElapsedTime.Measure,
                out _,
                out var problem
            )
        );
        Assert.Contains(reason, problem.Message, StringComparison.Ordinal);
    }
}
