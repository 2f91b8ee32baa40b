using Foedus.Temporal.Evaluation;
using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Planning;

/// <summary>
/// Finds, among all formulas of a monitor, the conjunctions <c>φ AND NOT EVENTUALLY[0,b] ψ</c> that occur more than once
/// up to the names of variables and the deadline b, and plans each such family as one <see cref="DeadlineLadder"/>.
/// </summary>
internal sealed class DeadlineCatalog
{
    private readonly Dictionary<string, Family> _families = new(StringComparer.Ordinal);

    /// <summary>The ladders planned so far.</summary>
    public List<DeadlineLadder> Ladders { get; } = [];

    /// <summary>Looks through a formula. All are looked through before the first is planned.</summary>
    public void Gather(Formula formula)
    {
        switch (formula)
        {
            case Formula.Let:
                // Inside, names may stand for other formulas.
                return;
            case Formula.Binary { Connective: Connective.And } whole when Clause.Of(whole) is { } clause:
                if (!_families.TryGetValue(clause.Key, out var family))
                {
                    family = new Family();
                    _families.Add(clause.Key, family);
                }
                family.Members++;
                if (!family.Bounds.Contains(clause.Bound))
                {
                    family.Bounds.Add(clause.Bound);
                }
                return;
            default:
                foreach (var child in Children.Of(formula))
                {
                    Gather(child);
                }
                return;
        }
    }

    /// <summary>The conjunction as a step of its family's ladder, or null if it has no family.</summary>
    public Operator? Plan(Planner planner, Formula.Binary and)
    {
        if (
            _families.Count == 0
            || Clause.Of(and) is not { } clause
            || !_families.TryGetValue(clause.Key, out var family)
            || family.Members < 2
        )
        {
            return null;
        }
        if (family.Ladder is not { } ladder)
        {
            family.Bounds.Sort();
            var awaiting = planner.Plan(clause.Awaiting);
            var fulfilling = planner.Plan(clause.Fulfilling);
            var keyColumns = new int[fulfilling.Columns.Count];
            for (var i = 0; i < keyColumns.Length; i++)
            {
                keyColumns[i] = Names.IndexOf(awaiting.Columns, fulfilling.Columns[i]);
            }
            ladder = planner.Keep(
                new DeadlineLadder(
                    planner.AsStream(awaiting),
                    planner.AsStream(fulfilling),
                    keyColumns,
                    family.Bounds,
                    planner.Timeline
                )
            );
            Ladders.Add(ladder);
            family.Ladder = ladder;
            family.Shape = awaiting;
            var kept = new Operator(planner.AsStream(awaiting), awaiting.Columns, awaiting.Types)
            {
                Flow = awaiting.Flow,
                Keeps = family.Bounds[^1],
            };
            planner.Work.Add(awaiting.Flow, 2, kept);
            planner.Work.Add(fulfilling.Flow, 1, kept);
            family.Names = clause.VariableNames;
        }
        if (family.Shape is not { } shape)
        {
            throw new InvalidOperationException("A ladder has a shape.");
        }
        var frontier = planner.Frontiers.Ahead(planner.Frontiers.Now, clause.Bound);
        var missed = planner.Keep(new AtomStream(ladder.MissedAt(clause.Bound), planner.Timeline, frontier));
        var columns = new string[shape.Columns.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = clause.VariableNames[Names.IndexOf(family.Names, shape.Columns[i])];
        }
        return new Operator(missed, columns, shape.Types) { Flow = shape.Flow };
    }

    private sealed class Family
    {
        public int Members { get; set; }

        public List<long> Bounds { get; } = [];

        public DeadlineLadder? Ladder { get; set; }

        // φ under the names of the first member, and all its names in canonical order.
        public Operator? Shape { get; set; }

        public IReadOnlyList<string> Names { get; set; } = [];
    }

    private sealed record Clause(
        Formula Awaiting,
        Formula Fulfilling,
        long Bound,
        string Key,
        IReadOnlyList<string> VariableNames
    )
    {
        /// <summary>The conjunction read as a clause with a deadline, or null if it is none that a ladder can decide.</summary>
        public static Clause? Of(Formula.Binary and)
        {
            var conjuncts = new List<Formula>();
            Gather(and, conjuncts);
            Formula.Temporal? deadline = null;
            Formula? awaiting = null;
            var happens = false;
            foreach (var conjunct in conjuncts)
            {
                if (
                    deadline is null
                    && conjunct
                        is Formula.Not
                        {
                            Operand: Formula.Temporal
                            {
                                When: TemporalOperator.Eventually,
                                Interval: { Low: 0, High: >= 0, IsBounded: true },
                            } found,
                        }
                )
                {
                    deadline = found;
                    continue;
                }
                // Only what is an event, or is looked up for one, is planned as a stream.
                happens |= conjunct is Formula.Predicate predicate && !Planner.IsClock(predicate, null);
                awaiting = awaiting is null ? conjunct : new Formula.Binary(Connective.And, awaiting, conjunct, and.At);
            }
            if (
                deadline is null
                || awaiting is null
                || !happens
                || LooksAheadOrBinds(awaiting)
                || LooksAheadOrBinds(deadline.Operand)
                || !Names.IsSubset(deadline.FreeVariables, awaiting.FreeVariables)
            )
            {
                return null;
            }
            var canonical = new CanonicalText();
            var key = canonical.Of(awaiting) + "\n" + canonical.Of(deadline.Operand);
            return new Clause(awaiting, deadline.Operand, deadline.Interval.High, key, canonical.VariableNames);
        }

        private static void Gather(Formula formula, List<Formula> conjuncts)
        {
            if (formula is Formula.Binary { Connective: Connective.And } and)
            {
                Gather(and.Left, conjuncts);
                Gather(and.Right, conjuncts);
                return;
            }
            conjuncts.Add(formula);
        }

        private static bool LooksAheadOrBinds(Formula formula)
        {
            if (
                formula
                is Formula.Let
                    or Formula.Bounded { Future: true }
                    or Formula.Temporal
                    {
                        When: TemporalOperator.Next or TemporalOperator.Eventually or TemporalOperator.Always
                    }
            )
            {
                return true;
            }
            foreach (var child in Children.Of(formula))
            {
                if (LooksAheadOrBinds(child))
                {
                    return true;
                }
            }
            return false;
        }
    }
}
