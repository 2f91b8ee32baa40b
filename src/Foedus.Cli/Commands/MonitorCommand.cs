using System.CommandLine;
using System.Globalization;
using Foedus.Temporal.Formulas;
using Foedus.Temporal.Monitoring;
using Foedus.Temporal.Parsing;

namespace Foedus.Cli.Commands;

/// <summary><c>foedus monitor</c>: where formulas over time hold in a log.</summary>
public static class MonitorCommand
{
    // A shorter log is read before a second thread has come to speed.
    private const long ParseAheadAfterBytes = 1024 * 1024;

    // In a log with fewer events that matter, evaluating costs less than handing them over.
    private const long ParseAheadBytesPerEvent = 256;

    // What is expected is not exact; below a tenth it is not worth two more threads.
    private const double MostSliceTime = 0.9;

    // Every slice goes through every time point, and what it found is put together for each: with fewer events, that
    // is as much work as is divided.
    private const double LeastEventsPerTimePoint = 16;

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
        var log = new Option<string?>("--log")
        {
            Description = "The log; standard input without it.",
            HelpName = "FILE",
        };
        var negate = new Option<bool>("--negate") { Description = "Show where the formula does not hold." };
        var format = new Option<string>("--format")
        {
            Description = "monpoly: one line a time point, as MonPoly prints it. json: one object a line.",
            DefaultValueFactory = _ => "monpoly",
        };
        format.AcceptOnlyFromAmong("monpoly", "json");
        var explain = new Option<bool>("--explain")
        {
            Description =
                "Show for each tuple a minimal set of events that establishes it. Keeps the whole log in memory.",
        };
        var late = new Option<long>("--late")
        {
            Description = "How far a stamp may lie behind the largest so far. Verdicts are those of the log in order.",
            HelpName = "DISTANCE",
        };
        var checkpoint = new Option<string?>("--checkpoint")
        {
            Description = "Write the state at the end of the log here, and do not treat it as the end of time.",
            HelpName = "FILE",
        };
        var restore = new Option<string?>("--restore") { Description = "Go on from this state.", HelpName = "FILE" };
        var threads = new Option<int?>("--threads")
        {
            Description =
                "2: a long log is parsed by one thread while others evaluate, each the events of some keys where the formulas allow it. 1: one thread does everything. Without it what pays is chosen. The output is the same.",
            HelpName = "NUMBER",
        };
        var lenient = new Option<bool>("--lenient") { Description = "Skip and count lines that cannot be used." };
        var stats = new Option<bool>("--stats")
        {
            Description = "Count events, time points and verdicts, on standard error.",
        };

