using Foedus.Language.Core;
using Foedus.Norms.Events;

namespace Foedus.Norms;

/// <summary>How instances end, what that does to the norm above, and how each change is told.</summary>
public sealed partial class Run
{
    private enum Ending
    {
        Performed,
        Lapsed,
        Exercised,
        Other,
    }

    private void Close(NormInstance instance, byte to, Rule rule, Cause? cause, Provisions? provisions = null)
    {
        Forget(instance);
        if (_plan.Clauses[instance.Key.Clause].IsPower)
        {
            EmitPower(instance, PowerState.Enabled, (PowerState)to, rule, cause);
        }
        else
        {
            EmitNorm(instance, instance.Shown, (NormState)to, rule, cause, provisions);
        }
    }

    private void CountConsequence(NormKey? above)
    {
        if (above is { } key && _tables.Instances.TryGet(key, out var parent))
        {
            _tables.Instances.Set(key, parent with { LiveConsequences = parent.LiveConsequences + 1 }, _owner);
        }
    }

    /// <summary>A consequence ended: when none is left, the norm above is repaired if they were performed, unrepaired if one lapsed.</summary>
    /// <param name="wasOpen">False: it could not even begin.</param>
    private void EndOfConsequence(NormKey? above, Ending ending, Cause? cause, bool wasOpen = true)
    {
        if (above is not { } key || !_tables.Instances.TryGet(key, out var parent))
        {
            return;
        }
        Guard(new Consumer(ConsumerKind.ClauseOpen, key.Clause, 0));
        var counted = parent with
        {
            LiveConsequences = Math.Max(0, parent.LiveConsequences - (wasOpen ? 1 : 0)),
            ConsequenceLapsed = parent.ConsequenceLapsed || ending == Ending.Lapsed,
            ConsequencePerformed = parent.ConsequencePerformed || ending == Ending.Performed,
            ConsequenceExercised = parent.ConsequenceExercised || ending == Ending.Exercised,
        };
        _tables.Instances.Set(key, counted, _owner);
        if (counted.LiveConsequences > 0)
        {
            return;
        }
        var isLasting = _plan.Clauses[key.Clause].IsLasting;
        var to =
            counted.ConsequenceLapsed && !counted.ConsequenceExercised ? NormState.Unrepaired
            : counted.ConsequencePerformed && !counted.ConsequenceLapsed ? NormState.Repaired
            : NormState.Violated;
        if (isLasting)
        {
            // The norm goes on; this violation of it is settled.
            _tables.Instances.Set(
                key,
                counted with
                {
                    ConsequenceLapsed = false,
                    ConsequencePerformed = false,
                    ConsequenceExercised = false,
                },
                _owner
            );
            if (to != NormState.Violated)
            {
                EmitNorm(
                    counted,
                    NormState.Violated,
                    to,
                    to == NormState.Repaired ? Rule.ConsequencePerformed : Rule.ConsequenceLapsed,
                    cause
                );
            }
            return;
        }
        if (to == NormState.Violated || parent.State != NormState.Violated)
        {
            return;
        }
        Settle(counted, to, cause);
        if (_plan.Clauses[key.Clause].IsTowardEach)
        {
            SettleOthers(key, to, cause);
        }
    }

    /// <summary>
    /// A breach whose consequence binds nobody. Where nobody is there to act, nothing will ever answer it: it is unrepaired.
    /// Where the text's own condition spares those it finds, the chain ends here as it would without a further link.
    /// </summary>
    private void EndChain(in NormKey breached, bool isSpared, Cause? cause)
    {
        if (!isSpared)
        {
            EndOfConsequence(breached, Ending.Lapsed, cause, wasOpen: false);
        }
        else if (
            _tables.Instances.TryGet(breached, out var instance)
            && instance is { State: NormState.Violated, Above: { } above }
        )
        {
            _tables.Instances.Set(breached, instance with { Above = null }, _owner);
            EndOfConsequence(above, Ending.Lapsed, cause);
        }
    }

    private void Settle(NormInstance breached, NormState to, Cause? cause)
    {
        Close(breached, (byte)to, to == NormState.Repaired ? Rule.ConsequencePerformed : Rule.ConsequenceLapsed, cause);
        EndOfConsequence(breached.Above, to == NormState.Repaired ? Ending.Performed : Ending.Lapsed, cause);
    }

    /// <summary>An act owed to each of several and done toward none of them has one consequence: it settles the breaches toward all.</summary>
    private void SettleOthers(in NormKey settled, NormState to, Cause? cause)
    {
        foreach (var instance in InstancesOf(settled.Clause).ToArray())
        {
            if (
                instance.Key.Bearer == settled.Bearer
                && instance.Key.Violator == settled.Violator
                && string.Equals(instance.Key.Root, settled.Root, StringComparison.Ordinal)
                && instance is { State: NormState.Violated, LiveConsequences: 0 }
                && _tables.Instances.Contains(instance.Key)
            )
            {
                Settle(instance, to, cause);
            }
        }
    }

