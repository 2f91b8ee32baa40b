using Foedus.Language.Core;
using Foedus.Norms.Events;

namespace Foedus.Norms;

/// <summary>Which norms an act performs or breaks.</summary>
public sealed partial class Run
{
    /// <summary>False where nothing open was served; a clause that says why has told so.</summary>
    private bool ServeClause(ClausePlan clause, int performer, int toward, Event @event, ref CauseOf cause)
    {
        if (clause.Core.Modality == Modality.Prohibition)
        {
            BreakProhibitions(clause, performer, toward, @event, hasLeave: true, ref cause);
            return true;
        }
        if (
            !@event.Data.Funders.IsDefaultOrEmpty
            && !clause.IsJoint
            && clause is { IsToBeDone: true, Perform.Amount: not null }
        )
        {
            if (!_repeatsLot)
            {
                ServeForFunders(clause, performer, toward, @event, ref cause);
            }
            return true;
        }
        var single = FindToServe(clause, performer, performer, toward, @event);
        var joint = clause.IsJoint ? FindJoint(clause, performer, toward, @event) : null;
        var chosen =
            single is null ? joint
            : joint is null ? single
            : ServesBefore(joint, single) ? joint
            : single;
        if (chosen is not null)
        {
            Serve(clause, chosen, performer, -1, @event, ref cause);
            return true;
        }
        if (clause.IsTowardEach && toward == -1 && OwesToEach(clause, performer))
        {
            Tell(NoticeKind.NoAddressee, clause.Core.Id);
            return true;
        }
        return false;
    }

    /// <summary>What is owed jointly is served by who is among those bound, or by a lot that one of them funds, whoever hands it over.</summary>
    private NormInstance? FindJoint(ClausePlan clause, int performer, int toward, Event @event)
    {
        var found = FindToServe(clause, -1, performer, toward, @event);
        foreach (var funder in @event.Data.Funders.IsDefault ? [] : @event.Data.Funders)
        {
            if (found is null && _plan.Actors.TryFind(funder.Party, out var party))
            {
                found = FindToServe(clause, -1, party, toward, @event);
            }
        }
        return found;
    }

    /// <summary>A joint lot is what each of its funders did for its own part, whoever handed it over.</summary>
    private void ServeForFunders(ClausePlan clause, int performer, int toward, Event @event, ref CauseOf cause)
    {
        for (var part = 0; part < @event.Data.Funders.Length; part++)
        {
            if (
                _plan.Actors.TryFind(@event.Data.Funders[part].Party, out var funder)
                && FindToServe(clause, funder, funder, toward, @event) is { } own
            )
            {
                Serve(clause, own, funder, part, @event, ref cause);
            }
        }
        if (clause.IsTowardEach && toward == -1 && OwesToEach(clause, performer))
        {
            Tell(NoticeKind.NoAddressee, clause.Core.Id);
        }
    }

    private bool OwesToEach(ClausePlan clause, int performer)
    {
        foreach (var instance in InstancesOf(clause.Core.Index))
        {
            if (instance.State == NormState.Active && instance.Bearer.Includes(performer))
            {
                return true;
            }
        }
        return false;
    }

    /// <param name="part">Which part of a joint lot counts, by its funder; −1: the whole act.</param>
    private void Serve(
        ClausePlan clause,
        NormInstance instance,
        int performer,
        int part,
        Event @event,
        ref CauseOf cause
    )
    {
        var amount = clause.Perform?.Amount;
        var demand = clause.Perform?.Items;
        var items = demand is null || clause.KeepsItems ? 0 : CountItems(demand, performer, @event);
        var progress =
            amount is null && demand is null && instance.Group is null
                ? instance.Progress
                : ProgressBy(instance, performer, part, @event, items);
        if (demand is not null && clause.KeepsItems)
        {
            progress = progress with { Given = WithItems(demand, progress.Given, performer, @event) };
        }
        var served = ReferenceEquals(progress, instance.Progress) ? instance : instance with { Progress = progress };
        var because = cause.After(instance.Cause);

        if (clause.Core.Modality == Modality.Permission)
        {
            var exceeds = amount is { IsCap: true } && !Compared.Is(progress.Amount, amount.Comparison, amount.Value);
            _tables.Instances.Set(instance.Key, served, _owner);
            if (
                clause.Core.Bearer.Quantifier == Quantifier.Together
                && instance.Group is { } group
                && progress.Members.Length < ActorBits.Count(group)
            )
            {
                return;
            }
            EmitNorm(
                served,
                NormState.Active,
                exceeds ? NormState.Violated : NormState.Fulfilled,
                exceeds ? Rule.ProhibitedAct : Rule.Performed,
                because
            );
            return;
        }
        if (amount is { IsCap: true })
        {
            ServeCap(clause, instance, served, amount, because);
            return;
        }
        if (!IsComplete(clause, served))
        {
            if (!ReferenceEquals(served, instance))
            {
                _tables.Instances.Set(instance.Key, served, _owner);
            }
            return;
        }
        var late = instance.State == NormState.Violated;
        Close(
            served,
            (byte)(late ? NormState.Repaired : NormState.Fulfilled),
            late ? Rule.LatePerformance : Rule.Performed,
            because
        );
        EndOfConsequence(instance.Above, Ending.Performed, because);
    }

