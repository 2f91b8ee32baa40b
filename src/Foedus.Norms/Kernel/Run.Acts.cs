using Foedus.Language.Core;
using Foedus.Norms.Events;

namespace Foedus.Norms;

/// <summary>Acts: who did what for whom, under which definition, and with what right.</summary>
public sealed partial class Run
{
    private void PerformAct(Event @event, int author)
    {
        var acts = _plan.Acts.Find(@event.Data.Name);
        if (acts.IsEmpty)
        {
            Tell(NoticeKind.UnknownName, @event.Data.Name ?? "act");
            return;
        }
        var performer = author;
        var toward = Addressee(@event);
        if (@event.Data.Party is { } party)
        {
            performer = ActorOrNone(party);
            if (performer < 0)
            {
                return;
            }
        }
        var isTaken = false;
        var servesNothing = true;
        foreach (var act in acts)
        {
            // Of several agreements that define it, it is done under those that let its performer do it.
            if (acts.Length == 1 || MayPerform(act, author, performer))
            {
                servesNothing &= PerformAct(@event, act, author, performer, toward);
                isTaken = true;
            }
        }
        if (!isTaken)
        {
            servesNothing = PerformAct(@event, acts[0], author, performer, toward);
        }
        if (servesNothing)
        {
            Tell(NoticeKind.NoMatchingInstance, _plan.Core.Terms[acts[0]].Name);
        }
    }

    /// <summary>Someone bound by an instance that outlives its participation may still perform it.</summary>
    private bool IsActorOf(int act, int performer) =>
        _plan.ActActors[act] is not { } actors
        || actors.Contains(this, Scope.None, performer)
        || IsOwedBy(act, performer);

    private bool MayPerform(int act, int author, int performer) =>
        IsActorOf(act, performer) && (performer == author || MayAttest(act, author));

    /// <returns>Whether the act could only have served what is owed, and nothing open is served by it.</returns>
    private bool PerformAct(Event @event, int act, int author, int performer, int toward)
    {
        if (toward == UnknownActor && _plan.ActToward[act] is not null)
        {
            // Defined as done toward somebody, it is not that act when done toward who is none of them.
            return false;
        }
        if (performer != author && !MayAttest(act, author))
        {
            Tell(NoticeKind.UnauthorisedAuthor, @event.Source);
            return false;
        }
        if (!IsActorOf(act, performer))
        {
            Tell(NoticeKind.UnauthorisedAuthor, _plan.Actors[performer]);
            return false;
        }
        foreach (var disability in _plan.ActDisabilities[act])
        {
            if (IsDisabled(disability, performer, toward, @event))
            {
                Tell(NoticeKind.ActWithoutRight, _plan.Clauses[disability].Core.Id);
                BreakWithoutRight(act, performer, toward, @event);
                return false;
            }
        }

        var cause = new CauseOf(@event);
        AddQuantity(@event, act, performer);
        var listeners = _plan.OnAct[act];
        var isOnlyOwed =
            listeners.Length == 0
            && _plan.ActClauses[act].Length > 0
            && _plan.Core.Terms[act] is not ActTerm { Quantity: not null };
        foreach (var index in _plan.ActClauses[act])
        {
            var clause = _plan.Clauses[index];
            var served = ServeClause(clause, performer, toward, @event, ref cause);
            isOnlyOwed = isOnlyOwed && clause.IsToBeDone && !served;
        }
        if (listeners.Length > 0)
        {
            Raise(
                listeners,
                new Bound
                {
                    Root = @event.Subject ?? @event.Id,
                    IsOccurrence = true,
                    Author = author,
                    Performer = performer,
                    Toward = toward,
                    Cause = new Cause(@event, null),
                },
                performer,
                toward,
                @event
            );
        }
        return isOnlyOwed;
    }

    /// <summary>Toward whom: −1 where the report does not say, <see cref="UnknownActor"/> where it names somebody whom the agreement does not know.</summary>
    private int Addressee(Event @event) =>
        @event.Data.Toward is not { } named ? -1
        : ActorOrNone(named) is >= 0 and var actor ? actor
        : UnknownActor;

    /// <summary>Another's act may be attested by a body, the Depositary, or a party it is done for.</summary>
    private bool MayAttest(int act, int author) =>
        ActorBits.Has(_plan.Bodies, author)
        || IsDepositary(0, author)
        || (_plan.ActToward[act] is { } toward && toward.Contains(this, Scope.None, author));

    private bool IsOwedBy(int act, int performer)
    {
        foreach (var clause in _plan.ActClauses[act])
        {
            var from = new NormKey(clause, performer, "", int.MinValue, int.MinValue);
            if (
                _tables.Instances.TryHigher(from, out var key, out _)
                && key.Clause == clause
                && key.Bearer == performer
            )
            {
                return true;
            }
        }
        return false;
    }

    private bool IsDisabled(int index, int performer, int toward, Event @event)
    {
        var clause = _plan.Clauses[index];
        foreach (var instance in InstancesOf(index))
        {
            if (
                instance.Bearer.Includes(performer)
                && instance is { State: NormState.Active, IsSuspended: false, IsExcused: false }
                && Matches(clause, instance, performer, toward, @event)
                && HoldsToward(clause, performer, toward)
                && (clause.Core.SubjectTo.Length == 0 || !IsAllowed(clause, instance, performer, toward, @event))
            )
            {
                TellAttempt(instance, @event);
                return true;
            }
        }
        return false;
    }

    // Without effect, and told like the breach of a prohibition so that it is seen.
    private void TellAttempt(NormInstance disability, Event @event) =>
        EmitNorm(
            disability,
            NormState.Active,
            NormState.Violated,
            Rule.AttemptWithoutRight,
            new Cause(@event, disability.Cause)
        );
}
