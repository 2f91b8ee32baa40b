using System.Globalization;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;

namespace Foedus.Language.Parsing;

/// <content>Units of the calendar: what is due in each of them, where they end, and days counted in them.</content>
internal sealed partial class SentenceParser
{
    private static readonly string[] Weekdays =
    [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];

    /// <summary>A day of each unit: a weekday, the Nth or the last of the unit, or a date of the year.</summary>
    private readonly record struct DayOfUnit(int Weekday, int Number, bool IsLast, int Month);

    private CalendarUnit UnitAt(int index) =>
        Text(index) switch
        {
            "day" => CalendarUnit.Day,
            "week" => CalendarUnit.Week,
            "month" => CalendarUnit.Month,
            "quarter" => CalendarUnit.Quarter,
            "year" => CalendarUnit.Year,
            _ => CalendarUnit.None,
        };

    private CalendarUnit ExpectUnit()
    {
        Accept("calendar");
        var unit = UnitAt(at);
        if (unit == CalendarUnit.None)
        {
            FailExpected("a unit of the calendar (day, week, month, quarter, year)");
        }
        at = Math.Min(at + 1, last);
        return unit;
    }

    private static Period One(CalendarUnit unit) =>
        unit switch
        {
            CalendarUnit.Day => new Period(0, 0, 1, 0),
            CalendarUnit.Week => new Period(0, 0, 7, 0),
            CalendarUnit.Month => new Period(0, 1, 0, 0),
            CalendarUnit.Quarter => new Period(0, 3, 0, 0),
            _ => new Period(1, 0, 0, 0),
        };

    private static Period BeginOfEach(CalendarUnit unit) =>
        One(unit) with
        {
            Edge = new CalendarEdge(unit, 0, 0, 0, EdgeSide.Begin),
        };

    private static Recurrence EachWhole(CalendarUnit unit) =>
        new(BeginOfEach(unit), AtStart: true, null) { Closes = Period.ToEndOf(unit) };

    /// <summary>"in each calendar year", "every quarter", "every week on Monday", "on the first day of each month", "by 31 January of each year".</summary>
    /// <returns>null where none stands here, with the cursor where it was; or after a fault.</returns>
    private Recurrence? AcceptCalendarRhythm()
    {
        if (!MayBeRhythm())
        {
            return null;
        }
        RefuseUnclearRhythm();
        var mark = at;
        var within = AcceptAny("in each", "in every", "in any", "per") is not null;
        if (within || AcceptAny("each", "every") is not null)
        {
            if (!within && WeekdayAt(at) >= 0)
            {
                return OnDayOf(CalendarUnit.Week, ExpectDay(), mark);
            }
            var isNamed = Accept("calendar");
            var unit = UnitAt(at);
            if (unit != CalendarUnit.None && !within && SeesAt(at + 1, "on"))
            {
                at += 2;
                return OnDayOf(unit, ExpectDay(), mark);
            }
            if (unit != CalendarUnit.None && (isNamed || unit == CalendarUnit.Quarter))
            {
                at++;
                return EachWhole(unit);
            }
        }
        else if (AcceptAny("by the end of each", "by the end of every") is not null)
        {
            return EachWhole(ExpectUnit());
        }
        else if (Sees("within") && SeesPeriod(at + 1) && SeesEachAhead())
        {
            at++;
            var length = ExpectPeriod();
            if (
                AcceptAny(
                    "of the end of each",
                    "after the end of each",
                    "from the end of each",
                    "of the end of every",
                    "after the end of every",
                    "from the end of every"
                )
                is not null
            )
            {
                // Counted from the last moment of the unit that has ended.
                return new Recurrence(BeginOfEach(ExpectUnit()), AtStart: true, null)
                {
                    Closes = length with { Milliseconds = length.Milliseconds - 1 },
                };
            }
        }
        else if (AcceptAny("on", "by") is { } word && SeesDay())
        {
            var day = ExpectDay();
            if (!failed && AcceptAny("of each", "of every") is not null)
            {
                var unit = ExpectUnit();
                return word == "on" ? OnDayOf(unit, day, mark) : ByDayOf(unit, day, mark);
            }
        }
        if (!failed)
        {
            at = mark;
        }
        return null;
    }

    /// <summary>Most openings and time limits are told apart by their first word.</summary>
    private bool MayBeRhythm() =>
        !AtEnd
        && (at == first ? Text(at).ToLowerInvariant() : Text(at))
            is "in"
                or "per"
                or "a"
                or "each"
                or "every"
                or "by"
                or "on"
                or "within"
                or "during"
                or "over"
                or "annually"
                or "yearly"
                or "quarterly"
                or "monthly"
                or "weekly";