    /// <summary>Of what is counted in times a report is one, unless it says how many.</summary>
    private static decimal QuantityOf(Event @event, ClausePlan clause) =>
        @event.Data.Quantity ?? (clause.Perform?.Amount is { IsOfTimes: true } ? 1 : 0);

    /// <summary>A joint lot counts for each of its funders among those bound together, with the funder's part.</summary>
    private Progress ProgressBy(NormInstance instance, int performer, int part, Event @event, int items)
    {
        if (_repeatsLot)
        {
            return instance.Progress.With(performer, instance.Group is not null, 0, 0);
        }
        if (instance.Group is not { } group || @event.Data.Funders.IsDefaultOrEmpty)
        {
            var quantity =
                part < 0 ? QuantityOf(@event, _plan.Clauses[instance.Key.Clause]) : @event.Data.Funders[part].Quantity;
            return instance.Progress.With(performer, instance.Group is not null, quantity, items);
        }
        var progress = instance.Progress;
        foreach (var funder in @event.Data.Funders)
        {
            if (_plan.Actors.TryFind(funder.Party, out var party) && ActorBits.Has(group, party))
            {
                progress = progress.With(party, true, funder.Quantity, party == performer ? items : 0);
            }
        }
        return progress;
    }

    /// <summary>A duty not to go beyond an amount is kept until its end, and breached by what exceeds it.</summary>
    private void ServeCap(ClausePlan clause, NormInstance instance, NormInstance served, Amount amount, Cause? because)
    {
        _tables.Instances.Set(instance.Key, served, _owner);
        if (instance.State == NormState.Active && !Compared.Is(served.Progress.Amount, amount.Comparison, amount.Value))
        {
            Violate(clause, served, Rule.ProhibitedAct, because);
        }
    }

    private bool IsComplete(ClausePlan clause, NormInstance instance)
    {
        var amount = clause.Perform?.Amount;
        var progress = instance.Progress;
        if (instance.Group is not { } group)
        {
            return Enough(amount, PartOf(amount, instance.Key.Bearer), progress.Amount)
                && HasItems(clause, progress, -1, progress.Items);
        }
        var atLeast = clause.Core.Bearer.AtLeast;
        switch (clause.Core.Bearer.Quantifier)
        {
            case Quantifier.Together:
                return progress.Members.Length >= ActorBits.Count(group)
                    && Enough(amount, amount?.Value ?? 0, progress.Amount)
                    && EachBearsItsPart(amount, progress)
                    && HasItems(clause, progress, -1, progress.Items);
            case Quantifier.AnyOf:
                return MembersDone(clause, progress) >= 1;
            case Quantifier.CollectivelyAtLeast when atLeast > 0:
                return MembersDone(clause, progress) >= atLeast;
            default:
                return Enough(amount, amount?.Value ?? 0, progress.Amount)
                    && HasItems(clause, progress, -1, progress.Items);
        }
    }

    private int MembersDone(ClausePlan clause, Progress progress)
    {
        var amount = clause.Perform?.Amount;
        var done = 0;
        foreach (var member in progress.Members)
        {
            if (
                Enough(amount, PartOf(amount, member.Actor), member.Amount)
                && HasItems(clause, progress, member.Actor, member.Items)
            )
            {
                done++;
            }
        }
        return done;
    }

