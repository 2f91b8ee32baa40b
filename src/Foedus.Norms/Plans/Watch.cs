namespace Foedus.Norms;

/// <summary>Why a condition is watched. In this order they are looked at.</summary>
internal enum WatchKind : byte
{
    /// <summary>Sampled for a condition over history.</summary>
    Sample,

    /// <summary>Entry into force waits for it.</summary>
    Force,

    /// <summary>The agreement is suspended while it holds.</summary>
    Suspension,

    /// <summary>A trigger by condition.</summary>
    Trigger,
    While,
    Unless,
    Keep,
}

/// <param name="Index">A history condition, participation rule, node of a trigger, or clause.</param>
internal sealed record Watch(int Id, WatchKind Kind, int Index, ConditionPlan Condition)
{
    public ulong Dependencies { get; } = Condition.Dependencies;
}
