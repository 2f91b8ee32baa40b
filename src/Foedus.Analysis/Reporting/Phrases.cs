using System.Globalization;
using Foedus.Analysis.Backtesting;
using Foedus.Norms.Replay;
using NodaTime;
using NodaTime.Text;

namespace Foedus.Analysis.Reporting;

/// <summary>The sentences that the forms of the report share.</summary>
internal static class Phrases
{
    public const string Nothing = "–";

    public static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public static string Count(int number, string one, string many) => $"{Number(number)} {(number == 1 ? one : many)}";

    public static string Slash(Tally? tally) =>
        tally is { } counted ? $"{Number(counted.Incidents)}/{Number(counted.Deaths)}" : Nothing;

    /// <summary>3/5, or 3/5* where the truce or the history covers only a part of the span.</summary>
    public static string Slash(WindowTally window) => Slash(window.Tally) + (window.IsPartial ? "*" : "");

    public static string Words(Tally tally) =>
        $"{Count(tally.Incidents, "incident", "incidents")}, {Count(tally.Deaths, "death", "deaths")}";

    public static string Start(TruceRecord record) =>
        record.Truce.StartTime is { } time
            ? $"{Days.Reader(record.Start)}, {Time(time)} local time"
            : Days.Reader(record.Start);

    private static string Time(LocalTime time) => LocalTimePattern.CreateWithInvariantCulture("HH:mm").Format(time);

    /// <summary>The record knows days only: what it has on day 0 may have come before a truce that began at noon.</summary>
    public static bool MayPrecede(TruceRecord record) =>
        record is { HeldDays: 0, FirstBreach: not null, Truce.StartTime: { } time } && time > LocalTime.Midnight;

    private static string SinceWhen(TruceRecord record) =>
        record.Truce.StartTime is { } time && MayPrecede(record)
            ? $" The truce began at {Time(time)}; the record knows no hour, so some of it may have come before."
            : "";

    /// <summary>15 Feb 2015, or 5–7 Sep 2014 where the day is not known exactly.</summary>
    public static string Day(FirstBreach breach) =>
        breach.DayIsExact ? Days.Reader(breach.Day) : $"{Days.Reader(breach.Day)} to {Days.Reader(breach.NoLaterThan)}";

    /// <summary>2014-09-05, 2014-09-05…07, or 2014-09-29…10-01.</summary>
    public static string DayInTable(FirstBreach breach)
    {
        var first = Days.Iso(breach.Day);
        var last = Days.Iso(breach.NoLaterThan);
        return breach.DayIsExact ? first
            : breach.Day.Year != breach.NoLaterThan.Year ? $"{first}…{last}"
            : breach.Day.Month != breach.NoLaterThan.Month ? $"{first}…{last["yyyy-".Length..]}"
            : $"{first}…{last["yyyy-MM-".Length..]}";
    }

    public static string Broken(TruceRecord record) =>
        record.FirstBreach switch
        {
            null => "No breach is recorded.",
            { DayIsExact: true } breach when record.HeldDays == 0 =>
                $"Broken on the day it began: {Words(breach.Tally)} on {Days.Reader(breach.Day)}.{SinceWhen(record)}",
            { DayIsExact: true } breach =>
                $"First broken after {Count(record.HeldDays, "day", "days")}: {Words(breach.Tally)} on {Days.Reader(breach.Day)}.",
            { } breach =>
                $"First broken between {Days.Reader(breach.Day)} and {Days.Reader(breach.NoLaterThan)}: the day itself is not known.{SinceWhen(record)}",
        };

    /// <summary>Whole days before the first breach: 3, or 0–1 where the day of the breach is not known.</summary>
    public static string Held(TruceRecord record) =>
        record.FirstBreach is { DayIsExact: false } && record.HeldAtMost > record.HeldDays
            ? $"{Number(record.HeldDays)}–{Number(record.HeldAtMost)}"
            : Number(record.HeldDays);

    /// <summary>A number at the beginning of a sentence.</summary>
    public static string Spelled(int number)
    {
        string[] words =
        [
            "None",
            "One",
            "Two",
            "Three",
            "Four",
            "Five",
            "Six",
            "Seven",
            "Eight",
            "Nine",
            "Ten",
            "Eleven",
            "Twelve",
        ];
        return number < words.Length ? words[number] : Number(number);
    }

    public static string Until(TruceRecord record) =>
        record.End switch
        {
            TruceEnd.Stated => "its own end",
            TruceEnd.NextGeneralTruce => $"the eve of the next general truce ({record.EndedBy})",
            _ => "the end of the history",
        };

    public const string LapsedNote =
        "† a deadline that passed with no performance on record. The history lists incidents and not acts: the duty may have been done and not recorded.";

    public const string PrecedeNote =
        "‡ the truce began at an hour of that day, and the history knows no hour: what it has of that day may have come before the truce.";

    public const string JointNote =
        "§ a duty of several together: its breach falls on all of them, and by whose act it came about is not said.";

    /// <summary>A breach of a duty that several owe together is none of each of them.</summary>
    public static string MissedOf(BearerTally bearer) =>
        bearer.IsJoint
            ? $"{string.Join(", ", bearer.Joint.SkipLast(1))} and {bearer.Joint[^1]} together {Number(bearer.Missed)}§"
            : $"{bearer.Bearer} {Number(bearer.Missed)}";

    public static bool HasJoint(NormTally norm) => norm.MissedBy.Any(bearer => bearer.IsJoint);

    public static string Missed(NormTally norm) => norm.Lapsed > 0 ? $"{Number(norm.Missed)}†" : Number(norm.Missed);

    public static string NormName(NormTally norm) =>
        norm.Reading is null
            ? ProvisionReference.Of(norm.Norm)
            : $"{ProvisionReference.Of(norm.Norm)} as {norm.Reading} reads it";
}
