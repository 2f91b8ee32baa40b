using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Language.Syntax;

namespace Foedus.Language.Parsing;

/// <content>When a norm must have been performed, and how long it holds.</content>
internal sealed partial class SentenceParser
{
    private static readonly string[] OpenTimes =
    [
        "immediately",
        "forthwith",
        "promptly",
        "without delay",
        "without undue delay",
        "at once",
        "as soon as possible",
        "as soon as practicable",
        "in due course",
        "in good time",
        "swiftly",
    ];

    /// <summary>What stands behind the content is being read: what an occasion there names is counted from, and opens nothing.</summary>
    private bool readsDeadline;

    private void ReadDeadlines(Modality modality)
    {
        readsDeadline = true;
        while (!failed && !AtEnd)
        {
            var mark = at;
            var tightens = Accept(", at the latest");
            var comma =
                !tightens
                && Text(at) == ","
                && (
                    SeesAt(at + 1, "within")
                    || SeesAt(at + 1, "by")
                    || SeesAt(at + 1, "before")
                    || SeesAt(at + 1, "until")
                    || SeesAt(at + 1, "every")
                    || SeesAt(at + 1, "in each")
                    || SeesAt(at + 1, "in every")
                    || SeesAt(at + 1, "in any")
                    || SeesAt(at + 1, "on")
                );
            if (comma)
            {
                at++;
            }
            if (!ReadDeadline(modality, mark, tightens))
            {
                if (tightens)
                {
                    FailExpected("“within”, “by” or “before”");
                }
                else
                {
                    at = mark;
                }
                return;
            }
            if (Text(at) == "or" && Text(at + 1) is "within" or "by" or "before")
            {
                FailLeftOver();
            }
        }
    }

    /// <summary>"Without delay, at the latest within 30 days": beside a time that can be checked, the open one costs nothing.</summary>
    private void WarnOfOpenDeadline()
    {
        if (!failed && norm is { OpenDeadline: var (words, span), Deadlines.Count: 0 })
        {
            draft.Reporter.Report(Rules.OpenDeadline, span, words);
        }
    }

    private bool ReadDeadline(Modality modality, int mark, bool tightens)
    {
        if (!tightens && AcceptCalendarRhythm() is { } rhythm)
        {
            ReadCalendarRhythm(mark, rhythm);
        }
        else if (Sees("within") && SeesNumber(at + 1))
        {
            at++;
            CheckDeadline(modality, mark, tightens);
            ReadWithin(modality is Modality.Permission or Modality.Power && !tightens, mark);
        }
        else if (
            Sees("by")
            && (SeesTimeAt(at + 1) || SeesClockAt(at + 1) || SeesCalendarEnd(at + 1) || SeesCalendarDay(at + 1))
        )
        {
            at++;
            CheckDeadline(modality, mark, tightens);
            ReadBy(mark);
        }
        else if (Accept("before"))
        {
            CheckDeadline(modality, mark, tightens);
            if (SeesCalendarEnd(at))
            {
                // What is done by the last moment of a unit is done before its end.
                ReadBy(mark);
            }
            else if (SeesTime())
            {
                AddDeadline(new ByInstant(ExpectTime(isEnd: false) - 1, SpanOf(mark, at)), mark);
            }
            else
            {
                AddDeadline(new Before(ExpectTrigger(), SpanOf(mark, at)), mark);
            }
        }
        else if (!tightens && Accept("until"))
        {
            CheckHolds(modality, mark);
            norm.Until =
                SeesTime() ? new AtInstant(ExpectTime(isEnd: true))
                : SeesCalendarEnd(at) ? ExpectUntilEnd()
                : ExpectTrigger();
            GradeDeadline(4, mark);
        }
        else if (!tightens && (Sees("for a period of") || (Sees("for") && SeesPeriod(at + 1))))
        {
            at += Sees("for a period of") ? 4 : 1;
            CheckHolds(modality, mark);
            var length = ExpectPeriod();
            norm.Until = new After(Accept("from") || Accept("after") ? ExpectTrigger() : OwnTrigger(), length);
            GradeDeadline(4, mark);
        }
        else if (!tightens && Sees("every") && SeesRhythm(at + 1))
        {
            at++;
            ReadRecurrence(mark);
        }
        else if (!tightens && AcceptAny(OpenTimes) is { } words)
        {
            norm.OpenDeadline = (words, SpanOf(mark, at));
            AcceptAny("and");
        }
        else
        {
            return false;
        }
        Close(mark, SyntaxKind.Deadline);
        return true;
    }

    private bool SeesClockAt(int index) =>
        MatchAt(Text(index) == "the" ? index + 1 : index, Binding.SymbolKind.Clock).Symbol is not null
        || Text(index).Contains('+', StringComparison.Ordinal);

