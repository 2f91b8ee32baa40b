using Foedus.Language.Core;
using Foedus.Norms.Events;

namespace Foedus.Norms;

/// <summary>Norms that yield to others: "subject to", "notwithstanding".</summary>
public sealed partial class Run
{
    /// <summary>
    /// A duty is subject to a norm that leaves no way to perform it: whatever would do as the act demanded is forbidden.
    /// What forbids the act in one place only does not excuse from doing it elsewhere.
    /// </summary>
    private bool IsForbidden(ClausePlan clause, NormInstance instance)
    {
        foreach (var other in clause.Core.SubjectTo)
        {
            var prevailing = _plan.Clauses[other];
            if (
                IsAboutTheAct(clause, prevailing)
                && prevailing.Core.Modality is Modality.Prohibition or Modality.Disability
                && CoversAllOf(prevailing, clause, instance)
            )
            {
                foreach (var above in InstancesOf(other))
                {
                    if (IsInForceFor(above, instance) && !IsLifted(prevailing, clause, instance))
                    {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /// <summary>
    /// A prohibition does not excuse from a duty where it yields, for the same bearer, to a norm that permits whatever would
    /// perform that duty.
    /// </summary>
    private bool IsLifted(ClausePlan prohibition, ClausePlan duty, NormInstance instance)
    {
        foreach (var other in prohibition.Core.SubjectTo)
        {
            var permission = _plan.Clauses[other];
            if (
                !IsAboutTheAct(prohibition, permission)
                || permission.Core.Modality is not (Modality.Permission or Modality.Duty)
                || !CoversAllOf(permission, duty, instance)
            )
            {
                continue;
            }
            foreach (var given in InstancesOf(other))
            {
                if (IsInForceFor(given, instance) && !IsForbidden(permission, given))
                {
                    return true;
                }
            }
        }
        return false;
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
        || Compared.Is(instance.Progress.Amount + (@event.Data.Quantity ?? 0), cap.Comparison, cap.Value);

    /// <summary>Whether the prohibition reaches every act that would perform the duty: it asks for nothing that the duty leaves open.</summary>
    private bool CoversAllOf(ClausePlan prohibition, ClausePlan duty, NormInstance instance)
    {
        if (prohibition.Perform is { } forbidden)
        {
            if (forbidden.Amount is not null || forbidden.Items is not null)
            {
                return false;
            }
            foreach (var filter in forbidden.Filters)
            {
                if (duty.Perform is not { } demanded || !demanded.Filters.Contains(filter))
                {
                    return false;
                }
            }
        }
        if (prohibition.Toward is not { } excluded || duty.Toward is not { } creditors)
        {
            return true;
        }
        Span<ulong> owed = stackalloc ulong[Words];
        Span<ulong> reached = stackalloc ulong[Words];
        if (instance.Key.CounterParty >= 0)
        {
            ActorBits.Add(owed, instance.Key.CounterParty);
        }
        else
        {
            creditors.Collect(this, Scope.Of(instance), owed);
        }
        excluded.Collect(this, Scope.Of(instance), reached);
        return ActorBits.IsSubset(owed, reached);
    }
}
