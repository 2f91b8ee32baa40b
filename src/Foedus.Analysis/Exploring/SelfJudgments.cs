using Foedus.Language.Core;

namespace Foedus.Analysis.Exploring;

/// <summary>Findings that a bearer makes for itself before a norm binds it ("once it has satisfied itself that …").</summary>
internal static class SelfJudgments
{
    /// <summary>The words of each, once.</summary>
    public static IEnumerable<string> WordsOf(Agreement agreement) =>
        agreement
            .Clauses.SelectMany(clause => TriggerLeaves.Of(clause.Trigger))
            .OfType<OnSelfJudgment>()
            .Select(on => agreement.Standards[on.Standard].Words)
            .Distinct(StringComparer.Ordinal);
}
