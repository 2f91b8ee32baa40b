using Foedus.Language.Core;

namespace Foedus.Norms;

internal sealed partial class PlanBuilder
{
    /// <summary>Compiles a trigger for one consumer; returns its root.</summary>
    private TriggerNode TriggerOf(
        Trigger trigger,
        Consumer consumer,
        TriggerNode? parent = null,
        string? groupBy = null
    )
    {
        var node = MakeNode(trigger, consumer, parent, groupBy);
        _nodes.Add(node);
        switch (trigger)
        {
            case After after:
                TriggerOf(after.Of, consumer, node);
                break;
            case Nth nth:
                TriggerOf(nth.Of, consumer, node);
                break;
            case AnyOfTriggers any:
                foreach (var part in any.Triggers)
                {
                    TriggerOf(part, consumer, node);
                }
                break;
            case OnSelfJudgment { Upon: { } upon }:
                TriggerOf(upon, consumer, node);
                break;
            case OnCondition condition:
                _watched.Add((WatchKind.Trigger, node.Id, ConditionOf(condition.Condition)));
                break;
        }
        if (parent is null)
        {
            node.BearerRole = BearerRoleOf(trigger);
        }
        return node;
    }

    private TriggerNode MakeNode(Trigger trigger, Consumer consumer, TriggerNode? parent, string? groupBy)
    {
        var isRemembered = parent is null && consumer.Kind is ConsumerKind.DeadlineAnchor or ConsumerKind.ClockMoment;
        var id = _nodes.Count;
        TriggerNode Node(
            NodeKind kind,
            ActorSet? who = null,
            ActorSet? toward = null,
            FilterPlan[]? filters = null,
            byte status = 0,
            int agreement = 0,
            bool isWhole = false,
            InstrumentKind instrument = default,
            long at = 0,
            Period offset = default,
            int n = 0,
            bool isPerInstance = false,
            bool isPerParty = false,
            bool awaitsOccasion = false,
            int decision = -1
        ) =>
            new()
            {
                Id = id,
                Kind = kind,
                Consumer = consumer,
                Parent = parent,
                Who = who is null ? null : SetOf(who),
                Toward = toward is null ? null : SetOf(toward),
                Filters = filters ?? [],
                Status = status,
                Agreement = agreement,
                IsWhole = isWhole,
                Instrument = instrument,
                At = at,
                Offset = offset,
                N = n,
                IsPerInstance = isPerInstance,
                IsPerParty = isPerParty,
                AwaitsOccasion = awaitsOccasion,
                Decision = decision,
                IsRemembered = isRemembered,
                GroupBy = groupBy,
            };

        switch (trigger)
        {
            case OnEvent on:
                _targets[id] = [on.Term];
                return Node(NodeKind.Event, on.Against, filters: FiltersOf(on.Filters));
            case OnAct on:
                _targets[id] = [on.Term];
                return Node(NodeKind.Act, on.Actors, on.Toward, FiltersOf(on.Filters));
            case OnDecision on:
                // A round that was begun under a text that has been replaced since may still decide for what stands in its place.
                _targets[id] = [on.Decision, .. Successors(on.Decision), .. Predecessors(on.Decision)];
                return Node(NodeKind.Decision, status: (byte)on.Outcome, decision: on.Decision);
            case OnNorm on:
                _targets[id] = AsAmended(on.Clauses);
                return Node(NodeKind.Norm, on.By, status: (byte)on.State);
            case OnPower on:
                _targets[id] = [on.Clause];
                return Node(NodeKind.Power, status: (byte)on.State);
            case OnInstrument on:
                _targets[id] = [on.Agreement];
                return Node(NodeKind.Instrument, on.By, agreement: on.Agreement, instrument: on.Kind);
            case FromEntryIntoForce from:
                // As a part of another trigger it is the entry into force for the bearer itself.
                _targets[id] = [from.Agreement];
                return IsAboutBearers(consumer)
                    ? Node(NodeKind.Force, new BoundActor(Binding.Bearer), agreement: from.Agreement)
                    : Node(NodeKind.Force, agreement: from.Agreement, isWhole: true);
            case OnEntryIntoForce on:
                _targets[id] = [on.Agreement];
                return Node(NodeKind.Force, on.For, agreement: on.Agreement, isWhole: on.For is null);
            case OnEnd on:
                _targets[id] = [on.Agreement];
                return Node(NodeKind.End, on.For, agreement: on.Agreement, isWhole: on.For is null);
            case OnState on:
                _targets[id] = [on.Term];
                return Node(NodeKind.State, status: on.Begins ? (byte)1 : (byte)0);
            case AtInstant on:
                return Node(NodeKind.Instant, at: on.At);
            case AtClock on:
                _targets[id] = [on.Term];
                return Node(NodeKind.Clock);
            case OnSelfJudgment on:
                _targets[id] = [on.Standard];
                return Node(NodeKind.SelfJudgment, new BoundActor(Binding.Bearer), awaitsOccasion: on.Upon is not null);
            case OnCondition:
                return Node(NodeKind.Condition);
            case After after:
                return Node(NodeKind.After, offset: after.Offset);
            case Nth nth:
                return Node(NodeKind.Nth, n: nth.N, isPerInstance: nth.PerInstance, isPerParty: nth.PerParty);
            case AnyOfTriggers:
                return Node(NodeKind.Any);
            default:
                throw new NotSupportedException($"No machine for a trigger of kind {trigger.GetType().Name}.");
        }
    }

