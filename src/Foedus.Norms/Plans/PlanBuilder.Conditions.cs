using System.Collections.Immutable;
using Foedus.Language.Core;
using Foedus.Norms.Conditions;

namespace Foedus.Norms;

internal sealed partial class PlanBuilder
{
    private ConditionPlan ConditionOf(Condition condition)
    {
        if (_conditions.TryGetValue(condition, out var known))
        {
            return known;
        }
        var plan = MakeCondition(condition);
        _conditions[condition] = plan;
        return plan;
    }

    private ConditionPlan? OptionalConditionOf(Condition? condition) =>
        condition is null ? null : ConditionOf(condition);

    private ConditionPlan MakeCondition(Condition condition)
    {
        switch (condition)
        {
            case Always:
                return new ConstantPlan(true);
            case OpenCondition open:
                return new ConstantPlan(open.Assumed);
            case Not not:
                return new NotPlan(ConditionOf(not.Of));
            case And and:
                return new JunctionPlan([.. and.Of.Select(ConditionOf)], isAnd: true);
            case Or or:
                return new JunctionPlan([.. or.Of.Select(ConditionOf)], isAnd: false);
            case IsInForce force:
                return new InForcePlan(force, force.Who is null ? null : SetOf(force.Who));
            case HasBeenInForce been:
                return new BeenInForcePlan(been.Agreement, been.Who is null ? null : SetOf(been.Who));
            case StateHolds state:
                return new StateHoldsPlan(state.Term);
            case WasDecided decided:
                _rememberedDecisions.UnionWith([
                    decided.Decision,
                    .. Successors(decided.Decision),
                    .. Predecessors(decided.Decision),
                ]);
                return new WasDecidedPlan(decided.Decision, decided.Outcome, decided.SameInstance);
            case NormIs norm:
                _rememberedClauses.Add(norm.Clause);
                if (norm.By is not null)
                {
                    _clausesRememberedByBearer.Add(norm.Clause);
                }
                return new NormIsPlan(
                    norm.Clause,
                    norm.State,
                    norm.SameInstance,
                    norm.By is null ? null : SetOf(norm.By)
                );
            case QuantityIs quantity:
                return new QuantityPlan(quantity, quantity.By is null ? null : SetOf(quantity.By));
            case CountOfActors count:
                return new CountOfActorsPlan(SetOf(count.Set), count.Comparison, count.Count);
            case ClockIs clock:
                return new ClockPlan(clock.AtOrAfter, clock.At);
            case OccasionCount occasions:
                return MakeOccasionCount(occasions);
            case HeldSince since:
                return MakeHeldSince(since);
            case HeldFor held:
                return MakeHeldFor(held);
            default:
                throw new NotSupportedException($"No machine for a condition of kind {condition.GetType().Name}.");
        }
    }

    private ConditionPlan MakeOccasionCount(OccasionCount condition)
    {
        var about = PastOfActor.In(condition.Of) ?? (condition.Since is { } anchor ? PastOfActor.In(anchor) : null);
        if (about is { } actor)
        {
            condition = condition with
            {
                Of = PastOfActor.AsBearer(condition.Of, actor),
                Since = condition.Since is { } since ? PastOfActor.AsBearer(since, actor) : null,
            };
        }
        var (plan, index) = AddHistory(HistoryCondition.Of(condition, _calendar), about);
        if (condition is { WindowMustBeFull: true, Window: not null })
        {
            _wantsLife.Add(index);
        }
        if (condition.Since is not null)
        {
            TriggerOf(condition.Since, new Consumer(ConsumerKind.HistoryAnchor, index, 0));
        }
        TriggerOf(condition.Of, new Consumer(ConsumerKind.HistoryOccasion, index, 0), null, condition.GroupBy);
        return plan;
    }

    private ConditionPlan MakeHeldSince(HeldSince condition)
    {
        var left = ConditionOf(condition.Left);
        var about = left.DependsOnBearer ? Binding.Bearer : PastOfActor.In(condition.Since);
        var (plan, index) = AddHistory(HistoryCondition.OfHeldSince(), about);
        _samples[index] = left;
        TriggerOf(
            about is { } actor ? PastOfActor.AsBearer(condition.Since, actor) : condition.Since,
            new Consumer(ConsumerKind.HistoryAnchor, index, 0)
        );
        _watched.Add((WatchKind.Sample, index, left));
        return plan;
    }

    private ConditionPlan MakeHeldFor(HeldFor condition)
    {
        var of = ConditionOf(condition.Of);
        var (plan, index) = AddHistory(
            HistoryCondition.Of(condition, _calendar),
            of.DependsOnBearer ? Binding.Bearer : null
        );
        _watched.Add((WatchKind.Sample, index, of));
        return plan;
    }

