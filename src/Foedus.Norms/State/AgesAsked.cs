using Foedus.Language.Core;

namespace Foedus.Norms;

/// <summary>Which ages an agreement asks for anywhere. What it does not ask for cannot change a verdict, and two states that differ only in it are the same.</summary>
/// <param name="OfAgreement">How long the agreement has been in force.</param>
/// <param name="OfParticipation">When a party consented or entered.</param>
/// <param name="OfRoots">When the occurrence at the root of a chain happened.</param>
/// <param name="OfMoments">When a named moment was.</param>
internal sealed record AgesAsked(bool OfAgreement, bool OfParticipation, bool OfRoots, bool OfMoments)
{
    public static AgesAsked All { get; } = new(true, true, true, true);

    public static AgesAsked By(Agreement core, IReadOnlyCollection<TriggerNode> nodes)
    {
        var ofAgreement = false;
        var ofParticipation = false;
        foreach (var rule in core.Participation)
        {
            ofAgreement |= rule is WithdrawalRule { NotBefore: not null };
            ofParticipation |= rule is EntryIntoForceRule { Delay: not null };
        }
        var ofRoots = false;
        var ofMoments = false;
        foreach (var node in nodes)
        {
            if (node.Consumer.Kind == ConsumerKind.DeadlineAnchor)
            {
                ofParticipation |= node.Kind is NodeKind.Force or NodeKind.Instrument;
                ofRoots |= node.Kind == NodeKind.Event;
                ofMoments |= node.Kind == NodeKind.Clock;
            }
        }
        return new AgesAsked(ofAgreement, ofParticipation, ofRoots, ofMoments);
    }
}
