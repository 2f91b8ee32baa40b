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
    private static readonly Term Bearer = Term.Of("b");

    private readonly List<(string Name, ConditionPlan Condition)> _facts = [];
    private readonly List<(string Name, ConditionPlan Condition)> _factsOfBearers = [];
    private readonly SortedSet<int> _histories = [];

    /// <summary>Numbers of the first actor's histories; the others' follow.</summary>
    private readonly SortedSet<int> _historiesOfBearers = [];
    private readonly Dictionary<(string Name, int Bearer), bool> _known = [];
    private long _number;

    /// <summary>Null where the condition asks which chain it stands in, or what somebody named by the occasion did. One that asks who the bearer is has the free variable b.</summary>
    public Formula? Translate(Condition condition)
    {
        if (plan.Conditions.TryGetValue(condition, out var asking) && asking.DependsOnBearer)
        {
            return TranslateForBearer(condition, asking);
        }
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
            case NormIs { SameInstance: true } or NormIs { By: not null } or WasDecided:
                return null;
        }
        if (!plan.Conditions.TryGetValue(condition, out var compiled))
        {
            return null;
        }
        if (
            compiled is HistoryConditionPlan history
            && plan.Histories[history.Index].Compiled is { CanStream: true } past
        )
        {
            _histories.Add(history.Index);
            return Renamed(past.Formula, history.Index, isOfBearer: false);
        }
        return Fact(_facts, compiled, []);
    }

    /// <summary>
    /// A count of what the bearer did is the machine's formula with the bearer as a column more. One that is true of who
    /// did nothing speaks of everybody, which no monitor can list: that, and any other condition about the bearer, is a fact.
    /// </summary>
    private Formula? TranslateForBearer(Condition condition, ConditionPlan compiled)
    {
        if (condition is Not { Of: OccasionCount } not && plan.Conditions.TryGetValue(not.Of, out var negated))
        {
            return TranslateForBearer(not.Of, negated) is { } of ? new Formula.Not(of) : null;
        }
        if (AsksOfOthers(condition))
        {
            return null;
        }
        if (
            condition is OccasionCount count
            && !Compared.Is(0, count.Comparison, count.Count)
            && compiled is OwnHistoryPlan history
            && plan.Histories[history.Index].Compiled is { CanStream: true } past
        )
        {
            _historiesOfBearers.Add(history.Index);
            return Renamed(past.Formula, history.Index, isOfBearer: true);
        }
        return Fact(_factsOfBearers, compiled, [Bearer]);
    }

    private bool AsksOfOthers(Condition condition) =>
        condition switch
        {
            Not not => AsksOfOthers(not.Of),
            And and => and.Of.Any(AsksOfOthers),
            Or or => or.Of.Any(AsksOfOthers),
            NormIs { SameInstance: true } or NormIs { By: not null } or WasDecided => true,
            _ => plan.Conditions.TryGetValue(condition, out var compiled)
                && compiled is OwnHistoryPlan { IsAboutBearer: false },
        };

    private Formula.Bounded Fact(
        List<(string Name, ConditionPlan Condition)> facts,
        ConditionPlan condition,
        Term[] arguments
    )
    {
        var fact = $"fact{(_facts.Count + _factsOfBearers.Count).ToString(CultureInfo.InvariantCulture)}";
        facts.Add((fact, condition));
        return new Formula.Bounded(
            future: false,
            Interval.All,
            new Formula.Not(new Formula.Predicate(fact + "_ends", arguments)),
            new Formula.Predicate(fact + "_begins", arguments)
        );
    }

    /// <summary>Lines of the signature.</summary>
    public IEnumerable<string> Signature()
    {
        foreach (var history in _histories.Concat(_historiesOfBearers))
        {
            string[] bearer = _historiesOfBearers.Contains(history) ? ["string"] : [];
            foreach (var predicate in plan.Histories[history].Compiled.Signature.Predicates)
            {
                var types = predicate.Types.Select(type => type == ColumnType.Integer ? "int" : "string");
                yield return $"{Name(predicate.Name, history)}({string.Join(',', bearer.Concat(types))})";
            }
        }
        foreach (var (name, _) in _factsOfBearers)
        {
            yield return $"{name}_begins(string)";
            yield return $"{name}_ends(string)";
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
        var first = history;
        var values = new List<string>();
        if (!_histories.Contains(history))
        {
            first = _historiesOfBearers.GetViewBetween(0, history).Max;
            var bearer = history - first;
            if (!_historiesOfBearers.Contains(first) || bearer >= plan.Actors.Count)
            {
                return null;
            }
            values.Add(Quoted(bearer));
        }
        var predicate = plan.Histories[first].Compiled.Signature.Predicates[told.Predicate];
        if (predicate.Types.Count > 0)
        {
            values.Add((++_number).ToString(CultureInfo.InvariantCulture));
        }
        if (predicate.Types.Count > 1)
        {
            values.Add($"\"{ExportNames.Text(told.Group)}\"");
        }
        return $"{Name(predicate.Name, first)}({string.Join(',', values)})";
    }

    /// <summary>Facts that have begun or ended since they were asked last.</summary>
    public IEnumerable<string> Changes(Run run)
    {
        foreach (var (name, condition) in _facts)
        {
            if (HasChanged(name, -1, condition.Holds(run, Scope.None), out var word))
            {
                yield return $"{name}_{word}()";
            }
        }
        foreach (var (name, condition) in _factsOfBearers)
        {
            for (var actor = 0; actor < plan.Actors.Count; actor++)
            {
                if (HasChanged(name, actor, condition.Holds(run, Scope.None.WithBearer(actor)), out var word))
                {
                    yield return $"{name}_{word}({Quoted(actor)})";
                }
            }
        }
    }

    private bool HasChanged(string name, int bearer, bool holds, out string word)
    {
        word = holds ? "begins" : "ends";
        if (_known.GetValueOrDefault((name, bearer)) == holds)
        {
            return false;
        }
        _known[(name, bearer)] = holds;
        return true;
    }

    private string Quoted(int actor) => $"\"{ExportNames.Text(plan.Actors[actor])}\"";

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

    /// <summary>The machine's formula over the predicates of one condition; about bearers, each of them has the bearer as its first column.</summary>
    private static Formula Renamed(Formula formula, int history, bool isOfBearer)
    {
        return Rename(formula);

        Formula Rename(Formula part) =>
            part switch
            {
                Formula.Predicate predicate => new Formula.Predicate(
                    Name(predicate.Name, history),
                    isOfBearer ? [Bearer, .. predicate.Arguments] : predicate.Arguments
                ),
                Formula.Not not => new Formula.Not(Rename(not.Operand)),
                Formula.Binary binary => new Formula.Binary(
                    binary.Connective,
                    Rename(binary.Left),
                    Rename(binary.Right)
                ),
                Formula.Quantify quantify => new Formula.Quantify(
                    quantify.Universal,
                    quantify.Variables,
                    Rename(quantify.Operand)
                ),
                Formula.Aggregate aggregate => new Formula.Aggregate(
                    aggregate.Result,
                    aggregate.Function,
                    aggregate.Argument,
                    isOfBearer ? ["b", .. aggregate.Groups] : aggregate.Groups,
                    Rename(aggregate.Operand)
                ),
                Formula.Temporal temporal => new Formula.Temporal(
                    temporal.When,
                    temporal.Interval,
                    Rename(temporal.Operand)
                ),
                Formula.Bounded bounded => new Formula.Bounded(
                    bounded.Future,
                    bounded.Interval,
                    Rename(bounded.Left),
                    Rename(bounded.Right)
                ),
                _ => part,
            };
    }
}
