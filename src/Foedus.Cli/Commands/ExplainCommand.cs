using System.CommandLine;
using Foedus.Language;
using Foedus.Language.Core;
using Foedus.Norms;
using Foedus.Norms.Events;
using Foedus.Norms.Explaining;
using Foedus.Norms.Replay;

namespace Foedus.Cli.Commands;

/// <summary><c>foedus explain</c>: an agreement as the machine understands it, or why one norm stands as it does.</summary>
internal static class ExplainCommand
{
    public static Command Create(Edge edge)
    {
        var agreement = ReplayOptionList.Agreement();
        var events = new Argument<string?>("EVENTS")
        {
            Description = "An event file; then --norm says what to explain.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var norm = new Option<string?>("--norm")
        {
            Description = "The norm, by id (art_3__para_2__duty) or reference (\"Article 3(2)\").",
            HelpName = "ID",
        };
        var bearer = new Option<string?>("--bearer")
        {
            Description = "Whose norm it is; without it, everybody's.",
            HelpName = "PARTY",
        };
        var core = new Option<bool>("--core") { Description = "Print the typed core in its compact form." };
        var until = ReplayOptionList.Until();
        var asKnownAt = ReplayOptionList.AsKnownAt();
        var command = new Command(
            "explain",
            "Explains an agreement: its clauses, grades and defaults; with an event file, why a norm stands as it does.\n\n"
                + "Example: foedus explain ukraine.foedus.md events.ndjson --norm \"Article 3(2)\" --bearer Poland"
        )
        {
            agreement,
            events,
            norm,
            bearer,
            core,
            until,
            asKnownAt,
        };
        command.SetAction(parse =>
        {
            var path = parse.GetValue(events);
            var wanted = parse.GetValue(norm);
            if ((path is null) != (wanted is null))
            {
                throw new UnusableInputException(
                    path is null
                        ? "--norm needs an event file behind the agreement: foedus explain AGREEMENT EVENTS --norm ID."
                        : "An event file needs --norm: say which norm to explain, for example --norm \"Article 3(2)\"."
                );
            }
            if (wanted is null && parse.GetValue(bearer) is not null)
            {
                throw new UnusableInputException("--bearer needs --norm: say which norm of that bearer to explain.");
            }
            if (!AgreementFile.TryCompile(edge, parse.GetRequiredValue(agreement), out var compiled))
            {
                return ExitCode.No;
            }
            if (path is null || wanted is null)
            {
                WriteAgreement(edge, compiled, parse.GetValue(core));
                return ExitCode.Done;
            }
            var file = new EventFile(edge.Files, path, parse.GetValue(asKnownAt));
            ExplainNorm(edge, compiled, file, wanted, parse.GetValue(bearer), parse.GetValue(until));
            return ExitCode.Done;
        });
        return command;
    }

    private static void WriteAgreement(Edge edge, Agreement compiled, bool asCore)
    {
        if (asCore)
        {
            edge.Out.Write(CorePrinter.Print(compiled));
        }
        else
        {
            AgreementExplainer.Write(compiled, edge.Out);
        }
    }

    private static void ExplainNorm(
        Edge edge,
        Agreement compiled,
        EventFile file,
        string wanted,
        string? bearer,
        long? until
    )
    {
        var histories = new List<NormHistory>();
        var session = new RunSession(
            compiled,
            until,
            file.Read,
            version =>
            {
                var clauses = NormQuery.ClausesNamed(version.Machine.Agreement, wanted);
                if (clauses.IsEmpty && NormQuery.DecisionNamed(version.Machine.Agreement, wanted) is null)
                {
                    throw new UnusableInputException(
                        $"--norm '{wanted}' names no norm or decision of {compiled.Id}: use an id or a reference that 'foedus explain AGREEMENT' prints."
                    );
                }
                histories.Add(new NormHistory(version.Machine.Agreement, clauses));
                return histories[^1];
            }
        );
        var machine = session.Runs.First().Version.Machine;
        if (bearer is not null && NormQuery.ActorNamed(machine, bearer) is null)
        {
            throw new UnusableInputException(
                $"--bearer '{bearer}' is nobody in {compiled.Id}: write the name as the text has it."
            );
        }

        var votes = new List<Event>();
        foreach (var arrived in file.ReadKnown(machine))
        {
            if (arrived.Type is EventType.VoteCast or EventType.DecisionAnnounced)
            {
                votes.Add(arrived);
            }
            session.Add(arrived);
        }
        session.Finish();

        var at = 0;
        foreach (var (version, replay) in session.Runs)
        {
            if (version.Reader is { } reader)
            {
                edge.Out.Write($"{(at == 0 ? "" : "\n")}Reading of {reader}\n");
            }
            var actor = bearer is null ? null : NormQuery.ActorNamed(version.Machine, bearer);
            var explainer = new NormExplainer(version.Machine, histories[at++], votes, edge.Out);
            if (NormQuery.DecisionNamed(version.Machine.Agreement, wanted) is { } decision)
            {
                explainer.WriteDecision(decision);
            }
            explainer.Write(replay.State, actor, until ?? replay.LatestTime);
        }
    }
}
