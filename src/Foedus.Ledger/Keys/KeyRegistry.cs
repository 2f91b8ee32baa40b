using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Foedus.Ledger.Entries;
using Foedus.Ledger.Json;
using Foedus.Ledger.Merkle;
using Foedus.Ledger.Notes;
using Foedus.Ledger.Signing;

namespace Foedus.Ledger.Keys;

/// <summary>
/// Who may say what, as of an index: the fold of all key entries. A value: applying an entry gives the next registry, and
/// whoever holds this one goes on reading it.
/// </summary>
public sealed class KeyRegistry
{
    /// <summary>The operator's name as a source.</summary>
    public const string OperatorSource = "operator";

    /// <summary>Bytes of a key message; far more than any needs.</summary>
    public const int MaximumPayloadLength = 16 * 1024;

    public static KeyRegistry Empty { get; } = new();

    private ImmutableDictionary<KeyId, RegisteredKey> keys = ImmutableDictionary<KeyId, RegisteredKey>.Empty;
    private ImmutableDictionary<string, ImmutableArray<RoleGrant>> grants = ImmutableDictionary.Create<
        string,
        ImmutableArray<RoleGrant>
    >(StringComparer.Ordinal);

    /// <summary>Of each key message, its payload's hash and index: a message sent twice is answered like an event.</summary>
    private ImmutableDictionary<MerkleHash, long> messages = ImmutableDictionary<MerkleHash, long>.Empty;

    private KeyRegistry() { }

    private KeyRegistry(KeyRegistry before)
    {
        keys = before.keys;
        grants = before.grants;
        messages = before.messages;
        Origin = before.Origin;
        LogKeys = before.LogKeys;
    }

    /// <summary>The log that the keys are for; empty before the first entry.</summary>
    public string Origin { get; private init; } = "";

    /// <summary>Verifier keys of checkpoints, as the first entry names them.</summary>
    public ImmutableArray<NoteVerifier> LogKeys { get; private init; } = [];

    /// <summary>How many key entries there are: the <c>number</c> that the next one must carry.</summary>
    public int Count => messages.Count;

    public IEnumerable<RegisteredKey> Keys =>
        keys.Values.OrderBy(key => key.From).ThenBy(key => key.Id.ToString(), StringComparer.Ordinal);

    public ImmutableArray<RoleGrant> GrantsOf(string source) => grants.GetValueOrDefault(source, []);

    public RegisteredKey? Find(KeyId id) => keys.GetValueOrDefault(id);

    public bool TryFindMessage(MerkleHash payloadHash, out long index) => messages.TryGetValue(payloadHash, out index);

    /// <summary>
    /// The key under which a message claims to be signed, if it may speak at the index. What is absent and what is
    /// forbidden get the same answer.
    /// </summary>
    public bool TryResolve(
        JwsHeader header,
        string type,
        long index,
        [NotNullWhen(true)] out RegisteredKey? key,
        [NotNullWhen(false)] out string? why
    )
    {
        key = null;
        if (header.Type != type)
        {
            why = $"the header's typ is not {type}";
            return false;
        }
        if (!string.Equals(header.Audience, Origin, StringComparison.Ordinal))
        {
            why = "the header's aud is not this log";
            return false;
        }
        if (
            !KeyId.TryParse(header.KeyId, out var id)
            || !keys.TryGetValue(id, out var found)
            || !found.IsValidAt(index)
        )
        {
            why = "the key is not registered, or no longer valid";
            return false;
        }
        key = found;
        why = null;
        return true;
    }

    /// <summary>Whether the source of the key may author the event.</summary>
    public string? Objection(RegisteredKey key, EventEnvelope envelope)
    {
        if (!string.Equals(key.Source, envelope.Source, StringComparison.Ordinal))
        {
            return "the key belongs to another source than the event names";
        }
        if (key.Source == OperatorSource)
        {
            return "the operator of a log cannot append events";
        }
        var authors = RoleNames.AuthorsOf(envelope.Type);
        if (authors == LedgerRoles.None)
        {
            return "nobody appends this type of event: on a ledger, time is the log's own";
        }
        foreach (var grant in GrantsOf(key.Source))
        {
            if (grant.Covers(envelope.Agreement) && (grant.Roles & authors) != 0)
            {
                return null;
            }
        }
        return "the source has no role that may author this type of event under this agreement";
    }

