using System.Collections.Immutable;
using Foedus.Language.Core;
using Foedus.Norms.Replay;

namespace Foedus.Norms.Explaining;

/// <summary>Which norms a person means by an id or a reference.</summary>
public static class NormQuery
{
    /// <summary>
    /// The clauses that the text names: one by its id, or all of a provision by its id (<c>art_3__para_2</c>) or reference
    /// (<c>Article 3(2)</c>). Empty when there are none.
    /// </summary>
    public static ImmutableArray<int> ClausesNamed(Agreement agreement, string text)
    {
        var wanted = text.Trim();
        var exact = agreement
            .Clauses.Where(clause => string.Equals(clause.Id, wanted, StringComparison.Ordinal))
            .Select(clause => clause.Index)
            .ToImmutableArray();
        if (!exact.IsEmpty)
        {
            return exact;
        }
        var reference = Folded(wanted);
        return
        [
            .. agreement
                .Clauses.Where(clause =>
                    clause.Id.StartsWith(wanted + "__", StringComparison.Ordinal)
                    || IsWithin(Folded(ProvisionReference.Of(clause.Id)), reference)
                )
                .Select(clause => clause.Index),
        ];
    }

    /// <summary>The decision that the text names, by id, reference or name; null if it names none.</summary>
    public static Decision? DecisionNamed(Agreement agreement, string text)
    {
        var wanted = Folded(text);
        return agreement.Decisions.FirstOrDefault(decision =>
            string.Equals(Folded(decision.Id), wanted, StringComparison.Ordinal)
            || string.Equals(Folded(decision.Name), wanted, StringComparison.Ordinal)
            || string.Equals(Folded(ProvisionReference.Of(decision.Id)), wanted, StringComparison.Ordinal)
        );
    }

    /// <summary>The actor that the text names, or null.</summary>
    public static int? ActorNamed(Machine machine, string text)
    {
        var wanted = Folded(text);
        for (var actor = 0; actor < machine.Actors.Length; actor++)
        {
            if (string.Equals(Folded(machine.Actors[actor]), wanted, StringComparison.Ordinal))
            {
                return actor;
            }
        }
        return null;
    }

    private static bool IsWithin(string provision, string reference) =>
        provision.StartsWith(reference, StringComparison.Ordinal)
        && (provision.Length == reference.Length || provision[reference.Length] is '(' or ',');

    private static string Folded(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var folded = string.Join(' ', words).ToLowerInvariant();
        return folded.StartsWith("the ", StringComparison.Ordinal) ? folded[4..] : folded;
    }
}
