using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Foedus.Language.Core;

namespace Foedus.Language.Printing;

/// <summary>Writes an agreement part by part, one line a slot, names in place of indices.</summary>
internal sealed partial class CoreWriter(Agreement agreement)
{
    private readonly StringBuilder builder = new();

    public string Write()
    {
        Line($"agreement {agreement.Id} \"{agreement.Title}\"");
        Line(
            $"  zone {agreement.Settings.TimeZone}, time by {(agreement.Settings.TimestampsByRecorder ? "recorder" : "author")}"
        );
        if (agreement.Settings.IsClosed)
        {
            Line($"  closed parties {string.Join(", ", agreement.Settings.ClosedParties)}");
        }
        for (var i = 1; i < agreement.Agreements.Length; i++)
        {
            var other = agreement.Agreements[i];
            Line(
                $"  rests on {other.Name}{(other.HasText ? $" from {other.File} as {other.Prefix}" : " (without text)")}"
            );
        }
        foreach (var term in agreement.Terms)
        {
            Line(TermText(term));
        }
        foreach (var decision in agreement.Decisions)
        {
            WriteDecision(decision);
        }
        foreach (var clause in agreement.Clauses)
        {
            WriteClause(clause);
        }
        foreach (var rule in agreement.Participation)
        {
            Line(RuleText(rule));
        }
        foreach (var guarantee in agreement.Guarantees)
        {
            Line(
                $"guarantee {guarantee.Id}: upon {Text(guarantee.Trigger)}, {Text(guarantee.Beneficiary)} {Text(guarantee.Promise)} within {Text(guarantee.Horizon)}"
            );
        }
        foreach (var assumption in agreement.Assumptions)
        {
            Line($"assumption {assumption.Id}: {AssumptionText(assumption)}");
        }
        foreach (var standard in agreement.Standards)
        {
            Line(
                $"standard {Word(standard.Kind)} \"{standard.Words}\"{(standard.Clause is { } clause ? " in " + ClauseId(clause) : "")}{(standard.Decision is { } d ? " decided by " + DecisionId(d) : "")}"
            );
        }
        foreach (var inserted in agreement.Defaults)
        {
            Line($"default {inserted.Code} ({inserted.Provision}): {inserted.Says}");
        }
        foreach (var scenario in agreement.Scenarios)
        {
            WriteScenario(scenario);
        }
        foreach (var reading in agreement.Readings)
        {
            Line($"reading of {reading.Reader}:");
            foreach (
                var line in new CoreWriter(reading.Agreement).Write().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            )
            {
                Line("  " + line);
            }
        }
        return builder.ToString();
    }

    private void Line(string text) => builder.Append(text).Append('\n');

    private void Slot(string name, string? text)
    {
        if (text is not null)
        {
            Line($"  {name} {text}");
        }
    }

    private void WriteDecision(Decision decision)
    {
        Line($"decision {decision.Id} \"{decision.Name}\"");
        Slot("upon", Text(decision.Upon));
        Slot("if", decision.If is { } condition ? Text(condition) : null);
        foreach (var stage in decision.Stages)
        {
            var who = stage.Electorate.Body is { } body ? $"members of {TermName(body)}" : Text(stage.Electorate.Who);
            Line(
                $"  stage {who}{(stage.Electorate.PresentAndVoting ? " present and voting" : "")}, {Text(stage.Threshold)}"
                    + (stage.Quorum > 0 ? $", quorum {stage.Quorum}" : "")
                    + (stage.Within is { } within ? $", within {Text(within)}" : "")
                    + $"; silence {Word(stage.OnSilence)}, refusal {Word(stage.OnRefusal)}, empty {Word(stage.OnEmpty)}"
            );
        }
    }

    private void WriteClause(Clause clause)
    {
        Line($"{Word(clause.Modality)} {clause.Id}{(clause.IsBinding ? "" : " (not binding)")}{Ending(clause)}");
        Slot("upon", Text(clause.Trigger));
        Slot("if", clause.If is { } condition ? Text(condition) : null);
        Slot("while", clause.While is { } during ? Text(during) : null);
        Slot("every", clause.Recurrence is { } recurrence ? RecurrenceText(recurrence) : null);
        Slot(
            "bearer",
            $"{Word(clause.Bearer.Quantifier)} {Text(clause.Bearer.Who)}"
                + (clause.Bearer.AtLeast > 0 ? $" at least {clause.Bearer.AtLeast}" : "")
                + (clause.Bearer.IncludesLater ? " and who joins later" : "")
        );
        Slot("content", Text(clause.Content));
        foreach (var deadline in clause.Deadlines)
        {
            Slot("deadline", Text(deadline));
        }
        Slot("until", clause.Until is { } until ? Text(until) : null);
        Slot("unless", clause.Unless is { } unless ? Text(unless) : null);
        Slot("failing-which", clause.Consequence is { } next ? ClauseId(next) : null);
        Slot("consequence-of", clause.ConsequenceOf is { } above ? ClauseId(above) : null);
        Slot("subject-to", clause.SubjectTo.IsEmpty ? null : string.Join(", ", clause.SubjectTo.Select(ClauseId)));
        Slot(
            "grades",
            clause.Grades.IsEmpty
                ? null
                : string.Join(" ", clause.Grades.Select(grade => $"{Word(grade.Slot)}:P{grade.Grade}"))
        );
    }

