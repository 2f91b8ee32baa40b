using System.Collections.Immutable;
using Foedus.Language.Core;
using Foedus.Norms.Events;

namespace Foedus.Norms;

/// <summary>Items: which of those delivered are the ones asked for, and when there are enough of them.</summary>
public sealed partial class Run
{
    /// <summary>Where it matters which items are given, one that adds nothing to what has been given serves another instance, or none.</summary>
    private bool HasWantedItem(ClausePlan clause, NormInstance instance, int performer, Event @event) =>
        clause.Perform?.Items is not { } demand
        || (
            clause is { KeepsItems: true, Perform.Amount: null }
                ? WithItems(demand, instance.Progress.Given, performer, @event).Length > instance.Progress.Given.Length
                : CountItems(demand, performer, @event) > 0
        );

    private int CountItems(ItemDemand demand, int performer, Event @event)
    {
        if (!TryDeclared(demand, performer, out var declared))
        {
            return 0;
        }
        var count = 0;
        foreach (var item in @event.Data.Items)
        {
            if (
                IsOneOf(demand, item)
                && (declared is null || Array.Exists(declared, known => ItemName.Serves(item, known)))
            )
            {
                count++;
            }
        }
        return count;
    }

    /// <param name="declared">Null: the text asks for no declared menu.</param>
    private bool TryDeclared(ItemDemand demand, int performer, out string[]? declared)
    {
        declared = null;
        return demand.FromDeclared is not { } menu
            || _tables.Menus.TryGet(new TextKey(menu, performer, ""), out declared);
    }

    /// <summary>What has been given, with those items of this act that bring it nearer to what is asked of the performer.</summary>
    private ImmutableArray<GivenItem> WithItems(
        ItemDemand demand,
        ImmutableArray<GivenItem> given,
        int performer,
        Event @event
    )
    {
        if (!TryDeclared(demand, performer, out var declared))
        {
            return given;
        }
        foreach (var item in @event.Data.Items)
        {
            var kind = KindOf(demand, item);
            if (kind is null || (declared is not null && !Array.Exists(declared, one => ItemName.Serves(item, one))))
            {
                continue;
            }
            var known = new List<string>();
            foreach (var other in given)
            {
                if (other.Actor == performer && (demand.Spread == ItemSpread.Any || KindOf(demand, other.Name) == kind))
                {
                    known.Add(other.Name);
                }
            }
            var wanted = demand.Spread == ItemSpread.DifferentKinds ? 1 : demand.Minimum;
            var isMatched = declared is not null && demand.Spread != ItemSpread.DifferentKinds;
            if (
                known.Count < wanted
                && (
                    !isMatched
                    || declared is null
                    || DeclaredItems.Matched([.. known, item], declared) > DeclaredItems.Matched(known, declared)
                )
            )
            {
                given = Insert(given, new GivenItem(performer, isMatched ? item : kind));
            }
        }
        return given;
    }

    private static ImmutableArray<GivenItem> Insert(ImmutableArray<GivenItem> given, GivenItem item)
    {
        var at = 0;
        while (
            at < given.Length
            && (
                given[at].Actor < item.Actor
                || (given[at].Actor == item.Actor && string.CompareOrdinal(given[at].Name, item.Name) <= 0)
            )
        )
        {
            at++;
        }
        return given.Insert(at, item);
    }

    /// <summary>Whether enough has been given: by one member, or (−1) by all of them.</summary>
    /// <param name="count">How many, where only their number counts.</param>
    private bool HasItems(ClausePlan clause, Progress progress, int member, int count)
    {
        if (clause.Perform?.Items is not { } demand)
        {
            return true;
        }
        if (!clause.KeepsItems)
        {
            return count >= demand.Minimum;
        }
        if (demand.Spread == ItemSpread.EachKind)
        {
            foreach (var kind in KindsOf(demand))
            {
                if (GivenBy(progress, member, demand, kind) < demand.Minimum)
                {
                    return false;
                }
            }
            return true;
        }
        if (demand.Spread == ItemSpread.Any)
        {
            return GivenBy(progress, member, demand, null) >= demand.Minimum;
        }
        var kinds = 0;
        foreach (var kind in KindsOf(demand))
        {
            kinds += GivenBy(progress, member, demand, kind) > 0 ? 1 : 0;
        }
        return kinds >= demand.Minimum;
    }

    private int GivenBy(Progress progress, int member, ItemDemand demand, string? kind)
    {
        var count = 0;
        foreach (var item in progress.Given)
        {
            if ((member < 0 || item.Actor == member) && (kind is null || KindOf(demand, item.Name) == kind))
            {
                count++;
            }
        }
        return count;
    }

    private ImmutableArray<string> KindsOf(ItemDemand demand) =>
        !demand.Kinds.IsDefaultOrEmpty ? demand.Kinds : (_plan.Core.Terms[demand.Kind] as KindTerm)?.Kinds ?? [];

    private bool IsOneOf(ItemDemand demand, string item)
    {
        var kinds = KindsOf(demand);
        foreach (var kind in kinds)
        {
            if (ItemName.IsOfKind(item, kind))
            {
                return true;
            }
        }
        return kinds.IsEmpty;
    }

    private string? KindOf(ItemDemand demand, string item) => KindOf(KindsOf(demand), item);

    /// <summary>Of several kinds the one that says most: an "air defence" is no other "air".</summary>
    private static string? KindOf(ImmutableArray<string> kinds, string item)
    {
        string? best = null;
        foreach (var kind in kinds)
        {
            if ((best is null || kind.Length > best.Length) && ItemName.IsOfKind(item, kind))
            {
                best = kind;
            }
        }
        return best;
    }
}
