using Foedus.Language.Core;

namespace Foedus.Analysis.Exploring;

/// <summary>"Such measures as it deems necessary": who deems none necessary complies, so nothing is the least owed.</summary>
internal static class SelfJudgedContent
{
    public static bool IsOf(Agreement agreement, Clause clause) =>
        clause.Content is PerformAct
        && !clause.Standards.IsDefaultOrEmpty
        && clause.Standards.Any(standard =>
            agreement.Standards[standard].Kind == StandardKind.SelfJudging
            && !TriggerLeaves.Of(clause.Trigger).OfType<OnSelfJudgment>().Any(judged => judged.Standard == standard)
        );
}
