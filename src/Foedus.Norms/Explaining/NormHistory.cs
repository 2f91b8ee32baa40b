using System.Collections.Immutable;
using Foedus.Language.Core;
using Foedus.Norms.Events;
using Foedus.Norms.Replay;

namespace Foedus.Norms.Explaining;

/// <summary>
/// Keeps of a replay what the explanation of some norms needs: their transitions, those of the norms above and below them
/// in the chain, of decisions and of participation, and the votes.
/// </summary>
public sealed class NormHistory : IReplaySink
{
    private readonly HashSet<int> clauses;
    private readonly EffectiveTransitions transitions = new();
    private readonly List<Notice> notices = [];

    public NormHistory(Agreement agreement, ImmutableArray<int> explained)
    {
        Explained = explained;
        clauses = [.. explained];
        foreach (var clause in explained)
        {
            for (var above = agreement.Clauses[clause].ConsequenceOf; above is { } index; )
            {
                clauses.Add(index);
                above = agreement.Clauses[index].ConsequenceOf;
            }
            for (var below = agreement.Clauses[clause].Consequence; below is { } index; )
            {
                clauses.Add(index);
                below = agreement.Clauses[index].Consequence;
            }
        }
    }

    /// <summary>The clauses asked for, by index.</summary>
    public ImmutableArray<int> Explained { get; }

    /// <summary>In the order of effect; what was withdrawn is not among them.</summary>
    public IReadOnlyList<Transition> Transitions => transitions.All;

    public IReadOnlyList<Notice> Notices => notices;

    /// <summary>How often a late report changed what had been concluded about the norms explained.</summary>
    public int Revisions { get; private set; }

    public void Add(in Transition transition)
    {
        if (Keeps(transition))
        {
            transitions.Add(transition);
        }
    }

    public void Revise(in Transition transition, RevisionKind kind, Event because)
    {
        if (!Keeps(transition))
        {
            return;
        }
        Revisions += transition.Kind == TransitionKind.Norm && Explained.Contains(transition.Index) ? 1 : 0;
        transitions.Revise(transition, kind);
    }

    public void Note(in Notice notice) => notices.Add(notice);

    private bool Keeps(in Transition transition) =>
        transition.Kind is not (TransitionKind.Norm or TransitionKind.Power) || clauses.Contains(transition.Index);
}
