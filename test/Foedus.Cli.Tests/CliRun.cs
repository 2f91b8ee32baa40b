using System.Text;

namespace Foedus.Cli.Tests;

/// <summary>One run of the command line in process: what it printed and how it ended.</summary>
internal sealed record CliRun(int ExitCode, string Out, string Error)
{
    public static CliRun Of(params string[] args) => With(edge => edge, args);

    /// <summary>A run that must do what it is asked, without a word of complaint.</summary>
    public static CliRun Done(params string[] args)
    {
        var run = Of(args);
        Assert.Equal((Cli.ExitCode.Done, ""), (run.ExitCode, run.Error));
        return run;
    }

    /// <summary>A run whose world is changed first: <c>With(edge => edge with { Clock = ... }, "run", ...)</c>.</summary>
    public static CliRun With(Func<Edge, Edge> change, params string[] args)
    {
        using var input = new MemoryStream();
        using var output = new MemoryStream();
        using var outWriter = new StreamWriter(output, new UTF8Encoding(false)) { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var edge = new Edge(
            args,
            input,
            output,
            outWriter,
            error,
            new DiskFiles(),
            TimeProvider.System,
            Variable: _ => null,
            OutIsTerminal: false,
            ErrorIsTerminal: false
        );

        var exitCode = FoedusCli.Run(change(edge));
        return new CliRun(exitCode, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }
}
