using System.CommandLine;
using Foedus.Cli.Ledgers;
using Foedus.Language.Core;
using Foedus.Norms;
using Foedus.Norms.Replay;

namespace Foedus.Cli.Commands;

/// <summary><c>foedus run</c>: every transition of an event file, then the standing at the end.</summary>
internal static class RunCommand
{
    public static Command Create(Edge edge)
    {
        var agreement = ReplayOptionList.Agreement();
        var events = new Argument<string>("EVENTS") { Description = "The event file, one JSON object a line." };
        var until = ReplayOptionList.Until();
        var format = ReplayOptionList.Format();
        var notices = new Option<bool>("--notices")
        {
            Description = "With --format json: also print what was recorded without effect (text always does).",
        };
        var asKnownAt = ReplayOptionList.AsKnownAt();
        var command = new Command(
            "run",
            "Runs an event file through an agreement: every transition with its cause, then the standing at the end.\n\n"
                + "Example: foedus run ukraine.foedus.md events.ndjson --until 2026-03-05T08:00Z"
        )
        {
            agreement,
            events,
            until,
            format,
            notices,
            asKnownAt,
        };
        command.SetAction(parse =>
        {
            if (!AgreementFile.TryCompile(edge, parse.GetRequiredValue(agreement), out var core, out var id))
            {
                return ExitCode.No;
            }
            var file = new EventFile(edge.Files, parse.GetRequiredValue(events), parse.GetValue(asKnownAt));
            var said = file.DigestsOf(id);
            if (parse.GetValue(format) == OutputFormat.Json)
            {
                RunJson(edge, core, file, parse.GetValue(until), parse.GetValue(notices));
            }
            else
            {
                RunText(edge, core, file, parse.GetValue(until));
            }
            edge.Out.Flush();
            return said.Count > 0 && DigestReplay.Run(core, file, said) is { } wrong
                ? throw new UnusableInputException(
                    $"{file.Path}, {wrong}. What is printed above is the replay's; the log's operator, or its program, is wrong."
                )
                : ExitCode.Done;
        });
        return command;
    }

    private static void RunJson(Edge edge, Agreement core, EventFile file, long? until, bool withNotices)
    {
        edge.Out.Flush();
        using var writer = new RunJsonWriter(edge.Output);
        var session = new RunSession(core, until, file.Read, version => new JsonRunSink(version, writer, withNotices));
        try
        {
            Feed(edge, session, file);
        }
        catch (UnusableInputException)
        {
            // What the good lines led to stands before the line that explains the bad one.
            writer.Flush();
            throw;
        }
        WriteStandings(session, writer.Write, writer.Write);
        writer.Flush();
    }

    private static void RunText(Edge edge, Agreement core, EventFile file, long? until)
    {
        var writer = new RunTextWriter(edge.Out);
        var session = new RunSession(core, until, file.Read, version => new TextRunSink(version, writer));
        Feed(edge, session, file);
        WriteStandings(session, writer.Write, writer.Write);
    }

    private static void WriteStandings(
        RunSession session,
        Action<IReadOnlyList<ReadingStanding>> byReader,
        Action<Standing> only
    )
    {
        var standings = session.Standings();
        if (session.HasReadings)
        {
            byReader(standings);
        }
        else
        {
            only(standings[0].Standing);
        }
    }

    private static void Feed(Edge edge, RunSession session, EventFile file)
    {
        var machine = session.Runs.First().Version.Machine;
        foreach (
            var arrived in file.ReadKnown(
                machine,
                fault => edge.Error.Write($"foedus: {file.Path}: line {fault.Line}: {fault.What}; it was passed over\n")
            )
        )
        {
            session.Add(arrived);
        }
        session.Finish();
    }
}
