using System.Diagnostics;
using System.Text;
using Foedus.Language.Text;

namespace Foedus.Language.Tests;

/// <summary>The compiler returns, whatever the text. Mutations of all samples, from one seed; FOEDUS_FUZZ_SAMPLES sets how many.</summary>
public sealed class FuzzTests
{
    private const int SmokeSamples = 20_000;
    private const int LongestText = 3000;

    /// <summary>Wide enough for a busy machine; what is not linear takes far longer.</summary>
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(60);
    private static readonly string[] Splices =
    [
        "```",
        "```foedus\n",
        "(",
        ")",
        ".",
        ";",
        "\"",
        "Upon ",
        "if ",
        "; failing which ",
        " and ",
        " or ",
        "1. ",
        "\n",
        "\0",
        "é",
        "９",
        "Article 3(2)",
        "its ",
        "each other ",
        "by ",
        "within 0 hours",
        "Reading of X: ",
        "---\n",
        "# Annex A\n",
    ];

    [Fact]
    public void No_mutation_throws_or_takes_a_second()
    {
        var samples = Compiled
            .AllSamples()
            .Select(File.ReadAllText)
            .Concat(
                Diagnostics
                    .Rules.All.Where(rule => rule.Example.Length > 0)
                    .Select(Diagnostics.DiagnosticExample.FileOf)
            )
            .ToList();
        var count = int.TryParse(Environment.GetEnvironmentVariable("FOEDUS_FUZZ_SAMPLES"), out var wanted)
            ? wanted
            : SmokeSamples;
        var random = new Random(20260106);
        var clock = new Stopwatch();
        var slowest = (Milliseconds: 0.0, Sample: -1);
        for (var i = 0; i < count; i++)
        {
            var text = Mutate(Cut(samples[random.Next(samples.Count)], random), random);
            clock.Restart();
            var compilation = Compile(text);
            clock.Stop();
            // Once more, for the first time the machine may have been busy with something else.
            for (var again = 0; again < 3 && clock.ElapsedMilliseconds >= 1000; again++)
            {
                clock.Restart();
                Compile(text);
                clock.Stop();
            }
            if (clock.Elapsed.TotalMilliseconds > slowest.Milliseconds)
            {
                slowest = (clock.Elapsed.TotalMilliseconds, i);
            }
            Assert.True(clock.ElapsedMilliseconds < 1000, $"sample {i} took {clock.ElapsedMilliseconds} ms:\n{text}");
            if (i % 16 == 0)
            {
                Assert.Equal(text, compilation.Tree.ToSource());
                Assert.Equal("", Trees.Fault(compilation.Tree));
                _ = Formatter.Format(new SourceText("fuzz.foedus.md", text));
                _ = compilation.Core is { } core ? CorePrinter.Print(core) : "";
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{count} samples; the slowest, number {slowest.Sample}, took {slowest.Milliseconds:0} ms"
        );
    }

    private static Compilation Compile(string text) =>
        Compiler.Compile(new SourceText("fuzz.foedus.md", text), name => new SourceText(name, text));

    /// <summary>A stretch of a long sample, so that many samples fit into the time; its definitions are lost now and then, which is a mutation too.</summary>
    private static string Cut(string text, Random random)
    {
        if (text.Length <= LongestText)
        {
            return text;
        }
        var start = random.Next(2) == 0 ? 0 : random.Next(text.Length - LongestText);
        return text.Substring(start, LongestText);
    }

    private static string Mutate(string text, Random random)
    {
        var builder = new StringBuilder(text);
        for (var n = random.Next(1, 6); n > 0 && builder.Length > 4; n--)
        {
            var at = random.Next(builder.Length);
            switch (random.Next(6))
            {
                case 0:
                    builder.Remove(at, Math.Min(random.Next(1, 40), builder.Length - at));
                    break;
                case 1:
                    builder.Insert(at, Splices[random.Next(Splices.Length)]);
                    break;
                case 2:
                    builder[at] = (char)random.Next(32, 127);
                    break;
                case 3:
                    var from = random.Next(builder.Length);
                    builder.Insert(at, builder.ToString(from, Math.Min(random.Next(1, 60), builder.Length - from)));
                    break;
                case 4:
                    builder.Length = Math.Max(4, at);
                    break;
                default:
                    builder[at] = (char)random.Next(0, 0xFFFF);
                    break;
            }
        }
        return builder.ToString();
    }

    [Theory]
    [InlineData("(", 200_000)]
    [InlineData("\"", 200_000)]
    [InlineData("“", 200_000)]
    [InlineData("Upon ", 100_000)]
    [InlineData("if the ", 100_000)]
    [InlineData("; failing which Poland shall protest", 20_000)]
    [InlineData("Ukraine is a Party. ", 30_000)]
    [InlineData("A Role is a Party. ", 30_000)]
    [InlineData("Poland, ", 100_000)]
    [InlineData("Poland, Canada and ", 60_000)]
    [InlineData("1. ", 100_000)]
    [InlineData("a.b.c", 100_000)]
    [InlineData("Poland shall protest by 1 May 2026. ", 20_000)]
    [InlineData("1 day and ", 100_000)]
    public void Long_repetitions_stay_linear(string piece, int count)
    {
        var repeated = string.Concat(Enumerable.Repeat(piece, count));
        var text = $"{Diagnostics.DiagnosticExample.Prelude}\n## Article 2\n\n```foedus\n{repeated}\n```\n";
        var clock = Stopwatch.StartNew();
        var compilation = Compiler.Compile(new SourceText("long.foedus.md", text), _ => null);
        Assert.True(clock.Elapsed < MostTime, $"{clock.Elapsed}");
        Assert.NotEmpty(compilation.Tree.Root.Children);
    }

    [Fact]
    public void A_hundred_megabytes_of_one_line_are_refused_at_once()
    {
        var compilation = Compiler.Compile(new SourceText("big.foedus.md", new string('x', 100_000_000)), _ => null);
        Assert.Equal("FOE0101", Assert.Single(compilation.Diagnostics).Code);
    }
}
