namespace Foedus.Norms.Replay;

/// <summary>Which instance of which provision a transition is about.</summary>
internal readonly struct InstanceKey : IEquatable<InstanceKey>
{
    private readonly TransitionKind kind;
    private readonly int index;
    private readonly int agreement;
    private readonly Bearers bearer;
    private readonly int counterParty;
    private readonly string instance;

    public InstanceKey(in Transition transition)
    {
        kind = transition.Kind;
        index = transition.Index;
        agreement = transition.Agreement;
        bearer = transition.Bearer;
        counterParty = transition.CounterParty;
        instance = transition.Instance;
    }

    public bool Equals(InstanceKey other) =>
        kind == other.kind
        && index == other.index
        && agreement == other.agreement
        && bearer.Single == other.bearer.Single
        && counterParty == other.counterParty
        && string.Equals(instance, other.instance, StringComparison.Ordinal)
        && SameGroup(other.bearer.Group);

    public override bool Equals(object? obj) => obj is InstanceKey other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(kind, index, bearer.Single, counterParty, instance);

    private bool SameGroup(ulong[]? other) =>
        bearer.Group is null ? other is null : other is not null && bearer.Group.AsSpan().SequenceEqual(other);
}
