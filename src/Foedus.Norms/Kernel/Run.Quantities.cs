using Foedus.Language.Core;
using Foedus.Norms.Events;

namespace Foedus.Norms;

/// <summary>Sums by stage and party. A joint lot is one lot: its amount counts once in all, and each funder's part for the funder.</summary>
public sealed partial class Run
{
    /// <summary>The act being taken in reports a lot that was reported before: who reports it has taken part, and nothing is counted anew.</summary>
    private bool _repeatsLot;

    /// <summary>Each of several may report the lot they share: once for its stage, or where the act is not counted, once for the act.</summary>
    private bool IsKnownLot(Event @event, int term, int stage)
    {
        if (@event.Data.AttributeNamed("lot")?.Text is not { } lot)
        {
            return false;
        }
        var key = new TextKey(-1 - term, stage, lot);
        if (_tables.Menus.Contains(key))
        {
            Tell(NoticeKind.RepeatedReport, lot);
            return true;
        }
        _tables.Menus.Set(key, [], _owner);
        return false;
    }

    private void AddQuantity(Event @event, int act, int performer)
    {
        _repeatsLot = false;
        if (
            _plan.Core.Terms[act] is not ActTerm { Quantity: { } term, Stage: { } stage }
            || @event.Data.Quantity is not { } amount
        )
        {
            _repeatsLot = IsKnownLot(@event, act, 0);
            return;
        }
        if (
            _plan.Core.Terms[term] is QuantityTerm quantity
            && @event.Data.Unit is { } unit
            && !FoldedName.Same(unit, quantity.Unit)
        )
        {
            Tell(NoticeKind.InvalidDeclaration, $"{quantity.Name} is kept in {quantity.Unit}, not in {unit}");
            return;
        }
        _repeatsLot = IsKnownLot(@event, term, (int)stage);
        if (_repeatsLot)
        {
            return;
        }
        Add(term, stage, -1, amount);
        if (@event.Data.Funders.IsDefaultOrEmpty)
        {
            Add(term, stage, performer, amount);
        }
        else
        {
            foreach (var funder in @event.Data.Funders)
            {
                if (_plan.Actors.TryFind(funder.Party, out var party))
                {
                    Add(term, stage, party, funder.Quantity);
                }
                else
                {
                    Tell(NoticeKind.UnknownName, funder.Party);
                }
            }
        }
        _dirt |= Dirt.Quantities;
    }

    private void Add(int term, QuantityStage stage, int party, decimal amount)
    {
        var key = new TextKey(term, QuantitySlot(stage, party), "");
        var before = _tables.Quantities.TryGet(key, out var sum) ? sum : 0;
        _tables.Quantities.Set(key, before + amount, _owner);
    }
}