    private void EmitNorm(
        NormInstance instance,
        NormState from,
        NormState to,
        Rule rule,
        Cause? cause,
        Provisions? provisions = null
    )
    {
        var clause = _plan.Clauses[instance.Key.Clause];
        Emit(TransitionKind.Norm, clause, instance, (byte)from, (byte)to, rule, cause, provisions);
        if (
            clause.IsRemembered
            && (
                to is not (NormState.Active or NormState.Suspended or NormState.Violated)
                || (to == NormState.Violated && clause.IsLasting)
            )
        )
        {
            _tables.Memory.Set(new TextKey(instance.Key.Clause, (int)to, instance.Key.Root), true, _owner);
            if (clause.IsRememberedByBearer)
            {
                RememberBearers(instance, to);
            }
            _dirt |= Dirt.Norms;
        }
        var listeners = _plan.OnNorm[instance.Key.Clause];
        if (listeners.Length > 0)
        {
            RaiseNorm(listeners, clause, instance, to, cause);
        }
    }

    private void RememberBearers(NormInstance instance, NormState to)
    {
        for (var actor = 0; actor < _plan.Actors.Count; actor++)
        {
            if (instance.Bearer.Includes(actor))
            {
                _tables.Memory.Set(new TextKey(instance.Key.Clause, (int)to, OfBearer(actor, null)), true, _owner);
                _tables.Memory.Set(
                    new TextKey(instance.Key.Clause, (int)to, OfBearer(actor, instance.Key.Root)),
                    true,
                    _owner
                );
            }
        }
    }

    private void RaiseNorm(
        TriggerNode[] listeners,
        ClausePlan clause,
        NormInstance instance,
        NormState to,
        Cause? cause
    )
    {
        Bound? bound = null;
        foreach (var node in listeners)
        {
            if (node.Status != (byte)to)
            {
                continue;
            }
            bound ??= BoundByNorm(clause, instance, to, cause);
            if (node.Who is { DependsOnBearer: false } who && !IsBorneBy(who, Scope.Of(bound), instance.Bearer))
            {
                continue;
            }
            Reach(node, node, bound);
        }
    }

    private Bound BoundByNorm(ClausePlan clause, NormInstance instance, NormState to, Cause? cause)
    {
        var bound = instance.Bound with { Cause = cause, Above = instance.Key };
        if (to is NormState.Violated or NormState.Unrepaired or NormState.Repaired)
        {
            bound = bound with
            {
                Violator = instance.Group is null ? instance.Key.Bearer : Bound.GroupViolator,
                ViolatorGroup = instance.Group,
            };
        }
        if (to == NormState.Violated && clause.IsLasting && !bound.IsOccurrence)
        {
            // The violation itself is the first occurrence of the chain.
            var root = _event is not null ? _event.Subject ?? _event.Id : bound.Root + "/" + EventTime.Format(Now);
            bound = bound with { Root = root, IsOccurrence = true };
        }
        return bound;
    }

    private void EmitPower(NormInstance instance, PowerState from, PowerState to, Rule rule, Cause? cause)
    {
        var clause = _plan.Clauses[instance.Key.Clause];
        Emit(TransitionKind.Power, clause, instance, (byte)from, (byte)to, rule, cause, null);
        var listeners = _plan.OnPower[instance.Key.Clause];
        foreach (var node in listeners)
        {
            if (node.Status == (byte)to)
            {
                Reach(node, node, instance.Bound with { Cause = cause });
            }
        }
    }

    /// <param name="provisions">Null: those of the instance, else of the clause.</param>
    private void Emit(
        TransitionKind kind,
        ClausePlan clause,
        NormInstance instance,
        byte from,
        byte to,
        Rule rule,
        Cause? cause,
        Provisions? provisions
    ) =>
        _sink.Add(
            new Transition
            {
                At = Now,
                Kind = kind,
                Index = instance.Key.Clause,
                Agreement = clause.Agreement,
                Bearer = instance.Bearer,
                CounterParty = instance.Key.CounterParty,
                Violator = instance.Key.Violator,
                Instance = instance.Key.Root,
                From = from,
                To = to,
                Rule = rule,
                Cause = cause,
                Provisions = provisions ?? instance.Provisions ?? clause.Because,
                Anchor = instance.Anchor,
                Until = instance.Deadline == long.MaxValue ? null : instance.Deadline,
                Deadline = instance.DeadlineIndex,
            }
        );
}
