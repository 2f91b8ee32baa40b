using NodaTime;

namespace Foedus.Analysis.Backtesting;

/// <summary>A declared truce. Times are as the source gives them; what it leaves open is null and has its reason.</summary>
/// <param name="Start">The first day, local calendar.</param>
/// <param name="StartTime">The local time of day it begins, where the source gives one.</param>
/// <param name="StartText">The start as the source writes it.</param>
/// <param name="StartUnclear">Why the start is unclear; null: it is clear.</param>
/// <param name="End">The last day, local calendar; null: open or unclear.</param>
/// <param name="EndUnclear">Why the end is unclear; null: it is clear or open.</param>
/// <param name="IsGeneral">Whether it covers all fighting, not one sort of target.</param>
public sealed record Truce(
    string Id,
    string Name,
    LocalDate? Start,
    LocalTime? StartTime,
    string StartText,
    string? StartUnclear,
    LocalDate? End,
    string EndText,
    string? EndUnclear,
    bool IsGeneral,
    string Scope,
    string DeclaredBy,
    string Certainty,
    string Source
);
