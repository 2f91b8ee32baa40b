namespace Foedus.Norms.Exporting;

/// <summary>The breach conditions of an agreement over one history, as formulas, a signature and a log of MonPoly's formats.</summary>
/// <param name="Reader">Whose reading, or null for the text itself.</param>
/// <param name="Origin">The instant from which stamps are counted; UTC milliseconds.</param>
/// <param name="Formulas">By the id of the clause.</param>
/// <param name="Refused">Clauses without a formula, by id, with the reason.</param>
/// <param name="Breaches">Those of the run that the formulas must find, in the order of time.</param>
public sealed record MfotlExport(
    string? Reader,
    long Origin,
    string Signature,
    string Log,
    IReadOnlyList<KeyValuePair<string, string>> Formulas,
    IReadOnlyList<KeyValuePair<string, string>> Refused,
    IReadOnlyList<ExportedBreach> Breaches
);
