using System.Collections.Immutable;
using Foedus.Analysis.Exploring;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Norms.Replay;

namespace Foedus.Analysis.Checks;

/// <summary>Collects findings; one whose course of events does not replay is withheld, and counted.</summary>
internal sealed class FindingList
{
    private readonly List<Finding> findings = [];
    private readonly List<string> withheld = [];

    public ImmutableArray<string> Withheld => [.. withheld];

    public ImmutableArray<Finding> ByWeight() =>
        [
            .. findings
                .OrderByDescending(finding => finding.Level)
                .ThenBy(finding => finding.Code, StringComparer.Ordinal)
                .ThenBy(finding => finding.Span.Start),
        ];

    public void Add(
        Level level,
        string code,
        string provision,
        string message,
        string why,
        string how,
        SourceSpan span,
        Play witness
    ) => Add(level, code, provision, message, why, how, span, () => Witness.Of(witness));

    public void Add(
        Level level,
        string code,
        string provision,
        string message,
        string why,
        string how,
        SourceSpan span,
        Func<Witness> witness
    )
    {
        try
        {
            Keep(new Finding(level, code, provision, message, why, how, span, witness()));
        }
        catch (WitnessException fault)
        {
            withheld.Add(
                $"a finding about {provision} is withheld because its course of events did not replay ({fault.Message}): a fault of foedus"
            );
        }
    }

    /// <summary>A finding that the words themselves show.</summary>
    public void AddTextual(
        Level level,
        string code,
        string provision,
        string message,
        string why,
        string how,
        SourceSpan span
    ) => Keep(new Finding(level, code, provision, message, why, how, span, null));

    // The same may be found again with another number of parties; the first, with the fewest, is the shortest to tell.
    // One clause may be at odds with each of several others in the same words: what is told apart by its provisions alone is not the same.
    private void Keep(Finding found)
    {
        if (
            !findings.Exists(finding =>
                finding.Code == found.Code
                && finding.Provision == found.Provision
                && finding.Message == found.Message
                && finding.Span == found.Span
            )
        )
        {
            findings.Add(found);
        }
    }

    public static string Place(Clause clause) => ProvisionReference.Of(clause.Id);

    public static string Place(Decision decision) => $"{ProvisionReference.Of(decision.Id)} ({decision.Name})";
}
