using System.Collections.Immutable;
using Foedus.Language.Core;

namespace Foedus.Norms.Scenarios;

/// <summary>Gathers over all scenarios what they do with each clause of the agreement itself; those of agreements it rests on have tests of their own.</summary>
internal sealed class CoverageBook(Agreement agreement)
{
    private readonly Reached[] reached = new Reached[agreement.Clauses.Length];

    [Flags]
    private enum Reached
    {
        None = 0,
        Activated = 1,
        Performed = 2,
        Breached = 4,

        /// <summary>Ended without having been broken or performed: excused, discharged, terminated, expired.</summary>
        Ended = 8,
    }

    public void Add(IEnumerable<Transition> transitions)
    {
        foreach (var transition in transitions)
        {
            if (transition.Kind == TransitionKind.Norm)
            {
                reached[transition.Index] |= OfNorm(transition.NormTo) | OfUse(transition.Rule);
            }
            else if (transition.Kind == TransitionKind.Power)
            {
                reached[transition.Index] |= OfPower(transition.PowerTo);
            }
        }
    }

    public ImmutableArray<ClauseCoverage> ToCoverage() =>
        [
            .. agreement
                .Clauses.Where(clause => clause.Agreement == 0)
                .Select(clause =>
                {
                    var of = reached[clause.Index];
                    return new ClauseCoverage(
                        clause.Id,
                        of.HasFlag(Reached.Activated),
                        of.HasFlag(Reached.Performed),
                        of.HasFlag(Reached.Breached),
                        (of & (Reached.Performed | Reached.Breached)) != 0
                    );
                }),
        ];

    private static Reached OfNorm(NormState state) =>
        state switch
        {
            NormState.Active => Reached.Activated,
            NormState.Fulfilled => Reached.Activated | Reached.Performed,
            NormState.Violated or NormState.Repaired or NormState.Unrepaired => Reached.Activated | Reached.Breached,
            _ => Reached.Ended,
        };

    /// <summary>A permission stays active when it is used, and a disability when an attempt fails on it: that is what they are for.</summary>
    private static Reached OfUse(Rule rule) =>
        rule is Rule.Performed or Rule.AttemptWithoutRight ? Reached.Performed : Reached.None;

    private static Reached OfPower(PowerState state) =>
        state switch
        {
            PowerState.Enabled => Reached.Activated,
            PowerState.Exercised => Reached.Activated | Reached.Performed,
            _ => Reached.Ended,
        };
}
