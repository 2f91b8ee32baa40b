using System.Security.Cryptography;
using Foedus.Language.Core;
using Foedus.Norms.Events;

namespace Foedus.Norms.Replay;

/// <summary>
/// The SHA-256 of everything a run has concluded so far: of the very lines that <c>run --format json --notices</c> prints.
/// Whoever replays the same events gets the same digest after each of them; whoever gets another has replayed something
/// else.
/// </summary>
public sealed class VerdictDigest : IDisposable
{
    /// <summary>Events from one digest to the next.</summary>
    public const int Interval = 1000;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly RunJsonWriter writer;
    private readonly RunSession session;

    /// <param name="history">As for <see cref="RunSession"/>.</param>
    public VerdictDigest(Agreement agreement, Func<IEnumerable<Event>>? history)
    {
        writer = new RunJsonWriter(new HashingStream(hash));
        session = new RunSession(agreement, until: null, history, version => new JsonRunSink(version, writer, withNotices: true));
    }

    /// <summary>Events so far.</summary>
    public long Events { get; private set; }

    /// <summary>The next event in the order of arrival. True when a digest is due.</summary>
    public bool Add(Event arrived)
    {
        session.Add(arrived);
        Events++;
        return Events % Interval == 0;
    }

    /// <summary>The digest after the events so far, in lower-case hexadecimal.</summary>
    public string Current()
    {
        writer.Flush();
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    public void Dispose()
    {
        writer.Dispose();
        hash.Dispose();
    }

    private sealed class HashingStream(IncrementalHash hash) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(ReadOnlySpan<byte> buffer) => hash.AppendData(buffer);

        public override void Write(byte[] buffer, int offset, int count) => hash.AppendData(buffer, offset, count);

        public override void Flush() { }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
