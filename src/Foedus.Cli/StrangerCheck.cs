using Foedus.Language.Core;
using Foedus.Norms;
using Foedus.Norms.Events;

namespace Foedus.Cli;

/// <summary>
/// A report by or about somebody whom nobody knows is an error: where the agreement closes its list of parties, everybody it
/// does not name; where the list is open, whoever is neither named in it nor a state of ISO 3166.
/// </summary>
internal sealed class StrangerCheck
{
    private readonly Machine machine;
    private readonly HashSet<string> known;
    private readonly Settings settings;

    public StrangerCheck(Machine machine)
    {
        this.machine = machine;
        settings = machine.Agreement.Settings;
        known = new HashSet<string>(StringComparer.Ordinal) { Folded("Depositary") };
        foreach (var actor in machine.Actors)
        {
            known.Add(Folded(actor));
        }
        foreach (var term in machine.Agreement.Terms.Where(term => term is RoleTerm or BodyTerm or PartyTerm))
        {
            known.Add(Folded(term.Name));
        }
    }

    /// <exception cref="UnusableInputException">The event names a stranger.</exception>
    public void Check(string path, Event arrived)
    {
        if (arrived.Type == EventType.ClockReached)
        {
            return;
        }
        Check(path, arrived, "source", arrived.Source);
        if (arrived.Data.Party is { } party)
        {
            Check(path, arrived, "data.party", party);
        }
        if (arrived.Data.Toward is { } toward)
        {
            Check(path, arrived, "data.toward", toward);
        }
        if (arrived.Data.Against is { } against)
        {
            Check(path, arrived, "data.against", against);
        }
        if (!arrived.Data.Funders.IsDefaultOrEmpty)
        {
            foreach (var funder in arrived.Data.Funders)
            {
                Check(path, arrived, "data.funders", funder.Party);
            }
        }
    }

    private void Check(string path, Event arrived, string member, string name)
    {
        // Names repeat: once a spelling is known it is looked up as it is.
        if (known.Contains(name))
        {
            return;
        }
        if (known.Contains(Folded(name)) || machine.ActorNamed(name) >= 0)
        {
            known.Add(name);
            return;
        }
        var (what, how) = settings.IsClosed
            ? (
                $"is not among the parties of the agreement, whose list is closed ({string.Join(", ", settings.ClosedParties)})",
                "correct the name, or open the list in the front matter"
            )
            : (
                "is neither named in the agreement nor a state as ISO 3166 names it",
                "correct the name, or define it in the agreement"
            );
        throw new UnusableInputException(
            $"{path}: " + new EventFault(arrived.Line, $"'{member}' '{name}' {what}", how)
        );
    }

    private static string Folded(string name)
    {
        var folded = string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        folded = folded.StartsWith("the ", StringComparison.OrdinalIgnoreCase) ? folded[4..] : folded;
        return folded.Length == 0 ? folded : char.ToUpperInvariant(folded[0]) + folded[1..];
    }
}
