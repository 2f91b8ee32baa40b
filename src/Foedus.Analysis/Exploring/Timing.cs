using System.Collections.Immutable;
using Foedus.Language.Core;

namespace Foedus.Analysis.Exploring;

/// <summary>When those who comply do their part: at once, or at the last moment in time.</summary>
/// <param name="VotesLate">They vote late, and so perform what is not promised itself but may have to come before it.</param>
/// <param name="Delivering">The duties that deliver what is promised.</param>
/// <param name="Late">Those of them that are performed late.</param>
internal sealed record Timing(bool VotesLate, ImmutableHashSet<int> Delivering, ImmutableHashSet<int> Late)
{
    /// <summary>So many duties that deliver are each tried early and late; more are all early or all late.</summary>
    private const int MostApart = 3;

    public static Timing AtOnce { get; } = new(false, [], []);

    public static Timing AllLate { get; } = new(true, [], []);

    public bool IsLate => VotesLate || !Late.IsEmpty;

    public bool IsLateFor(int clause) => Delivering.Contains(clause) ? Late.Contains(clause) : VotesLate;

    /// <summary>
    /// All early, all late; then, where several duties deliver, the others: what is given early under the one may be given
    /// once more, or not, under the other. Where one duty alone delivers, it arrives last where all are late.
    /// </summary>
    public static IEnumerable<Timing> All(Agreement agreement, ImmutableArray<Clause> delivering)
    {
        yield return AtOnce;
        yield return AllLate;
        if (delivering.Length < 2)
        {
            yield break;
        }
        var clauses = delivering.Select(clause => clause.Index).ToImmutableHashSet();
        var apart = delivering.Length <= MostApart;
        var patterns = apart ? 1 << delivering.Length : 2;
        foreach (var votesLate in agreement.Decisions.IsEmpty ? [false] : (bool[])[false, true])
        {
            for (var bits = 0; bits < patterns; bits++)
            {
                var late = !apart
                    ? (bits == 0 ? [] : clauses)
                    : delivering
                        .Where((_, index) => (bits & (1 << index)) != 0)
                        .Select(clause => clause.Index)
                        .ToImmutableHashSet();
                // These are the first two.
                if (late.Count != (votesLate ? clauses.Count : 0))
                {
                    yield return new Timing(votesLate, clauses, late);
                }
            }
        }
    }
}
