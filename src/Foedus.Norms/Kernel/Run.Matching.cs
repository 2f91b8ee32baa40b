using System.Diagnostics.CodeAnalysis;
using Foedus.Language.Core;
using Foedus.Norms.Events;

namespace Foedus.Norms;

/// <summary>Which open instance an act serves, and whether it is the act that the norm asks for.</summary>
public sealed partial class Run
{
    private static bool ServesBefore(NormInstance left, NormInstance right) =>
        left.State != right.State ? left.State == NormState.Active : left.Deadline < right.Deadline;

    /// <summary>The instance an act is for: the one named by the subject, else of the open ones that with the earliest deadline, else of the violated ones.</summary>
    private NormInstance? FindToServe(ClausePlan clause, int bearer, int performer, int toward, Event @event)
    {
        return @event.Subject is { } subject ? FindAmong(clause, bearer, subject, performer, toward, @event)
            : clause.IsQueued ? FindInQueue(clause, bearer, performer, toward, @event)
            : FindAmong(clause, bearer, null, performer, toward, @event);
    }

    /// <param name="root">Null: any.</param>
    private NormInstance? FindAmong(
        ClausePlan clause,
        int bearer,
        string? root,
        int performer,
        int toward,
        Event @event
    )
    {
        var from = new NormKey(clause.Core.Index, bearer, root ?? "", int.MinValue, int.MinValue);
        while (
            _tables.Instances.TryHigher(from, out var key, out var instance)
            && key.Clause == clause.Core.Index
            && key.Bearer == bearer
            && (root is null || string.Equals(key.Root, root, StringComparison.Ordinal))
        )
        {
            if (Matches(clause, instance, performer, toward, @event))
            {
                return instance;
            }
            from = key;
        }
        return null;
    }

    private NormInstance? FindInQueue(ClausePlan clause, int bearer, int performer, int toward, Event @event)
    {
        QueueKey? after = null;
        while (TryNextInQueue(clause, bearer, ref after, out var instance))
        {
            if (Matches(clause, instance, performer, toward, @event))
            {
                return instance;
            }
        }
        return null;
    }

    /// <summary>Walks the open instances of a bearer in the order in which acts and uses of powers serve them.</summary>
    private bool TryNextInQueue(
        ClausePlan clause,
        int bearer,
        ref QueueKey? after,
        [NotNullWhen(true)] out NormInstance? instance
    )
    {
        var next =
            after
            ?? new QueueKey(
                new NormKey(clause.Core.Index, bearer, "", int.MinValue, int.MinValue),
                false,
                long.MinValue
            );
        while (
            _tables.Queue.TryHigher(next, out var queued, out _)
            && queued.Instance.Clause == clause.Core.Index
            && queued.Instance.Bearer == bearer
        )
        {
            after = next = queued;
            if (_tables.Instances.TryGet(queued.Instance, out instance))
            {
                return true;
            }
        }
        instance = null;
        return false;
    }

    /// <summary>Whether the act is the one this instance is about: by its bearer, toward its counter-party, with what its filters ask.</summary>
    private bool Matches(ClausePlan clause, NormInstance instance, int performer, int toward, Event @event)
    {
        if (instance.Group is { } group && !ActorBits.Has(group, performer))
        {
            return false;
        }
        if (clause.IsTowardEach && toward != instance.Key.CounterParty)
        {
            return false;
        }
        if (toward != -1)
        {
            var isToward =
                instance.Key.CounterParty >= 0
                    ? instance.Key.CounterParty == toward
                    : clause.Toward is null
                        || clause.Toward.Contains(this, Scope.Of(instance).WithBearer(performer), toward);
            if (!isToward)
            {
                return false;
            }
        }
        return FilterPlan.PassAll(clause.Filters, @event)
            && HasUnit(clause, @event)
            && HasWantedItem(clause, instance, performer, @event);
    }

    private static bool HasUnit(ClausePlan clause, Event @event) =>
        clause.Perform?.Amount is not { } amount
        || (
            (@event.Data.Quantity is not null || amount.IsOfTimes)
            && (@event.Data.Unit is null || FoldedName.Same(@event.Data.Unit, amount.Unit))
        );
}
