using System.Collections.Immutable;
using Foedus.Analysis.Exploring;

namespace Foedus.Analysis.Rehearsing;

/// <summary>A moment of a rehearsal at which somebody's conduct is open, or its end.</summary>
internal sealed class CourseNode(
    int id,
    Play play,
    ImmutableArray<PendingAct> pending,
    ImmutableHashSet<string> settled,
    decimal received,
    long? keptAt,
    ImmutableArray<AskGroup> groups
)
{
    public int Id => id;

    public Play Play => play;

    /// <summary>By time, then by signature.</summary>
    public ImmutableArray<PendingAct> Pending => pending;

    /// <summary>What has been asked already and is still open.</summary>
    public ImmutableHashSet<string> Settled => settled;

    public decimal Received => received;

    /// <summary>Milliseconds from the trigger to the keeping of the promise; null where it has not been kept.</summary>
    public long? KeptAt => keptAt;

    public ImmutableArray<AskGroup> Groups => groups;

    public bool IsEnd => groups.IsEmpty;

    /// <summary>By how many of each group chose each outcome.</summary>
    public Dictionary<string, CourseBundle> Bundles { get; } = new(StringComparer.Ordinal);
}

/// <summary>All assignments in which as many of each group choose each outcome.</summary>
/// <param name="Sorted">Of these assignments the one in which outcomes do not fall from actor to actor.</param>
/// <param name="Common">Where all of them lead, if it makes no difference who chose what.</param>
internal sealed record CourseBundle(int[][] Sorted, CourseNode? Common)
{
    /// <summary>Otherwise by assignment.</summary>
    public Dictionary<string, (int[][] Assignment, CourseNode Child)> Apart { get; } = new(StringComparer.Ordinal);
}
