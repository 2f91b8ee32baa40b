namespace Foedus.Norms;

/// <summary>
/// Items given against items declared. What is declared once is there once: each item given takes one that was declared
/// for it. Names may say more or less ("military", "military: air defence"), so that the best assignment is looked for.
/// </summary>
internal static class DeclaredItems
{
    /// <summary>How many of the items given can each have an item declared of their own: a maximum bipartite matching, by augmenting paths.</summary>
    public static int Matched(IReadOnlyList<string> given, string[] declared)
    {
        var takenBy = new int[declared.Length];
        Array.Fill(takenBy, -1);
        var matched = 0;
        for (var i = 0; i < given.Count; i++)
        {
            matched += TryPlace(given, i, declared, takenBy, new bool[declared.Length]) ? 1 : 0;
        }
        return matched;
    }

    private static bool TryPlace(IReadOnlyList<string> given, int item, string[] declared, int[] takenBy, bool[] isSeen)
    {
        for (var place = 0; place < declared.Length; place++)
        {
            if (takenBy[place] < 0 && ItemName.Serves(given[item], declared[place]))
            {
                takenBy[place] = item;
                return true;
            }
        }
        for (var place = 0; place < declared.Length; place++)
        {
            if (isSeen[place] || !ItemName.Serves(given[item], declared[place]))
            {
                continue;
            }
            isSeen[place] = true;
            if (TryPlace(given, takenBy[place], declared, takenBy, isSeen))
            {
                takenBy[place] = item;
                return true;
            }
        }
        return false;
    }
}
