using Foedus.Language.Core;

namespace Foedus.Language.Binding;

/// <summary>A clause as references find it.</summary>
/// <param name="Eid">Of the sentence it stands in, without the agreement's prefix.</param>
/// <param name="Link">0 at the head of its chain, n for the n-th consequence.</param>
internal sealed record ProvisionEntry(int Agreement, string Eid, int Clause, int Link, Modality Modality);
