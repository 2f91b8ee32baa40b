namespace Foedus.Ledger.Notes;

/// <summary>Signature types of C2SP signed-note, by their identifier bytes.</summary>
public enum NoteAlgorithm : byte
{
    Ed25519 = 1,

    /// <summary>ECDSA over P-256 and SHA-256, DER; the key hash is of the SubjectPublicKeyInfo alone.</summary>
    EcdsaP256 = 2,

    /// <summary>cosignature/v1: Ed25519 with the witness's time.</summary>
    Cosignature = 4,
}
