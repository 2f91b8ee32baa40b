using System.Text;
using Foedus.Temporal.Formulas;
using Foedus.Temporal.Monitoring;
using Foedus.Temporal.Parsing;
using FsCheck;
using FsCheck.Fluent;

namespace Foedus.Temporal.Tests;

/// <summary>With a second thread that parses, every byte of the output is what one thread writes.</summary>
public sealed class ParseAheadTests
{
    private const string Texts = "likes(string,string) sees(string)";
    private const string Likes = "likes(a,b) AND NOT EVENTUALLY[0,3] (likes(b,a) OR (sees(b) AND ONCE likes(a,b)))";

    [Fact]
    public void Random_formulas_on_random_logs() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(500),
            Prop.ForAll(
                Arb.From(Gen.Choose(0, int.MaxValue - 1)),
                seed =>
                {
                    var item = RandomCase.FromSeed(seed);
                    if (MonitoredFormula.TryCompile(item.Formula, item.Signature, out _, out _))
                    {
                        AssertSame(
                            item.Signature,
                            [item.Formula, item.Formula],
                            item.Log.ToString(),
                            new LogReaderOptions()
                        );
                    }
                }
            )
        );

    [Fact]
    public void Texts_clock_lines_late_events_and_lines_that_are_skipped()
    {
        var random = new Random(7);
        var log = new StringBuilder();
        for (var i = 0; i < 3000; i++)
        {
            var stamp = i / 3 + random.Next(4);
            log.Append(
                random.Next(12) switch
                {
                    0 => $">{stamp - 4}<\n",
                    1 => $"@{stamp} sees(\"x {random.Next(9)}\") nonsense(1);\n",
                    2 => $"@{stamp} likes(a{random.Next(9)};\n",
                    3 => $"# nothing\n@{stamp};\n",
                    _ => $"@{stamp} likes(a{random.Next(9)},\"a{random.Next(9)}\") sees(a{random.Next(9)})\n",
                }
            );
        }
        AssertSame(
            Monitoring.Signature(Texts),
            [Monitoring.Parse(Likes), Monitoring.Parse("sees(a) AND ONCE[0,9] likes(a,b)")],
            log.ToString(),
            new LogReaderOptions(SkipUnusableLines: true, LateHorizon: 5)
        );
    }

    [Theory]
    [InlineData("@1 sees(a); @2 sees(b,c); @3 sees(d);")]
    [InlineData("@1 sees(a); @2 sees(b); @1 sees(c);")]
    [InlineData("@1 sees(a) likes(a,b) @2 sees(\"b")]
    [InlineData("@1 sees(a); >terminate< @0 rubbish")]
    [InlineData("")]
    [InlineData("@5 sees(a)")]
    public void What_ends_a_run(string log) =>
        AssertSame(
            Monitoring.Signature(Texts),
            [Monitoring.Parse(Likes), Monitoring.Parse("sees(a)")],
            log,
            new LogReaderOptions()
        );

    [Fact]
    public void A_failure_of_the_source_comes_out_where_the_log_is_read()
    {
        var signature = Monitoring.Signature(Texts);
        var monitor = new TemporalMonitor(
            signature,
            [Monitoring.Compile(Monitoring.Parse(Likes), signature)],
            new MonPolyWriter(Stream.Null, [""])
        );
        var reader = new LogReader(new BrokenStream(), monitor, new LogReaderOptions(ParseAheadAfter: 0));
        Assert.Throws<IOException>(() => reader.TryRead(out _));
    }

    [Fact]
    public void A_failure_of_the_evaluation_stops_the_parser()
    {
        var signature = Monitoring.Signature("pay(int)");
        var monitor = new TemporalMonitor(
            signature,
            [Monitoring.Compile(Monitoring.Parse($"s <- SUM a; (ONCE pay(a))"), signature)],
            new MonPolyWriter(Stream.Null, [""])
        );
        var log = new StringBuilder();
        for (var i = 0; i < 5000; i++)
        {
            log.Append($"@{i} pay({long.MaxValue - i});\n");
        }
        using var source = new SlowStream(Encoding.UTF8.GetBytes(log.ToString()), 100);
        var reader = new LogReader(source, monitor, new LogReaderOptions(ParseAheadAfter: 0));
        Assert.Throws<ValueOverflowException>(() => reader.TryRead(out _));
    }

    private static void AssertSame(
        Signature signature,
        IReadOnlyList<Formula> formulas,
        string log,
        LogReaderOptions options
    ) =>
        Assert.Equal(
            Monitoring.Run(signature, formulas, log, options),
            Monitoring.Run(signature, formulas, log, options with { ParseAheadAfter = 0 })
        );

    private sealed class BrokenStream : MemoryStream
    {
        private int _reads;

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_reads++ == 3)
            {
                throw new IOException("The disk is gone.");
            }
            "@1 sees(a);\n"u8.CopyTo(buffer.AsSpan(offset));
            return 12;
        }
    }
}
