using System.Diagnostics.CodeAnalysis;

namespace Foedus.Ledger.Signing;

/// <summary>
/// ECDSA signatures of signed notes are DER. Only the one strict spelling is taken: this decodes to r ‖ s, encodes again
/// and compares, because the platform's DER reader accepts more than one.
/// </summary>
public static class DerSignature
{
    public static bool TryToP1363(ReadOnlySpan<byte> der, [NotNullWhen(true)] out byte[]? signature)
    {
        signature = null;
        if (der.Length is < 8 or > 72 || der[0] != 0x30 || der[1] != der.Length - 2)
        {
            return false;
        }
        var result = new byte[Es256PublicKey.SignatureLength];
        var rest = der[2..];
        if (
            !TryTakeInteger(ref rest, result.AsSpan(0, 32))
            || !TryTakeInteger(ref rest, result.AsSpan(32))
            || rest.Length != 0
        )
        {
            return false;
        }
        if (!FromP1363(result).AsSpan().SequenceEqual(der))
        {
            return false;
        }
        signature = result;
        return true;
    }

    public static byte[] FromP1363(ReadOnlySpan<byte> signature)
    {
        var body = new List<byte>(72);
        AddInteger(body, signature[..32]);
        AddInteger(body, signature[32..]);
        return [0x30, (byte)body.Count, .. body];
    }

    private static bool TryTakeInteger(ref ReadOnlySpan<byte> rest, Span<byte> field)
    {
        if (rest.Length < 3 || rest[0] != 0x02 || rest[1] is 0 or > 33 || rest[1] > rest.Length - 2)
        {
            return false;
        }
        var integer = rest.Slice(2, rest[1]);
        rest = rest[(2 + integer.Length)..];
        if (integer.Length == 33)
        {
            if (integer[0] != 0)
            {
                return false;
            }
            integer = integer[1..];
        }
        integer.CopyTo(field[(32 - integer.Length)..]);
        return true;
    }

    private static void AddInteger(List<byte> body, ReadOnlySpan<byte> field)
    {
        var start = field.IndexOfAnyExcept((byte)0);
        var digits = start < 0 ? field[^1..] : field[start..];
        var padded = (digits[0] & 0x80) != 0;
        body.Add(0x02);
        body.Add((byte)(digits.Length + (padded ? 1 : 0)));
        if (padded)
        {
            body.Add(0);
        }
        body.AddRange(digits);
    }
}
