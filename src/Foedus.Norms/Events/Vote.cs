namespace Foedus.Norms.Events;

/// <summary>How a vote was cast.</summary>
public enum Vote
{
    /// <summary>The event carries no vote.</summary>
    None,
    Yes,
    No,
    Abstain,

    /// <summary>A word that is none of the three: recorded, and without effect.</summary>
    Invalid,
}
