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
}
