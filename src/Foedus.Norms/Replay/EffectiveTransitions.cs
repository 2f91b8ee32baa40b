namespace Foedus.Norms.Replay;

/// <summary>Transitions in the order of effect, whatever arrived late; what was withdrawn is not among them.</summary>
internal sealed class EffectiveTransitions
{
    private readonly List<Transition> transitions = [];

    public IReadOnlyList<Transition> All => transitions;

    public void Add(in Transition transition) => transitions.Add(transition);

    public void Revise(in Transition transition, RevisionKind kind)
    {
        if (kind == RevisionKind.Added)
        {
            var at = transition.At;
            var after = transitions.FindIndex(other => other.At > at);
            transitions.Insert(after < 0 ? transitions.Count : after, transition);
            return;
        }
        var withdrawn = transition;
        var index = transitions.FindIndex(other => TransitionComparer.Instance.Equals(other, withdrawn));
        if (index >= 0)
        {
            transitions.RemoveAt(index);
        }
    }
}
