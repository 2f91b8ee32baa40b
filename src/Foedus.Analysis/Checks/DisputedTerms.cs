using System.Collections.Immutable;
using Foedus.Analysis.Comparing;
using Foedus.Analysis.Exploring;
using Foedus.Language.Core;

namespace Foedus.Analysis.Checks;

/// <summary>What each reader understands by the terms on which the readers differ, in words.</summary>
internal sealed class DisputedTerms
{
    private readonly List<(string Term, ImmutableArray<(string Reader, string Words)> Said)> disputes = [];

    public DisputedTerms(Agreement agreement)
    {
        var readers = agreement
            .Readings.Select(reading => (reading.Reader, reading.Agreement, Words: new CoreWords(reading.Agreement)))
            .ToList();
        for (var i = 0; i < agreement.Terms.Length; i++)
        {
            var index = i;
            var said = readers
                .Where(reader => index < reader.Agreement.Terms.Length)
                .Select(reader => (reader.Reader, Words: reader.Words.Term(reader.Agreement.Terms[index])))
                .ToImmutableArray();
            if (said.Select(one => one.Words).Distinct(StringComparer.Ordinal).Count() > 1)
            {
                disputes.Add((agreement.Terms[i].Name, said));
            }
        }
    }

    /// <summary>The terms that can explain why these readers come to different verdicts.</summary>
    public string Behind(IReadOnlyList<(string Reader, string Verdict)> verdicts) =>
        string.Join(
            " ",
            disputes
                .Where(dispute =>
                    verdicts.Any(one =>
                        verdicts.Any(other =>
                            one.Verdict != other.Verdict
                            && WordsOf(dispute.Said, one.Reader) != WordsOf(dispute.Said, other.Reader)
                        )
                    )
                )
                .Select(dispute =>
                    $"{dispute.Term}: {string.Join("; ", dispute.Said.GroupBy(one => one.Words, one => one.Reader).Select(same => $"“{same.Key}” ({Telling.Names([.. same])})"))}."
                )
        );

    private static string WordsOf(ImmutableArray<(string Reader, string Words)> said, string reader) =>
        said.FirstOrDefault(one => one.Reader == reader).Words;
}
