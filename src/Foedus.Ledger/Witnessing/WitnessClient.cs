using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Text;
using Foedus.Ledger.Merkle;
using Foedus.Ledger.Notes;
using Foedus.Ledger.Storage;

namespace Foedus.Ledger.Witnessing;

/// <summary>A log's side of C2SP tlog-witness: shows its checkpoint to the witnesses of a policy and collects what they sign.</summary>
public sealed class WitnessClient(HttpClient http, WitnessPolicy policy)
{
    private readonly Dictionary<string, long> knownSizes = new(StringComparer.Ordinal);

    /// <summary>Asks all witnesses that have an address.</summary>
    /// <returns>The checkpoint with the cosignatures that are right, and what went wrong with whom.</returns>
    public async Task<WitnessedCheckpoint> CollectAsync(
        ILedgerReader reader,
        SignedNote note,
        CancellationToken cancellation
    )
    {
        if (!Checkpoint.TryParse(note.Text, out var checkpoint, out var why))
        {
            throw new LedgerDamagedException($"The checkpoint to witness is none: {why}.");
        }
        var asked = policy.Witnesses.Where(witness => witness.Url is not null).ToList();
        var answers = await Task.WhenAll(
                asked.Select(witness => AskAsync(witness, reader, note, checkpoint, cancellation))
            )
            .ConfigureAwait(false);
        var faults = new List<string>();
        var largest = 0L;
        for (var i = 0; i < asked.Count; i++)
        {
            if (answers[i].Signature is { } signature)
            {
                note = note with { Signatures = note.Signatures.Add(signature) };
            }
            else
            {
                faults.Add($"{asked[i].Name}: {answers[i].Fault}");
            }
            knownSizes[asked[i].Name] = answers[i].Size;
            largest = Math.Max(largest, answers[i].Size);
        }
        return new WitnessedCheckpoint(note, policy.IsSatisfiedBy(note, out _), largest, [.. faults]);
    }

    private sealed record Answer(NoteSignature? Signature, string? Fault, long Size);

    private async Task<Answer> AskAsync(
        PolicyWitness witness,
        ILedgerReader reader,
        SignedNote note,
        Checkpoint checkpoint,
        CancellationToken cancellation
    )
    {
        var known = knownSizes.GetValueOrDefault(witness.Name);
        try
        {
            // The first answer may tell the size that the witness knows; the second is asked from there.
            for (var attempt = 0; attempt < 2; attempt++)
            {
                if (known > checkpoint.Size)
                {
                    return new Answer(null, $"it has seen {known} entries, and this log has {checkpoint.Size}", known);
                }
                var proof = new TiledTree(reader, checkpoint.Size).Consistency(known);
                var request = new AddCheckpointRequest(known, [.. proof], note);
                using var content = new StringContent(request.ToString(), Encoding.UTF8, "text/plain");
                using var response = await http.PostAsync(
                        $"{witness.Url?.TrimEnd('/')}/add-checkpoint",
                        content,
                        cancellation
                    )
                    .ConfigureAwait(false);
                var body = await response.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
                if (response.StatusCode == HttpStatusCode.OK)
                {
                    return Check(witness, note, body, checkpoint.Size);
                }
                if (
                    response.StatusCode != HttpStatusCode.Conflict
                    || !long.TryParse(body.TrimEnd('\n'), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
                    || size == known
                )
                {
                    return new Answer(null, $"it answers {(int)response.StatusCode}: {FirstLine(body)}", known);
                }
                known = size;
            }
            return new Answer(null, "it changes its mind about what it has seen", known);
        }
        catch (Exception failure)
            when (failure
                    is HttpRequestException
                        or IOException
                        or TaskCanceledException
                        or UriFormatException
                        or InvalidOperationException
            )
        {
            return new Answer(null, $"it cannot be reached: {FirstLine(failure.Message)}", known);
        }
    }

    private static Answer Check(PolicyWitness witness, SignedNote note, string body, long size)
    {
        if (SignedNote.TryParseSignatures(body, out var signatures, out _))
        {
            foreach (var signature in signatures)
            {
                if (witness.Key.Matches(signature) && witness.Key.Verifies(note.Text, signature.Signature.Span))
                {
                    return new Answer(signature, null, size);
                }
            }
        }
        return new Answer(null, "its answer is not signed with the key that the policy names", size);
    }

    private static string FirstLine(string text)
    {
        var line = text.Split('\n')[0];
        return new string([.. line.Take(200).Select(c => char.IsControl(c) ? '\uFFFD' : c)]);
    }
}
