using System.CommandLine;
using System.Text;
using Foedus.Analysis.Backtesting;
using Foedus.Analysis.Inputs;

namespace Foedus.Cli.Commands;

/// <summary>A report in one of its forms, to standard output or a file: the options that ask for it, and the writing.</summary>
internal static class ReportOutput
{
    public static Option<ReportFormat> Format() =>
        new("--format") { Description = "text, json or html.", HelpName = "text|json|html" };

    public static Option<string?> Path() =>
        new("--out")
        {
            Description = "The file to write the report to, instead of standard output.",
            HelpName = "FILE",
        };

    /// <param name="path">The file; null: standard output.</param>
    public static void Write(
        Edge edge,
        string? path,
        ReportFormat format,
        Action<Stream> json,
        Func<string> page,
        Action<TextWriter> text
    )
    {
        if (path is null)
        {
            edge.Out.Flush();
            Write(edge.Output, format, json, page, text);
            return;
        }
        using var stream = edge.Files.Create(path);
        Write(stream, format, json, page, text);
    }

    /// <summary>Says the first of the problems, and how many more there are.</summary>
    public static UnusableInputException Refusal(List<InputProblem> problems)
    {
        var more =
            problems.Count == 2 ? " (1 more problem follows.)"
            : problems.Count > 2 ? $" ({problems.Count - 1} more problems follow.)"
            : "";
        return new UnusableInputException($"{problems[0]}{more}");
    }

    private static void Write(
        Stream to,
        ReportFormat format,
        Action<Stream> json,
        Func<string> page,
        Action<TextWriter> text
    )
    {
        if (format == ReportFormat.Json)
        {
            json(to);
            to.Write("\n"u8);
            return;
        }
        using var writer = new StreamWriter(
            to,
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            leaveOpen: true
        )
        {
            NewLine = "\n",
        };
        if (format == ReportFormat.Html)
        {
            writer.Write(page());
        }
        else
        {
            text(writer);
        }
    }
}