    /// <summary>A reference to a provision is one to what has taken its place, too.</summary>
    private int[] AsAmended(System.Collections.Immutable.ImmutableArray<int> clauses)
    {
        var all = new List<int>(clauses);
        for (var i = 0; i < all.Count; i++)
        {
            foreach (var rule in _core.Participation)
            {
                if (rule is AmendingRule amending && amending.Replaced.Contains(all[i]))
                {
                    all.AddRange(amending.Replacing.Where(clause => !all.Contains(clause)));
                }
            }
        }
        return [.. all];
    }

    private int[] TargetsOf(TriggerNode node) => _targets.TryGetValue(node.Id, out var targets) ? targets : [];

    /// <summary>Whom the waiting clause of a delegated standard binds is asked when the decision opens.</summary>
    private bool IsAboutBearers(Consumer consumer) =>
        (consumer.Kind == ConsumerKind.DecisionOpen && _delegators.ContainsKey(consumer.Index))
        || consumer.Kind
            is ConsumerKind.ClauseOpen
                or ConsumerKind.ClauseUntil
                or ConsumerKind.DeadlineAnchor
                or ConsumerKind.DeadlineBefore;

    /// <summary>Decisions that stand in the place of this one, at any remove.</summary>
    private int[] Successors(int decision) =>
        Closure(decision, static rule => (rule.ReplacedDecisions, rule.ReplacingDecisions));

    /// <summary>Decisions in whose place this one stands, at any remove.</summary>
    private int[] Predecessors(int decision) =>
        Closure(decision, static rule => (rule.ReplacingDecisions, rule.ReplacedDecisions));

    private int[] Closure(
        int decision,
        Func<
            AmendingRule,
            (System.Collections.Immutable.ImmutableArray<int> From, System.Collections.Immutable.ImmutableArray<int> To)
        > step
    )
    {
        var all = new List<int> { decision };
        for (var i = 0; i < all.Count; i++)
        {
            foreach (var rule in _core.Participation)
            {
                if (rule is AmendingRule amending && step(amending) is var (from, to) && from.Contains(all[i]))
                {
                    all.AddRange(to.Where(other => !all.Contains(other)));
                }
            }
        }
        return [.. all.Skip(1)];
    }

    /// <summary>Which bound actor must be the bearer: the part of a trigger that names "its" is found by its shape.</summary>
    private static BearerRole BearerRoleOf(Trigger trigger) =>
        trigger switch
        {
            OnEvent { Against: BoundActor { Binding: Binding.Bearer } } => BearerRole.Against,
            OnAct { Actors: BoundActor { Binding: Binding.Bearer } } => BearerRole.Performer,
            OnInstrument { By: BoundActor { Binding: Binding.Bearer } } => BearerRole.Depositor,
            OnEntryIntoForce { For: BoundActor { Binding: Binding.Bearer } } => BearerRole.Party,
            OnEnd { For: BoundActor { Binding: Binding.Bearer } } => BearerRole.Party,
            FromEntryIntoForce => BearerRole.Party,
            OnSelfJudgment => BearerRole.Performer,
            After after => BearerRoleOf(after.Of),
            Nth nth => BearerRoleOf(nth.Of),
            AnyOfTriggers any => any.Triggers.Aggregate(
                BearerRole.None,
                static (roles, part) => roles | BearerRoleOf(part)
            ),
            _ => BearerRole.None,
        };

    private FilterPlan[] FiltersOf(System.Collections.Immutable.ImmutableArray<AttributeFilter> filters)
    {
        if (filters.IsDefaultOrEmpty)
        {
            return [];
        }
        var plans = new FilterPlan[filters.Length];
        for (var i = 0; i < plans.Length; i++)
        {
            plans[i] = filters[i] switch
            {
                NumberFilter number => new NumberFilterPlan(number),
                TextFilter text => new TextFilterPlan(text),
                AreaFilter area when _core.Terms[area.Area] is AreaTerm term => new AreaFilterPlan(area, term),
                var other => throw new NotSupportedException(
                    $"No machine for a filter of kind {other.GetType().Name}."
                ),
            };
        }
        return plans;
    }

    private ActorSetPlan SetOf(ActorSet set)
    {
        switch (set)
        {
            case NamedActor named:
                return new NamedActorPlan(_actors.TryFind(named.Name, out var actor) ? actor : -1);
            case EveryParty every:
                return new EveryPartyPlan(every.Agreement, _declared[every.Agreement]);
            case RoleMembers role:
                return new RoleMembersPlan(_roles, role.Term);
            case UnionOf union:
                return new UnionPlan([.. union.Sets.Select(SetOf)]);
            case Except except:
                return new ExceptPlan(SetOf(except.From), SetOf(except.Excluded));
            case InForceOnly only:
                return new InForceOnlyPlan(SetOf(only.Set), only.Agreement, only.OrSuspended);
            case WithConsent consent:
                return new WithConsentPlan(SetOf(consent.Set), consent.Agreement, consent.AtLeast);
            case BoundActor bound:
                return new BoundActorPlan(bound.Binding);
            default:
                throw new NotSupportedException($"No machine for a set of kind {set.GetType().Name}.");
        }
    }
}
