using Foedus.Language.Core;

namespace Foedus.Norms.Explaining;

/// <summary>The decisions a norm hangs on: those its occasion and conditions name, and those of the norms it is a consequence of.</summary>
internal sealed class DecisionsBehind
{
    private readonly Agreement _agreement;
    private readonly HashSet<int> _decisions = [];
    private readonly HashSet<int> _clauses = [];

    private DecisionsBehind(Agreement agreement) => _agreement = agreement;

    public static HashSet<int> Of(Agreement agreement, Clause clause)
    {
        var behind = new DecisionsBehind(agreement);
        behind.Add(clause.Index);
        // An amended decision may have been begun under the old text.
        foreach (var rule in agreement.Participation.OfType<AmendingRule>())
        {
            if (
                rule.ReplacingDecisions.Any(behind._decisions.Contains)
                || rule.ReplacedDecisions.Any(behind._decisions.Contains)
            )
            {
                behind._decisions.UnionWith(rule.ReplacedDecisions);
                behind._decisions.UnionWith(rule.ReplacingDecisions);
            }
        }
        return behind._decisions;
    }

    private void Add(int index)
    {
        if (!_clauses.Add(index))
        {
            return;
        }
        var clause = _agreement.Clauses[index];
        Add(clause.Trigger);
        Add(clause.If);
        Add(clause.While);
        Add(clause.Unless);
        foreach (var deadline in clause.Deadlines)
        {
            Add(deadline is Within within ? within.Anchor : (deadline as Before)?.Occasion);
        }
        if (clause.ConsequenceOf is { } above)
        {
            Add(above);
        }
    }

    private void Add(Trigger? trigger)
    {
        switch (trigger)
        {
            case OnDecision on when _decisions.Add(on.Decision):
                Add(_agreement.Decisions[on.Decision].Upon);
                Add(_agreement.Decisions[on.Decision].If);
                break;
            case OnNorm on:
                foreach (var clause in on.Clauses)
                {
                    Add(clause);
                }
                break;
            case OnPower on:
                Add(on.Clause);
                break;
            case OnCondition on:
                Add(on.Condition);
                break;
            case After after:
                Add(after.Of);
                break;
            case Nth nth:
                Add(nth.Of);
                break;
            case AnyOfTriggers any:
                foreach (var one in any.Triggers)
                {
                    Add(one);
                }
                break;
        }
    }

    private void Add(Condition? condition)
    {
        switch (condition)
        {
            case WasDecided was when _decisions.Add(was.Decision):
                Add(_agreement.Decisions[was.Decision].Upon);
                break;
            case NormIs norm:
                Add(norm.Clause);
                break;
            case OccasionCount count:
                Add(count.Of);
                break;
            case Not not:
                Add(not.Of);
                break;
            case HeldFor held:
                Add(held.Of);
                break;
            case HeldSince since:
                Add(since.Left);
                Add(since.Since);
                break;
            case And and:
                foreach (var part in and.Of)
                {
                    Add(part);
                }
                break;
            case Or or:
                foreach (var part in or.Of)
                {
                    Add(part);
                }
                break;
        }
    }
}
