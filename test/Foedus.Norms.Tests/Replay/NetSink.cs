using System.Text;
using Foedus.Norms.Events;
using Foedus.Norms.Replay;

namespace Foedus.Norms.Tests.Replay;

/// <summary>What a replay holds in the end: everything it said, less what it took back. Taking back what was never said is an error.</summary>
internal sealed class NetSink(RunVersion version) : IReplaySink
{
    private readonly Dictionary<string, int> lines = new(StringComparer.Ordinal);

    public int Revisions { get; private set; }

    public List<Notice> Notices { get; } = [];

    public string[] Lines() =>
        [.. lines.SelectMany(line => Enumerable.Repeat(line.Key, line.Value)).Order(StringComparer.Ordinal)];

    public void Add(in Transition transition)
    {
        version.Book.Enter(transition);
        var line = LineOf(version.Machine, transition);
        lines[line] = lines.GetValueOrDefault(line) + 1;
    }

    public void Revise(in Transition transition, RevisionKind kind, Event because)
    {
        Revisions++;
        if (kind == RevisionKind.Added)
        {
            Add(transition);
            return;
        }
        version.Book.TakeBack(transition);
        var line = LineOf(version.Machine, transition);
        Assert.True(lines.GetValueOrDefault(line) > 0, $"withdrawn, but never said: {line}");
        if (--lines[line] == 0)
        {
            lines.Remove(line);
        }
    }

    public void Note(in Notice notice) => Notices.Add(notice);

    private static string LineOf(Machine machine, in Transition transition)
    {
        using var stream = new MemoryStream();
        using var writer = new RunJsonWriter(stream);
        writer.Write(machine, null, transition);
        writer.Flush();
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
