using System.Collections.Immutable;
using Foedus.Analysis.Checks;
using Foedus.Analysis.Comparing;
using Foedus.Norms.Replay;

namespace Foedus.Analysis.Reporting;

/// <summary>A comparison in words.</summary>
public static class DifferenceText
{
    public static void Write(AgreementDifference difference, FindingComparison findings, TextWriter to)
    {
        to.Write($"{difference.OldId} → {difference.NewId}\n");
        if (difference.IsEmpty)
        {
            to.Write("\nThey oblige everybody to the same.\n");
        }
        foreach (var party in difference.Parties)
        {
            to.Write($"\n{Capital(party.Name)} {party.Verdict}:\n");
            foreach (var change in party.Changes)
            {
                to.Write($"  {Label(change.Direction)}  {change.Words}{Where(change)}\n");
            }
        }
        if (!difference.Rules.IsEmpty)
        {
            to.Write("\nThe agreement itself:\n");
            foreach (var change in difference.Rules)
            {
                to.Write($"  {change.What}  {change.Words}{Where(change)}\n");
            }
        }
        if (!difference.IsEmpty && !difference.Unchanged.IsEmpty)
        {
            to.Write($"\nNothing changes for {CoreWords.Join(difference.Unchanged, "or")}.\n");
        }
        Write("The checks find what they did not find before:", "new ", findings.Added, to);
        Write("The checks no longer find:", "gone", findings.Removed, to);
    }

    private static void Write(
        string heading,
        string label,
        System.Collections.Immutable.ImmutableArray<Finding> findings,
        TextWriter to
    )
    {
        if (findings.IsEmpty)
        {
            return;
        }
        to.Write($"\n{heading}\n");
        foreach (var finding in findings)
        {
            to.Write($"  {label}  {finding.Code} {finding.Provision}: {finding.Message}\n");
        }
    }

    private static string Label(Direction direction) =>
        direction switch
        {
            Direction.Less => "less ",
            Direction.More => "more ",
            _ => "other",
        };

    private static string Where(Change change)
    {
        var old = change.OldProvision is { } before ? ProvisionReference.Of(before) : null;
        var @new = change.NewProvision is { } after ? ProvisionReference.Of(after) : null;
        return (old, @new) switch
        {
            (null, null) => "",
            ({ } was, null) => $"  [was {was}]",
            (null, { } now) => $"  [{now}]",
            ({ } was, { } now) => was == now ? $"  [{now}]" : $"  [{was} → {now}]",
        };
    }

    private static string Capital(string name) => string.Concat(name[..1].ToUpperInvariant(), name.AsSpan(1));
}
