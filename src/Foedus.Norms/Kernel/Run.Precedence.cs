using Foedus.Language.Core;
using Foedus.Norms.Events;

namespace Foedus.Norms;

/// <summary>Norms that yield to others: "subject to", "notwithstanding".</summary>
public sealed partial class Run
{
    /// <summary>
    /// A duty is subject to norms that leave no way to perform it: whatever would do as the act demanded is forbidden, and
    /// nothing prevails over the prohibition as far as that act. What is forbidden in one place only, or permitted again in
    /// one place, could have been done there.
    /// </summary>
    private bool IsForbidden(ClausePlan clause, NormInstance instance)
    {
        if (clause.Deeds.Length == 0)
        {
            return false;
        }
        Span<ulong> creditors = stackalloc ulong[Words];
        if (instance.Key.CounterParty >= 0)
        {
            ActorBits.Add(creditors, instance.Key.CounterParty);
        }
        else
        {
            clause.Toward?.Collect(this, Scope.Of(instance), creditors);
        }
        Span<ulong> bearers = stackalloc ulong[Words];
        if (instance.Group is { } group)
        {
            group.CopyTo(bearers);
        }
        else
        {
            ActorBits.Add(bearers, instance.Key.Bearer);
        }
        for (var bearer = ActorBits.Next(bearers, 0); bearer >= 0; bearer = ActorBits.Next(bearers, bearer + 1))
        {
            if (ActorBits.Count(creditors) > 1)
            {
                ActorBits.Remove(creditors, bearer);
            }
            // Where there is nobody to do it toward, toward whom is not asked.
            for (var toward = ActorBits.Next(creditors, 0); ; toward = ActorBits.Next(creditors, toward + 1))
            {
                if (MayDo(clause, instance, bearer, toward))
                {
                    return false;
                }
                if (toward < 0 || ActorBits.Next(creditors, toward + 1) < 0)
                {
                    break;
                }
            }
        }
        return true;
    }

    private bool MayDo(ClausePlan clause, NormInstance instance, int bearer, int toward)
    {
        foreach (var deed in clause.Deeds)
        {
            if (!IsOverridden(clause, instance, bearer, toward, Left(clause, instance, bearer, deed)))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Only what is still to be delivered need be allowed.</summary>
    private Event Left(ClausePlan clause, NormInstance instance, int bearer, Event deed)
    {
        if (clause.Perform?.Amount is not { } amount)
        {
            return deed;
        }
        var left = PartOf(amount, instance.Group is null ? bearer : -1) - instance.Progress.Amount;
        return left > 0 && left < deed.Data.Quantity ? deed with { Data = deed.Data with { Quantity = left } } : deed;
    }

    /// <summary>A prohibition or disability is subject to a norm that permits or demands this very act: the one done, as it was done.</summary>
    private bool IsAllowed(ClausePlan clause, NormInstance instance, int performer, int toward, Event @event) =>
        LeaveFor(clause, instance, performer, toward, @event) is not null;

    /// <summary>The norm by which a prohibition or disability yields to this very act; one without a cap of its own where there is one.</summary>
    private ClausePlan? LeaveFor(ClausePlan clause, NormInstance instance, int performer, int toward, Event @event)
    {
        ClausePlan? capped = null;
        foreach (var other in clause.Core.SubjectTo)
        {
            var prevailing = _plan.Clauses[other];
            if (
                !IsAboutTheAct(clause, prevailing)
                || prevailing.Core.Modality is not (Modality.Permission or Modality.Duty)
            )
            {
                continue;
            }
            foreach (var above in InstancesOf(other))
            {
                if (
                    IsInForceFor(above, instance)
                    && Matches(prevailing, above, performer, toward, @event)
                    && IsWithinCap(prevailing, above, @event)
                    && !IsOverridden(prevailing, above, performer, toward, @event)
                )
                {
                    if (!IsCapped(prevailing))
                    {
                        return prevailing;
                    }
                    capped = prevailing;
                }
            }
        }
        return capped;
    }

    private static bool IsCapped(ClausePlan clause) => clause.Perform?.Amount is { IsCap: true };

    /// <summary>
    /// A permission or duty gives no leave where a prohibition or disability prevails over it in turn and reaches this very act.
    /// Provisions that prevail over each other in a circle do not compile, so that the chain ends.
    /// </summary>
    private bool IsOverridden(ClausePlan clause, NormInstance instance, int performer, int toward, Event @event)
    {
        foreach (var other in clause.Core.SubjectTo)
        {
            var prevailing = _plan.Clauses[other];
            if (
                !IsAboutTheAct(clause, prevailing)
                || prevailing.Core.Modality is not (Modality.Prohibition or Modality.Disability)
                || prevailing.Perform?.Amount is not null
            )
            {
                continue;
            }
            foreach (var above in InstancesOf(other))
            {
                if (
                    IsInForceFor(above, instance)
                    && Matches(prevailing, above, performer, toward, @event)
                    && !IsAllowed(prevailing, above, performer, toward, @event)
                )
                {
                    return true;
                }
            }
        }
        return false;
    }

    private static bool IsAboutTheAct(ClausePlan clause, ClausePlan prevailing) =>
        prevailing.ActIndex == clause.ActIndex && prevailing.ActIndex >= 0;

    private static bool IsInForceFor(NormInstance prevailing, NormInstance below) =>
        prevailing is { State: NormState.Active, IsSuspended: false, IsExcused: false }
        && (
            below.Key.Bearer >= 0
                ? prevailing.Bearer.Includes(below.Key.Bearer)
                : CanonicalHasher.SameBits(prevailing.Group, below.Group)
        );

    /// <summary>What goes beyond a permitted amount is not what was permitted.</summary>
    private static bool IsWithinCap(ClausePlan clause, NormInstance instance, Event @event) =>
        clause.Perform?.Amount is not { IsCap: true } cap
        || Compared.Is(instance.Progress.Amount + QuantityOf(@event, clause), cap.Comparison, cap.Value);
}
