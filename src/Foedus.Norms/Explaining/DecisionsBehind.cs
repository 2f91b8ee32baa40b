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

    private void Add(Condition? condition)
    {
        if (condition is not null)
        {
            Add(new OnCondition(condition));
        }
    }

    private void Add(Trigger? trigger)
    {
        foreach (var occasion in TriggerLeaves.Of(trigger))
        {
            switch (occasion)
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
            }
        }
        foreach (var condition in ConditionLeaves.Of(trigger))
        {
            switch (condition)
            {
                case WasDecided was when _decisions.Add(was.Decision):
                    Add(_agreement.Decisions[was.Decision].Upon);
                    break;
                case NormIs norm:
                    Add(norm.Clause);
                    break;
            }
        }
    }
}
