using System.Collections.Immutable;
using NodaTime;

namespace Foedus.Analysis.Backtesting;

/// <summary>Counts a history against a list of truces. Days are days of the local calendar; day 0 is the day a truce begins.</summary>
public static class Backtest
{
    /// <summary>How far the daily picture of a truce reaches.</summary>
    private const int LastDayPictured = 59;

    /// <summary>One record for each truce, in the order given.</summary>
    public static ImmutableArray<TruceRecord> Count(History history, ImmutableArray<Truce> truces) =>
        [.. truces.Select(truce => Count(history, truce, truces))];

    private static TruceRecord Count(History history, Truce truce, ImmutableArray<Truce> truces)
    {
        if (WhyNotCovered(history, truce) is { } reason || truce.Start is not { } start)
        {
            return new TruceRecord { Truce = truce, NotCovered = WhyNotCovered(history, truce) };
        }

        var (last, end, endedBy) = EndOf(history, truce, start, truces);
        var record = new TruceRecord
        {
            Truce = truce,
            Start = start,
            LastDay = last,
            End = end,
            EndedBy = endedBy,
        };
        var incidents = history.Between(start, last);
        return record with
        {
            FirstBreach = FirstBreachIn(incidents),
            Before = Count(history, DayWindow.Before, start, history.To),
            After = [.. DayWindow.After.Select(window => Count(history, window, start, last))],
            Whole = Tally.Of(incidents),
            QuietDays = record.Length - incidents.Select(incident => incident.Day).Distinct().Count(),
            LongestQuiet = LongestQuietRun(incidents, start, last),
            Days = DayByDay(history, start, last),
        };
    }

    private static string? WhyNotCovered(History history, Truce truce) =>
        truce switch
        {
            { StartUnclear: { } reason } => $"start unclear: {reason}",
            { Start: { } start } when start > history.To =>
                $"begins after the history ends ({Days.Reader(history.To)})",
            { Start: { } start } when start < history.From =>
                $"begins before the history does ({Days.Reader(history.From)})",
            { Start: null } => "start unclear: not stated",
            _ => null,
        };

    /// <summary>The last day that counts, and why it is the last.</summary>
    private static (LocalDate Last, TruceEnd End, string? EndedBy) EndOf(
        History history,
        Truce truce,
        LocalDate start,
        ImmutableArray<Truce> truces
    )
    {
        if (truce.End is { } stated)
        {
            return stated <= history.To ? (stated, TruceEnd.Stated, null) : (history.To, TruceEnd.EndOfHistory, null);
        }
        var next = truces.Where(other => other.IsGeneral && other.Start > start).MinBy(other => other.Start);
        return next?.Start is { } begins && begins <= history.To
            ? (begins.PlusDays(-1), TruceEnd.NextGeneralTruce, next.Name)
            : (history.To, TruceEnd.EndOfHistory, null);
    }

    private static FirstBreach? FirstBreachIn(ImmutableArray<Incident> incidents)
    {
        if (incidents.IsEmpty)
        {
            return null;
        }
        var day = incidents[0].Day;
        return new FirstBreach(
            day,
            incidents.Min(incident =>
                incident.DayIsExact ? incident.Day : LocalDate.Max(incident.Day, incident.LastDay)
            ),
            [.. incidents.TakeWhile(incident => incident.Day == day)]
        );
    }

    private static WindowTally Count(History history, DayWindow window, LocalDate start, LocalDate last)
    {
        var from = LocalDate.Max(start.PlusDays(window.First), history.From);
        var to = window.Last is { } end ? LocalDate.Min(start.PlusDays(end), last) : last;
        return to < from
            ? new WindowTally(window, 0, null)
            : new WindowTally(window, Period.DaysBetween(from, to) + 1, Tally.Of(history.Between(from, to)));
    }

    private static QuietRun LongestQuietRun(ImmutableArray<Incident> incidents, LocalDate start, LocalDate last)
    {
        var longest = new QuietRun(start, 0);
        var from = start;
        foreach (var incident in incidents)
        {
            longest = Longer(longest, from, incident.Day);
            from = incident.Day.PlusDays(1);
        }
        return Longer(longest, from, last.PlusDays(1));
    }

    private static QuietRun Longer(QuietRun longest, LocalDate from, LocalDate until)
    {
        var days = Period.DaysBetween(from, until);
        return days > longest.Days ? new QuietRun(from, days) : longest;
    }

    private static ImmutableArray<DayTally> DayByDay(History history, LocalDate start, LocalDate last)
    {
        var days = ImmutableArray.CreateBuilder<DayTally>();
        for (var day = DayWindow.Before.First; day <= LastDayPictured; day++)
        {
            var date = start.PlusDays(day);
            if (date >= history.From && date <= last)
            {
                days.Add(new DayTally(day, date, Tally.Of(history.Between(date, date))));
            }
        }
        return days.ToImmutable();
    }
}
