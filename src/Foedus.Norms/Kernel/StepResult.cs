using System.Collections.Immutable;

namespace Foedus.Norms;

/// <summary>The state after a step, and what changed on the way.</summary>
public readonly record struct StepResult(
    State State,
    ImmutableArray<Transition> Transitions,
    ImmutableArray<Notice> Notices
);
