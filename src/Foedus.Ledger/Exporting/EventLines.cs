using System.IO;
using System.Text;
using Foedus.Ledger.Entries;
using Foedus.Ledger.Json;
using Foedus.Ledger.Sequencing;
using Foedus.Ledger.Storage;

namespace Foedus.Ledger.Exporting;

/// <summary>
/// The events of a log as event files have them: each object as its source signed it, with the time and the index at
/// which the log recorded it. Keys are no events, and contradictions have no effect: neither has a line.
/// </summary>
public static class EventLines
{
    /// <summary>The line of an entry, without its end; null where it has none.</summary>
    /// <param name="origin">The log, which is the author of the time it carries.</param>
    public static byte[]? Of(ParsedEntry parsed, long index, string origin)
    {
        var recorded = EventTimes.Format(parsed.Entry.RecordedTime);
        JsonObject? members = parsed.Entry.Kind switch
        {
            EntryKind.Event => parsed.Envelope?.Members,
            EntryKind.Clock => JsonObject.Of(
                new JsonMember("id", $"clock-{index}"),
                new JsonMember("source", origin),
                new JsonMember("specversion", "1.0"),
                new JsonMember("time", recorded),
                new JsonMember("type", "org.foedus.clock.reached.v1")
            ),
            _ => null,
        };
        return members is null
            ? null
            : CanonicalJson.Write(
                members.With("logindex", new JsonNumber(index)).With("recordedtime", new JsonString(recorded))
            );
    }

    /// <summary>Writes the lines of the entries below the size.</summary>
    public static void Write(IEntrySource source, long size, string origin, Stream output)
    {
        const int Block = 1024;
        for (var from = 0L; from < size; from += Block)
        {
            foreach (var stored in source.ReadEntries(from, (int)Math.Min(Block, size - from)))
            {
                if (Of(Reading.Parsed(stored), stored.Index, origin) is { } line)
                {
                    output.Write(line);
                    output.WriteByte((byte)'\n');
                }
            }
        }
    }
}
