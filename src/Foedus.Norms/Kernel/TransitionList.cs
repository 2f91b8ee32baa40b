namespace Foedus.Norms;

/// <summary>Keeps the transitions and notices it is given.</summary>
public sealed class TransitionList : ITransitionSink, INoticeSink
{
    public List<Transition> Transitions { get; } = [];

    public List<Notice> Notices { get; } = [];

    public void Clear()
    {
        Transitions.Clear();
        Notices.Clear();
    }

    public void Add(in Transition transition) => Transitions.Add(transition);

    public void Add(in Notice notice) => Notices.Add(notice);
}
