namespace Foedus.Analysis.Rehearsing;

/// <summary>Who acts: a party, a body, or one member of a body.</summary>
/// <param name="Name">Of the party or the body.</param>
/// <param name="Member">From 1; 0 for a party, or a body that acts as one.</param>
/// <param name="Class">Actors of one class stand under the same words of the text: exchanging two of them changes nothing but names.</param>
/// <param name="Player">Index of who is counted as one: a party, or a body with all its members.</param>
internal sealed record RehearsedActor(int Index, string Name, int Member, string Class, int Player, bool IsParty);
