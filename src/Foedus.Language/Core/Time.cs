using System.Collections.Immutable;

namespace Foedus.Language.Core;

/// <summary>
/// A duration. Hours, minutes and seconds are elapsed time (Milliseconds); days, months and years are calendar periods in the agreement's zone:
/// years and months are added first and the day of the month clamps, then days, keeping the local time of day, then milliseconds.
/// </summary>
public readonly record struct Period(int Years, int Months, int Days, long Milliseconds)
{
    public static Period OfHours(long hours) => new(0, 0, 0, checked(hours * 3_600_000));
}

/// <summary>When a norm must have been performed. Of several, the earliest decides ("at the latest" tightens, design rule 7).</summary>
public abstract record Deadline(SourceSpan Span);

/// <summary>Length after the anchor; no anchor: after the clause's own trigger (design rule 4).</summary>
public sealed record Within(Period Length, Trigger? Anchor, SourceSpan Span) : Deadline(Span);

/// <summary>UTC milliseconds since 1970, closed: an act at that very millisecond is in time. "Until 1 February" has been resolved to the last millisecond of that day in the zone.</summary>
public sealed record ByInstant(long At, SourceSpan Span) : Deadline(Span);

/// <summary>Before an occasion happens ("before withdrawal takes effect").</summary>
public sealed record Before(Trigger Occasion, SourceSpan Span) : Deadline(Span);

/// <summary>A clause that falls due again and again: every Every from the clause's trigger, each occasion an instance of its own; the first falls at the trigger itself iff AtStart.</summary>
public sealed record Recurrence(Period Every, bool AtStart, long? Until);
