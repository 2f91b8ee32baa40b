namespace Foedus.Analysis.Exploring;

/// <summary>How long a search waits while nobody does anything.</summary>
internal static class Patience
{
    /// <summary>Ten years, in milliseconds: what is open until then, and not breached, is not going to be.</summary>
    public const long TenYears = 3653L * 86_400_000;

    /// <summary>What recurs has a deadline each time; after so many of them nothing new is expected.</summary>
    public const int MostDeadlines = 200;
}
