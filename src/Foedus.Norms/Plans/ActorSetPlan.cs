using Foedus.Language.Core;

namespace Foedus.Norms;

/// <summary>A set of actors, ready to be evaluated in a state.</summary>
internal abstract class ActorSetPlan
{
    /// <summary>Whether it reads who bears the norm, so that it must be evaluated for each bearer.</summary>
    public virtual bool DependsOnBearer => false;

    /// <summary>Whether it changes with participation.</summary>
    public virtual bool DependsOnParticipation => false;

    public abstract bool Contains(Run run, in Scope scope, int actor);

    /// <summary>Adds the members to <paramref name="into"/>.</summary>
    public abstract void Collect(Run run, in Scope scope, Span<ulong> into);
}

internal sealed class NamedActorPlan(int actor) : ActorSetPlan
{
    public override bool Contains(Run run, in Scope scope, int candidate) => candidate >= 0 && candidate == actor;

    public override void Collect(Run run, in Scope scope, Span<ulong> into)
    {
        if (actor >= 0)
        {
            ActorBits.Add(into, actor);
        }
    }
}

internal sealed class EveryPartyPlan(int agreement, ulong[] declared) : ActorSetPlan
{
    public override bool DependsOnParticipation => true;

    public override bool Contains(Run run, in Scope scope, int actor)
    {
        ref readonly var state = ref run.AgreementAt(agreement);
        var isParty =
            ActorBits.Has(declared, actor)
            || ActorBits.Has(state.Signed, actor)
            || ActorBits.Has(state.Consented, actor);
        return (isParty && !ActorBits.Has(state.Withdrawn, actor)) || Survives(scope, actor);
    }

    public override void Collect(Run run, in Scope scope, Span<ulong> into)
    {
        ref readonly var state = ref run.AgreementAt(agreement);
        for (var i = 0; i < into.Length; i++)
        {
            var spared = Survivors(scope) is { } bits ? bits[i] : 0;
            into[i] |= ((declared[i] | state.Signed[i] | state.Consented[i]) & ~state.Withdrawn[i]) | spared;
        }
    }

    private bool Survives(in Scope scope, int actor) => Survivors(scope) is { } bits && ActorBits.Has(bits, actor);

    private ulong[]? Survivors(in Scope scope) =>
        !scope.IsVote && scope.Bound?.Survivors is { } survivors && survivors.Agreement == agreement
            ? survivors.Bits
            : null;
}

/// <param name="roles">By term; complete by the time the plan is used.</param>
internal sealed class RoleMembersPlan(ActorSetPlan?[] roles, int term) : ActorSetPlan
{
    private ActorSetPlan Members => roles[term] ?? throw new InvalidOperationException("A role without members.");

    public override bool DependsOnParticipation => true;

    public override bool Contains(Run run, in Scope scope, int actor) => Members.Contains(run, scope, actor);

    public override void Collect(Run run, in Scope scope, Span<ulong> into) => Members.Collect(run, scope, into);
}

internal sealed class UnionPlan(ActorSetPlan[] sets) : ActorSetPlan
{
    public override bool DependsOnBearer => Array.Exists(sets, static set => set.DependsOnBearer);

    public override bool DependsOnParticipation => Array.Exists(sets, static set => set.DependsOnParticipation);

    public override bool Contains(Run run, in Scope scope, int actor)
    {
        foreach (var set in sets)
        {
            if (set.Contains(run, scope, actor))
            {
                return true;
            }
        }
        return false;
    }

    public override void Collect(Run run, in Scope scope, Span<ulong> into)
    {
        foreach (var set in sets)
        {
            set.Collect(run, scope, into);
        }
    }
}

internal sealed class ExceptPlan(ActorSetPlan from, ActorSetPlan excluded) : ActorSetPlan
{
    public override bool DependsOnBearer => from.DependsOnBearer || excluded.DependsOnBearer;

    public override bool DependsOnParticipation => from.DependsOnParticipation || excluded.DependsOnParticipation;

    public override bool Contains(Run run, in Scope scope, int actor) =>
        from.Contains(run, scope, actor) && !excluded.Contains(run, scope, actor);

