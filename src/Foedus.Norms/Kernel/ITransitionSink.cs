namespace Foedus.Norms;

/// <summary>Takes the transitions of a run, in order.</summary>
public interface ITransitionSink
{
    void Add(in Transition transition);
}
