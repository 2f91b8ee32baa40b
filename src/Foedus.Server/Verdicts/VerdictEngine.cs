using Foedus.Language.Core;
using Foedus.Ledger;
using Foedus.Ledger.Entries;
using Foedus.Ledger.Exporting;
using Foedus.Ledger.Sequencing;
using Foedus.Ledger.Storage;
using Foedus.Norms.Events;
using Foedus.Norms.Replay;
using Reading = Foedus.Ledger.Sequencing.Reading;

namespace Foedus.Server.Verdicts;

/// <summary>
/// The norm machine behind a log: it takes each entry once, in order, keeps its state on the disk, and knows what the
/// digest of all verdicts is behind every thousandth event. What the log itself says of these is held against it.
/// </summary>
public sealed class VerdictEngine : IDisposable
{
    private const int Block = 512;

    /// <summary>Bytes of a kept state that one event since the last may cost: a long window is kept more seldom.</summary>
    private const long StateBytesPerEvent = 400;

    private readonly ILedgerReader reader;
    private readonly string origin;
    private readonly string agreement;
    private readonly EngineStateFile file;
    private readonly VerdictDigest digest;
    private readonly SortedDictionary<long, string> computed = [];
    private readonly Dictionary<long, DigestMessage> announced = [];
    private long next;
    private long keptAt;
    private long keptLength;

    /// <param name="agreement">SHA-256 of the agreement's text, in hexadecimal: what digests name it by.</param>
    /// <param name="origin">Of the log.</param>
    /// <param name="statePath">Where the state is kept from one process to the next.</param>
    public VerdictEngine(Agreement core, string agreement, ILedgerReader reader, string origin, string statePath)
    {
        this.reader = reader;
        this.origin = origin;
        this.agreement = agreement;
        file = new EngineStateFile(statePath);
        if (file.Read(reader) is { } kept && VerdictDigest.TryRestore(core, History, kept.State) is { } restored)
        {
            digest = restored;
            next = kept.Next;
            (keptAt, keptLength) = (digest.Events, kept.State.Length);
            foreach (var open in kept.Open)
            {
                computed.Add(open.Events, open.Digest);
            }
        }
        else
        {
            digest = new VerdictDigest(core, History);
        }
        StartedAt = digest.Events;
    }

    /// <summary>Events that had been taken by a process before this one and were not replayed.</summary>
    public long StartedAt { get; }

    /// <summary>Lines so far: events, clock entries, and what is no event.</summary>
    public long Events => digest.Events;

    /// <summary>The digest behind the lines so far.</summary>
    public string Current => digest.Current();

    /// <summary>A digest in the log that is not what its entries lead to; null: none so far.</summary>
    public string? Fault { get; private set; }

    /// <summary>Takes the entries up to what is durable now.</summary>
    public void Follow()
    {
        var size = reader.ReadSize();
        while (next < size && Fault is null)
        {
            Take(reader.ReadEntries(next, (int)Math.Min(Block, size - next)));
        }
    }

    /// <summary>Digests that are due and that the log does not hold yet, the oldest first. Only after <see cref="Follow"/>.</summary>
    public IReadOnlyList<DigestMessage> Due() =>
        Fault is not null
            ? []
            :
            [
                .. computed
                    .Where(pair => pair.Key > 0 && !announced.ContainsKey(pair.Key) && pair.Key > LastAnnounced)
                    .Select(pair => new DigestMessage(agreement, pair.Key, pair.Value)),
            ];

    /// <summary>Keeps the state as it is now; what follows it is all that a later process has to take.</summary>
    public void Keep()
    {
        if (digest.Events > keptAt && Fault is null)
        {
            var state = digest.Save();
            file.Write(
                reader,
                new EngineStateFile.Kept(
                    next,
                    state,
                    [.. computed.Where(pair => !announced.ContainsKey(pair.Key)).Select(pair => (pair.Key, pair.Value))]
                )
            );
            (keptAt, keptLength) = (digest.Events, state.Length);
        }
    }

    public void Dispose() => digest.Dispose();

    private long LastAnnounced { get; set; }

    private void Take(IReadOnlyList<StoredEntry> entries)
    {
        if (entries.Count == 0)
        {
            throw new LedgerDamagedException($"Entry {next} is missing.", next);
        }
        foreach (var stored in entries)
        {
            var parsed = Reading.Parsed(stored);
            next = stored.Index + 1;
            if (parsed.Entry.Kind == EntryKind.Digest)
            {
                Compare(stored.Index, parsed);
            }
            else if (EventLines.Of(parsed, stored.Index, origin) is { } line)
            {
                Take(line);
            }
            if (Fault is not null)
            {
                return;
            }
        }
    }

    private void Take(byte[] line)
    {
        using var stream = new MemoryStream(line, writable: false);
        var isDue = false;
        var lines = new EventReader(stream)
        {
            LinesBefore = checked((int)digest.Events),
            PassOver = _ => isDue = digest.Pass(),
        };
        if (lines.TryRead(out var arrived))
        {
            isDue = digest.Add(arrived);
        }
        if (!isDue)
        {
            return;
        }
        computed[digest.Events] = digest.Current();
        if ((digest.Events - keptAt) * StateBytesPerEvent >= keptLength)
        {
            Keep();
        }
    }

    private void Compare(long index, ParsedEntry entry)
    {
        if (!DigestMessage.TryParse(entry.Jws.Payload, index, out var said) || said.Agreement != agreement)
        {
            return;
        }
        announced[said.Events] = said;
        LastAnnounced = Math.Max(LastAnnounced, said.Events);
        if (computed.TryGetValue(said.Events, out var own) && own != said.Digest)
        {
            Fault =
                $"entry {index} says that the verdicts of the first {said.Events} events have the digest {said.Digest}; they have {own}";
        }
        // What both agree on need not be kept.
        foreach (var old in computed.Keys.Where(events => events < said.Events).ToList())
        {
            computed.Remove(old);
        }
    }

    /// <summary>The events so far, read anew.</summary>
    private IEnumerable<Event> History()
    {
        using var stream = new EventLineStream(reader, next, origin);
        var lines = new EventReader(stream) { PassOver = _ => { } };
        while (lines.TryRead(out var read))
        {
            yield return read;
        }
    }
}
