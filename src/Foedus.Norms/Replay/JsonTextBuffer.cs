using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Foedus.Norms.Events;

namespace Foedus.Norms.Replay;

/// <summary>
/// Puts JSON texts behind each other as bytes. A run writes the few names of its agreement a million times: their escaped
/// form is kept.
/// </summary>
internal sealed class JsonTextBuffer(ArrayBufferWriter<byte> bytes)
{
    /// <summary>More names than an agreement has; those beyond are escaped each time.</summary>
    private const int MostKept = 4096;

    private static readonly SearchValues<char> Unescaped = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code).Where(c => c is not ('"' or '\\'))]
    );

    private readonly Dictionary<string, byte[]> kept = new(ReferenceEqualityComparer.Instance);

    /// <summary>JSON as it is.</summary>
    public void Put(ReadOnlySpan<byte> json)
    {
        json.CopyTo(bytes.GetSpan(json.Length));
        bytes.Advance(json.Length);
    }

    /// <summary>A text that is the same object whenever it comes again: a name of the agreement or a word of the machine.</summary>
    public void PutName(string name)
    {
        if (!kept.TryGetValue(name, out var json))
        {
            if (kept.Count >= MostKept)
            {
                PutText(name);
                return;
            }
            json = [(byte)'"', .. Encode(name).EncodedUtf8Bytes, (byte)'"'];
            kept.Add(name, json);
        }
        Put(json);
    }

    public void PutText(string text)
    {
        if (text.AsSpan().ContainsAnyExcept(Unescaped))
        {
            Put("\""u8);
            Put(Encode(text).EncodedUtf8Bytes);
            Put("\""u8);
            return;
        }
        var length = text.Length + 2;
        var span = bytes.GetSpan(length);
        span[0] = (byte)'"';
        Encoding.ASCII.GetBytes(text, span[1..]);
        span[length - 1] = (byte)'"';
        bytes.Advance(length);
    }

    public void PutInstant(long instant)
    {
        var span = bytes.GetSpan(EventTime.MaximumLength + 2);
        span[0] = (byte)'"';
        var length = EventTime.Format(instant, span[1..]);
        span[length + 1] = (byte)'"';
        bytes.Advance(length + 2);
    }

    private static JsonEncodedText Encode(string text) =>
        JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
}
