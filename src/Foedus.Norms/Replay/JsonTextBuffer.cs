using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Foedus.Norms.Events;

namespace Foedus.Norms.Replay;

/// <summary>Bytes of output, and JSON texts put behind each other in them.</summary>
internal sealed class JsonTextBuffer(int capacity) : IBufferWriter<byte>
{
    private static readonly SearchValues<char> Unescaped = SearchValues.Create([
        .. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code).Where(c => c is not ('"' or '\\')),
    ]);

    private byte[] bytes = new byte[capacity];

    // Transitions of one moment follow each other.
    private readonly byte[] lastInstantText = new byte[EventTime.MaximumLength];
    private long lastInstant = long.MinValue;
    private int lastInstantLength;

    public int Count { get; private set; }

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Count);

    /// <summary>The text as JSON, in quotation marks.</summary>
    public static byte[] Json(string text) => [(byte)'"', .. Encode(text).EncodedUtf8Bytes, (byte)'"'];

    /// <summary>An array of the texts.</summary>
    public static byte[] Json(ImmutableArray<string> texts)
    {
        var json = new List<byte> { (byte)'[' };
        foreach (var text in texts)
        {
            if (json.Count > 1)
            {
                json.Add((byte)',');
            }
            json.AddRange(Json(text));
        }
        json.Add((byte)']');
        return [.. json];
    }

    public void Clear() => Count = 0;

    /// <summary>JSON as it is.</summary>
    public void Put(ReadOnlySpan<byte> json)
    {
        json.CopyTo(GetSpan(json.Length));
        Count += json.Length;
    }

    public void PutText(string text)
    {
        if (text.AsSpan().ContainsAnyExcept(Unescaped))
        {
            Put(Json(text));
            return;
        }
        var length = text.Length + 2;
        var span = GetSpan(length);
        span[0] = (byte)'"';
        Encoding.ASCII.GetBytes(text, span[1..]);
        span[length - 1] = (byte)'"';
        Count += length;
    }

    public void PutInstant(long instant)
    {
        if (instant != lastInstant || lastInstantLength == 0)
        {
            lastInstantLength = EventTime.Format(instant, lastInstantText);
            lastInstant = instant;
        }
        var span = GetSpan(lastInstantLength + 2);
        span[0] = (byte)'"';
        lastInstantText.AsSpan(0, lastInstantLength).CopyTo(span[1..]);
        span[lastInstantLength + 1] = (byte)'"';
        Count += lastInstantLength + 2;
    }

    public void Advance(int count) => Count += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return bytes.AsMemory(Count);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return bytes.AsSpan(Count);
    }

    private void Reserve(int count)
    {
        // A hint of nothing asks for any room at all.
        if (bytes.Length - Count < Math.Max(1, count))
        {
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, Count + count));
        }
    }

    private static JsonEncodedText Encode(string text) =>
        JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
}
