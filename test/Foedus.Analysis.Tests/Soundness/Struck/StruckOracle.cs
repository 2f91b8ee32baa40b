using Foedus.Analysis.Tests.Soundness.Trying;
using Foedus.Language.Core;
using Foedus.Norms;

namespace Foedus.Analysis.Tests.Soundness.Struck;

/// <summary>Judges a promise of help by striking each party in turn, and letting every set of the others fail.</summary>
internal sealed class StruckOracle(Agreement agreement, StruckAgreement drawn)
{
    private const long Hour = 3_600_000;

    private readonly Machine machine = Machine.Create(agreement);

    /// <summary>The size of the smallest set that stops the promise, whoever is struck, or null where none does; 0: compliance itself does not keep it.</summary>
    /// <param name="singles">Who stops it alone.</param>
    public int? SmallestCoalition(bool atOnce, out SortedSet<string> singles)
    {
        singles = new SortedSet<string>(StringComparer.Ordinal);
        int? least = null;
        foreach (var struck in drawn.Strikable)
        {
            var begun = Drafts.Ratified(drawn.Parties, machine);
            var attacked = begun.Then(Told.Attack(struck, struck), begun.At + 1000);
            string[] others = [.. drawn.Parties.Where(party => party != struck)];
            for (var bits = 0; bits < 1 << others.Length; bits++)
            {
                HashSet<string> failing = [.. others.Where((_, index) => (bits & (1 << index)) != 0)];
                if (others.Any(helper => !failing.Contains(helper) && Helps(attacked, helper, atOnce)))
                {
                    continue;
                }
                least = least is { } other ? Math.Min(other, failing.Count) : failing.Count;
                if (failing.Count == 1)
                {
                    singles.Add(failing.First());
                }
            }
        }
        return least;
    }

    /// <summary>Who complies helps at once, or only when it must.</summary>
    private bool Helps(Course attacked, string helper, bool atOnce) =>
        attacked
            .State.OpenInstances()
            .Any(open =>
                open.NormState == NormState.Active
                && open.Bearer.Includes(machine.ActorNamed(helper))
                && (atOnce || open.Until <= attacked.At + (drawn.Horizon * Hour))
            );
}
