using System.Diagnostics.CodeAnalysis;
using Foedus.Ledger.Entries;
using Foedus.Ledger.Keys;
using Foedus.Ledger.Merkle;

namespace Foedus.Ledger.Sequencing;

/// <summary>
/// What a log's rules hang on: the keys, where each source's chain ends, the last recorded time, and what was found to
/// contradict itself. The sequencer and the verifier use this one class, so that what one writes the other accepts.
/// </summary>
public sealed class LedgerState
{
    /// <summary>Contradictions kept for one source; it has then been shown often enough to lie, and must not fill the log.</summary>
    public const int MaximumEquivocations = 64;

    private readonly Dictionary<string, SourceHead> heads = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<MerkleHash>> equivocations = new(StringComparer.Ordinal);
    private readonly List<(long Index, DigestMessage Message)> said = [];
    private readonly Dictionary<string, (DigestMessage Message, long Index)> digests = new(StringComparer.Ordinal);
    private KeyRegistry registry = KeyRegistry.Empty;

    /// <summary>Entries so far: the index of the next one.</summary>
    public long Size { get; private set; }

    /// <summary>Entries that are lines of the event file: events and clock entries.</summary>
    public long Lines { get; private set; }

    /// <summary>What the log has said of verdicts, in order: of every agreement.</summary>
    public IReadOnlyList<(long Index, DigestMessage Message)> Digests => said;

    /// <summary>Of the last entry; UTC milliseconds, 0 before the first.</summary>
    public long LastRecordedTime { get; private set; }

    /// <summary>The keys as of the next index. May be read by any thread: each value is immutable.</summary>
    public KeyRegistry Registry => Volatile.Read(ref registry);

    public IEnumerable<SourceHead> Heads => heads.Values.OrderBy(head => head.Source, StringComparer.Ordinal);

    public SourceHead HeadOf(string source) => heads.GetValueOrDefault(source, SourceHead.Before(source));

    /// <summary>Takes over what a store kept: the entries that are neither events nor clock, the heads, and where the log ends.</summary>
    public void Restore(
        IEnumerable<(long Index, ParsedEntry Entry)> others,
        IEnumerable<SourceHead> kept,
        long size,
        long lastRecordedTime
    )
    {
        Lines = size;
        foreach (var (index, parsed) in others)
        {
            Lines--;
            if (parsed.Entry.Kind == EntryKind.Digest)
            {
                if (!DigestMessage.TryParse(parsed.Jws.Payload, index, out var digest))
                {
                    throw new LedgerDamagedException($"Entry {index} is no digest.", index);
                }
                Say(index, digest);
            }
            else if (parsed.Entry.Kind == EntryKind.Key)
            {
                if (!Registry.TryApply(index, parsed.Jws, out var next, out var why))
                {
                    throw new LedgerDamagedException($"Entry {index} is no valid change of keys: {why}.", index);
                }
                Volatile.Write(ref registry, next);
            }
            else if (parsed.Envelope is { } envelope)
            {
                EquivocationsOf(envelope.Source).Add(envelope.PayloadHash);
            }
        }
        foreach (var head in kept)
        {
            heads[head.Source] = head;
        }
        Size = size;
        LastRecordedTime = lastRecordedTime;
    }

    /// <summary>What becomes of an event whose signature by the key is right.</summary>
    /// <param name="recordedTime">The time it would be, or was, recorded at.</param>
    public EventVerdict Judge(EventEnvelope envelope, RegisteredKey key, long recordedTime, IIdentities identities)
    {
        if (Registry.Objection(key, envelope) is { } objection)
        {
            return EventVerdict.Unfit(objection);
        }
        if (identities.TryFind(envelope.Source, envelope.Id, out var index, out var known))
        {
            return known == envelope.PayloadHash
                ? new EventVerdict(EventFate.Known, index, "the log has this event already")
                : new EventVerdict(
                    EventFate.Equivocates,
                    index,
                    $"entry {index} is another event of the same source and id"
                );
        }
        var head = HeadOf(envelope.Source);
        if (envelope.Sequence <= head.Sequence)
        {
            return new EventVerdict(
                EventFate.Equivocates,
                -1,
                $"the source has signed another event as its number {envelope.Sequence}: its chain forks"
            );
        }
        if (envelope.Sequence > head.Sequence + 1)
        {
            return EventVerdict.Unfit(
                $"'sequence' is {envelope.Sequence}, but the source's next event is number {head.Sequence + 1}: send those between first"
            );
        }
        if (!string.Equals(envelope.PreviousHash, head.Hash, StringComparison.Ordinal))
        {
            return EventVerdict.Unfit($"'prevhash' is not the hash of the source's event number {head.Sequence}");
        }
        return envelope.Time > recordedTime
            ? EventVerdict.Unfit(
                $"'time' is later than the log's clock, {EventTimes.Format(recordedTime)}: nothing is recorded before it happens"
            )
            : EventVerdict.Fits;
    }

