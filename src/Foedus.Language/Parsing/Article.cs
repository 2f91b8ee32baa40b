namespace Foedus.Language.Parsing;

/// <summary>A provision under one heading.</summary>
/// <param name="Eid">Akoma Ntoso id without the agreement's prefix: art_3, annex_A, annex_A__art_2.</param>
/// <param name="Label">As a reference writes it: "Article 3", "Annex A".</param>
internal sealed record Article(string Eid, string Label, int Start, int End);
