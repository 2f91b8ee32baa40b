using System.Collections.Immutable;

namespace Foedus.Analysis.Rehearsing;

/// <summary>What a rehearsal takes for granted: who takes part, and how likely each does what. docs/stress.md describes the file.</summary>
public sealed record StressPlan
{
    /// <summary>The file as the user named it.</summary>
    public required string File { get; init; }
    public string? Title { get; init; }

    /// <summary>Parties beside those the text declares.</summary>
    public ImmutableArray<string> Parties { get; init; } = [];

    /// <summary>Who reports what sets the promise off; null: the beneficiary if it may.</summary>
    public string? Reporter { get; init; }

    /// <summary>Every party of which nothing else is said.</summary>
    public ActorConduct Everyone { get; init; } = ActorConduct.None;
    public ImmutableDictionary<string, ActorConduct> Conduct { get; init; } =
        ImmutableDictionary<string, ActorConduct>.Empty;
    public Correlation Correlation { get; init; } = new Independent();
    public RehearsalMethod Method { get; init; }
    public int Samples { get; init; } = 20_000;
    public long Seed { get; init; } = 1;

    /// <summary>Of the intervals around what was counted.</summary>
    public double Confidence { get; init; } = 0.99;
}