    public override void Collect(Run run, in Scope scope, Span<ulong> into)
    {
        Span<ulong> kept = stackalloc ulong[into.Length];
        Span<ulong> removed = stackalloc ulong[into.Length];
        from.Collect(run, scope, kept);
        excluded.Collect(run, scope, removed);
        ActorBits.AndNot(kept, removed);
        ActorBits.Or(into, kept);
    }
}

internal sealed class InForceOnlyPlan(ActorSetPlan set, int agreement, bool orSuspended) : ActorSetPlan
{
    public override bool DependsOnBearer => set.DependsOnBearer;

    public override bool DependsOnParticipation => true;

    public override bool Contains(Run run, in Scope scope, int actor) =>
        set.Contains(run, scope, actor)
        && run.IsInForceFor(agreement, actor, scope)
        && (orSuspended || !run.IsSuspendedFor(agreement, actor));

    public override void Collect(Run run, in Scope scope, Span<ulong> into)
    {
        Span<ulong> members = stackalloc ulong[into.Length];
        Span<ulong> inForce = stackalloc ulong[into.Length];
        set.Collect(run, scope, members);
        run.CollectInForce(agreement, scope, orSuspended, inForce);
        ActorBits.And(members, inForce);
        ActorBits.Or(into, members);
    }
}

internal sealed class WithConsentPlan(ActorSetPlan set, int agreement, ParticipationStatus atLeast) : ActorSetPlan
{
    public override bool DependsOnBearer => set.DependsOnBearer;

    public override bool DependsOnParticipation => true;

    public override bool Contains(Run run, in Scope scope, int actor) =>
        set.Contains(run, scope, actor) && Reached(run.AgreementAt(agreement), actor);

    public override void Collect(Run run, in Scope scope, Span<ulong> into)
    {
        Span<ulong> members = stackalloc ulong[into.Length];
        set.Collect(run, scope, members);
        ref readonly var state = ref run.AgreementAt(agreement);
        for (var actor = ActorBits.Next(members, 0); actor >= 0; actor = ActorBits.Next(members, actor + 1))
        {
            if (Reached(state, actor))
            {
                ActorBits.Add(into, actor);
            }
        }
    }

    private bool Reached(AgreementState state, int actor) =>
        atLeast switch
        {
            ParticipationStatus.None => true,
            ParticipationStatus.Signed => ActorBits.Has(state.Signed, actor)
                || ActorBits.Has(state.Consented, actor)
                || ActorBits.Has(state.Ever, actor),
            ParticipationStatus.Consented => ActorBits.Has(state.Consented, actor) || ActorBits.Has(state.Ever, actor),
            ParticipationStatus.InForce => ActorBits.Has(state.InForce, actor),
            ParticipationStatus.Suspended => ActorBits.Has(state.Suspended, actor),
            ParticipationStatus.WithdrawalNotified => ActorBits.Has(state.Notified, actor),
            _ => ActorBits.Has(state.Withdrawn, actor),
        };
}

internal sealed class BoundActorPlan(Binding binding) : ActorSetPlan
{
    public override bool DependsOnBearer => binding == Binding.Bearer;

    public override bool Contains(Run run, in Scope scope, int actor)
    {
        if (actor < 0)
        {
            return false;
        }
        var single = Single(scope);
        if (single >= 0)
        {
            return single == actor;
        }
        return Group(scope) is { } group && ActorBits.Has(group, actor);
    }

    public override void Collect(Run run, in Scope scope, Span<ulong> into)
    {
        var single = Single(scope);
        if (single >= 0)
        {
            ActorBits.Add(into, single);
        }
        else if (Group(scope) is { } group)
        {
            ActorBits.Or(into, group);
        }
    }

    private int Single(in Scope scope) =>
        binding switch
        {
            Binding.Bearer => scope.Bearer,
            Binding.CounterParty => scope.CounterParty >= 0 ? scope.CounterParty : scope.Bound?.Toward ?? -1,
            Binding.Violator => scope.Bound?.Violator ?? -1,
            Binding.Author => scope.Bound?.Author ?? -1,
            Binding.Against => scope.Bound?.Against ?? -1,
            Binding.Performer => scope.Bound?.Performer ?? -1,
            _ => scope.Bound?.Depositor ?? -1,
        };

    private ulong[]? Group(in Scope scope) =>
        binding switch
        {
            Binding.Bearer => scope.Group,
            Binding.Violator => scope.Bound?.ViolatorGroup,
            _ => null,
        };
}
