namespace Foedus.Temporal.Parsing;

/// <summary>The texts of a piece of a log, one behind the other. Written by one thread, then read by others.</summary>
internal sealed class BatchTexts
{
    private byte[] _bytes = [];
    private int _used;

    public ReadOnlySpan<byte> this[long packed] => _bytes.AsSpan((int)(packed >> 32), (int)(packed & uint.MaxValue));

    /// <summary>Keeps a text; what comes back finds it again.</summary>
    public long Pack(ReadOnlySpan<byte> text)
    {
        if (_used + text.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_used + text.Length, _bytes.Length * 2));
        }
        text.CopyTo(_bytes.AsSpan(_used));
        var packed = ((long)_used << 32) | (uint)text.Length;
        _used += text.Length;
        return packed;
    }

    public void Clear() => _used = 0;
}
