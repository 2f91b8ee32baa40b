using System.Collections.Immutable;
using Foedus.Language.Core;
using Foedus.Norms;
using YamlDotNet.RepresentationModel;

namespace Foedus.Analysis.Rehearsing;

/// <summary>Names of a plan, found among those of the agreement; for a name that is none of them, the nearest.</summary>
internal sealed class PlanNames(Machine machine, PlanDocument document)
{
    private readonly Agreement agreement = machine.Agreement;

    public ImmutableArray<string> Parties(YamlNode node)
    {
        var parties = ImmutableArray.CreateBuilder<string>();
        foreach (var (at, text) in document.Texts(node, "'parties'"))
        {
            if (Actor(at, text) is not { } name)
            {
                continue;
            }
            if (agreement.Terms.Any(term => term is BodyTerm && term.Name == name))
            {
                document.Report(
                    at,
                    $"'{text}' is a body, not a party.",
                    "Leave it out: bodies take part as the text says."
                );
            }
            else if (parties.Contains(name))
            {
                document.Report(at, $"'{text}' stands twice among the parties.", "Name each once.");
            }
            else
            {
                parties.Add(name);
            }
        }
        return parties.ToImmutable();
    }

    /// <summary>The party's or body's own name, or null with a problem.</summary>
    public string? Actor(YamlNode at, string written)
    {
        var actor = machine.ActorNamed(written);
        if (actor >= 0)
        {
            return machine.Actors[actor];
        }
        document.Report(
            at,
            $"'{written}' is no party and no body of this agreement.{Nearest(written, machine.Actors)}",
            "Write the name as the text has it, or a state's name as in ISO 3166."
        );
        return null;
    }

    public string? Act(YamlNode at, string written)
    {
        var bare = written.StartsWith("to ", StringComparison.Ordinal) ? written[3..] : written;
        var acts = agreement.Terms.OfType<ActTerm>().Select(term => term.Name).ToList();
        if (acts.Contains(bare, StringComparer.Ordinal))
        {
            return bare;
        }
        document.Report(
            at,
            $"'{written}' is no kind of duty of this agreement.{Nearest(bare, acts)}",
            $"Known here: {string.Join(", ", acts)}; any duty; votes."
        );
        return null;
    }

    public string? Decision(YamlNode at, string written)
    {
        var decisions = agreement.Decisions.Select(decision => decision.Name).ToList();
        if (decisions.Contains(written, StringComparer.Ordinal))
        {
            return written;
        }
        document.Report(
            at,
            $"'{written}' is no decision of this agreement.{Nearest(written, decisions)}",
            decisions.Count == 0 ? "It has none." : $"Known here: {string.Join(", ", decisions)}."
        );
        return null;
    }

    private static string Nearest(string written, IEnumerable<string> known)
    {
        var best = known
            .Select(name => (Name: name, Distance: Distance(written, name)))
            .OrderBy(pair => pair.Distance)
            .ThenBy(pair => pair.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Name is not null && best.Distance <= Math.Max(1, written.Length / 3)
            ? $" Did you mean '{best.Name}'?"
            : "";
    }

    /// <summary>Levenshtein's distance, without regard to case.</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var changed =
                    diagonal + (char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
