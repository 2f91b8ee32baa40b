using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Reflection;
using System.Text;
using Foedus.Cli.Commands;
using Foedus.Norms;

namespace Foedus.Cli;

/// <summary>The command line, from arguments to exit code.</summary>
public static class FoedusCli
{
    public const string DebugVariable = "FOEDUS_DEBUG";

    /// <summary>In characters; longer than any message, shorter than any file that gets into one by mistake.</summary>
    private const int LongestLine = 4_000;

    /// <summary>ENOSPC, as the runtime passes it on.</summary>
    private const int DiskFull = 28;

    private const int DiskFullOnWindows = unchecked((int)0x8007_0070);

    /// <summary>What the runtime says of a descriptor that is not open for writing; of a file it gives the path.</summary>
    private const string DeniedWithoutPath = "Access to the path is denied.";

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
        catch (Exception flushFailure)
            when (flushFailure is IOException or UnauthorizedAccessException or ObjectDisposedException)
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
        var parse = Parse(edge);
        if (parse.Errors.Count > 0)
        {
            var problems = string.Join(
                ' ',
                parse.Errors.Select(error => WithoutType(error.Message)).Distinct(StringComparer.Ordinal)
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

    private static ParseResult Parse(Edge edge)
    {
        try
        {
            return CreateRoot(edge).Parse(edge.Args);
        }
        catch (InvalidOperationException exception)
            when (exception.Message.StartsWith("Cannot parse", StringComparison.Ordinal))
        {
            // An option that looks at its own value, which is not even of its kind.
            throw new UnusableInputException($"{WithoutType(exception.Message)} {HelpHint}");
        }
    }

    // The library names the type that an argument is parsed to, which says nothing to a user.
    private static string WithoutType(string message)
    {
        const string Wanted = " as expected type '";
        var at = message.IndexOf(Wanted, StringComparison.Ordinal);
        if (at < 0)
        {
            return message;
        }
        if (message.Contains(".Int", StringComparison.Ordinal))
        {
            return message[..at] + ", which takes a whole number that is not too large.";
        }
        // What it could have been stands behind the type.
        var end = message.IndexOf('\'', at + Wanted.Length);
        return end < 0 ? message[..at] + "." : message[..at] + message[(end + 1)..];
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
            : $"Run 'foedus {PathOf(parse.CommandResult)} --help' to see what it takes.";

    private static string PathOf(CommandResult command) =>
        command.Parent is CommandResult { Command: not RootCommand } above
            ? $"{PathOf(above)} {command.Command.Name}"
            : command.Command.Name;

    private static string Describe(Exception exception) =>
        exception switch
        {
            UnusableInputException or RestlessAgreementException => exception.Message,
            IOException { HResult: DiskFull or DiskFullOnWindows } =>
                "The disk is full: not all of the output was written. Make room on it, or write elsewhere.",
            UnauthorizedAccessException { Message: DeniedWithoutPath } =>
                "The output is closed and takes nothing. Leave standard output open, or redirect it to a file.",
            IOException or UnauthorizedAccessException =>
                $"{exception.Message.TrimEnd('.')}. Check that the path is right and that you may use it.",
            _ =>
                $"Unexpected {exception.GetType().Name}: {exception.Message} This is a defect of foedus: please report it; {DebugVariable}=1 shows where it happened.",
        };

    /// <summary>A line that a terminal can take: what was read from a file may stand in it, as long as the file and with whatever characters.</summary>
    private static string OneLine(string text)
    {
        var isCut = text.Length > LongestLine;
        var line = new StringBuilder();
        foreach (
            var part in (isCut ? text[..LongestLine] : text).Split(
                ['\r', '\n'],
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
            )
        )
        {
            line.Append(line.Length > 0 ? " " : "");
            foreach (var letter in part)
            {
                if (char.IsControl(letter))
                {
                    line.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
                }
                else
                {
                    line.Append(letter);
                }
            }
        }
        return line.Append(isCut ? " …" : "").ToString();
    }

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
