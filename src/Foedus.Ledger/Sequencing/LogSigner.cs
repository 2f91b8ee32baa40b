using System.Collections.Immutable;
using System.Text;
using Foedus.Ledger.Notes;
using Foedus.Ledger.Signing;

namespace Foedus.Ledger.Sequencing;

/// <summary>The keys a log speaks with: ES256 for its own entries, and both ES256 and Ed25519 under its checkpoints.</summary>
public sealed class LogSigner
{
    private readonly NoteVerifier ecdsa;
    private readonly NoteSigner note;

    public LogSigner(string origin, Es256PrivateKey operatorKey, NoteSigner note)
    {
        Origin = origin;
        OperatorKey = operatorKey;
        this.note = note;
        ecdsa = NoteVerifier.ForEcdsa(origin, operatorKey.Public);
    }

    public string Origin { get; }

    public Es256PrivateKey OperatorKey { get; }

    /// <summary>What verifiers pin.</summary>
    public ImmutableArray<NoteVerifier> Verifiers => [note.Verifier, ecdsa];

    public SignedNote Sign(Checkpoint checkpoint)
    {
        var text = checkpoint.ToText();
        var der = DerSignature.FromP1363(OperatorKey.Sign(Encoding.UTF8.GetBytes(text)));
        return new SignedNote(text, [note.Sign(text), new NoteSignature(Origin, ecdsa.KeyHash, der)]);
    }
}
