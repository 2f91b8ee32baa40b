using System.Collections.Immutable;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;

namespace Foedus.Language.Parsing;

/// <summary>
/// Holds the cases and events that the steps of a scenario speak of against those that there are: of a case that never comes everything is true that is denied, so that a slip of the pen would pass.
/// </summary>
internal static class ScenarioNames
{
    public static void Check(ScenarioState state, ImmutableArray<ScenarioStep>.Builder steps, Reporter reporter)
    {
        var ids = IdsOf(steps);
        var subjects = steps.OfType<ScenarioEvent>().Select(step => step.Subject).OfType<string>().ToHashSet();
        foreach (var mention in state.Mentions)
        {
            var isThere =
                ids.ContainsKey(mention.Name) || (!mention.IsEvent && IsCase(mention.Name, state.Core, ids, subjects));
            if (!isThere)
            {
                reporter.Report(Rules.NothingSoCalled, mention.Span, mention.Name, mention.IsEvent ? "event" : "case");
            }
        }
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i] is ScenarioEvent { Type: "event.corrected" or "event.retracted" } change)
            {
                steps[i] = WithAuthor(change, ids);
            }
        }
    }

    /// <summary>The ids of the events, those that have none of their own by their number, each with its authors.</summary>
    private static Dictionary<string, List<string>> IdsOf(ImmutableArray<ScenarioStep>.Builder steps)
    {
        var ids = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var number = 0;
        foreach (var step in steps.OfType<ScenarioEvent>())
        {
            number++;
            var id = step.Id ?? ScenarioEvent.NumberedId(number);
            if (!ids.TryGetValue(id, out var authors))
            {
                authors = [];
                ids.Add(id, authors);
            }
            authors.Add(step.Author);
        }
        return ids;
    }

    /// <summary>What hangs on no occurrence is named after the agreement, and each occasion of a rhythm has its date behind a stroke.</summary>
    private static bool IsCase(
        string name,
        Agreement core,
        Dictionary<string, List<string>> ids,
        HashSet<string> subjects
    )
    {
        var stroke = name.IndexOf('/', StringComparison.Ordinal);
        var root = stroke < 0 ? name : name[..stroke];
        return subjects.Contains(name)
            || ids.ContainsKey(root)
            || subjects.Contains(root)
            || root == core.Id
            || core.Agreements.Any(agreement => agreement.Name == root || agreement.Prefix.TrimEnd('/') == root);
    }

    /// <summary>Who corrects or retracts another's report says whose: a scenario names it by its id alone.</summary>
    private static ScenarioEvent WithAuthor(ScenarioEvent change, Dictionary<string, List<string>> ids)
    {
        var id = change.Data.FirstOrDefault(pair => pair.Key == "id").Value?.Text;
        return id is null || !ids.TryGetValue(id, out var authors) || authors.Contains(change.Author)
            ? change
            : change with
            {
                Data = change.Data.Add(new("source", new DataValue(authors[0], null, []))),
            };
    }
}
