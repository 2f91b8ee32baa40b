using NodaTime;

namespace Foedus.Analysis.Backtesting;

/// <summary>What became of one norm for one bearer in one case: who owed what, by when, and how it ended.</summary>
/// <param name="Norm">The norm's id.</param>
/// <param name="Case">The occurrence at the root of the chain.</param>
/// <param name="Since">The day it came to bind.</param>
/// <param name="Due">The deadline in local time; null: none.</param>
/// <param name="Breaches">How often it was breached; more than once only for duties that go on.</param>
/// <param name="State">How it stands at the end of the history: "active", "fulfilled", "violated" …</param>
/// <param name="Lapsed">Whether a deadline passed with no performance on record, not even a late one.</param>
public sealed record NormVerdict(
    string Norm,
    string? Reading,
    string Bearer,
    string Case,
    LocalDate Since,
    LocalDateTime? Due,
    int Breaches,
    LocalDate? FirstBreach,
    string State,
    bool Lapsed
);
