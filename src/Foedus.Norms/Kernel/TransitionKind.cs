namespace Foedus.Norms;

/// <summary>What kind of thing changed.</summary>
public enum TransitionKind : byte
{
    /// <summary>A norm instance; the index is a clause.</summary>
    Norm,

    /// <summary>A power instance; the index is a clause.</summary>
    Power,

    /// <summary>A decision instance; the index is a decision.</summary>
    Decision,

    /// <summary>The participation of a party, or the life of an agreement as a whole; the index is a participation rule, or −1 where the rule is an event without one.</summary>
    Participation,

    /// <summary>A state of the text (StateTerm) that began or ended; the index is a term.</summary>
    State,
}
