using System.Collections.Immutable;
using Foedus.Analysis.Exploring;
using Foedus.Language.Core;

namespace Foedus.Analysis.Rehearsing;

/// <summary>
/// Acts that can change neither whether a promise is kept nor when: nothing in the agreement listens to them, to the
/// norms they serve or to what becomes of these. Whether they are done is not asked, which makes a rehearsal far smaller.
/// </summary>
internal static class IdleActs
{
    public static ImmutableHashSet<string> Of(Agreement agreement, Delivery delivery)
    {
        // A condition on norms or quantities may listen to anything; then nothing is left out.
        if (Listening.Conditions(agreement).Any(condition => condition is NormIs or QuantityIs))
        {
            return [];
        }
        var leaves = Listening.Occasions(agreement).ToList();
        var heard = leaves.OfType<OnAct>().Select(on => on.Term).ToHashSet();
        var watched = leaves.OfType<OnNorm>().SelectMany(on => on.Clauses).ToHashSet();
        var idle = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        for (var term = 0; term < agreement.Terms.Length; term++)
        {
            if (
                agreement.Terms[term] is not ActTerm act
                || heard.Contains(term)
                || delivery.MayCount(act)
                || act.Quantity is not null
            )
            {
                continue;
            }
            var index = term;
            var serving = agreement.Clauses.Where(clause => ActOf(clause.Content) == index);
            if (
                serving.All(clause =>
                    clause.Modality == Modality.Duty && clause.Consequence is null && !watched.Contains(clause.Index)
                )
            )
            {
                idle.Add(act.Name);
            }
        }
        return idle.ToImmutable();
    }

    private static int? ActOf(NormContent content) =>
        content switch
        {
            PerformAct perform => perform.Act,
            HasNoRight { Act: { } barred } => barred.Act,
            _ => null,
        };
}
