using System.Collections.Immutable;
using Foedus.Language.Core;

namespace Foedus.Language.Parsing;

/// <summary>Actors as a sentence names them.</summary>
/// <param name="Core">The set without "in force" and exceptions: what the noun alone means.</param>
/// <param name="IsPlural">A plural noun ("the Guarantors").</param>
/// <param name="Determiner">The word before the noun: each, any, the, or empty; of a list, the word before its first member.</param>
/// <param name="SaysStatus">Whether it says which of them count: in force, having signed, or whether or not in force.</param>
internal sealed record ActorPhrase(
    ActorSet Set,
    ActorSet Core,
    bool IsPlural,
    string Determiner,
    bool SaysStatus,
    bool IncludesLater,
    int First,
    int Last
)
{
    /// <summary>One actor by its name, or one that the occasion bound.</summary>
    public bool IsSingle => Core is NamedActor or BoundActor;

    /// <summary>The members of a list ("France, each Guarantor and the Council"); empty for one phrase.</summary>
    public ImmutableArray<ActorPhrase> Members { get; init; } = [];

    /// <summary>The word that joins a list: "and" or "or".</summary>
    public string Conjunction { get; init; } = "";

    /// <summary>How many of them the words count: one actor, each of several or any one; null where they do not say.</summary>
    public Quantifier? OwnQuantifier =>
        Determiner switch
        {
            "each" or "every" => Quantifier.Each,
            "any" or "any of the" => Quantifier.AnyOf,
            _ => IsSingle && !IsPlural ? Quantifier.One : null,
        };

    /// <summary>A list in which a word that counts the first member does not count all the others: "each Guarantor or any Party".</summary>
    public bool IsUnevenList =>
        !Members.IsEmpty
        && OwnQuantifier switch
        {
            Quantifier.Each => Conjunction == "or"
                || Members.Any(member => member.OwnQuantifier is not (Quantifier.Each or Quantifier.One)),
            Quantifier.AnyOf => (Conjunction == "and" && Determiner != "any of the")
                || Members.Any(member => member.OwnQuantifier == Quantifier.Each),
            _ => false,
        };

    /// <summary>One actor that no other determiner precedes: "France", "the Council", and not "a Council".</summary>
    public bool IsOne => OwnQuantifier == Quantifier.One && Determiner is "" or "the";
}
