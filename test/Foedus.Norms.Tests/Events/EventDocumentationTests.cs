using System.Text;
using System.Text.Json;
using Foedus.Norms.Events;

namespace Foedus.Norms.Tests.Events;

public sealed class EventDocumentationTests
{
    private static string Page => File.ReadAllText(Repository.PathOf("docs", "events.md"));

    [Fact]
    public void Every_example_on_the_page_is_an_event_and_every_type_has_one()
    {
        var seen = new HashSet<EventType>();
        foreach (var line in Examples().Where(line => line.Contains("specversion", StringComparison.Ordinal)))
        {
            var reader = new EventReader(new MemoryStream(Encoding.UTF8.GetBytes(line)));
            Assert.True(reader.TryRead(out var read), $"{line}: {reader.Fault}");
            Assert.DoesNotContain(
                read.Data.Attributes,
                attribute => attribute.Name is not ("sector" or "deaths" or "place")
            );
            seen.Add(read.Type);
        }

        Assert.Equal(Enum.GetValues<EventType>(), seen.Order());
    }

    [Fact]
    public void Every_example_of_output_is_JSON() => Assert.All(Examples(), line => JsonDocument.Parse(line).Dispose());

    [Fact]
    public void The_page_shows_a_message_as_it_is_printed()
    {
        var good =
            """{"specversion":"1.0","id":"e","source":"F","type":"org.foedus.clock.reached.v1","time":"2026-01-01T00:00:00Z"}""";
        var bad = good.Replace("2026-01-01T00:00:00Z", "2026-03-05T08:00:00", StringComparison.Ordinal);
        var text = string.Concat(Enumerable.Repeat(good + "\n", 16)) + bad;
        var reader = new EventReader(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        while (reader.TryRead(out _)) { }

        Assert.Contains($"foedus: events.ndjson: {reader.Fault}\n", Page, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Examples()
    {
        var isInside = false;
        foreach (var line in Page.Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                isInside = line == "```json";
            }
            else if (isInside)
            {
                yield return line;
            }
        }
    }
}
