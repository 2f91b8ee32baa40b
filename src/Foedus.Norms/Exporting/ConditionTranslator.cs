using System.Collections.Immutable;
using System.Globalization;
using Foedus.Language.Core;
using Foedus.Temporal.Conditions;
using Foedus.Temporal.Formulas;
using Condition = Foedus.Language.Core.Condition;
using Term = Foedus.Temporal.Formulas.Term;

namespace Foedus.Norms.Exporting;

/// <summary>
/// Conditions of the text as closed formulas over the log of an export. A condition over history is the very formula the
/// machine runs, over the very events it was told; any other condition is a fact that the machine says begins and ends.
/// </summary>
internal sealed class ConditionTranslator(Plan plan)
{
    private readonly List<(string Name, ConditionPlan Condition)> _facts = [];
    private readonly SortedSet<int> _histories = [];
    private readonly Dictionary<string, bool> _known = new(StringComparer.Ordinal);
    private long _number;

    /// <summary>Null where the condition asks who the bearer is, or which chain it stands in.</summary>
    public Formula? Translate(Condition condition)
    {
        switch (condition)
        {
            case Always:
                return Formula.True;
            case OpenCondition open:
                return open.Assumed ? Formula.True : Formula.False;
            case Not not:
                return Translate(not.Of) is { } of ? new Formula.Not(of) : null;
            case And and:
                return Join(and.Of, Connective.And);
            case Or or:
                return Join(or.Of, Connective.Or);
            case NormIs { SameInstance: true } or WasDecided:
                return null;
        }
        if (!plan.Conditions.TryGetValue(condition, out var compiled) || compiled.DependsOnBearer)
        {
            return null;
        }
        if (compiled is HistoryConditionPlan history && plan.Histories[history.Index].Compiled is { CanStream: true } past)
        {
            _histories.Add(history.Index);
            return Renamed(past.Formula, history.Index);
        }
        var fact = $"fact{_facts.Count.ToString(CultureInfo.InvariantCulture)}";
        _facts.Add((fact, compiled));
        return new Formula.Bounded(
            future: false,
            Interval.All,
            new Formula.Not(new Formula.Predicate(fact + "_ends", [])),
            new Formula.Predicate(fact + "_begins", [])
        );
    }

    /// <summary>Lines of the signature.</summary>
    public IEnumerable<string> Signature()
    {
        foreach (var history in _histories)
        {
            foreach (var predicate in plan.Histories[history].Compiled.Signature.Predicates)
            {
                var types = predicate.Types.Select(type => type == ColumnType.Integer ? "int" : "string");
                yield return $"{Name(predicate.Name, history)}({string.Join(',', types)})";
            }
        }
        foreach (var (name, _) in _facts)
        {
            yield return $"{name}_begins()";
            yield return $"{name}_ends()";
        }
    }

    /// <summary>What the machine told a condition, as an event of the log; null if no formula asks for it.</summary>
    public string? Told(int history, in PointEvent told)
    {
        if (!_histories.Contains(history))
        {
            return null;
        }
        var predicate = plan.Histories[history].Compiled.Signature.Predicates[told.Predicate];
        var values = predicate.Types.Count switch
        {
            0 => "",
            1 => (++_number).ToString(CultureInfo.InvariantCulture),
            _ => string.Create(CultureInfo.InvariantCulture, $"{++_number},\"{ExportNames.Text(told.Group)}\""),
        };
        return $"{Name(predicate.Name, history)}({values})";
    }

    /// <summary>Facts that have begun or ended since they were asked last.</summary>
    public IEnumerable<string> Changes(Run run)
    {
        foreach (var (name, condition) in _facts)
        {
            var holds = condition.Holds(run, Scope.None);
            if (_known.GetValueOrDefault(name) != holds)
            {
                _known[name] = holds;
                yield return holds ? $"{name}_begins()" : $"{name}_ends()";
            }
        }
    }

    /// <summary>Whether, once true, it stays true: an occasion has occurred, at any time.</summary>
    public static bool IsLatched(Condition condition) =>
        condition switch
        {
            OccasionCount { Window: null, Since: null, Comparison: Comparison.AtLeast or Comparison.More } => true,
            HasBeenInForce or Always => true,
            And and => and.Of.All(IsLatched),
            Or or => or.Of.All(IsLatched),
            _ => false,
        };

    private Formula? Join(ImmutableArray<Condition> parts, Connective connective)
    {
        Formula? all = null;
        foreach (var part in parts)
        {
            if (Translate(part) is not { } formula)
            {
                return null;
            }
            all = all is null ? formula : new Formula.Binary(connective, all, formula);
        }
        return all ?? (connective == Connective.And ? Formula.True : Formula.False);
    }

    private static string Name(string predicate, int history) =>
        string.Create(CultureInfo.InvariantCulture, $"history{history}_{predicate}");

    private static Formula Renamed(Formula formula, int history) =>
        formula switch
        {
            Formula.Predicate predicate => new Formula.Predicate(Name(predicate.Name, history), predicate.Arguments),
            Formula.Not not => new Formula.Not(Renamed(not.Operand, history)),
            Formula.Binary binary => new Formula.Binary(
                binary.Connective,
                Renamed(binary.Left, history),
                Renamed(binary.Right, history)
            ),
            Formula.Quantify quantify => new Formula.Quantify(
                quantify.Universal,
                quantify.Variables,
                Renamed(quantify.Operand, history)
            ),
            Formula.Aggregate aggregate => new Formula.Aggregate(
                aggregate.Result,
                aggregate.Function,
                aggregate.Argument,
                aggregate.Groups,
                Renamed(aggregate.Operand, history)
            ),
            Formula.Temporal temporal => new Formula.Temporal(
                temporal.When,
                temporal.Interval,
                Renamed(temporal.Operand, history)
            ),
            Formula.Bounded bounded => new Formula.Bounded(
                bounded.Future,
                bounded.Interval,
                Renamed(bounded.Left, history),
                Renamed(bounded.Right, history)
            ),
            _ => formula,
        };
}
