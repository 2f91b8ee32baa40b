using System.Collections.Immutable;
using Foedus.Language.Core;

namespace Foedus.Analysis.Comparing;

/// <summary>
/// Finds, for the clauses of one draft, what became of them in the other: by what is to be done, by whom and upon what,
/// never by number. Each clause is matched at most once; the best pairs are taken first.
/// </summary>
internal static class ClauseMatching
{
    /// <summary>Without the same act, nearly everything else must agree.</summary>
    private const double LeastScore = 8;

    private const double SameAct = 8;

    public static ImmutableArray<(Clause? Old, Clause? New)> Match(Agreement old, Agreement @new)
    {
        var oldWords = new CoreWords(old);
        var newWords = new CoreWords(@new);
        var pairs =
            from before in old.Clauses
            from after in @new.Clauses
            let score = Score(before, oldWords, after, newWords)
            where score >= LeastScore
            orderby score descending, before.Index, after.Index
            select (Before: before, After: after);

        var partner = new Dictionary<int, Clause>();
        var taken = new HashSet<int>();
        foreach (var (before, after) in pairs)
        {
            if (!partner.ContainsKey(before.Index) && taken.Add(after.Index))
            {
                partner[before.Index] = after;
            }
        }
        return
        [
            .. old.Clauses.Select(clause => ((Clause?)clause, partner.GetValueOrDefault(clause.Index))),
            .. @new
                .Clauses.Where(clause => !taken.Contains(clause.Index))
                .Select(clause => ((Clause?)null, (Clause?)clause)),
        ];
    }

    private static double Score(Clause before, CoreWords oldWords, Clause after, CoreWords newWords)
    {
        if (before.Content.GetType() != after.Content.GetType() && before.Content is not (PerformAct or HasNoRight))
        {
            return 0;
        }
        var (oldAct, newAct) = (oldWords.Core(before.Content), newWords.Core(after.Content));
        var score = oldAct == newAct ? SameAct : SameAct * Alike(oldAct, newAct) * 0.75;
        score += oldWords.Actors(before.Bearer.Who) == newWords.Actors(after.Bearer.Who) ? 3 : 0;
        score += oldWords.Trigger(before.Trigger) == newWords.Trigger(after.Trigger) ? 2 : 0;
        score += oldWords.Content(before.Content) == newWords.Content(after.Content) ? 1 : 0;
        score += before.Modality == after.Modality ? 1 : 0;
        score += before.ConsequenceOf is null == after.ConsequenceOf is null ? 1 : -2;
        score += Alike(before.Words, after.Words);
        return score + (before.Id == after.Id ? 0.25 : 0);
    }

    /// <summary>How many of the words of both they share, from 0 to 1.</summary>
    private static double Alike(string left, string right)
    {
        var a = left.Split(' ').ToHashSet(StringComparer.Ordinal);
        var b = right.Split(' ').ToHashSet(StringComparer.Ordinal);
        var shared = a.Count(b.Contains);
        return (double)shared / (a.Count + b.Count - shared);
    }
}
