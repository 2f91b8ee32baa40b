using System.Collections.Immutable;
using System.Globalization;
using Foedus.Analysis.Exploring;
using Foedus.Language.Core;

namespace Foedus.Analysis.Checks;

/// <summary>The least that a promise delivers by its end, by how many actors fail.</summary>
internal sealed class WorstDelivery(
    Setting setting,
    Guarantee promise,
    IReadOnlyList<PromiseGame> games,
    CheckOptions options
)
{
    private const int MostCoalitions = 60;
    private const int MostFailing = 6;

    public string InWords()
    {
        var least = ByFailing();
        if (least.Count == 0)
        {
            return "";
        }
        var parts = least.Select(
            (amount, failing) =>
                $"{Amount(amount)} if {(failing == 0 ? "nobody fails" : failing == 1 ? "any one does" : $"any {failing} do")}"
        );
        var among = setting.Representatives.IsEmpty ? "" : $" (with {setting.Representatives.Length} parties)";
        return $", at worst {string.Join(", ", parts)}{among}";
    }

    /// <summary>The least in any of the games, up to where nothing is delivered or one of them was too much to follow.</summary>
    private List<decimal> ByFailing()
    {
        var least = new List<decimal>();
        var largest = games.Max(game => Coalition.Largest(setting, game));
        for (var size = 0; size <= Math.Min(MostFailing, largest) && (size == 0 || least[^1] > 0); size++)
        {
            var smallest = decimal.MaxValue;
            foreach (var game in games)
            {
                if (Least(game, size) is not { } received)
                {
                    return least;
                }
                smallest = Math.Min(smallest, received);
            }
            least.Add(smallest);
        }
        return least;
    }

    /// <summary>What is delivered whoever of that number fails; null where that was too much to follow.</summary>
    private decimal? Least(PromiseGame game, int size)
    {
        var coalitions = Coalition.All(setting, game, size).Take(MostCoalitions + 1).ToList();
        if (coalitions.Count > MostCoalitions || options.IsOver())
        {
            return null;
        }
        var least = coalitions.Count == 0 ? 0 : decimal.MaxValue;
        foreach (var coalition in coalitions)
        {
            if (game.LeastAgainst(coalition.MembersIn(setting, game)) is not { } received)
            {
                return null;
            }
            least = Math.Min(least, received);
        }
        return least;
    }

    private string Amount(decimal amount)
    {
        var number = amount.ToString("0.##", CultureInfo.InvariantCulture);
        return amount == 0 ? "nothing"
            : promise.Promise.Amount is { } asked ? $"{number} {asked.Unit}"
            : number;
    }
}
