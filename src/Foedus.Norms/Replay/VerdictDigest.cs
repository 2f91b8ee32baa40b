using System.Security.Cryptography;
using Foedus.Language.Core;
using Foedus.Norms.Events;
using Foedus.Norms.Snapshots;

namespace Foedus.Norms.Replay;

/// <summary>
/// A chain of SHA-256 over everything a run has concluded so far: over the very lines that <c>run --format json
/// --notices</c> prints, cut behind every thousandth event. Each stretch is hashed behind the digest of the one before it.
/// Whoever replays the same events gets the same digest after each of them; whoever gets another has replayed something
/// else.
/// </summary>
public sealed class VerdictDigest : IDisposable
{
    /// <summary>Events from one digest to the next.</summary>
    public const int Interval = 1000;

    private static readonly byte[] Magic = "foedus-verdicts 1\n"u8.ToArray();

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly RunJsonWriter writer;
    private readonly RunSession session;

    /// <summary>The digest at the last thousandth event, with which the hash of the stretch since then begins.</summary>
    private byte[] last = new byte[SHA256.HashSizeInBytes];

    /// <summary>Whether the hash holds a whole stretch.</summary>
    private bool isWhole;

    /// <param name="history">As for <see cref="RunSession"/>.</param>
    public VerdictDigest(Agreement agreement, Func<IEnumerable<Event>>? history)
    {
        writer = new RunJsonWriter(new HashingStream(hash));
        session = new RunSession(agreement, until: null, history, version => new DigestSink(version, writer));
        hash.AppendData(last);
    }

    /// <summary>Lines so far: events, and lines that are none.</summary>
    public long Events { get; private set; }

    /// <summary>The next event in the order of arrival. True when a digest is due.</summary>
    public bool Add(Event arrived)
    {
        BeginStretch();
        session.Add(arrived);
        return Count();
    }

    /// <summary>Counts a line that is no event, and changes nothing. True when a digest is due.</summary>
    public bool Pass()
    {
        BeginStretch();
        return Count();
    }

    /// <summary>The digest after the events so far, in lower-case hexadecimal.</summary>
    public string Current()
    {
        return Convert.ToHexStringLower(CurrentBytes());
    }

    /// <summary>Everything that a later process of this very build needs to go on from here. Only where a digest is due.</summary>
    public byte[] Save()
    {
        if (Events % Interval != 0)
        {
            throw new InvalidOperationException("Half a stretch cannot be saved: a hash is not to be taken apart.");
        }
        using var output = new MemoryStream();
        output.Write(Magic);
        output.Write(Build());
        output.Write(BitConverter.GetBytes(Events));
        output.Write(CurrentBytes());
        using (var body = new SnapshotWriter(output))
        {
            session.Save(body);
        }
        output.Write(SHA256.HashData(output.GetBuffer().AsSpan(0, (int)output.Length)));
        return output.ToArray();
    }

    /// <summary>
    /// Goes on where a digest of the same agreement over the same events was saved. Null where the bytes are none of this
    /// build, or not all there: then the events have to be replayed from the first.
    /// </summary>
    public static VerdictDigest? TryRestore(Agreement agreement, Func<IEnumerable<Event>> history, byte[] saved)
    {
        var build = Build();
        var head = Magic.Length + build.Length;
        const int Tail = SHA256.HashSizeInBytes;
        if (
            saved.Length < head + sizeof(long) + Tail + Tail
            || !saved.AsSpan(0, Magic.Length).SequenceEqual(Magic)
            || !saved.AsSpan(Magic.Length, build.Length).SequenceEqual(build)
            || !SHA256.HashData(saved.AsSpan(0, saved.Length - Tail)).AsSpan().SequenceEqual(saved.AsSpan(saved.Length - Tail))
        )
        {
            return null;
        }
        var digest = new VerdictDigest(agreement, history);
        try
        {
            using var body = new MemoryStream(saved, head + sizeof(long) + Tail, saved.Length - head - sizeof(long) - Tail - Tail, writable: false);
            using var reader = new SnapshotReader(body);
            digest.session.Restore(reader);
            digest.Events = BitConverter.ToInt64(saved, head);
            digest.last = saved.AsSpan(head + sizeof(long), Tail).ToArray();
            digest.hash.GetHashAndReset();
            digest.hash.AppendData(digest.last);
            return digest;
        }
        catch (Exception unfit) when (unfit is IOException or InvalidDataException or ArgumentException or OverflowException or FormatException)
        {
            digest.Dispose();
            return null;
        }
    }

    public void Dispose()
    {
        writer.Dispose();
        hash.Dispose();
    }

    private void BeginStretch()
    {
        if (isWhole)
        {
            writer.Flush();
            last = hash.GetHashAndReset();
            hash.AppendData(last);
        }
    }

    private bool Count()
    {
        Events++;
        isWhole = Events % Interval == 0;
        return isWhole;
    }

    /// <summary>Where nothing follows a whole stretch yet, its digest and not the hash of an empty one behind it.</summary>
    private byte[] CurrentBytes()
    {
        writer.Flush();
        return isWhole || Events % Interval != 0 ? hash.GetCurrentHash() : last;
    }

    /// <summary>A snapshot is laid out as the code is: another build of any part reads it as something else.</summary>
    private static byte[] Build() =>
        [
            .. typeof(VerdictDigest).Module.ModuleVersionId.ToByteArray(),
            .. typeof(Agreement).Module.ModuleVersionId.ToByteArray(),
            .. typeof(Temporal.Conditions.PastConditionState).Module.ModuleVersionId.ToByteArray(),
        ];

    private sealed class DigestSink(RunVersion version, RunJsonWriter writer) : IReplaySink
    {
        public void Add(in Transition transition) => writer.Write(version.Machine, version.Reader, transition);

        public void Revise(in Transition transition, RevisionKind kind, Event because) =>
            writer.Write(version.Machine, version.Reader, transition, kind, because);

        public void Note(in Notice notice) => writer.Write(version.Reader, notice);
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
