using System.Collections.Immutable;
using Foedus.Analysis.Exploring;
using Foedus.Analysis.Rehearsing;
using Foedus.Analysis.Tests.Checks;
using Foedus.Language.Core;

namespace Foedus.Analysis.Tests.Rehearsing;

/// <summary>The graph of courses: what it takes together, against everybody by name, and against the run of a file.</summary>
public sealed class CourseTreeTests
{
    private const string Plan = """
        parties: [France, Poland, Canada]
        conduct:
          everyone:
            consult: 0.9
            provide: {honoured: 0.4, after: {20 hours: 0.5, 60 hours: 0.5}}
            votes: {yes: 0.6, no: 0.2, after: 10 hours}
          Poland: {provide: 0.7, votes: {yes: 0.9, after: 5 hours}}
          Canada: {votes: {yes: 0.3, no: 0.3, after: {3 hours: 0.5, 23 hours: 0.5}}}
          Special Commission: {votes: {yes: 0.4, no: 0.3, after: {2 hours: 0.4, 12 hours: 0.6}}}
        """;

    [Fact]
    public void Taking_alike_actors_together_changes_no_chance()
    {
        var (together, togetherAt) = Built(apart: false);
        var (apart, apartAt) = Built(apart: true);

        Assert.All(togetherAt.Zip(apartAt), pair => Assert.Equal(pair.Second, pair.First, 12));
        Assert.True(together.Work < apart.Work);
    }

    [Fact]
    public void Every_end_of_a_course_is_what_a_run_of_its_events_comes_to()
    {
        var (tree, _) = Built(apart: false);
        var nodes = new HashSet<CourseNode>();
        Collect(tree.Root);

        Assert.True(nodes.Count(node => node.IsEnd) > 5);
        // Witness.Of writes the events as a file, reads it, runs it, and throws where the states differ.
        Assert.All(nodes, node => Assert.Equal(node.Play.Count + 1, Witness.Of(node.Play).Lines.Length));

        void Collect(CourseNode node)
        {
            if (!nodes.Add(node))
            {
                return;
            }
            foreach (var bundle in node.Bundles.Values)
            {
                foreach (
                    var child in bundle.Common is { } common
                        ? [common]
                        : bundle.Apart.Values.Select(apart => apart.Child)
                )
                {
                    Collect(child);
                }
            }
        }
    }

    [Fact]
    public void What_changes_nothing_is_not_asked()
    {
        var (tree, _) = Built(apart: false);

        Assert.Equal(["consult"], tree.Idle);
    }

    private static (CourseTree Tree, double[] Chances) Built(bool apart)
    {
        var agreement = Sketch.Compiled();
        var plan = Rehearsals.Plan(agreement, Plan);
        var setting = Rehearsals.Setting(agreement, plan);
        var promise = agreement.Guarantees[0];
        var trigger = Assert.IsType<OnEvent>(promise.Trigger);
        var tree = new CourseTree(
            setting,
            new Cast(setting, plan, apart),
            new Delivery(agreement, promise.Promise, ["Ukraine"]),
            setting.Start.Do(setting.Start.State.Now + 1000, setting.Moves.Occurrences(trigger, "Ukraine").Take(1)),
            promise.Horizon
        );
        Assert.True(new CourseExpansion(tree, long.MaxValue).TryExpand());
        ImmutableArray<long> times = [.. Enumerable.Range(0, 121).Select(hour => hour * 3_600_000L)];
        return (tree, new ExactEvaluation(tree, ChanceTable.Low(), times).AtRoot());
    }
}
