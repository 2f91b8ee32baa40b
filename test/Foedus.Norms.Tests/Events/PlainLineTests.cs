using System.Text;
using Foedus.Norms.Events;

namespace Foedus.Norms.Tests.Events;

/// <summary>A line as programs write it is read on a shorter way, which must come to the same as the general one.</summary>
public sealed class PlainLineTests
{
    private const string Head =
        """{"specversion":"1.0","id":"e1","source":"Türkiye","type":"org.foedus.occurrence.reported.v1","time":"2026-03-05T08:00:00Z","subject":"s","data":""";

    [Theory]
    [InlineData("""{"event":"an attack","place":[48.1,-37.8],"deaths":7,"note":"x"}}""")]
    [InlineData("""{"event":"an attack", "place": [48.1, 37], "deaths": 0, "rate": -0.5}}""")]
    [InlineData("""{"event":"an attack","place":{"latitude":48.1,"longitude":37},"sure":true,"none":null}}""")]
    [InlineData("""{"event":"a","big":123456789012,"e":1e3,"list":["x"]}}""")]
    public void Every_change_of_a_line_is_read_alike_on_both_ways(string data)
    {
        var line = Head + data;
        AssertAlike(line);
        foreach (var sign in "\"{}[],:.-0e \\x\t")
        {
            for (var at = 0; at < line.Length; at++)
            {
                AssertAlike(line[..at] + sign + line[(at + 1)..]);
                AssertAlike(line[..at] + sign + line[at..]);
            }
        }
        for (var at = 0; at < line.Length; at++)
        {
            AssertAlike(line.Remove(at, 1));
            AssertAlike(line[..at]);
        }
    }

    [Fact]
    public void Data_that_come_again_are_those_of_their_own_line()
    {
        var lines = new StringBuilder();
        for (var i = 0; i < 4 * Kinds; i++)
        {
            var kind = i % Kinds;
            lines
                .Append(Line("occurrence.reported", kind))
                .Append(Line("act.performed", kind))
                .Append(Line("occurrence.reported", kind));
        }
        var reader = new EventReader(new MemoryStream(Encoding.UTF8.GetBytes(lines.ToString())));
        for (var i = 0; i < 4 * Kinds; i++)
        {
            var kind = $"{i % Kinds}";
            foreach (var name in new[] { "event " + kind, "act " + kind, "event " + kind })
            {
                Assert.True(reader.TryRead(out var read));
                Assert.Equal(name, read.Data.Name);
                Assert.Equal(kind, Assert.Single(read.Data.Attributes, attribute => attribute.Name == "n").Text);
            }
        }
        Assert.False(reader.TryRead(out _));
        Assert.Null(reader.Fault);
    }

    /// <summary>More than are kept.</summary>
    private const int Kinds = 3000;

    // The same data, which mean something else in an event of another type.
    private static string Line(string type, int kind) =>
        $$$"""{"specversion":"1.0","id":"e1","source":"Türkiye","type":"org.foedus.{{{type}}}.v1","time":"2026-03-05T08:00:00Z","data":{"event":"event {{{kind}}}","act":"act {{{kind}}}","n":"{{{kind}}}"}}"""
        + "\n";

    // A space behind the line changes nothing but the way it is read.
    private static void AssertAlike(string line) => Assert.Equal(Reading(line + " "), Reading(line));

    // Where broken JSON ends without its end, the byte that is named moves with the space.
    private static string Reading(string line)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(line));
        var reader = new EventReader(stream);
        return reader.TryRead(out var read)
                ? $"{read with { Data = EventData.None }} {read.Data.Name} {read.Data.Against} {string.Join("; ", read.Data.Attributes)}"
            : reader.Fault is { } fault && !fault.What.StartsWith("not JSON", StringComparison.Ordinal)
                ? $"{fault.What} {fault.Remedy}"
            : "not JSON";
    }
}
