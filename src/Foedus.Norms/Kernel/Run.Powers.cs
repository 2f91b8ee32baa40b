using Foedus.Language.Core;
using Foedus.Norms.Events;

namespace Foedus.Norms;

/// <summary>Powers: who may exercise them, and what each kind does.</summary>
public sealed partial class Run
{
    private void ExercisePower(Event @event, int author)
    {
        var name = @event.Data.Name ?? "";
        if (!TryTarget(name, out var target) || target.Powers.IsEmpty)
        {
            Tell(NoticeKind.UnknownName, name);
            return;
        }
        foreach (var power in target.Powers)
        {
            var clause = _plan.Clauses[power];
            if (FindPower(clause, author, @event) is not { } instance)
            {
                continue;
            }
            if (IsPowerDisabled(clause, instance, author, @event))
            {
                Tell(NoticeKind.ActWithoutRight, clause.Core.Id);
                return;
            }
            if (clause.Power?.By is not null)
            {
                // Where the holders vote, one who exercises votes for it.
                VoteOnPower(@event, author, power, Vote.Yes);
                return;
            }
            Exercise(clause, instance, @event, new Cause(@event, instance.Cause));
            return;
        }
        Tell(NoticeKind.NoMatchingInstance, $"{name} ({WhyNotExercised(target, author, @event)})");
    }

    private string WhyNotExercised(VoteTarget target, int author, Event @event)
    {
        var open = target.Powers.SelectMany(InstancesOf).Where(instance => !instance.IsSuspended).ToArray();
        if (open.Length == 0)
        {
            return "not enabled at this moment";
        }
        return Array.Exists(open, instance => instance.Bearer.Includes(author))
            ? "not for this case, or not against this party"
            : $"{_plan.Actors[author]} does not hold it";
    }

    private NormInstance? FindPower(ClausePlan clause, int holder, Event @event)
    {
        var against = @event.Data.Against is { } named && _plan.Actors.TryFind(named, out var actor) ? actor : -1;
        return FindPower(clause, holder, holder, against, @event.Subject)
            ?? FindPower(clause, -1, holder, against, @event.Subject);
    }

    private NormInstance? FindPower(ClausePlan clause, int bearer, int holder, int against, string? subject)
    {
        QueueKey? after = null;
        while (TryNextInQueue(clause, bearer, ref after, out var instance))
        {
            if (
                !instance.IsSuspended
                && (instance.Group is null || ActorBits.Has(instance.Group, holder))
                && (against < 0 || Reaches(clause, instance, against))
                && (
                    subject is null
                    || !instance.Bound.IsOccurrence
                    || string.Equals(subject, instance.Key.Root, StringComparison.Ordinal)
                )
            )
            {
                return instance;
            }
        }
        return null;
    }

    /// <summary>Whether the power may be used on this actor.</summary>
    private bool Reaches(ClausePlan clause, NormInstance instance, int against) =>
        clause.Target is { } target
            ? target.Contains(this, Scope.Of(instance), against)
            : instance.Key.CounterParty < 0 || instance.Key.CounterParty == against || instance.Key.Violator == against;

    /// <summary>A disability bars every use of a power of its kind that would touch what it speaks of, unless the power prevails over it.</summary>
    private bool IsPowerDisabled(ClausePlan power, NormInstance used, int actor, Event @event)
    {
        foreach (var index in _plan.PowerDisabilities)
        {
            var disability = _plan.Clauses[index];
            if (
                disability.Core.Content is not HasNoRight { Power: { } barred }
                || power.Power is not { } wanted
                || barred.Kind != wanted.Kind
                || !Touches(barred.Target, wanted.Target)
                || disability.Core.SubjectTo.Contains(power.Core.Index)
            )
            {
                continue;
            }
            foreach (var instance in InstancesOf(index))
            {
                if (
                    instance.Bearer.Includes(actor)
                    && instance is { State: NormState.Active, IsSuspended: false, IsExcused: false }
                    && TouchesWhom(disability, instance, power, used, @event)
                )
                {
                    TellAttempt(instance, @event);
                    return true;
                }
            }
        }
        return false;
    }

