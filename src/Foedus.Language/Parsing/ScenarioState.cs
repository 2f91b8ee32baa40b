using System.Collections.Immutable;
using Foedus.Language.Core;

namespace Foedus.Language.Parsing;

/// <summary>What the steps of a scenario so far leave for the next.</summary>
/// <param name="readers">Those who have a reading of the text.</param>
internal sealed class ScenarioState(Agreement core, ImmutableArray<string> readers)
{
    public Agreement Core { get; } = core;

    public ImmutableArray<string> Readers { get; } = readers;

    /// <summary>The cases and events that steps speak of by name; whether they are there is known at the end of the scenario.</summary>
    public List<ScenarioMention> Mentions { get; } = [];

    /// <summary>UTC milliseconds; null before the first step that says when.</summary>
    public long? Now { get; set; }

    public bool IsAssertion { get; set; }
}
