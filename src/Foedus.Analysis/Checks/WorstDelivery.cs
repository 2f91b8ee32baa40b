using System.Collections.Immutable;
using System.Globalization;
using Foedus.Analysis.Exploring;
using Foedus.Language.Core;

namespace Foedus.Analysis.Checks;

/// <summary>The least that a promise delivers by its end, by how many actors fail.</summary>
internal sealed class WorstDelivery(Setting setting, Guarantee promise, PromiseGame game, CheckOptions options)
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

    private List<decimal> ByFailing()
    {
        var least = new List<decimal>();
        var singles = EffectivenessCheck.Fallible(setting, game);
        var like = setting.Representatives;
        for (var size = 0; size <= Math.Min(MostFailing, singles.Length + like.Length); size++)
        {
            var coalitions = EffectivenessCheck
                .Coalitions(singles, like.Length, size)
                .Take(MostCoalitions + 1)
                .ToList();
            if (coalitions.Count > MostCoalitions || options.IsOver())
            {
                break;
            }
            decimal? smallest = null;
            foreach (var coalition in coalitions)
            {
                var members = coalition
                    .SelectMany(part => part.Class.Length == 0 ? like.Take(part.Count) : [part.Class])
                    .ToImmutableHashSet(StringComparer.Ordinal);
                if (game.LeastAgainst(members) is not { } received)
                {
                    return least;
                }
                smallest = smallest is { } other && other <= received ? other : received;
            }
            least.Add(smallest ?? 0);
            if (smallest is null or 0)
            {
                break;
            }
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