    /// <summary>The registry behind a key entry at the index, or why there can be no such entry.</summary>
    public bool TryApply(
        long index,
        CompactJws jws,
        [NotNullWhen(true)] out KeyRegistry? next,
        [NotNullWhen(false)] out string? why
    )
    {
        next = null;
        if (
            jws.Payload.Length > MaximumPayloadLength
            || !StrictJson.TryParse(jws.Payload, JsonRules.Ledger, out var value, out _)
            || value is not JsonObject message
            || !CanonicalJson.IsCanonical(jws.Payload, value)
        )
        {
            why = "the key message is no canonical JSON object";
            return false;
        }
        if (message.Integer("number") != Count)
        {
            why = $"the key message is not number {Count}: it was made for another state of the keys";
            return false;
        }
        var action = message.Text("action");
        if ((action == KeyAction.Genesis) != (Count == 0))
        {
            why = "the first entry, and only the first, is the genesis";
            return false;
        }

        RegisteredKey? signer = null;
        if (action != KeyAction.Genesis)
        {
            if (!TryResolve(jws.Header, MessageTypes.Key, index, out signer, out why))
            {
                return false;
            }
            if (!jws.IsSignedBy(signer.Key))
            {
                why = "the signature is not that of the key";
                return false;
            }
        }
        var draft = new KeyRegistry(this)
        {
            messages = messages.Add(new MerkleHash(SHA256.HashData(jws.Payload)), index),
        };
        why = action switch
        {
            KeyAction.Genesis => draft.Begin(index, jws, message, out draft),
            KeyAction.Register => draft.Register(index, signer, message),
            KeyAction.Rotate => draft.Rotate(index, signer, message),
            KeyAction.Revoke => draft.Revoke(index, signer, message),
            KeyAction.Grant => draft.Grant(index, signer, message),
            _ => "'action' is none of genesis, register, rotate, revoke and grant",
        };
        next = why is null ? draft : null;
        return why is null;
    }

    private string? Begin(long index, CompactJws jws, JsonObject message, out KeyRegistry draft)
    {
        draft = this;
        if (index != 0 || !HasOnly(message, "action", "logkeys", "number", "operator", "origin", "version"))
        {
            return "the genesis is entry 0 and has action, logkeys, number, operator, origin and version";
        }
        if (message.Integer("version") != 1)
        {
            return "the ledger is of a version that is not known here (this is version 1)";
        }
        if (
            message.Text("origin") is not { } origin
            || !SignedNote.IsKeyName(origin)
            || origin.Length > EventEnvelope.MaximumNameLength
        )
        {
            return "'origin' is no name without spaces";
        }
        if (!Es256PublicKey.TryFromJwk(message.Find("operator"), out var key, out var why))
        {
            return why;
        }
        if (
            jws.Header.Type != MessageTypes.Key
            || jws.Header.Audience != origin
            || jws.Header.KeyId != key.Id.ToString()
            || !jws.IsSignedBy(key)
        )
        {
            return "the genesis is not signed by the operator it names";
        }
        var verifiers = ImmutableArray.CreateBuilder<NoteVerifier>();
        if (message.Find("logkeys") is not JsonArray { Items: { Length: > 0 and <= 4 } items })
        {
            return "'logkeys' is no list of verifier keys";
        }
        foreach (var item in items)
        {
            if (
                item is not JsonString { Value: var text }
                || !NoteVerifier.TryParse(text, out var verifier, out why)
                || verifier.Name != origin
            )
            {
                return "'logkeys' has an entry that is no verifier key of the origin";
            }
            verifiers.Add(verifier);
        }
        draft = new KeyRegistry(this)
        {
            Origin = origin,
            LogKeys = verifiers.ToImmutable(),
            keys = keys.Add(key.Id, new RegisteredKey(key.Id, key, OperatorSource, index, null)),
        };
        return null;
    }

    private string? Register(long index, RegisteredKey? signer, JsonObject message)
    {
        if (!HasOnly(message, "action", "approval", "grants", "key", "number", "proof", "source"))
        {
            return "a registration has action, grants, key, number, proof and source, and approval where there is a depositary";
        }
        if (signer?.Source != OperatorSource)
        {
            return "only the operator registers keys";
        }
        if (message.Text("source") is not { } source || !EventEnvelope.IsName(source) || source == OperatorSource)
        {
            return "'source' is no name of a source";
        }
        if (!RoleGrant.TryParse(message.Find("grants"), out var given, out var why))
        {
            return why;
        }
        return TryTakeKey(message, source, out var key)
            ?? Disapproval(index, source, message)
            ?? Add(index, key, source, given);
    }

    private string? Rotate(long index, RegisteredKey? signer, JsonObject message)
    {
        if (signer is null || !HasOnly(message, "action", "key", "number", "proof"))
        {
            return "a rotation has action, key, number and proof";
        }
        if (TryTakeKey(message, signer.Source, out var key) is { } why)
        {
            return why;
        }
        keys = keys.SetItem(signer.Id, signer with { Until = index });
        return Add(index, key, signer.Source, null);
    }

