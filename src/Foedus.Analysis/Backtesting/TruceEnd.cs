namespace Foedus.Analysis.Backtesting;

/// <summary>Why the days of a truce are counted no further.</summary>
public enum TruceEnd
{
    /// <summary>Its own end.</summary>
    Stated,

    /// <summary>It has no end of its own: the next general truce takes its place.</summary>
    NextGeneralTruce,

    /// <summary>It has no end of its own, or a later one: the history stops.</summary>
    EndOfHistory,
}
