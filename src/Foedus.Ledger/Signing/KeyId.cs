using System.Diagnostics.CodeAnalysis;

namespace Foedus.Ledger.Signing;

/// <summary>The name of a signing key: its RFC 7638 thumbprint, so that a name cannot come to mean another key.</summary>
public readonly record struct KeyId
{
    private readonly string? text;

    private KeyId(string text) => this.text = text;

    public override string ToString() => text ?? "";

    public static KeyId OfThumbprint(ReadOnlySpan<byte> sha256) => new(StrictBase64.EncodeUrl(sha256));

    public static bool TryParse([NotNullWhen(true)] string? text, out KeyId id)
    {
        id = default;
        if (text is not { Length: 43 } || !StrictBase64.TryDecodeUrl(text, out _))
        {
            return false;
        }
        id = new KeyId(text);
        return true;
    }
}