    /// <summary>"… after the end of each calendar quarter" within the next few words.</summary>
    private bool SeesEachAhead()
    {
        for (var i = at + 3; i < Math.Min(last, at + 12); i++)
        {
            if (Text(i) is "each" or "every" && Text(i - 1) == "of")
            {
                return true;
            }
        }
        return false;
    }

    private int WeekdayAt(int index) => Array.IndexOf(Weekdays, Text(index));

    private bool SeesDay() =>
        WeekdayAt(at) >= 0
        || (SeesNumber(at) && Array.IndexOf(Months, Text(at + 1)) >= 0 && YearAt(at + 2) == 0)
        || Sees("the last day")
        || (Text(at) == "the" && OrdinalAt(at + 1) > 0 && (Text(at + 2) == "day" || WeekdayAt(at + 2) >= 0));

    private DayOfUnit ExpectDay()
    {
        var mark = at;
        if (WeekdayAt(at) is >= 0 and var weekday)
        {
            at++;
            return new DayOfUnit(weekday + 1, 0, false, 0);
        }
        if (SeesNumber(at) && Array.IndexOf(Months, Text(at + 1)) is >= 0 and var month)
        {
            var number = ExpectCount();
            at++;
            return new DayOfUnit(0, number, false, month + 1);
        }
        if (Accept("the") && Accept("last day"))
        {
            return new DayOfUnit(0, 0, true, 0);
        }
        if (OrdinalAt(at) is > 0 and var ordinal && WeekdayAt(at + 1) < 0)
        {
            at++;
            Accept("day");
            return new DayOfUnit(0, ordinal, false, 0);
        }
        Fail(Rules.NoSuchDayOfEach, mark, Math.Min(at + 2, last), WordsOf(mark, Math.Min(at + 2, last)));
        return default;
    }

    /// <summary>It falls due on that day, from its first moment to its last.</summary>
    private Recurrence OnDayOf(CalendarUnit unit, DayOfUnit day, int mark) =>
        new(One(unit) with { Edge = EdgeAt(unit, day, EdgeSide.Begin, mark) }, AtStart: true, null)
        {
            Closes = Period.ToEndOf(CalendarUnit.Day),
        };

    /// <summary>It is to be done in the unit, up to the end of that day.</summary>
    private Recurrence ByDayOf(CalendarUnit unit, DayOfUnit day, int mark) =>
        new(BeginOfEach(unit), AtStart: true, null)
        {
            Closes = default(Period) with { Edge = EdgeAt(unit, day, EdgeSide.EndOfDay, mark) },
        };

    private CalendarEdge EdgeAt(CalendarUnit unit, DayOfUnit day, EdgeSide side, int mark)
    {
        var most = unit switch
        {
            CalendarUnit.Week => 7,
            CalendarUnit.Month => 28,
            CalendarUnit.Quarter => 90,
            CalendarUnit.Year => 365,
            _ => 0,
        };
        // A day that not every unit has would be due in some of them only.
        var isOne =
            day.Weekday > 0 ? unit == CalendarUnit.Week
            : day.Month > 0 ? unit == CalendarUnit.Year && IsDay(2001, day.Month, day.Number)
            : day.IsLast ? most > 0
            : day.Number >= 1 && day.Number <= most;
        if (!isOne)
        {
            Fail(Rules.NoSuchDayOfEach, mark, at, WordsOf(mark, at));
        }
        return day.IsLast ? new CalendarEdge(unit, 1, 0, -1, side)
            : day.Weekday > 0 ? new CalendarEdge(unit, 0, 0, day.Weekday - 1, side)
            : day.Month > 0 ? new CalendarEdge(unit, 0, day.Month - 1, day.Number - 1, side)
            : new CalendarEdge(unit, 0, 0, day.Number - 1, side);
    }

    private static readonly string[] UnclearRhythms =
    [
        "each year",
        "each month",
        "each week",
        "a year",
        "a month",
        "a week",
        "in each year",
        "in every year",
        "in any year",
        "in each month",
        "in every month",
        "in any month",
        "in each week",
        "in every week",
        "in any week",
        "per year",
        "per annum",
        "per month",
        "per week",
        "annually",
        "yearly",
        "quarterly",
        "monthly",
        "weekly",
    ];