    /// <summary>Together in shares: what one pays beyond its own is not another's. Collectively the shares are for those who pay to settle.</summary>
    private bool EachBearsItsPart(Amount? amount, Progress progress)
    {
        if (amount is null || amount.Shares.IsDefaultOrEmpty)
        {
            return true;
        }
        foreach (var member in progress.Members)
        {
            if (PartOf(amount, member.Actor) is > 0 and var part && !Enough(amount, part, member.Amount))
            {
                return false;
            }
        }
        return true;
    }

    private static bool Enough(Amount? amount, decimal wanted, decimal given) =>
        amount is null || (amount.Comparison == Comparison.More ? given > wanted : given >= wanted);

    /// <summary>The bearer's part of an amount, where the text shares the burden out.</summary>
    private decimal PartOf(Amount? amount, int bearer)
    {
        if (amount is null)
        {
            return 0;
        }
        if (amount.Shares.IsDefaultOrEmpty || bearer < 0)
        {
            return amount.Value;
        }
        foreach (var share in amount.Shares)
        {
            if (_plan.Actors.TryFind(share.Party, out var party) && party == bearer)
            {
                return amount.Value * share.Share;
            }
        }
        return 0;
    }

    /// <summary>What has no effect in law has been done all the same: where it is forbidden, that is a breach, and no leave covers it.</summary>
    private void BreakWithoutRight(int act, int performer, int toward, Event @event)
    {
        var cause = new CauseOf(@event);
        foreach (var clause in _plan.ActClauses[act])
        {
            if (_plan.Clauses[clause] is { Core.Modality: Modality.Prohibition } forbidding)
            {
                BreakProhibitions(forbidding, performer, toward, @event, hasLeave: false, ref cause);
            }
        }
    }

    /// <param name="hasLeave">Whether a norm that permits or demands the act may cover it.</param>
    private void BreakProhibitions(
        ClausePlan clause,
        int performer,
        int toward,
        Event @event,
        bool hasLeave,
        ref CauseOf cause
    )
    {
        BreakProhibitions(clause, performer, performer, toward, @event, hasLeave, ref cause);
        if (clause.IsJoint)
        {
            BreakProhibitions(clause, -1, performer, toward, @event, hasLeave, ref cause);
        }
    }

    private void BreakProhibitions(
        ClausePlan clause,
        int bearer,
        int performer,
        int toward,
        Event @event,
        bool hasLeave,
        ref CauseOf cause
    )
    {
        var from = new NormKey(clause.Core.Index, bearer, "", int.MinValue, int.MinValue);
        while (
            _tables.Instances.TryHigher(from, out var key, out var instance)
            && key.Clause == clause.Core.Index
            && key.Bearer == bearer
        )
        {
            from = key;
            if (
                instance.IsSuspended
                || instance.IsExcused
                || (
                    @event.Subject is { } subject
                    && instance.Bound.IsOccurrence
                    && !string.Equals(subject, key.Root, StringComparison.Ordinal)
                )
                || !Matches(clause, instance, performer, toward, @event)
                || !HoldsToward(clause, performer, toward)
            )
            {
                continue;
            }
            var leave =
                clause.Core.SubjectTo.Length == 0 || !hasLeave
                    ? null
                    : LeaveFor(clause, instance, performer, toward, @event);
            if (leave is not null && !IsCapped(leave))
            {
                continue;
            }
            // A larger amount that is allowed instead of the smaller one is the whole of it, so that what it allows counts.
            if (clause.Perform?.Amount is { } amount)
            {
                var progress = instance.Progress.With(
                    performer,
                    instance.Group is not null,
                    _repeatsLot ? 0 : QuantityOf(@event, clause),
                    0
                );
                instance = instance with { Progress = progress };
                _tables.Instances.Set(key, instance, _owner);
                var isBroken = amount.IsCap
                    ? !Compared.Is(progress.Amount, amount.Comparison, amount.Value)
                    : Compared.Is(progress.Amount, amount.Comparison, amount.Value);
                if (!isBroken)
                {
                    continue;
                }
            }
            if (leave is not null)
            {
                continue;
            }
            EmitNorm(instance, NormState.Active, NormState.Violated, Rule.ProhibitedAct, cause.After(instance.Cause));
        }
    }

    /// <summary>The cause "this act", made at most once for each chain it serves.</summary>
    private struct CauseOf(Event @event)
    {
        private Cause? _last;

        public Cause After(Cause? before)
        {
            if (_last is null || !ReferenceEquals(_last.Before, before))
            {
                _last = new Cause(@event, before);
            }
            return _last;
        }
    }
}
