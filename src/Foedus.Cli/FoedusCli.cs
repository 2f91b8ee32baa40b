using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;
using Foedus.Cli.Commands;
using Foedus.Norms;

namespace Foedus.Cli;

/// <summary>The command line, from arguments to exit code.</summary>
public static class FoedusCli
{
    public const string DebugVariable = "FOEDUS_DEBUG";

    private const string HelpHint = "Run 'foedus --help' to see what it takes.";

    public static string Version { get; } =
        typeof(FoedusCli).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? "unknown";

    /// <summary>Runs one command and returns its exit code. Never throws for anything a user can cause.</summary>
    public static int Run(Edge edge)
    {
        try
        {
            var exitCode = Dispatch(edge);
            // Output that was never written must not pass for success.
            edge.Out.Flush();
            return exitCode;
        }
        catch (Exception exception)
        {
            Report(edge, exception);
            return ExitCode.Unusable;
        }
    }

    private static void Report(Edge edge, Exception exception)
    {
        try
        {
            // What was printed before the failure comes before the line that explains it.
            edge.Out.Flush();
        }
        catch (Exception flushFailure) when (flushFailure is IOException or ObjectDisposedException)
        {
            // The output itself is what failed; the line below says so.
        }

        edge.Error.Write($"foedus: {OneLine(Describe(exception))}\n");
        if (!string.IsNullOrEmpty(edge.Variable(DebugVariable)))
        {
            edge.Error.Write($"{exception}\n");
        }
        edge.Error.Flush();
    }

    private static int Dispatch(Edge edge)
    {
        var parse = CreateRoot(edge).Parse(edge.Args);
        if (parse.Errors.Count > 0)
        {
            var problems = string.Join(
                ' ',
                parse.Errors.Select(error => error.Message).Distinct(StringComparer.Ordinal)
            );
            throw new UnusableInputException($"{problems} {HelpFor(parse)}");
        }

        return parse.Invoke(
            new InvocationConfiguration
            {
                Output = edge.Out,
                Error = edge.Error,
                EnableDefaultExceptionHandler = false,
            }
        );
    }

    private static RootCommand CreateRoot(Edge edge)
    {
        var root = new RootCommand(
            "Turns multilateral security guarantees into checked, executable, verifiable treaties."
        );
        foreach (var command in CommandList.For(edge))
        {
            root.Subcommands.Add(command);
        }
        root.Options.OfType<VersionOption>().Single().Action = new PrintVersion(edge);
        root.SetAction(RefuseToDoNothing);
        return root;
    }

    private static int RefuseToDoNothing(ParseResult parse) =>
        throw new UnusableInputException($"No command was given. {HelpFor(parse)}");

    private static string HelpFor(ParseResult parse) =>
        parse.CommandResult.Command is RootCommand
            ? HelpHint
            : $"Run 'foedus {parse.CommandResult.Command.Name} --help' to see what it takes.";

    private static string Describe(Exception exception) =>
        exception switch
        {
            UnusableInputException or RestlessAgreementException => exception.Message,
            IOException or UnauthorizedAccessException =>
                $"{exception.Message.TrimEnd('.')}. Check that the path is right and that you may use it.",
            _ =>
                $"Unexpected {exception.GetType().Name}: {exception.Message} This is a defect of foedus: please report it; {DebugVariable}=1 shows where it happened.",
        };

    private static string OneLine(string text) =>
        string.Join(
            ' ',
            text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        );

    /// <summary>The library's own action reads the version of whichever program started it, which in a test is the test.</summary>
    private sealed class PrintVersion(Edge edge) : SynchronousCommandLineAction
    {
        public override bool Terminating => true;

        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            edge.Out.Write($"foedus {Version}\n");
            return ExitCode.Done;
        }
    }
}
