using Foedus.Norms.Events;

namespace Foedus.Norms.Replay;

/// <summary>Takes what a replay concludes, in the order in which it came to know it.</summary>
public interface IReplaySink
{
    /// <summary>A transition of a report that arrived in order.</summary>
    void Add(in Transition transition);

    /// <summary>A conclusion that a report about the past takes back or adds.</summary>
    /// <param name="because">The late, correcting or retracting report.</param>
    void Revise(in Transition transition, RevisionKind kind, Event because);

    /// <summary>The report has taken back and added all that it does.</summary>
    void EndRevision() { }

    /// <summary>Something was recorded and has no effect.</summary>
    void Note(in Notice notice);
}