        var command = new Command(
            "monitor",
            "Shows where formulas over time hold in a log, as soon as it is determined.\n\nExample: foedus monitor --signature treaty.sig --formula late.mfotl --log events.log"
        )
        {
            signature,
            formulas,
            log,
            negate,
            format,
            explain,
            late,
            checkpoint,
            restore,
            threads,
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
                    parse.GetValue(format) == "json",
                    parse.GetValue(explain),
                    parse.GetValue(late),
                    parse.GetValue(checkpoint),
                    parse.GetValue(restore),
                    parse.GetValue(threads),
                    parse.GetValue(lenient),
                    parse.GetValue(stats)
                )
            )
        );
        return command;
    }

    private static int Run(Edge edge, MonitorRequest request)
    {
        RefuseConflicts(request);
        var signature = ReadSignature(edge, request.Signature);
        var compiled = new MonitoredFormula[request.Formulas.Count];
        for (var i = 0; i < compiled.Length; i++)
        {
            compiled[i] = ReadFormula(edge, request.Formulas[i], signature, request.Negate);
        }

        edge.Out.Flush();
        var history = request.Explain ? new EventHistory() : null;
        using var output = new MonitorOutput(
            edge.Output,
            request.Formulas,
            request.AsJson,
            history is null ? [] : [.. compiled.Select(formula => new Explainer(formula, history))]
        );
        var monitor = CreateMonitor(request, signature, compiled, output, history);
        Restore(edge, request, monitor);
        using var file = request.Log is null ? null : InputText.Open(edge.Files, request.Log, "a log");
        var reader = new LogReader(
            file ?? edge.Input,
            monitor,
            new LogReaderOptions(
                request.Lenient,
                output.Flush,
                request.Late,
                IsOnOneThread(edge, request) ? null : ParseAheadAfterBytes,
                request.Threads is null ? ParseAheadBytesPerEvent : null,
                Slices(edge, request),
                request.Threads is null ? MostSliceTime : double.PositiveInfinity,
                request.Threads is null ? LeastEventsPerTimePoint : 0
            )
        );
        try
        {
            if (!reader.TryRead(out var problem))
            {
                throw new UnusableInputException($"{request.Log ?? "standard input"}, {problem}");
            }
            if (request.Checkpoint is null)
            {
                monitor.End();
            }
            else
            {
                using var target = edge.Files.Create(request.Checkpoint);
                monitor.Save(target);
            }
        }
        catch (ValueOverflowException overflow)
        {
            var formula = request.Formulas[monitor.EvaluatedFormula];
            throw new UnusableInputException(
                $"{formula}, {new TemporalProblem(overflow.At, $"This leaves 64 bits near time point {monitor.TimePoints} of {request.Log ?? "standard input"}. Use smaller numbers, or floats.")}"
            );
        }
        finally
        {
            // What was determined before a failure is shown before the line that explains it.
            output.Flush();
        }
        Report(edge, request, reader, monitor, output);
        return ExitCode.Done;
    }

    // A checkpoint has one state, whoever goes on from it.
    private static int Slices(Edge edge, MonitorRequest request) =>
        IsOnOneThread(edge, request) || request.Checkpoint is not null || request.Restore is not null ? 1 : 2;

    // What is printed does not depend on it.
    private static bool IsOnOneThread(Edge edge, MonitorRequest request) =>
        (request.Threads ?? Math.Min(edge.Processors, 2)) == 1;

    private static void RefuseConflicts(MonitorRequest request)
    {
        if (request.Late is < 0 or > Interval.Largest)
        {
            throw new UnusableInputException("--late takes a distance from 0 to 2^60.");
        }
        if (request.Threads is not (null or 1 or 2))
        {
            throw new UnusableInputException("--threads takes 1 or 2.");
        }
        if (request.Explain && request.Restore is not null)
        {
            throw new UnusableInputException("--explain needs the log from its start: leave out --restore.");
        }
    }

    private static void Restore(Edge edge, MonitorRequest request, TemporalMonitor monitor)
    {
        if (request.Restore is null)
        {
            return;
        }
        try
        {
            using var source = edge.Files.OpenRead(request.Restore);
            monitor.Load(source);
        }
        catch (InvalidDataException refused)
        {
            throw new UnusableInputException(
                $"{request.Restore}: {refused.Message} Give a file that --checkpoint wrote for the same signature and formulas."
            );
        }
    }

    private static TemporalMonitor CreateMonitor(
        MonitorRequest request,
        Signature signature,
        MonitoredFormula[] formulas,
        IVerdictSink sink,
        EventHistory? history
    )
    {
        try
        {
            return new TemporalMonitor(signature, formulas, sink) { History = history };
        }
        catch (InvalidFormulasException refused)
        {
            throw new UnusableInputException($"{request.Formulas[refused.FormulaIndex]}, {refused.Problem}");
        }
    }

    private static void Report(
        Edge edge,
        MonitorRequest request,
        LogReader reader,
        TemporalMonitor monitor,
        MonitorOutput output
    )
    {
        if (reader.SkippedLines > 0)
        {
            edge.Error.Write(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"foedus: {Lines(reader.SkippedLines)} skipped, the first because of {reader.FirstSkipped}\n"
                )
            );
        }
        if (request.Stats)
        {
            edge.Error.Write(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{reader.Events} events, {monitor.TimePoints} time points, {output.Lines} verdicts, {Lines(reader.SkippedLines)} skipped\n"
                )
            );
        }
    }

    private static string Lines(long count) =>
        count == 1 ? "1 line" : string.Create(CultureInfo.InvariantCulture, $"{count} lines");

    /// <summary>In bytes, for a signature or a formula.</summary>
    private const int LargestText = 8 * 1024 * 1024;

    private static Signature ReadSignature(Edge edge, string path) =>
        SignatureParser.TryParse(
            InputText.Read(edge.Files, path, "a signature", LargestText),
            out var signature,
            out var problem
        )
            ? signature
            : throw new UnusableInputException($"{path}, {problem}");

    private static MonitoredFormula ReadFormula(Edge edge, string path, Signature signature, bool negate)
    {
        if (
            !FormulaParser.TryParse(
                InputText.Read(edge.Files, path, "a formula", LargestText),
                out var formula,
                out var problem
            )
        )
        {
            throw new UnusableInputException($"{path}, {problem}");
        }
        var wanted = negate ? new Formula.Not(formula, formula.At) : formula;
        return MonitoredFormula.TryCompile(wanted, signature, out var compiled, out problem)
            ? compiled
            : throw new UnusableInputException($"{path}, {problem}");
    }

    private sealed record MonitorRequest(
        string Signature,
        IReadOnlyList<string> Formulas,
        string? Log,
        bool Negate,
        bool AsJson,
        bool Explain,
        long Late,
        string? Checkpoint,
        string? Restore,
        int? Threads,
        bool Lenient,
        bool Stats
    );
}
