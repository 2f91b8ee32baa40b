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

    /// <summary>The lines since the last thousandth event. They are kept, and not a hash of them: half a hash cannot be saved.</summary>
    private readonly MemoryStream stretch = new();
    private readonly RunJsonWriter writer;
    private readonly RunSession session;

    /// <summary>The digest at the last thousandth event, behind which the stretch since then is hashed.</summary>
    private byte[] last = new byte[SHA256.HashSizeInBytes];

    /// <summary>Whether the stretch has all its events.</summary>
    private bool isWhole;

    /// <param name="history">As for <see cref="RunSession"/>.</param>
    public VerdictDigest(Agreement agreement, Func<IEnumerable<Event>>? history)
    {
        writer = new RunJsonWriter(stretch);
        session = new RunSession(agreement, until: null, history, version => new DigestSink(version, writer));
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

    /// <summary>Everything that a later process of this very build needs to go on from here.</summary>
    public byte[] Save()
    {
        using var output = new MemoryStream();
        output.Write(Magic);
        output.Write(Build());
        using (var body = new SnapshotWriter(output))
        {
            writer.Flush();
            body.Number(Events);
            body.Flag(isWhole);
            body.Blob(last);
            body.Blob(stretch.GetBuffer().AsSpan(0, (int)stretch.Length));
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
            saved.Length < head + Tail
            || !saved.AsSpan(0, Magic.Length).SequenceEqual(Magic)
            || !saved.AsSpan(Magic.Length, build.Length).SequenceEqual(build)
            || !SHA256
                .HashData(saved.AsSpan(0, saved.Length - Tail))
                .AsSpan()
                .SequenceEqual(saved.AsSpan(saved.Length - Tail))
        )
        {
            return null;
        }
        var digest = new VerdictDigest(agreement, history);
        try
        {
            using var body = new MemoryStream(saved, head, saved.Length - head - Tail, writable: false);
            using var reader = new SnapshotReader(body);
            digest.Events = reader.Number();
            digest.isWhole = reader.Flag();
            digest.last = reader.Blob();
            digest.stretch.Write(reader.Blob());
            digest.session.Restore(reader);
            return digest;
        }
        catch (Exception unfit)
            when (unfit
                    is IOException
                        or InvalidDataException
                        or ArgumentException
                        or OverflowException
                        or FormatException
            )
        {
            digest.Dispose();
            return null;
        }
    }

    public void Dispose()
    {
        writer.Dispose();
        stretch.Dispose();
    }

    private void BeginStretch()
    {
        if (isWhole)
        {
            last = CurrentBytes();
            stretch.SetLength(0);
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
        if (Events == 0)
        {
            return last;
        }
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(last);
        hash.AppendData(stretch.GetBuffer().AsSpan(0, (int)stretch.Length));
        return hash.GetHashAndReset();
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
}
