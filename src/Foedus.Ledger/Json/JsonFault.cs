namespace Foedus.Ledger.Json;

/// <param name="Offset">Bytes from the start of the text.</param>
/// <param name="What">What is wrong there.</param>
public sealed record JsonFault(int Offset, string What)
{
    public override string ToString() => $"{What} at byte {Offset + 1}";
}
