using System.Collections.Immutable;

namespace Foedus.Analysis.Rehearsing;

/// <summary>What a rehearsal found of one promise.</summary>
public sealed record PromiseRehearsal
{
    /// <summary>Article 5.</summary>
    public required string Place { get; init; }
    public required string Words { get; init; }

    /// <summary>Why it could not be rehearsed; null where it was.</summary>
    public string? NotRehearsed { get; init; }

    /// <summary>What happened, when and by whom.</summary>
    public string SetOff { get; init; } = "";

    /// <summary>Milliseconds from the trigger to the last moment in time.</summary>
    public long Horizon { get; init; }
    public bool IsExact { get; init; }

    /// <summary>How the chances were found, and why so.</summary>
    public string Method { get; init; } = "";

    /// <summary>What the two ends of a range mean; empty where the plan has none that matters.</summary>
    public string Bounds { get; init; } = "";

    /// <summary>At each moment at which the chance changes, and last at the end of the time.</summary>
    public ImmutableArray<CurvePoint> Curve { get; init; } = [];

    /// <summary>By weight.</summary>
    public ImmutableArray<Importance> Importances { get; init; } = [];

    /// <summary>Why importances are as they are found: exact, or of so many samples.</summary>
    public string ImportanceMethod { get; init; } = "";

    /// <summary>Each in words, the smallest first.</summary>
    public ImmutableArray<CutSet> Cuts { get; init; } = [];

    /// <summary>Empty where the list of cut sets is whole.</summary>
    public string CutsNote { get; init; } = "";

    /// <summary>Acts of which it makes no difference to this promise whether they are done.</summary>
    public ImmutableArray<string> Idle { get; init; } = [];

    /// <summary>In time.</summary>
    public CurvePoint Kept => Curve[^1];
}

/// <param name="Size">How many players.</param>
/// <param name="Words">The Special Commission and any 2 of France, Poland and Canada.</param>
public sealed record CutSet(int Size, string Words);
