using System.Collections.Immutable;
using Foedus.Analysis.Comparing;
using Foedus.Analysis.Exploring;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;

namespace Foedus.Analysis.Checks;

/// <summary>Readers who differ on whether the text binds in law at all.</summary>
internal static class ForceDispute
{
    /// <summary>Readers for whom the norms bind in law, and those for whom some do not; both empty where they agree.</summary>
    public static (ImmutableArray<string> Binding, ImmutableArray<string> Political) Sides(Agreement agreement)
    {
        var most = agreement
            .Readings.Select(reading => reading.Agreement.Clauses.Count(clause => clause.IsBinding))
            .DefaultIfEmpty(0)
            .Max();
        var words = new CoreWords(agreement);
        bool Binds(Agreement read) => read.Clauses.Count(clause => clause.IsBinding) == most;
        var binding = agreement
            .Readings.Where(reading => Binds(reading.Agreement))
            .Select(reading => words.Named(reading.Reader))
            .ToImmutableArray();
        var political = agreement
            .Readings.Where(reading => !Binds(reading.Agreement))
            .Select(reading => words.Named(reading.Reader))
            .ToImmutableArray();
        return binding.IsEmpty || political.IsEmpty ? ([], []) : (binding, political);
    }

    public static void Check(Agreement agreement, FindingList findings)
    {
        var (binding, political) = Sides(agreement);
        if (political.IsEmpty)
        {
            return;
        }
        var silent = agreement.Defaults.FirstOrDefault(inserted => inserted.Code == "binding");
        findings.AddTextual(
            Level.Warning,
            Codes.ForceDisputed,
            agreement.Title,
            $"Whether it binds in law is contested: yes for {Telling.Names(binding)}, no for {Telling.Names(political)}.",
            silent is null
                ? "The text says it for one and is read otherwise by another."
                : "The text itself does not say. Who reads it as political commitments treats a breach as no wrong in law, and nobody is named to decide.",
            "Say it: ‘This Agreement is legally binding.’",
            silent?.Span ?? agreement.Agreements[0].Span
        );
    }
}
