namespace Foedus.Temporal.Evaluation;

/// <summary>One step of a join: what is done with a partial binding, held in registers.</summary>
internal sealed class JoinStep
{
    private long[]? _key;

    public required JoinStepKind Kind { get; init; }

    /// <summary>The relation of a look, a negative look or a match.</summary>
    public Relation? Relation { get; init; }

    /// <summary>The index of a match, or null where every tuple of the relation matches.</summary>
    public HashIndex? Index { get; init; }

    /// <summary>Registers of the key, in the order of the relation's or the index's columns.</summary>
    public int[] KeyRegisters { get; init; } = [];

    /// <summary>For a match: columns that bring new variables, and their registers.</summary>
    public int[] NewColumns { get; init; } = [];

    public int[] NewRegisters { get; init; } = [];

    /// <summary>The comparison of a filter.</summary>
    public Comparison? Condition { get; init; }

    /// <summary>The expression of an assignment.</summary>
    public Expression? Expression { get; init; }

    /// <summary>The register of an assignment.</summary>
    public int Target { get; init; }

    public long[] Key => _key ??= new long[Math.Max(1, KeyRegisters.Length)];
}