    /// <summary>
    /// Whether the log may say that the verdicts have the digest. That they do is not the log's to judge: whoever has the
    /// agreement replays, and sees.
    /// </summary>
    public EventVerdict Judge(DigestMessage digest)
    {
        if (!digest.IsFit)
        {
            return EventVerdict.Unfit(
                $"a digest names an agreement and a hash, and a count of events that is a multiple of {DigestMessage.Interval}"
            );
        }
        if (digest.Events > Lines)
        {
            return EventVerdict.Unfit($"the digest covers {digest.Events} events and the log has {Lines}");
        }
        if (!digests.TryGetValue(digest.Agreement, out var before) || before.Message.Events < digest.Events)
        {
            return EventVerdict.Fits;
        }
        if (before.Message == digest)
        {
            return new EventVerdict(EventFate.Known, before.Index, "the log has this digest already");
        }
        return before.Message.Events == digest.Events
            ? new EventVerdict(
                EventFate.Equivocates,
                before.Index,
                $"entry {before.Index} says another digest of the first {digest.Events} events"
            )
            : EventVerdict.Unfit(
                $"the log has a digest of {before.Message.Events} events under this agreement already"
            );
    }

    /// <summary>Whether the contradiction is new, and its source has not been caught too often to go on keeping them.</summary>
    public bool IsWorthKeeping(EventEnvelope contradiction)
    {
        var kept = equivocations.GetValueOrDefault(contradiction.Source);
        return kept is null || (kept.Count < MaximumEquivocations && !kept.Contains(contradiction.PayloadHash));
    }

    /// <summary>
    /// Whether the entry may stand at the next index. Key entries are checked in full; of others the signature is left to
    /// the caller, who may check many at once.
    /// </summary>
    /// <param name="signer">Whose signature the entry must carry; null where that has been checked.</param>
    public string? Objection(
        ParsedEntry parsed,
        IIdentities identities,
        out RegisteredKey? signer,
        out KeyRegistry? nextRegistry
    )
    {
        signer = null;
        nextRegistry = null;
        var entry = parsed.Entry;
        if (entry.RecordedTime < LastRecordedTime)
        {
            return $"the recorded time {EventTimes.Format(entry.RecordedTime)} is before that of the entry before, {EventTimes.Format(LastRecordedTime)}";
        }
        string? why;
        switch (entry.Kind)
        {
            case EntryKind.Key:
                return Registry.TryApply(Size, parsed.Jws, out nextRegistry, out why) ? null : why;
            case EntryKind.Clock:
                if (!Registry.TryResolve(parsed.Jws.Header, MessageTypes.Clock, Size, out signer, out why))
                {
                    return why;
                }
                return
                    signer.Source == KeyRegistry.OperatorSource
                    && parsed.Jws.Payload.AsSpan().SequenceEqual(ClockMessage.Payload(Size, entry.RecordedTime))
                    ? null
                    : "the clock entry is not the operator's word for this index and time";
            case EntryKind.Digest:
                if (!Registry.TryResolve(parsed.Jws.Header, MessageTypes.Digest, Size, out signer, out why))
                {
                    return why;
                }
                if (
                    signer.Source != KeyRegistry.OperatorSource
                    || !DigestMessage.TryParse(parsed.Jws.Payload, Size, out var digest)
                )
                {
                    return "the digest is not the operator's word for this index";
                }
                var verdict = Judge(digest);
                return verdict.Fate == EventFate.Fits ? null : verdict.Why;
            default:
                return ObjectionToEvent(parsed, identities, out signer);
        }
    }

    /// <summary>Counts the entry in. It must have met no objection.</summary>
    public void Apply(ParsedEntry parsed, KeyRegistry? nextRegistry)
    {
        if (nextRegistry is not null)
        {
            Volatile.Write(ref registry, nextRegistry);
        }
        if (parsed.Envelope is { } envelope)
        {
            if (parsed.Entry.Kind == EntryKind.Event)
            {
                heads[envelope.Source] = new SourceHead(envelope.Source, envelope.Sequence, envelope.HashText);
            }
            else
            {
                EquivocationsOf(envelope.Source).Add(envelope.PayloadHash);
            }
        }
        if (parsed.Entry.Kind == EntryKind.Digest && DigestMessage.TryParse(parsed.Jws.Payload, Size, out var digest))
        {
            Say(Size, digest);
        }
        if (parsed.Entry.Kind is EntryKind.Event or EntryKind.Clock)
        {
            Lines++;
        }
        LastRecordedTime = parsed.Entry.RecordedTime;
        Size++;
    }

    private void Say(long index, DigestMessage digest)
    {
        said.Add((index, digest));
        digests[digest.Agreement] = (digest, index);
    }

    private string? ObjectionToEvent(ParsedEntry parsed, IIdentities identities, out RegisteredKey? signer)
    {
        signer = null;
        if (parsed.Envelope is not { } envelope)
        {
            return "the entry holds no event";
        }
        if (!Registry.TryResolve(parsed.Jws.Header, MessageTypes.Event, Size, out signer, out var why))
        {
            return why;
        }
        var verdict = Judge(envelope, signer, parsed.Entry.RecordedTime, identities);
        if (parsed.Entry.Kind == EntryKind.Event)
        {
            return verdict.Fate switch
            {
                EventFate.Fits => null,
                EventFate.Known => $"the same event stands at index {verdict.Index}",
                _ => verdict.Why,
            };
        }
        return verdict.Fate == EventFate.Equivocates && IsWorthKeeping(envelope)
            ? null
            : "the entry is kept as a contradiction and contradicts nothing, or stands there already";
    }

    private HashSet<MerkleHash> EquivocationsOf(string source)
    {
        if (!equivocations.TryGetValue(source, out var kept))
        {
            kept = [];
            equivocations.Add(source, kept);
        }
        return kept;
    }
}
