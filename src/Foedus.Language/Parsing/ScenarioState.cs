using Foedus.Language.Core;

namespace Foedus.Language.Parsing;

/// <summary>What the steps of a scenario so far leave for the next.</summary>
internal sealed class ScenarioState(Agreement core)
{
    public Agreement Core { get; } = core;

    /// <summary>UTC milliseconds; null before the first step that says when.</summary>
    public long? Now { get; set; }

    public bool IsAssertion { get; set; }
}
