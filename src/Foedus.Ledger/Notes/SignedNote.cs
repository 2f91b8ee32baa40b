using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Foedus.Ledger.Signing;

namespace Foedus.Ledger.Notes;

/// <summary>A text with signatures under it, in the form of C2SP signed-note. Reading one believes nothing of it.</summary>
public sealed record SignedNote(string Text, ImmutableArray<NoteSignature> Signatures)
{
    /// <summary>The largest note that is read: a checkpoint with the cosignatures of hundreds of witnesses.</summary>
    public const int MaximumLength = 1 << 17;

    private const string Dash = "\u2014 ";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static bool TryParse(
        ReadOnlySpan<byte> bytes,
        [NotNullWhen(true)] out SignedNote? note,
        [NotNullWhen(false)] out string? why
    )
    {
        note = null;
        why = null;
        if (bytes.Length > MaximumLength)
        {
            why = $"the note is longer than {MaximumLength} bytes";
            return false;
        }
        string all;
        try
        {
            all = Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            why = "the note is not UTF-8";
            return false;
        }
        if (all.Any(c => c < ' ' && c != '\n'))
        {
            why = "the note has a control character";
            return false;
        }
        var split = all.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (split < 0 || !all.EndsWith('\n'))
        {
            why = "the note has no blank line before its signatures, or no line end at its end";
            return false;
        }
        var lines = all[(split + 2)..];
        if (lines.Length == 0)
        {
            why = "the note has no signature";
            return false;
        }
        if (!TryParseSignatures(lines, out var signatures, out why))
        {
            return false;
        }
        note = new SignedNote(all[..(split + 1)], signatures);
        return true;
    }

    /// <summary>Reads signature lines that stand by themselves, as a witness answers them.</summary>
    public static bool TryParseSignatures(
        string lines,
        out ImmutableArray<NoteSignature> signatures,
        [NotNullWhen(false)] out string? why
    )
    {
        signatures = [];
        why = "a line under the note is no signature: '— name base64'";
        if (!lines.EndsWith('\n'))
        {
            return false;
        }
        var found = ImmutableArray.CreateBuilder<NoteSignature>();
        foreach (var line in lines[..^1].Split('\n'))
        {
            if (!line.StartsWith(Dash, StringComparison.Ordinal))
            {
                return false;
            }
            var space = line.IndexOf(' ', Dash.Length);
            if (space < 0)
            {
                return false;
            }
            var name = line[Dash.Length..space];
            if (!IsKeyName(name) || !StrictBase64.TryDecode(line.AsSpan(space + 1), out var bytes) || bytes.Length < 5)
            {
                return false;
            }
            found.Add(new NoteSignature(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes.AsMemory(4)));
        }
        signatures = found.ToImmutable();
        why = null;
        return true;
    }

    public static bool IsKeyName(string name) =>
        name.Length > 0 && !name.Any(c => char.IsWhiteSpace(c) || c == '+' || c < ' ');

    /// <summary>Whether the key signed the text: a signature of its name and hash stands there and is right.</summary>
    public bool IsSignedBy(NoteVerifier key)
    {
        foreach (var signature in Signatures)
        {
            if (key.Matches(signature) && key.Verifies(Text, signature.Signature.Span))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Whether a signature claims to be the key's and is not right: then the whole note is refused.</summary>
    public bool IsForgedFor(NoteVerifier key) =>
        Signatures.Any(signature => key.Matches(signature) && !key.Verifies(Text, signature.Signature.Span));

    public static string Line(NoteSignature signature)
    {
        var bytes = new byte[4 + signature.Signature.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, signature.KeyHash);
        signature.Signature.Span.CopyTo(bytes.AsSpan(4));
        return $"{Dash}{signature.Name} {StrictBase64.Encode(bytes)}\n";
    }

    public byte[] ToBytes() => Utf8.GetBytes(ToString());

    public override string ToString() => $"{Text}\n{string.Concat(Signatures.Select(Line))}";
}
