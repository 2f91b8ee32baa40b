namespace Foedus.Ledger.Notes;

/// <summary>One signature line of a note.</summary>
/// <param name="Name">Of the key, as the line has it.</param>
/// <param name="KeyHash">The four bytes that tell keys of one name apart, big-endian.</param>
/// <param name="Signature">What follows them, of the form that the key's algorithm has.</param>
public sealed record NoteSignature(string Name, uint KeyHash, ReadOnlyMemory<byte> Signature);