    private string? Revoke(long index, RegisteredKey? signer, JsonObject message)
    {
        if (signer is null || !HasOnly(message, "action", "kid", "number", "reason"))
        {
            return "a revocation has action, kid, number and reason";
        }
        if (!EventEnvelope.IsName(message.Text("reason")))
        {
            return "'reason' is no text";
        }
        if (
            !KeyId.TryParse(message.Text("kid"), out var id)
            || !keys.TryGetValue(id, out var key)
            || key.Until is not null
        )
        {
            return "'kid' names no key that is valid";
        }
        if (signer.Source != OperatorSource && signer.Source != key.Source)
        {
            return "a key is revoked by its own source or by the operator";
        }
        if (key.Source == OperatorSource)
        {
            return "the operator's key is rotated, not revoked: nobody could register keys any more";
        }
        keys = keys.SetItem(id, key with { Until = index });
        return null;
    }

    private string? Grant(long index, RegisteredKey? signer, JsonObject message)
    {
        if (!HasOnly(message, "action", "approval", "grants", "number", "source"))
        {
            return "a grant has action, grants, number and source, and approval where there is a depositary";
        }
        if (signer?.Source != OperatorSource)
        {
            return "only the operator grants roles";
        }
        if (message.Text("source") is not { } source || !grants.ContainsKey(source))
        {
            return "'source' was never registered";
        }
        if (
            !RoleGrant.TryParse(message.Find("grants"), out var given, out var why)
            || (why = Disapproval(index, source, message)) is not null
        )
        {
            return why;
        }
        grants = grants.SetItem(source, given);
        return null;
    }

    private string? Add(long index, Es256PublicKey? key, string source, ImmutableArray<RoleGrant>? given)
    {
        if (key is null)
        {
            return "there is no key";
        }
        keys = keys.Add(key.Id, new RegisteredKey(key.Id, key, source, index, null));
        if (given is { } roles)
        {
            grants = grants.SetItem(source, roles);
        }
        return null;
    }

    /// <summary>The key of the message, if whoever sends it holds it and nobody ever used it before.</summary>
    private string? TryTakeKey(JsonObject message, string source, out Es256PublicKey? key)
    {
        if (!Es256PublicKey.TryFromJwk(message.Find("key"), out key, out var why))
        {
            return why;
        }
        if (keys.ContainsKey(key.Id))
        {
            return "the key is or was registered already: make a new one";
        }
        if (
            message.Text("proof") is not { } text
            || !CompactJws.TryParse(text, out var proof, out _)
            || proof.Header.Type != MessageTypes.KeyProof
            || proof.Header.Audience != Origin
            || proof.Header.KeyId != key.Id.ToString()
            || !proof.Payload.AsSpan().SequenceEqual(KeyMessages.ProofPayload(key.Id, source))
            || !proof.IsSignedBy(key)
        )
        {
            return "'proof' does not show that the source holds the key";
        }
        return null;
    }

    /// <summary>
    /// From the first depositary on, the operator cannot make a source of its own: a depositary's key other than the
    /// source's must approve the very message.
    /// </summary>
    private string? Disapproval(long index, string source, JsonObject message)
    {
        var depositaries = keys
            .Values.Where(key => key.Source != source && key.IsValidAt(index))
            .Where(key => GrantsOf(key.Source).Any(grant => grant.Roles.HasFlag(LedgerRoles.Depositary)))
            .ToDictionary(key => key.Id.ToString(), StringComparer.Ordinal);
        if (depositaries.Count == 0)
        {
            return message.Find("approval") is null ? null : "there is no depositary yet to approve";
        }
        if (
            message.Text("approval") is not { } text
            || !CompactJws.TryParse(text, out var approval, out _)
            || approval.Header.Type != MessageTypes.KeyApproval
            || approval.Header.Audience != Origin
            || !depositaries.TryGetValue(approval.Header.KeyId, out var depositary)
            || !approval.Payload.AsSpan().SequenceEqual(KeyMessages.ApprovalPayload(message))
            || !approval.IsSignedBy(depositary.Key)
        )
        {
            return "'approval' is not the signature of a depositary under this message";
        }
        return null;
    }

    private static bool HasOnly(JsonObject message, params ReadOnlySpan<string> names)
    {
        foreach (var member in message.Members)
        {
            if (!names.Contains(member.Name))
            {
                return false;
            }
        }
        return true;
    }
}