    /// <param name="about">The actor whose own past it asks about, if any.</param>
    private (ConditionPlan Plan, int Index) AddHistory(HistoryCondition history, Binding? about)
    {
        var index = _histories.Count;
        if (about is not { } actor)
        {
            _histories.Add(history);
            return (new HistoryConditionPlan(index, history), index);
        }
        _histories.AddRange(Enumerable.Repeat(history, _actors.Count));
        _historiesOfBearers.Add(index);
        return (new OwnHistoryPlan(index, history, actor, _actors.Count), index);
    }

    private void MakeWatches()
    {
        // Samples feed other conditions: they come first, the inner before the outer, as they were made.
        for (var kind = WatchKind.Sample; kind <= WatchKind.Keep; kind++)
        {
            foreach (var watched in _watched)
            {
                if (watched.Kind == kind)
                {
                    if (kind == WatchKind.Trigger)
                    {
                        _nodes[watched.Index].Watch = _watches.Count;
                    }
                    _watches.Add(new Watch(_watches.Count, kind, watched.Index, watched.Condition));
                }
            }
        }
    }

    private TriggerNode?[] AnchorsOf(Clause clause)
    {
        var anchors = new TriggerNode?[clause.Deadlines.Length];
        for (var i = 0; i < anchors.Length; i++)
        {
            anchors[i] = clause.Deadlines[i] switch
            {
                Within { Anchor: { } anchor } => TriggerOf(
                    anchor,
                    new Consumer(ConsumerKind.DeadlineAnchor, clause.Index, i)
                ),
                Before before => TriggerOf(before.Occasion, new Consumer(ConsumerKind.DeadlineBefore, clause.Index, i)),
                _ => null,
            };
        }
        return anchors;
    }

    private bool IsOne(ActorSet set) =>
        set switch
        {
            NamedActor or BoundActor => true,
            RoleMembers role => _core.Terms[role.Term] is RoleTerm defined && IsOne(defined.Members),
            Except except => IsOne(except.From),
            InForceOnly inForce => IsOne(inForce.Set),
            WithConsent consent => IsOne(consent.Set),
            _ => false,
        };

    private static bool IsOfThoseInForce(ActorSet set) =>
        set switch
        {
            InForceOnly => true,
            Except except => IsOfThoseInForce(except.From),
            _ => false,
        };

    private ClausePlan[] BuildClauses()
    {
        var plans = new ClausePlan[_core.Clauses.Length];
        foreach (var clause in _core.Clauses)
        {
            plans[clause.Index] = BuildClause(clause);
        }
        return plans;
    }

    private ClausePlan BuildClause(Clause clause)
    {
        var perform = clause.Content as PerformAct ?? (clause.Content as HasNoRight)?.Act;
        var act = perform is null ? null : _core.Terms[perform.Act] as ActTerm;
        var toward = perform?.Toward ?? act?.Toward;
        var power = clause.Content as ExercisePower;
        var target = power?.Target ?? (clause.Content as HasNoRight)?.Power?.Target;
        var isStanding = clause.Trigger is FromEntryIntoForce or OnCondition;
        if (clause.Trigger is not FromEntryIntoForce)
        {
            TriggerOf(clause.Trigger, new Consumer(ConsumerKind.ClauseOpen, clause.Index, 0));
        }
        var ends = EndsOf(clause, isStanding);
        var plan = new ClausePlan
        {
            Core = clause,
            Who = SetOf(clause.Bearer.Who),
            IsJoint =
                clause.Bearer.Quantifier is not (Quantifier.One or Quantifier.Each)
                || power is not null && power.By is not null,
            Toward = toward is null ? null : SetOf(toward),
            IsTowardOne = toward is not null && IsOne(toward),
            IsTowardEach = perform is { TowardEach: true },
            FollowsCreditors =
                perform is { TowardEach: true, Toward: { } creditors }
                && clause.Trigger is FromEntryIntoForce
                && clause.Recurrence is null
                && IsOfThoseInForce(creditors),
            Filters = perform is null ? [] : FiltersOf(perform.Filters),
            If = OptionalConditionOf(clause.If),
            While = OptionalConditionOf(clause.While),
            Unless = OptionalConditionOf(clause.Unless),
            Keep = clause.Content is Keep keep ? ConditionOf(keep.Condition) : null,
            Anchors = AnchorsOf(clause),
            HoldsFor = ends.HoldsFor,
            HoldsUntil = ends.HoldsUntil,
            Ends = [.. ends.Counted],
            EndsUpon = [.. ends.Upon],
            HasEnd = clause.Until is not null,
            Act = act,
            ActIndex = perform?.Act ?? -1,
            Perform = perform,
            KeepsItems =
                clause.Modality is Modality.Duty or Modality.Hortatory
                && perform?.Items is { Spread: not ItemSpread.Any } or { FromDeclared: not null, Minimum: > 1 },
            Power = power,
            Target = target?.Of is { } of ? SetOf(of) : null,
            IsStanding = isStanding,
            IsQueued = power is not null || (perform is not null && HasOrderOfService(clause, perform)),
            Because = new Provisions([.. ProvisionsOf(clause.Trigger), clause.Id], DefaultsOf(clause.Index)),
            Decisions =
            [
                .. DecisionsOf(clause.Trigger)
                    .SelectMany(decision => (int[])[decision, .. Successors(decision)])
                    .Distinct(),
            ],
            IsDelegated =
                clause.Trigger is OnDecision on
                && _delegators.TryGetValue(on.Decision, out var waiting)
                && waiting == clause.Index,
            AmendedBy = AmendingRules(rule =>
                rule.Replaced.Contains(clause.Index) || rule.Replacing.Contains(clause.Index)
            ),
        };
        if (power?.Until is { } resumed)
        {
            TriggerOf(resumed, new Consumer(ConsumerKind.SuspensionEnd, clause.Index, 0));
        }
        Watched(WatchKind.While, clause.Index, plan.While);
        Watched(WatchKind.Unless, clause.Index, plan.Unless);
        Watched(WatchKind.Keep, clause.Index, plan.Keep);
        return plan;
    }

