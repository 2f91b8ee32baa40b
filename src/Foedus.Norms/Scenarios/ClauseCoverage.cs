namespace Foedus.Norms.Scenarios;

/// <summary>What the scenarios of an agreement do with one clause.</summary>
/// <param name="Clause">Akoma Ntoso id.</param>
/// <param name="Activated">Some scenario makes it bind or enables it.</param>
/// <param name="Performed">Some scenario performs, exercises or uses it, or, with a disability, fails on it.</param>
/// <param name="Breached">Some scenario breaches it.</param>
/// <param name="IsDecided">Whether that is enough for the clause to count: it was activated, and its modality's possible ends were reached at least once.</param>
public sealed record ClauseCoverage(string Clause, bool Activated, bool Performed, bool Breached, bool IsDecided);
