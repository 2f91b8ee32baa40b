using Foedus.Language.Core;

namespace Foedus.Norms;

internal sealed class ConstantPlan(bool value) : ConditionPlan
{
    public override ulong Dependencies => 0;

    public override bool Holds(Run run, in Scope scope) => value;
}

internal sealed class NotPlan(ConditionPlan of) : ConditionPlan
{
    public override ulong Dependencies => of.Dependencies;

    public override bool DependsOnBearer => of.DependsOnBearer;

    public override bool Holds(Run run, in Scope scope) => !of.Holds(run, scope);

    public override long NextChange(Run run, in Scope scope) => of.NextChange(run, scope);
}

internal sealed class JunctionPlan(ConditionPlan[] of, bool isAnd) : ConditionPlan
{
    public override ulong Dependencies
    {
        get
        {
            var all = 0UL;
            foreach (var part in of)
            {
                all |= part.Dependencies;
            }
            return all;
        }
    }

    public override bool DependsOnBearer => Array.Exists(of, static part => part.DependsOnBearer);

    public override bool Holds(Run run, in Scope scope)
    {
        foreach (var part in of)
        {
            if (part.Holds(run, scope) != isAnd)
            {
                return !isAnd;
            }
        }
        return isAnd;
    }

    public override long NextChange(Run run, in Scope scope)
    {
        var next = long.MaxValue;
        foreach (var part in of)
        {
            next = Math.Min(next, part.NextChange(run, scope));
        }
        return next;
    }
}

/// <summary>What is suspended is in force all the same; who is suspended with it is asked apart.</summary>
internal sealed class InForcePlan(IsInForce asked, ActorSetPlan? who) : ConditionPlan
{
    public override ulong Dependencies => Dirt.Participation;

    public override bool DependsOnBearer => who?.DependsOnBearer == true;

    public override bool Holds(Run run, in Scope scope)
    {
        if (who is null)
        {
            return asked.ButSuspended ? run.IsSuspended(asked.Agreement) : run.IsInForce(asked.Agreement);
        }
        Span<ulong> members = stackalloc ulong[run.Words];
        who.Collect(run, scope, members);
        for (var actor = ActorBits.Next(members, 0); actor >= 0; actor = ActorBits.Next(members, actor + 1))
        {
            var holds =
                run.IsInForceFor(asked.Agreement, actor, scope)
                && (!asked.ButSuspended || run.IsSuspendedFor(asked.Agreement, actor));
            if (holds == asked.ForAny)
            {
                return holds;
            }
        }
        return !asked.ForAny && !ActorBits.IsEmpty(members);
    }
}

/// <summary>Has entered into force at some time, whether or not it still is.</summary>
internal sealed class BeenInForcePlan(int agreement, ActorSetPlan? who) : ConditionPlan
{
    public override ulong Dependencies => Dirt.Participation;

    public override bool DependsOnBearer => who?.DependsOnBearer == true;

    public override bool Holds(Run run, in Scope scope)
    {
        var state = run.AgreementAt(agreement);
        if (who is null)
        {
            return state.Since != long.MaxValue;
        }
        Span<ulong> members = stackalloc ulong[run.Words];
        who.Collect(run, scope, members);
        if (ActorBits.IsEmpty(members))
        {
            return false;
        }
        if (!run.HasText(agreement))
        {
            // Of such an agreement the Depositary reports nothing about single parties: it has been in force for all or for none.
            return state.Since != long.MaxValue;
        }
        ActorBits.AndNot(members, state.Ever);
        return ActorBits.IsEmpty(members);
    }
}

internal sealed class StateHoldsPlan(int term) : ConditionPlan
{
    public override ulong Dependencies => Dirt.State(term);

    public override bool Holds(Run run, in Scope scope) => run.StateHolds(term);
}

/// <summary>The decision was made with that outcome under this root; for what hangs on no occurrence, when it was last taken.</summary>
internal sealed class WasDecidedPlan(int decision, DecisionOutcome outcome, bool sameInstance) : ConditionPlan
{
    public override ulong Dependencies => Dirt.Decisions;

    public override bool Holds(Run run, in Scope scope)
    {
        if (scope.Bound is { IsOccurrence: true } bound && run.RemembersDecision(decision, outcome, bound.Root))
        {
            return true;
        }
        return !sameInstance && run.LastOutcome(decision) == outcome;
    }
}

/// <param name="by">Null: borne by anybody.</param>
internal sealed class NormIsPlan(int clause, NormState state, bool sameInstance, ActorSetPlan? by) : ConditionPlan
{
    public override ulong Dependencies => Dirt.Norms;

    public override bool DependsOnBearer => by?.DependsOnBearer == true;

    public override bool Holds(Run run, in Scope scope)
    {
        var root = sameInstance ? scope.Bound?.Root ?? "" : null;
        if (by is null)
        {
            return run.AnyInstance(clause, state, root, -1);
        }
        Span<ulong> bearers = stackalloc ulong[run.Words];
        by.Collect(run, scope, bearers);
        for (var actor = ActorBits.Next(bearers, 0); actor >= 0; actor = ActorBits.Next(bearers, actor + 1))
        {
            if (run.AnyInstance(clause, state, root, actor))
            {
                return true;
            }
        }
        return false;
    }
}

internal sealed class QuantityPlan(QuantityIs condition, ActorSetPlan? by) : ConditionPlan
{
    public override ulong Dependencies => Dirt.Quantities;

    public override bool DependsOnBearer => by?.DependsOnBearer == true;

    public override bool Holds(Run run, in Scope scope)
    {
        if (by is null)
        {
            return Compared.Is(
                run.Quantity(condition.Term, condition.Stage, -1),
                condition.Comparison,
                condition.Amount
            );
        }
        Span<ulong> members = stackalloc ulong[run.Words];
        by.Collect(run, scope, members);
        var sum = 0m;
        for (var actor = ActorBits.Next(members, 0); actor >= 0; actor = ActorBits.Next(members, actor + 1))
        {
            sum += run.Quantity(condition.Term, condition.Stage, actor);
        }
        return Compared.Is(sum, condition.Comparison, condition.Amount);
    }
}

internal sealed class CountOfActorsPlan(ActorSetPlan set, Comparison comparison, int count) : ConditionPlan
{
    public override ulong Dependencies => Dirt.Participation;

    public override bool DependsOnBearer => set.DependsOnBearer;

    public override bool Holds(Run run, in Scope scope)
    {
        Span<ulong> members = stackalloc ulong[run.Words];
        set.Collect(run, scope, members);
        return Compared.Is(ActorBits.Count(members), comparison, count);
    }
}

internal sealed class ClockPlan(bool atOrAfter, long at) : ConditionPlan
{
    public override ulong Dependencies => 0;

    public override bool Holds(Run run, in Scope scope) => run.Now >= at == atOrAfter;

    public override long NextChange(Run run, in Scope scope) => run.Now < at ? at : long.MaxValue;
}

/// <summary>A condition over history, by its number in the plan.</summary>
internal sealed class HistoryConditionPlan(int index, Conditions.HistoryCondition condition) : ConditionPlan
{
    public int Index => index;

    public override ulong Dependencies => Dirt.History(index);

    public override bool Holds(Run run, in Scope scope) => condition.Holds(run.HistoryAt(index), run.Now);

    public override long NextChange(Run run, in Scope scope) => condition.NextChange(run.HistoryAt(index), run.Now);
}
