namespace Foedus.Temporal.Tests;

/// <summary>Gives at most so many bytes at a time, as a pipe may.</summary>
internal sealed class SlowStream(byte[] bytes, int most) : MemoryStream(bytes)
{
    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, most));
}
