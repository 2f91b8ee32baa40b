using System.Collections.Immutable;
using NodaTime;

namespace Foedus.Analysis.Backtesting;

/// <summary>What a history says about one truce.</summary>
public sealed record TruceRecord
{
    public required Truce Truce { get; init; }

    /// <summary>Why the history cannot speak about it; null: it can, and the rest is filled.</summary>
    public string? NotCovered { get; init; }

    /// <summary>Day 0.</summary>
    public LocalDate Start { get; init; }

    /// <summary>The last day counted.</summary>
    public LocalDate LastDay { get; init; }

    public TruceEnd End { get; init; }

    /// <summary>The name of the general truce that took its place, where that is how it ended.</summary>
    public string? EndedBy { get; init; }

    /// <summary>Null: the history records no breach.</summary>
    public FirstBreach? FirstBreach { get; init; }

    public WindowTally Before { get; init; } = new(DayWindow.Before, 0, null);

    public ImmutableArray<WindowTally> After { get; init; } = [];

    /// <summary>From day 0 to the last day.</summary>
    public Tally Whole { get; init; }

    /// <summary>Days of the truce on which nothing is recorded.</summary>
    public int QuietDays { get; init; }

    /// <summary>The longest run of days within the truce on which nothing is recorded.</summary>
    public QuietRun LongestQuiet { get; init; }

    /// <summary>Per day, from day −14 to day 59 or the last day.</summary>
    public ImmutableArray<DayTally> Days { get; init; } = [];

    /// <summary>What the agreement's machine made of these days; in the order of the text.</summary>
    public ImmutableArray<NormTally> Norms { get; init; } = [];

    /// <summary>How many days the truce lasted, day 0 included.</summary>
    public int Length => Period.DaysBetween(Start, LastDay) + 1;

    /// <summary>Whole days before the first breach; all its days where there was none.</summary>
    public int HeldDays => FirstBreach is { } breach ? Period.DaysBetween(Start, breach.Day) : Length;

    /// <summary>The same if the first breach came as late as it can have; more than <see cref="HeldDays"/> only where its day is not known.</summary>
    public int HeldAtMost =>
        FirstBreach is { } breach ? Period.DaysBetween(Start, LocalDate.Min(breach.NoLaterThan, LastDay)) : Length;
}

/// <summary>Days without a record.</summary>
public readonly record struct QuietRun(LocalDate From, int Days);

/// <summary>One day of a truce.</summary>
/// <param name="Day">Counted from day 0.</param>
public readonly record struct DayTally(int Day, LocalDate Date, Tally Tally);
