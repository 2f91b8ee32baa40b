using System.IO;
using Foedus.Ledger.Sequencing;
using Foedus.Ledger.Storage;

namespace Foedus.Ledger.Exporting;

/// <summary>The events of a log as the bytes of an event file, made as they are read: a log need not fit into memory.</summary>
/// <param name="size">Entries from here on are not read.</param>
/// <param name="from">The first entry to read.</param>
public sealed class EventLineStream(
    IEntrySource source,
    long size,
    string origin,
    IDisposable? owned = null,
    long from = 0
) : Stream
{
    private const int Block = 512;
    private readonly MemoryStream pending = new();
    private long next = from;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        while (pending.Position == pending.Length && next < size)
        {
            Fill();
        }
        return pending.Read(buffer);
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            pending.Dispose();
            owned?.Dispose();
        }
        base.Dispose(disposing);
    }

    private void Fill()
    {
        pending.SetLength(0);
        var entries = source.ReadEntries(next, (int)Math.Min(Block, size - next));
        if (entries.Count == 0)
        {
            throw new LedgerDamagedException($"Entry {next} is missing.", next);
        }
        foreach (var stored in entries)
        {
            if (EventLines.Of(Reading.Parsed(stored), stored.Index, origin) is { } line)
            {
                pending.Write(line);
                pending.WriteByte((byte)'\n');
            }
        }
        next += entries.Count;
        pending.Position = 0;
    }
}
