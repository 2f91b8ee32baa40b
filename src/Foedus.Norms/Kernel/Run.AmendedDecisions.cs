using Foedus.Language.Core;

namespace Foedus.Norms;

/// <summary>
/// Decisions that an amendment replaces, brings in or deletes. As long as some parties are bound by the amendment and some
/// are not, both procedures run, each among those bound by its text, and an outcome counts between two parties as the text
/// does to which both are bound. A round goes on under the text it was begun under, and its outcome counts for what has
/// taken its place meanwhile.
/// </summary>
public sealed partial class Run
{
    private AmendingRule Amending(int rule) =>
        _plan.Rules.All[rule] as AmendingRule
        ?? throw new InvalidOperationException("The rule is none of an amendment.");

    /// <summary>Whether there is anybody between whom the decision is to be taken: a new one once it binds anybody, an old one as long as somebody is not bound to the new.</summary>
    private bool IsInAnyText(DecisionPlan plan)
    {
        foreach (var index in plan.ReplacedBy)
        {
            var rule = Amending(index);
            var parties = PartiesTo(rule);
            if (!ActorBits.IsEmpty(parties) && ActorBits.IsSubset(_tables.Agreements[rule.Agreement].InForce, parties))
            {
                return false;
            }
        }
        foreach (var index in plan.BroughtBy)
        {
            var rule = Amending(index);
            var parties = PartiesTo(rule);
            var inForce = _tables.Agreements[rule.Agreement].InForce;
            if (ActorBits.IsEmpty(parties) || (!ActorBits.IsEmpty(inForce) && !ActorBits.Intersects(inForce, parties)))
            {
                return false;
            }
        }
        return true;
    }

    private AmendedRound BeginRound(DecisionPlan plan)
    {
        var bound = new ulong[plan.ReplacedBy.Length][];
        for (var i = 0; i < bound.Length; i++)
        {
            bound[i] = PartiesTo(Amending(plan.ReplacedBy[i])).ToArray();
        }
        return new AmendedRound(plan.Core.Index, bound);
    }

    /// <summary>Where the amendment says so, what is pending ends when the old text is gone for all.</summary>
    private void EndPending(AmendingRule rule, int index, Cause? cause)
    {
        if (rule.Pending == PendingRounds.GoOn)
        {
            return;
        }
        foreach (var replaced in rule.ReplacedDecisions)
        {
            if (IsInAnyText(_plan.Decisions[replaced]))
            {
                continue;
            }
            DecisionQueueKey? after = null;
            while (TryNextDecision(replaced, null, ref after, out var key, out var instance))
            {
                Drop(key, instance);
                var ended = cause is null ? instance : instance with { Cause = new Cause(cause.Event, instance.Cause) };
                EmitDecision(
                    ended,
                    DecisionStatus.AtStage(instance.Stage + 1),
                    DecisionStatus.Dormant,
                    Rule.Amended,
                    _plan.Rules.Because[index]
                );
                foreach (var anew in rule.Pending == PendingRounds.BeginAnew ? rule.ReplacingDecisions : [])
                {
                    OpenDecision(anew, null, ended.Bound with { Cause = ended.Cause }, -1);
                }
            }
        }
    }

    /// <summary>In a new procedure those parties do not vote that are not bound by it.</summary>
    private void RemoveThoseNotBound(DecisionPlan plan, Span<ulong> electorate)
    {
        Span<ulong> others = stackalloc ulong[Words];
        foreach (var index in plan.BroughtBy)
        {
            var rule = Amending(index);
            _tables.Agreements[rule.Agreement].InForce.CopyTo(others);
            ActorBits.AndNot(others, PartiesTo(rule));
            ActorBits.AndNot(electorate, others);
        }
    }

    /// <summary>Whether who waits for the decision named in the text has waited for this round.</summary>
    private bool Hears(TriggerNode node, DecisionPlan plan, DecisionInstance instance) =>
        node.Decision == instance.Decision
        || plan.StandsFor.Contains(node.Decision)
        || (node.Consumer.Kind == ConsumerKind.ClauseOpen && IsOvertaken(plan, instance))
        || DecidesForSuccessor(instance, node.Decision);

    /// <summary>Whether a round decides for the decision that has taken the place of its own: it was begun before anybody was bound by that one.</summary>
    private bool DecidesForSuccessor(DecisionInstance instance, int successor) =>
        instance.Bound.Round is { } round
        && Array.TrueForAll(round.Bound, static bound => ActorBits.IsEmpty(bound))
        && IsInAnyText(_plan.Decisions[successor]);

    /// <summary>The text of the round has been replaced, for somebody, since it was begun.</summary>
    private bool IsOvertaken(DecisionPlan plan, DecisionInstance instance)
    {
        if (instance.Bound.Round is not { } round)
        {
            return false;
        }
        for (var i = 0; i < plan.ReplacedBy.Length; i++)
        {
            if (!ActorBits.IsSubset(PartiesTo(Amending(plan.ReplacedBy[i])), round.Bound[i]))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Whether the outcome of the round counts between this bearer and those it would owe the norm to.</summary>
    private bool Binds(AmendedRound round, ClausePlan clause, int actor, in Scope scope)
    {
        var plan = _plan.Decisions[round.Decision];
        var isNamed = clause.Decisions.Contains(round.Decision);
        Span<ulong> others = stackalloc ulong[Words];
        for (var i = 0; i < plan.ReplacedBy.Length; i++)
        {
            var rule = Amending(plan.ReplacedBy[i]);
            CollectCreditors(clause, rule.Agreement, actor, scope, others);
            var was = IsPartyTo(round.Bound[i], actor);
            if (isNamed ? was && ActorBits.IsSubset(others, round.Bound[i]) : was || !IsNewBetween(rule, actor, others))
            {
                return false;
            }
            others.Clear();
        }
        foreach (var index in plan.BroughtBy)
        {
            var rule = Amending(index);
            CollectCreditors(clause, rule.Agreement, actor, scope, others);
            if (!IsNewBetween(rule, actor, others))
            {
                return false;
            }
            others.Clear();
        }
        return true;
    }

    private bool IsNewBetween(AmendingRule rule, int actor, ReadOnlySpan<ulong> others)
    {
        var parties = PartiesTo(rule);
        return IsPartyTo(parties, actor) && (ActorBits.IsEmpty(others) || ActorBits.Intersects(others, parties));
    }

    private bool IsPartyTo(ReadOnlySpan<ulong> parties, int actor) =>
        ActorBits.Has(_plan.Bodies, actor) ? !ActorBits.IsEmpty(parties) : ActorBits.Has(parties, actor);
}
