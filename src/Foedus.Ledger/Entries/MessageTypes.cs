namespace Foedus.Ledger.Entries;

/// <summary>The <c>typ</c> of each kind of signed message, so that none can be passed off as another.</summary>
public static class MessageTypes
{
    public const string Event = "foedus-event+jws";

    public const string Key = "foedus-key+jws";

    /// <summary>By a new key, over its own name: who registers it holds it.</summary>
    public const string KeyProof = "foedus-key-proof+jws";

    /// <summary>By a depositary, over a registration that the operator may not make alone.</summary>
    public const string KeyApproval = "foedus-key-approval+jws";

    public const string Clock = "foedus-clock+jws";

    public const string Digest = "foedus-digest+jws";
}