    private static bool Touches(PowerTarget barred, PowerTarget wanted) =>
        (barred, wanted) switch
        {
            (VoteIn left, VoteIn right) => left.Decision == right.Decision,
            (OfClauses left, OfClauses right) => left.Clauses.Any(clause => right.Clauses.Contains(clause)),
            (OfAgreement left, OfAgreement right) => left.Agreement == right.Agreement,
            (OfState left, OfState right) => left.Term == right.Term && left.Ends == right.Ends,
            _ => false,
        };

    /// <summary>Whether the power is used on somebody whom the disability speaks of; who names nobody uses it on all.</summary>
    private bool TouchesWhom(
        ClausePlan disability,
        NormInstance instance,
        ClausePlan power,
        NormInstance used,
        Event @event
    )
    {
        if (disability.Target is not { } whom)
        {
            return true;
        }
        Span<ulong> barred = stackalloc ulong[Words];
        Span<ulong> targets = stackalloc ulong[Words];
        whom.Collect(this, Scope.Of(instance), barred);
        CollectTargets(power, used, @event, targets);
        return ActorBits.IsEmpty(targets) || ActorBits.Intersects(barred, targets);
    }

    private void Exercise(ClausePlan clause, NormInstance instance, Event? @event, Cause? cause)
    {
        if (clause.Power is not { } power)
        {
            return;
        }
        Close(instance, (byte)PowerState.Exercised, Rule.Exercised, cause);
        EndOfConsequence(instance.Above, Ending.Exercised, cause);
        Span<ulong> targets = stackalloc ulong[Words];
        CollectTargets(clause, instance, @event, targets);
        KeepInMind(clause, power, instance, targets);
        Take(power, instance, targets, cause);
        if (clause.IsStanding && instance.Deadline == long.MaxValue && !_tables.Agreements[clause.Agreement].HasEnded)
        {
            // A power that hangs on no occurrence is not used up.
            var again = instance with
            {
                Ballot = instance.Ballot is { } ballot ? EmptyBallot(ballot.Electorate, ballot.Seats) : null,
            };
            Store(clause, again);
        }
    }

    /// <summary>On whom a power is exercised: on whom the event names within what the text says, else as the text says; where it names nobody, on all the agreement's or clause's parties, and for a vote on who breached the norm above.</summary>
    private void CollectTargets(ClausePlan clause, NormInstance instance, Event? @event, Span<ulong> into)
    {
        if (@event?.Data.Against is { } named && _plan.Actors.TryFind(named, out var against))
        {
            ActorBits.Add(into, against);
            return;
        }
        if (clause.Target is { } target)
        {
            // Of several holders "itself" is the one who uses it.
            var user =
                target.DependsOnBearer && @event is not null && _plan.Actors.TryFind(@event.Source, out var source)
                    ? source
                    : -1;
            target.Collect(this, user >= 0 ? Scope.Of(instance).WithBearer(user) : Scope.Of(instance), into);
            return;
        }
        if (clause.Power?.Target is OfAgreement or OfClauses)
        {
            // "Terminate this Agreement" says of nobody in particular: it means all.
            return;
        }
        if (clause.Power?.Target is not VoteIn)
        {
            return;
        }
        if (instance.Bound.Violator >= 0)
        {
            ActorBits.Add(into, instance.Bound.Violator);
        }
        else if (instance.Bound.ViolatorGroup is { } group)
        {
            ActorBits.Or(into, group);
        }
    }

    private void Take(ExercisePower power, NormInstance instance, ReadOnlySpan<ulong> targets, Cause? cause)
    {
        var all = ActorBits.IsEmpty(targets);
        switch (power.Target)
        {
            case VoteIn vote when power.Kind is PowerKind.Suspend or PowerKind.Resume:
                for (var actor = ActorBits.Next(targets, 0); actor >= 0; actor = ActorBits.Next(targets, actor + 1))
                {
                    SuspendVote(vote.Decision, actor, power.Kind == PowerKind.Suspend);
                }
                break;
            case OfClauses clauses:
                TakeOnClauses(power, clauses, targets, all, cause);
                break;
            case OfAgreement agreement:
                TakeOnAgreement(power, agreement.Agreement, instance, targets, all, cause);
                break;
            case OfState state:
                SetState(state.Term, !state.Ends, instance.Bound with { Cause = cause }, Rule.PowerDeclares);
                break;
        }
    }

