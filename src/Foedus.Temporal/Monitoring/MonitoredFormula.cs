using System.Diagnostics.CodeAnalysis;
using Foedus.Temporal.Checking;
using Foedus.Temporal.Formulas;
using Foedus.Temporal.Parsing;

namespace Foedus.Temporal.Monitoring;

/// <summary>A formula that has been checked and brought into a form that can be monitored. Immutable.</summary>
public sealed class MonitoredFormula
{
    private Dictionary<Formula.Aggregate, AggregateTypes>? _aggregateTypes;

    private MonitoredFormula(Formula original, Formula rewritten, Signature signature, IReadOnlyList<ColumnType> types)
    {
        Original = original;
        Rewritten = rewritten;
        Signature = signature;
        Types = types;
        LooksAhead = Contains(rewritten, IsFuture);
    }

    public Formula Original { get; }

    /// <summary>Equivalent to the original, in the fragment that operators exist for.</summary>
    public Formula Rewritten { get; }

    public Signature Signature { get; }

    /// <summary>The free variables, which are a verdict's columns.</summary>
    public IReadOnlyList<string> Columns => Original.FreeVariables;

    /// <summary>The type of each column.</summary>
    public IReadOnlyList<ColumnType> Types { get; }

    /// <summary>Whether a verdict may have to wait for later time points.</summary>
    public bool LooksAhead { get; }

    /// <summary>Checks and rewrites a formula. Never throws: what is wrong with it comes back as the problem.</summary>
    public static bool TryCompile(
        Formula formula,
        Signature signature,
        [NotNullWhen(true)] out MonitoredFormula? compiled,
        [NotNullWhen(false)] out TemporalProblem? problem
    )
    {
        compiled = null;
        try
        {
            WellFormedness.Check(formula);
            var types = TypeChecker.Check(formula, signature);
            var rewritten = Normalized(formula, out problem);
            if (problem is not null)
            {
                return false;
            }
            compiled = new MonitoredFormula(formula, rewritten, signature, types);
            return true;
        }
        catch (RefusedTextException refused)
        {
            problem = refused.Problem;
            return false;
        }
        catch (ValueOverflowException overflow)
        {
            problem = new TemporalProblem(overflow.At, "This term leaves 64 bits. Use smaller numbers, or floats.");
            return false;
        }
    }

    // As the reference does: negation is pushed inwards unless only that makes the formula unmonitorable; if nothing
    // else helps, range restrictions are carried inwards.
    private static Formula Normalized(Formula formula, out TemporalProblem? problem)
    {
        var plain = Normalization.WithoutSugar(formula);
        var normal = Normalization.WithNegationInside(plain);
        problem = Monitorability.Obstacle(normal);
        if (problem is null)
        {
            return normal;
        }
        if (Monitorability.Obstacle(plain) is null)
        {
            problem = null;
            return plain;
        }
        var rewritten = Rewriting.Apply(normal);
        if (Monitorability.Obstacle(rewritten) is null)
        {
            WellFormedness.Check(rewritten);
            problem = null;
            return rewritten;
        }
        return formula;
    }

    /// <summary>The type of an aggregation's argument: what its value over nothing is made of.</summary>
    internal ColumnType TypeOfResult(Formula.Aggregate aggregate)
    {
        switch (aggregate.Function)
        {
            case AggregateOperator.Count:
                return ColumnType.Integer;
            case AggregateOperator.Average or AggregateOperator.Median:
                return ColumnType.Float;
            default:
                return TypesOf(aggregate).Result;
        }
    }

    /// <summary>The types of an aggregation of the rewritten formula.</summary>
    internal AggregateTypes TypesOf(Formula.Aggregate aggregate) =>
        (_aggregateTypes ??= TypeChecker.TypesOfAggregates(Rewritten, Signature))[aggregate];

    private static bool IsFuture(Formula formula) =>
        formula
            is Formula.Bounded { Future: true }
                or Formula.Temporal
                {
                    When: TemporalOperator.Next or TemporalOperator.Eventually or TemporalOperator.Always
                };

    private static bool Contains(Formula formula, Func<Formula, bool> wanted)
    {
        if (wanted(formula))
        {
            return true;
        }
        foreach (var child in Children.Of(formula))
        {
            if (Contains(child, wanted))
            {
                return true;
            }
        }
        return false;
    }
}
