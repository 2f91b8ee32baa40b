using Foedus.Norms.Events;

namespace Foedus.Norms.Replay;

/// <summary>
/// Writes what a run concludes for people, and books it. A conclusion taken back and added again with other reasons than a
/// line of text shows (an earlier event of its chain) is the same to the reader, and is not told.
/// </summary>
public sealed class TextRunSink(RunVersion version, RunTextWriter writer) : IReplaySink
{
    private readonly List<(Transition Transition, RevisionKind Kind, Event Because)> _revised = [];

    public void Add(in Transition transition)
    {
        version.Book.Enter(transition);
        writer.Write(version.Machine, version.Reader, transition);
    }

    public void Revise(in Transition transition, RevisionKind kind, Event because)
    {
        version.Book.Revise(transition, kind);
        _revised.Add((transition, kind, because));
    }

    public void EndRevision()
    {
        var isAlike = new bool[_revised.Count];
        var withdrawn = new Dictionary<string, Queue<int>>(StringComparer.Ordinal);
        for (var i = 0; i < _revised.Count; i++)
        {
            var line = RunTextWriter.LineOf(version.Machine, _revised[i].Transition);
            if (_revised[i].Kind == RevisionKind.Withdrawn)
            {
                if (!withdrawn.TryGetValue(line, out var places))
                {
                    withdrawn.Add(line, places = new Queue<int>());
                }
                places.Enqueue(i);
            }
            else if (withdrawn.TryGetValue(line, out var places) && places.TryDequeue(out var before))
            {
                isAlike[before] = isAlike[i] = true;
            }
        }
        for (var i = 0; i < _revised.Count; i++)
        {
            if (!isAlike[i])
            {
                var (transition, kind, because) = _revised[i];
                writer.Write(version.Machine, version.Reader, transition, kind, because);
            }
        }
        _revised.Clear();
    }

    public void Note(in Notice notice) => writer.Write(version.Reader, notice);
}