    private static readonly string[] SlidingPeriods =
    [
        "in any period of",
        "in each period of",
        "in every period of",
        "within any period of",
        "during any period of",
        "over any period of",
    ];

    private void RefuseUnclearRhythm()
    {
        foreach (var words in UnclearRhythms)
        {
            if (
                Sees(words)
                && (
                    at > first
                    || words.StartsWith("in ", StringComparison.Ordinal)
                    || words.StartsWith("per ", StringComparison.Ordinal)
                )
            )
            {
                var unit =
                    words.EndsWith("month", StringComparison.Ordinal) || words == "monthly" ? "month"
                    : words.EndsWith("week", StringComparison.Ordinal) || words == "weekly" ? "week"
                    : words == "quarterly" ? "quarter"
                    : "year";
                var end = at + Matches(at, words);
                var instead = $"{(at == first ? "In" : "in")} each calendar {unit}";
                Fail(
                    Rules.UnclearRhythm,
                    at,
                    end,
                    new Fix($"Write “{instead}”.", SpanOf(at, end), instead),
                    WordsOf(at, end),
                    unit
                );
                return;
            }
        }
        foreach (var words in SlidingPeriods)
        {
            if (Sees(words))
            {
                var end = at + Matches(at, words);
                while (end < last && (SeesNumber(end) || IsUnitOfTime(Text(end)) || Text(end) == "consecutive"))
                {
                    end++;
                }
                Fail(Rules.SlidingPeriod, at, end, WordsOf(at, end));
                return;
            }
        }
    }

    /// <summary>Behind a rhythm: "from 2026", "from the transfer", "starting on 1 May 2026", "until 2030", "until 31 December 2030".</summary>
    private void ReadCalendarRhythm(int mark, Recurrence rhythm)
    {
        if (norm.Recurrence is not null)
        {
            Fail(Rules.SecondOccasion, mark, at, WordsOf(mark, at));
        }
        // The last day of each unit, or the end of what the occasion itself leaves open, is the time limit.
        GradeDeadline(4, mark);
        if (AcceptAny("from", "starting on", "beginning on", "starting in", "beginning in") is not null)
        {
            if (YearAt(at) is > 0 and var year)
            {
                SetTrigger(mark, new AtInstant(ToInstant(at, DaysFromCivil(year, 1, 1) * Day)));
                at++;
                Accept("on");
            }
            else
            {
                SetTrigger(mark, ExpectTrigger());
            }
            norm.HoldsFrom = true;
        }
        long? until = null;
        if (AcceptAny("until", "to", "through") is { } word)
        {
            if (YearAt(at) is > 0 and var end)
            {
                until = EndOfYear(end);
                at++;
            }
            else if (SeesCalendarEnd(at))
            {
                (until, _, _) = ExpectCalendarEnd();
                if (until is null)
                {
                    FailExpected("a year or a date");
                }
            }
            else
            {
                until = ExpectTime(isEnd: true);
            }
        }
        norm.Recurrence = rhythm with { Until = until };
    }

    /// <summary>A year of four digits that the calendar has; 0 where none stands.</summary>
    private int YearAt(int index) =>
        index < last
        && tokens[index].Kind == TokenKind.Number
        && tokens[index].Text.Length == 4
        && int.TryParse(tokens[index].Text, NumberStyles.None, CultureInfo.InvariantCulture, out var year)
        && year is >= 1900 and < 2200
            ? year
            : 0;

    private long EndOfYear(int year) => ToInstant(at, DaysFromCivil(year + 1, 1, 1) * Day) - 1;

    /// <summary>"the end of 2026", "the end of March 2026", "the end of the month of an attack", "the end of the following month".</summary>
    private bool SeesCalendarEnd(int index)
    {
        if (!SeesAt(index, "the end of"))
        {
            return false;
        }
        var next = index + 3;
        if (YearAt(next) > 0 || (Array.IndexOf(Months, Text(next)) >= 0 && YearAt(next + 1) > 0))
        {
            return true;
        }
        if (Text(next) != "the")
        {
            return false;
        }
        next++;
        while (Text(next) is "following" or "next" or "current" or "same" or "calendar" || OrdinalAt(next) > 0)
        {
            next++;
        }
        return UnitAt(next) != CalendarUnit.None;
    }

