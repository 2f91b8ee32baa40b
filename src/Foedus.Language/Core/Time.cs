using System.Collections.Immutable;

namespace Foedus.Language.Core;

/// <summary>
/// A duration. Hours, minutes and seconds are elapsed time (Milliseconds); days, months and years are calendar periods in the agreement's zone:
/// years and months are added first and the day of the month clamps, then days, keeping the local time of day, then milliseconds.
/// </summary>
public readonly record struct Period(int Years, int Months, int Days, long Milliseconds)
{
    /// <summary>Where in the calendar the instant reached so then moves ("by the end of the month"); by default nowhere.</summary>
    public CalendarEdge Edge { get; init; }

    public static Period OfHours(long hours) => new(0, 0, 0, checked(hours * 3_600_000));

    /// <summary>To the last moment of the calendar unit, so many units ahead.</summary>
    public static Period ToEndOf(CalendarUnit unit, int ahead = 0) =>
        default(Period) with
        {
            Edge = new CalendarEdge(unit, ahead, 0, 0, EdgeSide.EndOfUnit),
        };
}

/// <summary>A unit of the calendar in the agreement's zone. Weeks begin on Monday (ISO 8601); a quarter is one of the four of a calendar year.</summary>
public enum CalendarUnit
{
    None,
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

/// <summary>Begin: the first moment of the day reached. EndOfDay: its last millisecond. EndOfUnit: the last millisecond of the unit.</summary>
public enum EdgeSide
{
    Begin,
    EndOfDay,
    EndOfUnit,
}

/// <summary>The first day of the unit that holds an instant, Ahead units on, then Months and Days on ("31 January of each year": one year's first day and 30 days).</summary>
public readonly record struct CalendarEdge(CalendarUnit Unit, int Ahead, int Months, int Days, EdgeSide Side);

/// <summary>When a norm must have been performed. Of several, the earliest decides ("at the latest" tightens, design rule 7).</summary>
public abstract record Deadline(SourceSpan Span);

/// <summary>Length after the anchor; no anchor: after the clause's own trigger (design rule 4).</summary>
public sealed record Within(Period Length, Trigger? Anchor, SourceSpan Span) : Deadline(Span);

/// <summary>UTC milliseconds since 1970, closed: an act at that very millisecond is in time. "Until 1 February" has been resolved to the last millisecond of that day in the zone.</summary>
public sealed record ByInstant(long At, SourceSpan Span) : Deadline(Span);

/// <summary>Before an occasion happens ("before withdrawal takes effect").</summary>
public sealed record Before(Trigger Occasion, SourceSpan Span) : Deadline(Span);

/// <summary>A clause that falls due again and again: every Every from the clause's trigger, each occasion an instance of its own; the first falls at the trigger itself iff AtStart.</summary>
public sealed record Recurrence(Period Every, bool AtStart, long? Until)
{
    /// <summary>
    /// The last moment of an occasion, counted from its first, where the rhythm is the calendar's ("in each calendar quarter", "every week on Monday"); null: it runs from the trigger.
    /// Every then has an edge: where in its calendar unit an occasion begins.
    /// </summary>
    public Period? Closes { get; init; }

    /// <summary>The occasion is the whole unit, and not a day of it or what lies before one.</summary>
    public bool IsWholeUnit => Closes is { Edge.Side: EdgeSide.EndOfUnit } last && last.Edge.Unit == Every.Edge.Unit;
}
