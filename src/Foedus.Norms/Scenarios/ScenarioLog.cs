using System.Collections.Immutable;
using Foedus.Language.Core;
using Foedus.Norms.Events;
using Foedus.Norms.Replay;

namespace Foedus.Norms.Scenarios;

/// <summary>The transitions that hold so far in a scenario, in the order of effect, whatever arrived late or was taken back.</summary>
internal sealed class ScenarioLog : IReplaySink
{
    private readonly EffectiveTransitions transitions = new();
    private readonly List<Notice> notices = [];

    public IReadOnlyList<Transition> Transitions => transitions.All;

    public IReadOnlyList<Notice> Notices => notices;

    public void Add(in Transition transition) => transitions.Add(transition);

    public void Revise(in Transition transition, RevisionKind kind, Event because) =>
        transitions.Revise(transition, kind);

    public void Note(in Notice notice) => notices.Add(notice);

    /// <summary>The transitions of instances of the clauses that the bearer bears; null: whoever bears them.</summary>
    /// <param name="creditor">Toward whom; −1: whoever.</param>
    public IEnumerable<Transition> OfNorm(
        ImmutableArray<int> clauses,
        int? bearer,
        string? instance,
        int creditor = -1
    ) =>
        transitions.All.Where(transition =>
            transition.Kind == TransitionKind.Norm
            && clauses.Contains(transition.Index)
            && (bearer is not { } actor || transition.Bearer.Includes(actor))
            && (creditor < 0 || transition.CounterParty == creditor)
            && (instance is null || string.Equals(transition.Instance, instance, StringComparison.Ordinal))
        );

    /// <summary>How the party came to stand to the agreement as it does.</summary>
    public IEnumerable<Transition> OfParty(int agreement, int party) =>
        transitions.All.Where(transition =>
            transition.Kind == TransitionKind.Participation
            && transition.Agreement == agreement
            && transition.Bearer.Includes(party)
        );

    public IEnumerable<Transition> OfKind(TransitionKind kind, int index) =>
        transitions.All.Where(transition => transition.Kind == kind && transition.Index == index);
}
