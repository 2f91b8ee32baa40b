using System.Globalization;

namespace Foedus.Bench.Temporal;

/// <summary>A long run through a bounded window: events come through a pipe as fast as they are taken, and memory is looked at on the way.</summary>
internal static class FlatBench
{
    private const int Pieces = 10;

    /// <summary>Arguments: the program, and how many events.</summary>
    public static int Run(string[] args)
    {
        if (args.Length < 1)
        {
            return 2;
        }
        var events = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 100_000_000;
        var folder = Directory.CreateTempSubdirectory("foedus-bench-").FullName;
        try
        {
            var signature = Path.Combine(folder, "log.sig");
            var formula = Path.Combine(folder, "respond.mfotl");
            File.WriteAllText(signature, TemporalBench.SignatureText);
            File.WriteAllText(formula, "trigger(p,i) AND NOT EVENTUALLY[0,60] fulfil(p,i)");
            var peaks = new long[Pieces + 1];
            long sent = 0;
            // The text grows with the numbers in it, so its length only roughly says how far the run is.
            var expected = events * 26L;
            var run = ProgramRun.Of(
                [args[0], "monitor", "--signature", signature, "--formula", formula],
                input =>
                    new LogGenerator("respond", events, 1000, 1, 1).Write(
                        new CountingStream(input, count => Volatile.Write(ref sent, count))
                    ),
                memory =>
                {
                    var piece = (int)Math.Min(Pieces, Volatile.Read(ref sent) * Pieces / expected);
                    peaks[piece] = Math.Max(peaks[piece], memory);
                }
            );
            for (var i = 0; i <= Pieces; i++)
            {
                if (peaks[i] > 0)
                {
                    Console.WriteLine($"{i * 100 / Pieces, 3} %: {peaks[i] / 1e6, 6:F1} MB");
                }
            }
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{events} events, {run.CpuSeconds:F1} CPU s, {run.WallSeconds:F1} s"
                )
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        return 0;
    }

    private sealed class CountingStream(Stream target, Action<long> onWritten) : Stream
    {
        private long _written;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => _written;

        public override long Position
        {
            get => _written;
            set => throw new NotSupportedException();
        }

        public override void Flush() => target.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count)
        {
            target.Write(buffer, offset, count);
            onWritten(_written += count);
        }
    }
}
