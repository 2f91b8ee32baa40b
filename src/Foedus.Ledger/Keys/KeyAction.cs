namespace Foedus.Ledger.Keys;

/// <summary>The words of <c>action</c> in a key entry.</summary>
public static class KeyAction
{
    /// <summary>The first entry: who runs the log, and with which keys it signs checkpoints.</summary>
    public const string Genesis = "genesis";

    /// <summary>A source's key, by the operator; with a depositary's approval once there is one.</summary>
    public const string Register = "register";

    /// <summary>A new key instead of the one that signs this.</summary>
    public const string Rotate = "rotate";

    /// <summary>An end to a key, by a key of the same source or by the operator.</summary>
    public const string Revoke = "revoke";

    /// <summary>Other roles for a source; by the operator, with approval like a registration.</summary>
    public const string Grant = "grant";
}
