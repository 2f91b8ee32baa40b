using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Foedus.Analysis.Checks;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Norms.Replay;

namespace Foedus.Analysis.Comparing;

/// <summary>Which findings a new draft adds, and which it removes. A clause that was only renumbered keeps its findings.</summary>
/// <param name="Added">Errors and warnings of the new draft that the old one has not.</param>
/// <param name="Removed">Those of the old one that the new one has not.</param>
public sealed partial record FindingComparison(ImmutableArray<Finding> Added, ImmutableArray<Finding> Removed)
{
    public bool IsEmpty => Added.IsEmpty && Removed.IsEmpty;

    public static FindingComparison Compare(Agreement old, CheckResult before, Agreement @new, CheckResult after)
    {
        var renamed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (was, now) in ClauseMatching.Match(old, @new))
        {
            if (was is not null && now is not null)
            {
                renamed[ProvisionReference.Of(was.Id)] = ProvisionReference.Of(now.Id);
            }
        }
        foreach (var decision in old.Decisions)
        {
            if (@new.Decisions.FirstOrDefault(other => other.Name == decision.Name) is { } same)
            {
                renamed[ProvisionReference.Of(decision.Id)] = ProvisionReference.Of(same.Id);
            }
        }
        string Now(string words) =>
            Places().Replace(words, match => renamed.GetValueOrDefault(match.Value, match.Value));
        // A finding over a list of provisions is the same finding with a longer list: its provisions are compared one by one.
        IEnumerable<(string Key, Finding Finding)> Keys(CheckResult result, Func<string, string> place) =>
            result
                .Findings.Where(finding => finding.Level != Level.Note)
                .SelectMany(finding =>
                    finding
                        .Provision.Split(", ")
                        .Select(one =>
                            ($"{finding.Code} {place(one)} {Counted().Replace(place(finding.Message), "")}", finding)
                        )
                );
        var had = Keys(before, Now).Select(key => key.Key).ToHashSet(StringComparer.Ordinal);
        var has = Keys(after, words => words).Select(key => key.Key).ToHashSet(StringComparer.Ordinal);
        return new FindingComparison(
            [.. Keys(after, words => words).Where(key => !had.Contains(key.Key)).Select(key => key.Finding).Distinct()],
            [.. Keys(before, Now).Where(key => !has.Contains(key.Key)).Select(key => key.Finding).Distinct()]
        );
    }

    [GeneratedRegex("(Article|Annex) [0-9A-Z]+(\\([0-9a-z]+\\))*(, consequence [0-9]+)?")]
    private static partial Regex Places();

    /// <summary>How many norms a finding is about changes with the list.</summary>
    [GeneratedRegex(" in (one norm|[0-9]+ norms)")]
    private static partial Regex Counted();
}