    /// <summary>An instant; or a period up to the end of a unit, and what it is counted from (null: the clause's own trigger).</summary>
    private (long? Instant, Period Length, Trigger? Anchor) ExpectCalendarEnd()
    {
        Expect("the end of");
        if (YearAt(at) is > 0 and var year)
        {
            at++;
            return (EndOfYear(year), default, null);
        }
        if (Array.IndexOf(Months, Text(at)) is >= 0 and var month)
        {
            at++;
            var of = YearAt(at);
            at++;
            return (EndOfMonths(of, month + 1), default, null);
        }
        Expect("the");
        var ordinal = OrdinalAt(at);
        if (ordinal > 0)
        {
            at++;
            if (Sees("quarter of") && YearAt(at + 2) is > 0 and var named && ordinal <= 4)
            {
                at += 3;
                return (EndOfMonths(named, ordinal * 3), default, null);
            }
        }
        var ahead =
            ordinal > 0 ? ordinal
            : AcceptAny("following", "next") is not null ? 1
            : 0;
        AcceptAny("current", "same");
        var isNamed = Sees("calendar");
        var unit = ExpectUnit();
        if (ordinal > 0 && !isNamed && unit is CalendarUnit.Year or CalendarUnit.Week && UnitAt(at - 1) == unit)
        {
            // The tenth year after something begins with it as easily as with the first of January.
            var name = Text(at - 1);
            at--;
            FailExpected($"“calendar {name}”, or a period in place of the end of a {name} (“10 {name}s after …”),");
        }
        if (Sees("in which") || Sees("during which"))
        {
            FailExpected("“of” and the occasion (“the end of the month of an attack”)");
        }
        if (ordinal == 0 && ahead == 0 && Accept("of"))
        {
            return (null, Period.ToEndOf(unit), ExpectTrigger());
        }
        if ((ordinal > 0 || ahead == 0) && AcceptAny("following", "after") is not null)
        {
            return (null, Period.ToEndOf(unit, Math.Max(1, ahead)), ExpectDatedFrom());
        }
        if (ordinal > 0)
        {
            FailExpected("“following” and the occasion (“the end of the second month following an attack”)");
        }
        return (null, Period.ToEndOf(unit, ahead), null);
    }

    private long EndOfMonths(int year, int month) =>
        ToInstant(at, DaysFromCivil(month == 12 ? year + 1 : year, (month % 12) + 1, 1) * Day) - 1;

    /// <summary>"following the date of an attack": a day is counted from the day of the occasion.</summary>
    private Trigger ExpectDatedFrom()
    {
        Accept("the date of");
        return ExpectTrigger();
    }

    /// <summary>"the thirtieth day after", "the first day of the second month following".</summary>
    private bool SeesCalendarDay(int index)
    {
        if (Text(index) != "the" || OrdinalAt(index + 1) == 0 || Text(index + 2) != "day")
        {
            return false;
        }
        var next = index + 3;
        if (SeesAt(next, "of the"))
        {
            next += 2;
            while (OrdinalAt(next) > 0 || Text(next) == "calendar")
            {
                next++;
            }
            if (UnitAt(next) == CalendarUnit.None)
            {
                return false;
            }
            next++;
        }
        return Text(next) is "following" or "after";
    }

    /// <summary>Up to what the day is counted from, which the caller reads.</summary>
    private Period ExpectCalendarDay(EdgeSide side)
    {
        var mark = at;
        Expect("the");
        var day = OrdinalAt(at);
        at += 2;
        // One day's own end is the end of that day.
        var edge = new CalendarEdge(CalendarUnit.Day, day, 0, 0, side == EdgeSide.EndOfDay ? EdgeSide.EndOfUnit : side);
        if (Accept("of the"))
        {
            var ordinal = OrdinalAt(at);
            at += ordinal > 0 ? 1 : 0;
            var unit = ExpectUnit();
            edge = EdgeAt(unit, new DayOfUnit(0, day, false, 0), side, mark) with { Ahead = Math.Max(1, ordinal) };
        }
        at++;
        var length = default(Period);
        if (AcceptAny("the expiration of", "the expiry of", "expiration of", "expiry of") is not null)
        {
            Accept("a period of");
            Accept("the period of");
            length = ExpectPeriod();
            if (AcceptAny("after", "from", "following") is null)
            {
                FailExpected("“after” and what the period is counted from");
            }
        }
        if (Sees("the month in which"))
        {
            FailExpected(
                "“the month of” and the occasion (“following the month of the deposit of the last instrument”)"
            );
        }
        AcceptAny("the date of", "the month of");
        return length with { Edge = edge };
    }
}
