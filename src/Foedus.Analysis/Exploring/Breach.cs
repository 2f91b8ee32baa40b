using Foedus.Language.Core;
using Foedus.Norms;

namespace Foedus.Analysis.Exploring;

/// <summary>Transitions by which a norm comes to be violated.</summary>
internal static class Breach
{
    public static bool Is(Transition made) => made.Kind == TransitionKind.Norm && made.NormTo == NormState.Violated;

    public static bool IsOf(Transition made, int clause) => Is(made) && made.Index == clause;
}