    private sealed class Ending
    {
        public Period? HoldsFor { get; set; }
        public long HoldsUntil { get; set; } = long.MaxValue;
        public List<ClauseEnd> Counted { get; } = [];
        public List<TriggerNode> Upon { get; } = [];
    }

    /// <summary>When what the clause says comes to its end: of several ends the first decides.</summary>
    private Ending EndsOf(Clause clause, bool isStanding)
    {
        var ending = new Ending();
        foreach (
            var part in clause.Until is AnyOfTriggers any ? any.Triggers
            : clause.Until is { } one ? [one]
            : []
        )
        {
            switch (part)
            {
                case AtInstant last:
                    ending.HoldsUntil = Math.Min(ending.HoldsUntil, last.At);
                    break;
                case After { Of: AtInstant from, Offset: var length } when from != clause.Trigger:
                    ending.HoldsUntil = Math.Min(ending.HoldsUntil, _calendar.Add(from.At, length));
                    break;
                // "While …" may end and begin anew within one period, which then runs from its one beginning.
                case After { Of: var from, Offset: var length }
                    when from == clause.Trigger
                        && (clause.Recurrence is not null || clause.While is null || !isStanding):
                    ending.HoldsFor = length;
                    break;
                case After { Of: var from, Offset: var length }:
                    var anchor = TriggerOf(
                        from,
                        new Consumer(ConsumerKind.DeadlineAnchor, clause.Index, -1 - ending.Counted.Count)
                    );
                    ending.Counted.Add(new ClauseEnd(anchor, length));
                    break;
                default:
                    ending.Upon.Add(TriggerOf(part, new Consumer(ConsumerKind.ClauseUntil, clause.Index, 0)));
                    break;
            }
        }
        return ending;
    }

    /// <summary>Whether instances of the clause may differ in what decides which of them an act serves first.</summary>
    private static bool HasOrderOfService(Clause clause, PerformAct perform) =>
        clause.Modality is not (Modality.Disability or Modality.Prohibition)
        && (
            !clause.Deadlines.IsDefaultOrEmpty
            || clause.Recurrence is not null
            || clause.Until is not null
            || perform.Amount is not null
        );

    private void Watched(WatchKind kind, int index, ConditionPlan? condition)
    {
        if (condition is not null)
        {
            _watched.Add((kind, index, condition));
        }
    }

    /// <summary>Provisions a trigger rests on: the decision, the clause breached, the power exercised.</summary>
    private ImmutableArray<string> ProvisionsOf(Trigger trigger) =>
        trigger switch
        {
            OnDecision on => [_core.Decisions[on.Decision].Id],
            OnNorm on => [.. on.Clauses.Select(clause => _core.Clauses[clause].Id)],
            OnPower on => [_core.Clauses[on.Clause].Id],
            After after => ProvisionsOf(after.Of),
            Nth nth => ProvisionsOf(nth.Of),
            OnSelfJudgment { Upon: { } upon } => ProvisionsOf(upon),
            AnyOfTriggers any => [.. any.Triggers.SelectMany(part => ProvisionsOf(part))],
            _ => [],
        };

    private ImmutableArray<string> DefaultsOf(int clause)
    {
        var provisions = ImmutableArray.CreateBuilder<string>();
        foreach (var inserted in _core.Defaults)
        {
            if (inserted.Clause == clause && !provisions.Contains(inserted.Provision))
            {
                provisions.Add(inserted.Provision);
            }
        }
        return provisions.ToImmutable();
    }

