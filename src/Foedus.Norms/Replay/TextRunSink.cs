using Foedus.Norms.Events;

namespace Foedus.Norms.Replay;

/// <summary>Writes what a run concludes for people, and books it.</summary>
public sealed class TextRunSink(RunVersion version, RunTextWriter writer) : IReplaySink
{
    public void Add(in Transition transition)
    {
        version.Book.Enter(transition);
        writer.Write(version.Machine, version.Reader, transition);
    }

    public void Revise(in Transition transition, RevisionKind kind, Event because)
    {
        version.Book.Revise(transition, kind);
        writer.Write(version.Machine, version.Reader, transition, kind, because);
    }

    public void Note(in Notice notice) => writer.Write(version.Reader, notice);
}
