using System.Text;

namespace Foedus.Cli.Tests;

public sealed class MonitorCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("foedus-monitor-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private string Signature => Write("s.sig", "grant(int,string) act(int,string)");

    private string Formula => Write("f.mfotl", "act(p,i) AND NOT ONCE[0,10] grant(p,i)");

    private const string Log = "@0 grant(1,\"a\");\n@5 act(1,\"a\") act(2,b);\n@20 act(1,\"a\");\n";

    [Fact]
    public void Prints_verdicts_as_the_reference_does()
    {
        var run = CliRun.Of("monitor", "--signature", Signature, "--formula", Formula, "--log", Write("l.log", Log));

        Assert.Equal("@5 (time point 1): (2,\"b\")\n@20 (time point 2): (1,\"a\")\n", run.Out);
        Assert.Equal(ExitCode.Done, run.ExitCode);
    }

    [Fact]
    public void Reads_standard_input_and_prints_json()
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(Log));
        var run = CliRun.With(
            edge => edge with { Input = input },
            "monitor",
            "--signature",
            Signature,
            "--formula",
            Formula,
            "--format",
            "json",
            "--explain"
        );

        Assert.Contains(
            "\"time\":5,\"timePoint\":1,\"knownAfter\":5,\"columns\":[\"p\",\"i\"],\"tuples\":[[2,\"b\"]]",
            run.Out,
            StringComparison.Ordinal
        );
        Assert.Contains("@5 (time point 1): act(2,", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_the_formula_when_there_are_several()
    {
        var formula = Formula;
        var run = CliRun.Of(
            "monitor",
            "--signature",
            Signature,
            "--formula",
            formula,
            formula,
            "--log",
            Write("l.log", Log)
        );

        Assert.StartsWith($"{formula}: @5 (time point 1): (2,\"b\")\n{formula}: @5", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Goes_on_from_a_checkpoint()
    {
        var state = Path.Combine(_folder, "state");
        var first = CliRun.Of(
            "monitor",
            "--signature",
            Signature,
            "--formula",
            Formula,
            "--log",
            Write("1.log", "@0 grant(1,a);"),
            "--checkpoint",
            state
        );
        var second = CliRun.Of(
            "monitor",
            "--signature",
            Signature,
            "--formula",
            Formula,
            "--log",
            Write("2.log", "@5 act(1,a) act(2,a);"),
            "--restore",
            state
        );

        Assert.Equal("", first.Out + first.Error);
        Assert.Equal("@5 (time point 1): (2,\"a\")\n", second.Out);
    }

    [Fact]
    public void A_line_that_cannot_be_used_ends_the_run_or_is_counted()
    {
        var log = Write("l.log", "@5 act(2,b);\n@1 act(3,c);\n");
        var strict = CliRun.Of("monitor", "--signature", Signature, "--formula", Formula, "--log", log);
        var lenient = CliRun.Of("monitor", "--signature", Signature, "--formula", Formula, "--log", log, "--lenient");

        Assert.Equal(ExitCode.Unusable, strict.ExitCode);
        Assert.Equal("@5 (time point 0): (2,\"b\")\n", strict.Out);
        Assert.Contains("line 2, column 1: Stamp 1 is before 5", strict.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, lenient.ExitCode);
        Assert.StartsWith("foedus: 1 line skipped", lenient.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--stats")]
    [InlineData("--format", "json")]
    [InlineData("--negate", "--lenient")]
    [InlineData("--late", "3")]
    [InlineData("--checkpoint", "STATE")]
    public void Two_cores_print_what_one_prints(params string[] options)
    {
        // Two megabytes: long enough to be divided.
        var random = new Random(1);
        var log = new StringBuilder();
        for (var i = 0; i < 1200; i++)
        {
            log.Append($"@{i / 2}");
            for (var left = 100; left > 0; left--)
            {
                var name = left % 10 == 0 ? "act" : "grant";
                log.Append($" {name}({random.Next(60)},i{random.Next(30)})");
            }
            log.Append(";\n");
        }
        var path = Write("long.log", log.ToString());
        var formula = Write("n.mfotl", "act(p,i) IMPLIES ONCE[0,10] grant(p,i)");
        if (!options.Contains("--negate"))
        {
            formula = Formula;
        }
        var other = Write("g.mfotl", "(n <- CNT i;p ONCE[0,20] grant(p,i)) AND n > 29");
        foreach (
            var formulas in (string[][])
                [
                    [formula],
                    [formula, formula],
                ]
        )
        {
            Assert.Equal(Run(formulas, "--threads", "1"), Run(formulas, "--threads", "2"));
            Assert.Equal(Run(formulas, "--threads", "1"), Run(formulas));
        }
        if (!options.Contains("--negate"))
        {
            Assert.Equal(Run([other, formula], "--threads", "1"), Run([other, formula], "--threads", "2"));
        }

        (string Out, string Error, int ExitCode, string State) Run(string[] formulas, params string[] threads)
        {
            var state = Path.Combine(_folder, "state");
            var run = CliRun.Of([
                "monitor",
                "--signature",
                Signature,
                "--formula",
                .. formulas,
                "--log",
                path,
                .. options.Select(option => option == "STATE" ? state : option),
                .. threads,
            ]);
            Assert.Equal("", run.ExitCode == ExitCode.Done ? "" : run.Error);
            return (
                run.Out,
                run.Error,
                run.ExitCode,
                File.Exists(state)
                    ? Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(state)))
                    : ""
            );
        }
    }

    [Fact]
    public void A_sum_that_leaves_64_bits_is_told_with_its_place()
    {
        var formula = Write("sum.mfotl", "act(p,i) AND\n  (s <- SUM q;i ONCE grant(q,i)) AND p < s");
        var log = Write("l.log", $"@1 grant({long.MaxValue},a) grant(1,a) act(1,a);");
        var run = CliRun.Of("monitor", "--signature", Signature, "--formula", Formula, formula, "--log", log);
        Assert.Equal(ExitCode.Unusable, run.ExitCode);
        Assert.Equal(
            $"foedus: {formula}, line 2, column 4: This leaves 64 bits near time point 1 of {log}. Use smaller numbers, or floats.\n",
            run.Error
        );
    }

    [Fact]
    public void LETs_that_grow_are_told_with_their_file_and_place()
    {
        var text = new StringBuilder("LET A0(p) = (EXISTS i. act(p,i)) AND ONCE (EXISTS i. act(p,i)) IN\n");
        for (var i = 1; i < 20; i++)
        {
            text.Append($"LET A{i}(p) = A{i - 1}(p) AND ONCE A{i - 1}(p) IN\n");
        }
        var formula = Write("let.mfotl", text + "A19(p)");
        var run = CliRun.Of("monitor", "--signature", Signature, "--formula", Formula, formula);
        Assert.Equal(ExitCode.Unusable, run.ExitCode);
        Assert.StartsWith(
            $"foedus: {formula}, line 21, column 1: The formula grows to more than 20000 operators",
            run.Error,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("--threads", "99999999999999999999")]
    [InlineData("--late", "x")]
    public void A_number_that_is_none_is_refused_without_naming_types(string option, string value)
    {
        var run = CliRun.Of("monitor", "--signature", Signature, "--formula", Formula, option, value);
        Assert.Equal(ExitCode.Unusable, run.ExitCode);
        Assert.Contains(
            $"'{value}' for option '{option}', which takes a whole number",
            run.Error,
            StringComparison.Ordinal
        );
    }
}
