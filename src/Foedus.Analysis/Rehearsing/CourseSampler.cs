namespace Foedus.Analysis.Rehearsing;

/// <summary>Walks through a course tree: at random, or as somebody decides for all.</summary>
internal static class CourseSampler
{
    /// <summary>When the promise is kept in a world drawn at random; milliseconds after the trigger, null for never.</summary>
    public static long? Draw(CourseTree tree, Dependence dependence, ChanceTable table, SeededGenerator generator)
    {
        var world = dependence.Draw(generator, table);
        return Walk(tree, world.Choose);
    }

    /// <param name="choose">The outcome of a variable, by its index, and the number of the question.</param>
    public static long? Walk(CourseTree tree, Func<Variable, int, int> choose)
    {
        var node = tree.Root;
        for (var moment = 0; !node.IsEnd; moment++)
        {
            var assignment = new int[node.Groups.Length][];
            for (var i = 0; i < assignment.Length; i++)
            {
                var group = node.Groups[i];
                assignment[i] = new int[group.Size];
                for (var actor = 0; actor < group.Size; actor++)
                {
                    var asks = group.Asks[actor];
                    var chosen = new int[asks.Length];
                    for (var ask = 0; ask < chosen.Length; ask++)
                    {
                        chosen[ask] = choose(asks[ask].Variable, moment);
                    }
                    assignment[i][actor] = group.JointOf(ask => chosen[ask]);
                }
            }
            node = tree.Follow(node, assignment);
        }
        return node.KeptAt;
    }
}