    private static string RecurrenceText(Recurrence recurrence) =>
        Text(recurrence.Every)
        + (recurrence.Closes is { } closes ? $" to {Text(closes)}" : "")
        + (recurrence.AtStart && recurrence.Closes is null ? ", first at the start" : "")
        + (recurrence.Until is { } until ? $", until {Instant(until)}" : "");

    private string ClauseId(int index) =>
        index >= 0 && index < agreement.Clauses.Length ? agreement.Clauses[index].Id : $"#{index}";

    private string DecisionId(int index) =>
        index >= 0 && index < agreement.Decisions.Length ? agreement.Decisions[index].Id : $"#{index}";

    private string TermName(int index) =>
        index >= 0 && index < agreement.Terms.Length ? agreement.Terms[index].Name : $"#{index}";

    private string AgreementName(int index) =>
        index == 0 ? "this agreement"
        : index < agreement.Agreements.Length ? agreement.Agreements[index].Name
        : $"#{index}";

    /// <summary>An enum member in lower case, words joined by hyphens.</summary>
    private static string Word<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        var word = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0)
            {
                word.Append('-');
            }
            word.Append(char.ToLowerInvariant(name[i]));
        }
        return word.ToString();
    }

    private static string Number(decimal value) => value.ToString("0.############", CultureInfo.InvariantCulture);

    private static string Instant(long at) =>
        at is < -2_208_988_800_000 or > 7_289_654_400_000
            ? at.ToString(CultureInfo.InvariantCulture)
            : DateTime
                .UnixEpoch.AddMilliseconds(at)
                .ToString(
                    at % 1000 == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
                    CultureInfo.InvariantCulture
                );

    private static string Text(Period period)
    {
        var parts = new List<string>();
        Add(period.Years, "y");
        Add(period.Months, "mo");
        Add(period.Days, "d");
        if (period.Milliseconds != 0 || (parts.Count == 0 && period.Edge.Unit == CalendarUnit.None))
        {
            parts.Add(
                period.Milliseconds % 3_600_000 == 0
                    ? $"{period.Milliseconds / 3_600_000}h"
                    : $"{period.Milliseconds}ms"
            );
        }
        if (period.Edge is { Unit: not CalendarUnit.None } edge)
        {
            parts.Add(Text(edge));
        }
        return string.Join(" ", parts);

        void Add(int count, string unit)
        {
            if (count != 0)
            {
                parts.Add($"{count}{unit}");
            }
        }
    }

    /// <summary>end of quarter+1: of the quarter after this one. day 31 of month 1 of year: 31 January.</summary>
    private static string Text(CalendarEdge edge)
    {
        var unit = Word(edge.Unit) + (edge.Ahead == 0 ? "" : $"+{edge.Ahead}");
        var day =
            (edge.Months == 0 ? "" : $"+{edge.Months}mo")
            + (edge.Days == 0 ? "" : $"{(edge.Days > 0 ? "+" : "")}{edge.Days}d");
        return edge.Side switch
        {
            EdgeSide.EndOfUnit => $"end of {unit}",
            EdgeSide.EndOfDay => $"end of {(day.Length == 0 ? "the first day" : "day " + day)} in {unit}",
            _ => day.Length == 0 ? $"begin of {unit}" : $"day {day} in {unit}",
        };
    }

    private static string Text(Threshold threshold) =>
        threshold.Kind switch
        {
            ThresholdKind.Majority => $"more than {threshold.Numerator}/{threshold.Denominator}",
            ThresholdKind.AtLeastFraction => $"at least {threshold.Numerator}/{threshold.Denominator}",
            ThresholdKind.Count => $"at least {threshold.Numerator}",
            ThresholdKind.Unanimity => "all",
            _ => "one",
        };

    private string Text(Deadline deadline) =>
        deadline switch
        {
            Within within =>
                $"within {Text(within.Length)}{(within.Anchor is { } anchor ? " of " + Text(anchor) : "")}",
            ByInstant by => $"by {Instant(by.At)}",
            Before before => $"before {Text(before.Occasion)}",
            _ => "?",
        };

    private string Names(ImmutableArray<int> clauses, ImmutableArray<int> decisions) =>
        string.Join(", ", decisions.Select(DecisionId).Concat(clauses.Select(ClauseId)));

    private string Names(ImmutableArray<int> clauses) =>
        clauses.IsEmpty ? "all clauses" : string.Join(", ", clauses.Select(ClauseId));

    private static string Ending(Clause clause) =>
        (clause.SurvivesTermination, clause.SurvivesWithdrawal) switch
        {
            (true, true) => "",
            (true, false) => " (ends with withdrawal)",
            (false, true) => " (ends with the agreement, not with withdrawal)",
            _ => " (ends with the agreement)",
        };
}
