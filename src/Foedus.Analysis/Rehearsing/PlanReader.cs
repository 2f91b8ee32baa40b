using System.Collections.Immutable;
using Foedus.Analysis.Exploring;
using Foedus.Analysis.Inputs;
using Foedus.Language.Core;
using Foedus.Norms;
using YamlDotNet.RepresentationModel;

namespace Foedus.Analysis.Rehearsing;

/// <summary>Reads a plan for an agreement. Every key is documented in docs/stress.md.</summary>
public static class PlanReader
{
    /// <summary>The plan, or null with the reasons among the problems.</summary>
    public static StressPlan? Read(string text, string file, Agreement agreement, ICollection<InputProblem> problems)
    {
        var before = problems.Count;
        var document = new PlanDocument(file, problems);
        if (document.Load(text) is not { } root)
        {
            return null;
        }
        var names = new PlanNames(Machine.Create(agreement), document);
        var plan = new StressPlan { File = file };
        foreach (var (at, key, value) in document.Entries(root, "The plan"))
        {
            plan = key switch
            {
                "title" => plan with { Title = document.Text(value, "'title'") },
                "parties" => plan with { Parties = names.Parties(value) },
                "reported by" => plan with
                {
                    Reporter = document.Text(value, "'reported by'") is { } name ? names.Actor(value, name) : null,
                },
                "conduct" => Conduct(plan, document, names, value),
                "correlation" => plan with { Correlation = new CorrelationReader(document, names).Read(value) },
                "method" => plan with { Method = Method(document, value) },
                "samples" => plan with { Samples = (int)Whole(document, value, "'samples'", 100, 10_000_000) },
                "seed" => plan with { Seed = Whole(document, value, "'seed'", 0, long.MaxValue) },
                "confidence" => plan with { Confidence = Confidence(document, value) },
                _ => Unknown(plan, document, at, key),
            };
        }
        if (plan.Everyone == ActorConduct.None && plan.Conduct.IsEmpty && problems.Count == before)
        {
            document.Report(
                root,
                "The plan says of nobody what to expect.",
                "Add 'conduct:' with 'everyone:' below it, as docs/stress.md shows."
            );
        }
        return problems.Count > before ? null : plan;
    }

    private static StressPlan Unknown(StressPlan plan, PlanDocument document, YamlNode at, string key)
    {
        document.Report(
            at,
            $"'{key}' is not a key of a plan.",
            "Known here: title, parties, reported by, conduct, correlation, method, samples, seed, confidence."
        );
        return plan;
    }

    private static StressPlan Conduct(StressPlan plan, PlanDocument document, PlanNames names, YamlNode part)
    {
        var reader = new ConductReader(document, names);
        var conduct = plan.Conduct.ToBuilder();
        foreach (var (at, key, value) in document.Entries(part, "'conduct'"))
        {
            if (key == "everyone")
            {
                plan = plan with { Everyone = reader.Read(value, key, mayOweActs: true) };
            }
            else if (names.Actor(at, key) is { } name)
            {
                conduct[name] = reader.Read(value, name, mayOweActs: true);
            }
        }
        return plan with { Conduct = conduct.ToImmutable() };
    }

    private static RehearsalMethod Method(PlanDocument document, YamlNode node)
    {
        switch ((node as YamlScalarNode)?.Value)
        {
            case "auto":
                return RehearsalMethod.Auto;
            case "exact":
                return RehearsalMethod.Exact;
            case "monte carlo":
                return RehearsalMethod.MonteCarlo;
            default:
                document.Report(node, "'method' is none that is known.", "Write auto, exact or monte carlo.");
                return RehearsalMethod.Auto;
        }
    }

    private static long Whole(PlanDocument document, YamlNode node, string what, long least, long most)
    {
        if (
            long.TryParse(
                (node as YamlScalarNode)?.Value,
                System.Globalization.CultureInfo.InvariantCulture,
                out var number
            )
            && number >= least
            && number <= most
        )
        {
            return number;
        }
        document.Report(node, $"{what} must be a whole number from {least} to {most}.", "Write it in digits.");
        return least;
    }

    private static double Confidence(PlanDocument document, YamlNode node)
    {
        if (document.Share(node, "'confidence'") is not { } share)
        {
            return 0.99;
        }
        if (share is < 0.5 or > 0.9999)
        {
            document.Report(node, "'confidence' must lie between 0.5 and 0.9999.", "Usual are 0.95 and 0.99.");
            return 0.99;
        }
        return share;
    }
}
