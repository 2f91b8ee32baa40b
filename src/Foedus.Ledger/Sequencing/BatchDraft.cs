using Foedus.Ledger.Entries;
using Foedus.Ledger.Keys;
using Foedus.Ledger.Merkle;
using Foedus.Ledger.Notes;
using Foedus.Ledger.Signing;
using Foedus.Ledger.Storage;

namespace Foedus.Ledger.Sequencing;

/// <summary>The entries of one commit, as they are admitted one after the other, and the answers that wait for it.</summary>
internal sealed class BatchDraft(LedgerState state, StoredIdentities identities, LogSigner signer)
{
    private readonly List<(Submission Submission, AppendOutcome Outcome)> answers = [];
    private readonly HashSet<string> touched = new(StringComparer.Ordinal);

    public List<NewEntry> Entries { get; } = [];

    public List<SourceHead> Heads() => [.. touched.Order(StringComparer.Ordinal).Select(state.HeadOf)];

    public void Take(Submission submission, long recordedTime)
    {
        if (submission.Digest is { } digest)
        {
            TakeDigest(submission, digest, recordedTime);
        }
        else if (submission.Message is not { } message)
        {
            TakeTick(submission, recordedTime);
        }
        else if (message.Envelope is { } envelope)
        {
            TakeEvent(submission, message, envelope, recordedTime);
        }
        else
        {
            TakeKeyMessage(submission, message, recordedTime);
        }
    }

    /// <summary>Answers what became an entry.</summary>
    public void Answer(Func<long, InclusionReceipt> receiptOf)
    {
        foreach (var (submission, outcome) in answers.Where(answer => answer.Outcome.Fate == AppendFate.Accepted))
        {
            submission.Answer.TrySetResult(outcome.WithReceipt(() => receiptOf(outcome.Index)));
        }
    }

    /// <summary>Answers what did not, or did long ago.</summary>
    public void AnswerRest()
    {
        foreach (var (submission, outcome) in answers.Where(answer => answer.Outcome.Fate != AppendFate.Accepted))
        {
            submission.Answer.TrySetResult(outcome);
        }
    }

    private void TakeEvent(Submission submission, ParsedEntry message, EventEnvelope envelope, long recordedTime)
    {
        // The key may have ended since its signature was checked: entries of this very batch count.
        if (
            submission.Key is null
            || !state.Registry.TryResolve(message.Jws.Header, MessageTypes.Event, state.Size, out var key, out var why)
        )
        {
            Refuse(submission, "the key is not registered, or no longer valid");
            return;
        }
        var verdict = state.Judge(envelope, key, recordedTime, identities);
        switch (verdict.Fate)
        {
            case EventFate.Fits:
                Add(submission, message, EntryKind.Event, recordedTime, null);
                break;
            case EventFate.Equivocates when state.IsWorthKeeping(envelope):
                Add(null, message, EntryKind.Equivocation, recordedTime, null);
                AnswerWithout(submission, verdict, recordedTime);
                break;
            default:
                AnswerWithout(submission, verdict, recordedTime);
                break;
        }
    }

    private void TakeKeyMessage(Submission submission, ParsedEntry message, long recordedTime)
    {
        if (state.Registry.TryFindMessage(message.PayloadHash, out var index))
        {
            answers.Add((submission, new AppendOutcome(AppendFate.Known, index, recordedTime, "")));
        }
        else if (state.Registry.TryApply(state.Size, message.Jws, out var next, out var why))
        {
            Add(submission, message, EntryKind.Key, recordedTime, next);
        }
        else
        {
            Refuse(submission, why);
        }
    }

    private void TakeTick(Submission submission, long recordedTime)
    {
        if (recordedTime - state.LastRecordedTime < LedgerWriter.ClockInterval)
        {
            answers.Add((submission, new AppendOutcome(AppendFate.Known, state.Size - 1, state.LastRecordedTime, "")));
            return;
        }
        AddOwn(
            submission,
            ClockMessage.Sign(signer.OperatorKey, signer.Origin, state.Size, recordedTime),
            EntryKind.Clock,
            recordedTime
        );
    }

    private void TakeDigest(Submission submission, DigestMessage digest, long recordedTime)
    {
        var verdict = state.Judge(digest);
        if (verdict.Fate == EventFate.Fits)
        {
            AddOwn(
                submission,
                digest.Sign(signer.OperatorKey, signer.Origin, state.Size),
                EntryKind.Digest,
                recordedTime
            );
        }
        else
        {
            AnswerWithout(submission, verdict, recordedTime);
        }
    }

    /// <summary>The answer to what becomes no entry of its own.</summary>
    private void AnswerWithout(Submission submission, EventVerdict verdict, long recordedTime)
    {
        switch (verdict.Fate)
        {
            case EventFate.Known:
                answers.Add((submission, new AppendOutcome(AppendFate.Known, verdict.Index, recordedTime, "")));
                break;
            case EventFate.Equivocates:
                answers.Add((submission, new AppendOutcome(AppendFate.Contradicts, verdict.Index, 0, verdict.Why)));
                break;
            default:
                Refuse(submission, verdict.Why);
                break;
        }
    }

    /// <summary>An entry that the log itself signs.</summary>
    private void AddOwn(Submission submission, string text, EntryKind kind, long recordedTime)
    {
        if (!CompactJws.TryParse(text, out var jws, out var why))
        {
            throw new InvalidOperationException($"The log's own entry does not read: {why}.");
        }
        Add(
            submission,
            new ParsedEntry(new LedgerEntry(kind, recordedTime, text), jws, null),
            kind,
            recordedTime,
            null
        );
    }

    private void Add(
        Submission? submission,
        ParsedEntry message,
        EntryKind kind,
        long recordedTime,
        KeyRegistry? nextRegistry
    )
    {
        var entry = message.Entry with { Kind = kind, RecordedTime = recordedTime };
        var bytes = entry.ToBytes();
        var index = state.Size;
        var isEvent = kind == EntryKind.Event;
        Entries.Add(
            new NewEntry(
                kind,
                bytes,
                MerkleHash.OfLeaf(bytes),
                isEvent ? message.Envelope?.Source : null,
                isEvent ? message.Envelope?.Id : null
            )
        );
        if (isEvent && message.Envelope is { } envelope)
        {
            identities.Add(envelope, index);
            touched.Add(envelope.Source);
        }
        state.Apply(message with { Entry = entry }, nextRegistry);
        if (submission is not null)
        {
            answers.Add((submission, new AppendOutcome(AppendFate.Accepted, index, recordedTime, "")));
        }
    }

    private void Refuse(Submission submission, string why) => answers.Add((submission, AppendOutcome.Refused(why)));
}