    private void TakeOnClauses(
        ExercisePower power,
        OfClauses target,
        ReadOnlySpan<ulong> targets,
        bool all,
        Cause? cause
    )
    {
        foreach (var clause in target.Clauses)
        {
            switch (power.Kind)
            {
                case PowerKind.Suspend or PowerKind.Resume:
                    Mark(SuspensionKind.Clause, clause, targets, all, power.Kind == PowerKind.Suspend);
                    break;
                case PowerKind.Terminate:
                    Mark(SuspensionKind.Terminated, clause, targets, all, true);
                    EndOpen(clause, targets, all, NormState.Terminated, Rule.PowerTerminates, cause);
                    break;
                case PowerKind.Discharge:
                    EndOpen(clause, targets, all, NormState.Discharged, Rule.PowerDischarges, cause);
                    break;
                case PowerKind.Extend:
                    ExtendOpen(clause, targets, all, power.Extension ?? default, cause);
                    break;
            }
        }
        RefreshSuspensions(power.Kind == PowerKind.Suspend ? Rule.PowerSuspends : Rule.PowerResumes, cause);
    }

    private void TakeOnAgreement(
        ExercisePower power,
        int agreement,
        NormInstance instance,
        ReadOnlySpan<ulong> targets,
        bool all,
        Cause? cause
    )
    {
        switch (power.Kind)
        {
            case PowerKind.Suspend or PowerKind.Resume:
                SuspendParties(
                    agreement,
                    targets,
                    all,
                    power.Kind == PowerKind.Suspend,
                    FromClause(instance.Key.Clause),
                    cause
                );
                break;
            case PowerKind.Terminate when all:
                EndAgreement(agreement, FromClause(instance.Key.Clause), Rule.PowerTerminates, cause);
                break;
            case PowerKind.Terminate or PowerKind.Exclude:
                var state = _tables.Agreements[agreement];
                for (var actor = ActorBits.Next(targets, 0); actor >= 0; actor = ActorBits.Next(targets, actor + 1))
                {
                    if (ActorBits.Has(state.InForce, actor))
                    {
                        Leave(
                            agreement,
                            actor,
                            FromClause(instance.Key.Clause),
                            power.Kind == PowerKind.Exclude ? Rule.PowerExcludes : Rule.PowerTerminates,
                            cause
                        );
                    }
                }
                break;
            case PowerKind.Extend:
                ExtendDuration(agreement, power.Extension ?? default, cause);
                break;
        }
    }

    private static bool IsAmong(NormInstance instance, ReadOnlySpan<ulong> targets, bool all)
    {
        if (all)
        {
            return true;
        }
        return instance.Group is { } group
            ? ActorBits.Intersects(group, targets)
            : ActorBits.Has(targets, instance.Key.Bearer);
    }

    private void EndOpen(int clause, ReadOnlySpan<ulong> targets, bool all, NormState to, Rule rule, Cause? cause)
    {
        foreach (var instance in InstancesOf(clause))
        {
            if (!IsAmong(instance, targets, all))
            {
                continue;
            }
            if (_plan.Clauses[clause].IsPower)
            {
                Close(instance, (byte)PowerState.Expired, rule, cause);
            }
            else if (instance.State == NormState.Active)
            {
                Close(instance, (byte)to, rule, cause);
            }
            else
            {
                continue;
            }
            EndOfConsequence(instance.Above, Ending.Other, cause);
        }
    }

    private void ExtendOpen(int clause, ReadOnlySpan<ulong> targets, bool all, Period by, Cause? cause)
    {
        foreach (var instance in InstancesOf(clause))
        {
            if (
                instance.State == NormState.Active
                && instance.Deadline != long.MaxValue
                && IsAmong(instance, targets, all)
            )
            {
                var extended = instance with
                {
                    Deadline = _plan.Calendar.Add(instance.Deadline, by),
                    Anchor = instance.Deadline,
                };
                Replace(instance, extended);
                if (!_plan.Clauses[clause].IsPower)
                {
                    EmitNorm(extended, NormState.Active, NormState.Active, Rule.PowerExtends, cause);
                }
            }
        }
    }
}