    private static IEnumerable<int> DecisionsOf(Trigger trigger) =>
        trigger switch
        {
            OnDecision on => [on.Decision],
            After after => DecisionsOf(after.Of),
            Nth nth => DecisionsOf(nth.Of),
            OnSelfJudgment { Upon: { } upon } => DecisionsOf(upon),
            AnyOfTriggers any => any.Triggers.SelectMany(DecisionsOf),
            _ => [],
        };

    private DecisionPlan[] BuildDecisions(ClausePlan[] clauses)
    {
        var plans = new DecisionPlan[_core.Decisions.Length];
        foreach (var decision in _core.Decisions)
        {
            var before = _nodes.Count;
            var root = TriggerOf(decision.Upon, new Consumer(ConsumerKind.DecisionOpen, decision.Index, 0));
            var condition = OptionalConditionOf(decision.If);
            var delegator = _delegators.GetValueOrDefault(decision.Index, -1);
            var brought = AmendingRules(rule => rule.ReplacingDecisions.Contains(decision.Index));
            var because = new Provisions(
                [.. ProvisionsOf(decision.Upon), decision.Id, .. brought.Select(rule => _core.Participation[rule].Id)],
                brought.Length > 0 ? [LawOfAmendment] : []
            );
            plans[decision.Index] = new DecisionPlan
            {
                Core = decision,
                If = condition,
                Stages = [.. decision.Stages.Select(StageOf)],
                Because = because,
                BecauseBegun = because with { Defaults = because.Defaults.Add(LawOfBegunRounds) },
                Delegator = delegator,
                AsksBearers =
                    delegator >= 0
                    && (
                        clauses[delegator].AmendedBy.Length > 0
                        || condition is { DependsOnBearer: true }
                        || TellsBearersApart(root, before)
                    ),
                ReplacedBy = AmendingRules(rule => rule.ReplacedDecisions.Contains(decision.Index)),
                BroughtBy = brought,
                StandsFor = Predecessors(decision.Index),
                Successors = Successors(decision.Index),
            };
        }
        return plans;
    }

    /// <param name="first">The first node of the trigger; the nodes made since are all its own.</param>
    private bool TellsBearersApart(TriggerNode root, int first)
    {
        if (root.BearerRole != BearerRole.None)
        {
            return true;
        }
        for (var i = first; i < _nodes.Count; i++)
        {
            var node = _nodes[i];
            if (node.Who is { DependsOnBearer: true } || node.Toward is { DependsOnBearer: true })
            {
                return true;
            }
        }
        return _watched.Exists(watched =>
            watched.Kind == WatchKind.Trigger && watched.Index >= first && watched.Condition.DependsOnBearer
        );
    }

    /// <summary>The rules, by their place among those of participation, in the order of the text.</summary>
    private int[] AmendingRules(Func<AmendingRule, bool> isIt)
    {
        var rules = new List<int>();
        for (var i = 0; i < _core.Participation.Length; i++)
        {
            if (_core.Participation[i] is AmendingRule rule && isIt(rule))
            {
                rules.Add(i);
            }
        }
        return [.. rules];
    }

    private StagePlan StageOf(Stage stage)
    {
        if (stage.Electorate.Body is { } body && _core.Terms[body] is BodyTerm term)
        {
            var actor = _actors.TryFind(term.Name, out var found) ? found : -1;
            return term.ComposedOf is { } members
                ? new StagePlan(stage, actor, 0, SetOf(members))
                : new StagePlan(stage, actor, Math.Max(1, term.Members), new NamedActorPlan(actor));
        }
        if (stage.Electorate.Who is NamedActor { Name: var name })
        {
            foreach (var candidate in _core.Terms)
            {
                if (candidate is BodyTerm named && FoldedName.Same(named.Name, name))
                {
                    return StageOf(
                        stage with
                        {
                            Electorate = stage.Electorate with { Body = _core.Terms.IndexOf(candidate) },
                        }
                    );
                }
            }
        }
        return new StagePlan(stage, -1, 0, SetOf(stage.Electorate.Who));
    }

    private void BuildTerms()
    {
        for (var i = 0; i < _core.Terms.Length; i++)
        {
            switch (_core.Terms[i])
            {
                case StateTerm state:
                    if (state.Begins is { } begins)
                    {
                        TriggerOf(begins, new Consumer(ConsumerKind.StateBegin, i, 0));
                    }
                    if (state.Ends is { } ends)
                    {
                        TriggerOf(ends, new Consumer(ConsumerKind.StateEnd, i, 0));
                    }
                    break;
                case ClockTerm clock:
                    TriggerOf(clock.Moment, new Consumer(ConsumerKind.ClockMoment, i, 0));
                    break;
            }
        }
    }
}
