using System.CommandLine;
using System.Globalization;
using System.Text;
using Foedus.Temporal.Formulas;
using Foedus.Temporal.Monitoring;
using Foedus.Temporal.Parsing;

namespace Foedus.Cli.Commands;

/// <summary><c>foedus monitor</c>: where formulas over time hold in a log.</summary>
public static class MonitorCommand
{
    public static Command Create(Edge edge)
    {
        var signature = new Option<string>("--signature")
        {
            Description = "The predicates of the log and the types of their arguments.",
            HelpName = "FILE",
            Required = true,
        };
        var formulas = new Option<string[]>("--formula")
        {
            Description = "A formula of metric first-order temporal logic. Several are monitored at once.",
            HelpName = "FILE",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var log = new Option<string?>("--log") { Description = "The log; standard input without it.", HelpName = "FILE" };
        var negate = new Option<bool>("--negate") { Description = "Show where the formula does not hold." };
        var lenient = new Option<bool>("--lenient") { Description = "Skip and count lines that cannot be used." };
        var stats = new Option<bool>("--stats") { Description = "Count events, time points and verdicts, on standard error." };

        var command = new Command(
            "monitor",
            "Shows where formulas over time hold in a log, as soon as it is determined.\n\nExample: foedus monitor --signature treaty.sig --formula late.mfotl --log events.log"
        )
        {
            signature,
            formulas,
            log,
            negate,
            lenient,
            stats,
        };
        command.SetAction(parse =>
            Run(
                edge,
                new MonitorRequest(
                    parse.GetRequiredValue(signature),
                    parse.GetRequiredValue(formulas),
                    parse.GetValue(log),
                    parse.GetValue(negate),
                    parse.GetValue(lenient),
                    parse.GetValue(stats)
                )
            )
        );
        return command;
    }

    private static int Run(Edge edge, MonitorRequest request)
    {
        var signature = ReadSignature(edge, request.Signature);
        var compiled = new MonitoredFormula[request.Formulas.Count];
        var prefixes = new string[compiled.Length];
        for (var i = 0; i < compiled.Length; i++)
        {
            compiled[i] = ReadFormula(edge, request.Formulas[i], signature, request.Negate);
            prefixes[i] = compiled.Length > 1 ? $"{request.Formulas[i]}: " : "";
        }

        edge.Out.Flush();
        var writer = new MonPolyWriter(edge.Output, prefixes);
        var monitor = CreateMonitor(signature, compiled, writer);
        using var file = request.Log is null ? null : edge.Files.OpenRead(request.Log);
        var reader = new LogReader(
            file ?? edge.Input,
            monitor,
            new LogReaderOptions(request.Lenient, writer.Flush)
        );
        try
        {
            if (!reader.TryRead(out var problem))
            {
                writer.Flush();
                throw new UnusableInputException($"{request.Log ?? "standard input"}, {problem}");
            }
            monitor.End();
        }
        catch (OverflowException)
        {
            writer.Flush();
            throw new UnusableInputException(
                $"{request.Log ?? "standard input"}: a sum or term leaves 64 bits near time point {monitor.TimePoints}. Use smaller numbers, or floats."
            );
        }
        writer.Flush();
        Report(edge, request, reader, monitor, writer);
        return ExitCode.Done;
    }

    private static TemporalMonitor CreateMonitor(Signature signature, MonitoredFormula[] formulas, IVerdictSink sink)
    {
        try
        {
            return new TemporalMonitor(signature, formulas, sink);
        }
        catch (ArgumentException refused)
        {
            throw new UnusableInputException(refused.Message);
        }
    }

    private static void Report(
        Edge edge,
        MonitorRequest request,
        LogReader reader,
        TemporalMonitor monitor,
        MonPolyWriter writer
    )
    {
        if (reader.SkippedLines > 0)
        {
            edge.Error.Write(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"foedus: {reader.SkippedLines} lines skipped, the first because of {reader.FirstSkipped}\n"
                )
            );
        }
        if (request.Stats)
        {
            edge.Error.Write(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{reader.Events} events, {monitor.TimePoints} time points, {writer.Lines} verdicts, {reader.SkippedLines} lines skipped\n"
                )
            );
        }
    }

    private static Signature ReadSignature(Edge edge, string path) =>
        SignatureParser.TryParse(ReadText(edge, path), out var signature, out var problem)
            ? signature
            : throw new UnusableInputException($"{path}, {problem}");

    private static MonitoredFormula ReadFormula(Edge edge, string path, Signature signature, bool negate)
    {
        if (!FormulaParser.TryParse(ReadText(edge, path), out var formula, out var problem))
        {
            throw new UnusableInputException($"{path}, {problem}");
        }
        var wanted = negate ? new Formula.Not(formula, formula.At) : formula;
        return MonitoredFormula.TryCompile(wanted, signature, out var compiled, out problem)
            ? compiled
            : throw new UnusableInputException($"{path}, {problem}");
    }

    private static string ReadText(Edge edge, string path)
    {
        using var stream = edge.Files.OpenRead(path);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private sealed record MonitorRequest(
        string Signature,
        IReadOnlyList<string> Formulas,
        string? Log,
        bool Negate,
        bool Lenient,
        bool Stats
    );
}
