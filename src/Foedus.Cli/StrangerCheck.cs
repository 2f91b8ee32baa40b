using Foedus.Language.Core;
using Foedus.Norms;
using Foedus.Norms.Events;

namespace Foedus.Cli;

/// <summary>Where the agreement closes its list of parties, a report by or about somebody else is an error.</summary>
internal sealed class StrangerCheck
{
    private readonly HashSet<string>? known;
    private readonly string parties;

    public StrangerCheck(Machine machine)
    {
        var settings = machine.Agreement.Settings;
        parties = settings.IsClosed ? string.Join(", ", settings.ClosedParties) : "";
        if (!settings.IsClosed)
        {
            return;
        }
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
        if (known is null || arrived.Type == EventType.ClockReached)
        {
            return;
        }
        Check(path, arrived, "source", arrived.Source);
        if (arrived.Data.Party is { } party)
        {
            Check(path, arrived, "data.party", party);
        }
    }

    private void Check(string path, Event arrived, string member, string name)
    {
        // Names repeat: once a spelling is known it is looked up as it is.
        if (known is null || known.Contains(name))
        {
            return;
        }
        if (known.Contains(Folded(name)))
        {
            known.Add(name);
            return;
        }
        throw new UnusableInputException(
            $"{path}: "
                + new EventFault(
                    arrived.Line,
                    $"'{member}' '{name}' is not among the parties of the agreement, whose list is closed ({parties})",
                    "correct the name, or open the list in the front matter"
                )
        );
    }

    private static string Folded(string name)
    {
        var folded = string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        folded = folded.StartsWith("the ", StringComparison.OrdinalIgnoreCase) ? folded[4..] : folded;
        return folded.Length == 0 ? folded : char.ToUpperInvariant(folded[0]) + folded[1..];
    }
}