    private void ReadBy(int mark)
    {
        if (SeesTime())
        {
            AddDeadline(new ByInstant(ExpectTime(isEnd: true), SpanOf(mark, at)), mark);
            return;
        }
        if (SeesCalendarEnd(at))
        {
            var (instant, length, anchor) = ExpectCalendarEnd();
            if (instant is { } end)
            {
                AddDeadline(new ByInstant(end, SpanOf(mark, at)), mark);
            }
            else
            {
                AddWithin(length, anchor, mark);
            }
            return;
        }
        if (SeesCalendarDay(at))
        {
            var length = ExpectCalendarDay(EdgeSide.EndOfDay);
            AddWithin(length, ExpectTrigger(), mark);
            return;
        }
        switch (AcceptClock())
        {
            case After { Of: var anchor, Offset: var offset }:
                AddDeadline(new Within(offset, anchor, SpanOf(mark, at)), mark);
                break;
            case { } moment:
                AddDeadline(new Before(moment, SpanOf(mark, at)), mark);
                break;
            default:
                FailExpected("a date");
                break;
        }
    }

    private Trigger ExpectUntilEnd()
    {
        var (instant, length, anchor) = ExpectCalendarEnd();
        return instant is { } end ? new AtInstant(end) : new After(anchor ?? OwnTrigger(), length);
    }

    /// <param name="gives">It limits a right: "may … within 30 days of a breach" gives it from the breach on, and not before.</param>
    private void ReadWithin(bool gives, int mark)
    {
        var length = ExpectPeriod();
        var isDated = AcceptAny("of the date of", "from the date of", "after the date of") is not null;
        if (isDated)
        {
            if (length.Milliseconds != 0)
            {
                FailExpected("days, months or years where they are counted from a date");
            }
            // From a date whole days are counted, and the last one is in.
            length = length with
            {
                Edge = new CalendarEdge(CalendarUnit.Day, 0, 0, 0, EdgeSide.EndOfUnit),
            };
        }
        var anchor = isDated || Accept("of") || Accept("from") || Accept("after") ? ExpectTrigger() : null;
        if (
            gives
            && anchor is not (null or FromEntryIntoForce or OnEntryIntoForce)
            && norm is { Trigger: null, Recurrence: null, Deadlines.Count: 0 }
        )
        {
            SetTrigger(mark, anchor);
            norm.HoldsFrom = anchor is AtInstant or AtClock or After { Of: AtInstant or AtClock };
            anchor = null;
        }
        AddWithin(length, anchor, mark);
    }

    private Trigger OwnTrigger() => norm.Trigger ?? new FromEntryIntoForce(Agreement);

    private void AddWithin(Period length, Trigger? anchor, int mark)
    {
        if (anchor is null && norm.Trigger is null && norm.Recurrence is null && !failed)
        {
            // Without an occasion of its own the period would run from nowhere anybody named.
            var end = tokens[at - 1].End;
            var anchored = new Fix(
                "Count from the entry into force.",
                statement.Source.Span(end, end),
                " of entry into force of this Agreement"
            );
            Fail(Rules.NoAnchor, mark, at, anchored, WordsOf(mark, at));
            return;
        }
        AddDeadline(new Within(length, anchor, SpanOf(mark, at)), mark);
        norm.Grades.Add(
            new SlotGrade(
                Slot.Anchor,
                anchor is null ? 4 : Grading.Grader.OfTrigger(anchor, draft, "", default).Grade,
                WordsOf(mark, at),
                SpanOf(mark, at)
            )
        );
    }

    private void AddDeadline(Deadline deadline, int mark)
    {
        norm.Deadlines.Add(deadline);
        GradeDeadline(4, mark);
    }

    private void GradeDeadline(int grade, int mark) =>
        norm.Grades.Add(new SlotGrade(Slot.Deadline, grade, WordsOf(mark, at), SpanOf(mark, at)));

    private void CheckDeadline(Modality modality, int mark, bool tightens)
    {
        if (modality is Modality.Prohibition or Modality.Maintenance or Modality.Disability)
        {
            Fail(
                Rules.DeadlineOnStanding,
                mark,
                at,
                modality == Modality.Prohibition ? "prohibition"
                    : modality == Modality.Disability ? "disability"
                    : "maintenance duty"
            );
        }
        else if (norm.Deadlines.Count > 0 && !tightens)
        {
            Fail(Rules.SecondDeadline, mark, at, new Fix("Tighten.", SpanOf(mark, mark), ", at the latest "), []);
        }
        else if (norm.Deadlines.Count == 0 && tightens && modality == Modality.Duty)
        {
            // "at the latest by 1 May" as the only deadline says no less.
            return;
        }
    }

    private void CheckHolds(Modality modality, int mark)
    {
        if (modality is Modality.Duty or Modality.Hortatory or Modality.Power)
        {
            Fail(Rules.UntilOnDuty, mark, at, Text(mark));
        }
    }
}
