using Foedus.Language.Binding;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Language.Grading;
using Foedus.Language.Syntax;

namespace Foedus.Language.Parsing;

/// <content>What stands before the bearer: occasion, condition, precedence, judgment, rhythm.</content>
internal sealed partial class SentenceParser
{
    private void ReadOpenings()
    {
        while (!failed)
        {
            var mark = at;
            if (AcceptCalendarRhythm() is { } rhythm)
            {
                ReadCalendarRhythm(mark, rhythm);
            }
            else if (AcceptAny("Notwithstanding", "notwithstanding") is not null)
            {
                ReadPrecedence(mark, prevails: true);
            }
            else if (AcceptAny("Subject to", "subject to") is not null)
            {
                ReadPrecedence(mark, prevails: false);
            }
            else if (AcceptAny("Once it has satisfied itself that", "once it has satisfied itself that") is not null)
            {
                ReadSelfJudgment(mark);
            }
            else if (AcceptAny("Upon", "upon", "When", "when", "At", "at", "From", "from", "On", "on") is { } word)
            {
                SetTrigger(
                    mark,
                    word is "On" or "on" && !SeesClockAt(at) && !SeesCalendarDay(at)
                        ? new AtInstant(ExpectTime(isEnd: false))
                        : ExpectTrigger()
                );
                norm.HoldsFrom = word is "From" or "from" || norm.Trigger is AtInstant or After { Of: AtInstant };
            }
            else if (AcceptAny("If", "if") is not null)
            {
                SetOnce(norm.If, mark, "if");
                norm.If = ExpectOpeningCondition(mayDelegate: true);
            }
            else if (AcceptAny("While", "while") is not null)
            {
                SetOnce(norm.While, mark, "while");
                norm.While = ExpectOpeningCondition(mayDelegate: false);
            }
            else if (AcceptAny("Once", "once") is not null)
            {
                SetTrigger(mark, new OnCondition(ExpectUndelegated()));
            }
            else if ((Sees("Every") || Sees("every")) && SeesRhythm(at + 1))
            {
                at++;
                ReadRecurrence(mark);
            }
            else
            {
                RefuseDeadlineInFront();
                return;
            }
            Close(mark, SyntaxKind.Opening);
            if (!failed && !Accept(","))
            {
                FailExpected("a comma and who is bound");
            }
        }
    }

    /// <summary>"By 1 May, each …" and "6 hours after an alarm, each …": read as the name of an actor they would be told to be undefined.</summary>
    private void RefuseDeadlineInFront()
    {
        if (Match(SymbolKind.Any).Symbol is null && OtherOpening() is { } other)
        {
            var written =
                char.IsUpper(Text(at)[0]) && other.Instead is { } word
                    ? char.ToUpperInvariant(word[0]) + word[1..]
                    : other.Instead;
            var fix = written is null ? null : new Fix($"Write “{written}”.", SpanOf(at, at + other.Length), written);
            Fail(Rules.OtherOpening, at, at + other.Length, fix, WordsOf(at, at + other.Length));
        }
        else if (SeesPeriod(at))
        {
            Fail(
                Rules.Expected,
                at,
                at + 1,
                new Fix("Write “At”.", SpanOf(at, at), norm.HasOccasion ? "at " : "At "),
                "“at” and a moment, or who is bound,",
                PhraseAt(at)
            );
        }
        else if (
            Text(at)
                is "By"
                    or "by"
                    or "Within"
                    or "within"
                    or "Before"
                    or "before"
                    or "Until"
                    or "until"
                    or "Not"
                    or "not"
                    or "No"
            && (Text(at) is not ("Not" or "not" or "No") || SeesAt(at + 1, "later than"))
            && Match(SymbolKind.Any).Symbol is null
        )
        {
            Fail(Rules.DeadlineInFront, at, at + 1, PhraseAt(at));
        }
    }

    /// <summary>Words by which other texts open, and the one that means it here; null where several might.</summary>
    private static readonly (string Words, string? Instead)[] OtherOpenings =
    [
        ("in the event of", "upon"),
        ("In the event of", "upon"),
        ("in case of", "upon"),
        ("In case of", "upon"),
        ("in the case of", "upon"),
        ("In the case of", "upon"),
        ("following", "upon"),
        ("Following", "upon"),
        ("after", "upon"),
        ("After", "upon"),
        ("whenever", "when"),
        ("Whenever", "when"),
        ("as soon as", "once"),
        ("As soon as", "once"),
        ("as long as", "while"),
        ("As long as", "while"),
        ("so long as", "while"),
        ("So long as", "while"),
        ("As from", "from"),
        ("as from", "from"),
        ("With effect from", "from"),
        ("with effect from", "from"),
        ("Beginning on", "from"),
        ("beginning on", "from"),
        ("Starting on", "from"),
        ("starting on", "from"),
        ("Should", null),
        ("during", null),
        ("During", null),
        ("where", null),
        ("Where", null),
        ("unless", null),
        ("Unless", null),
        ("in the event that", null),
        ("In the event that", null),
        ("provided that", null),
        ("Provided that", null),
    ];

    private (int Length, string? Instead)? OtherOpening()
    {
        foreach (var (words, instead) in OtherOpenings)
        {
            if (Matches(at, words) is > 0 and var length)
            {
                return (length, instead);
            }
        }
        return null;
    }

    private void SetOnce(Condition? there, int mark, string word)
    {
        if (there is not null)
        {
            Fail(Rules.SecondCondition, mark, at, word);
        }
    }

    private void SetTrigger(int mark, Trigger trigger)
    {
        if (failed)
        {
            return;
        }
        if (norm.ConsequenceOf is not null)
        {
            Fail(Rules.OccasionInConsequence, mark, at, WordsOf(mark, at));
            return;
        }
        if (norm.HasOccasion)
        {
            Fail(Rules.SecondOccasion, mark, at, WordsOf(mark, at));
            return;
        }
        norm.HasOccasion = true;
        norm.Trigger = trigger;
        occasion = trigger;
        norm.Grades.Add(Grader.OfTrigger(trigger, draft, WordsOf(mark, at), SpanOf(mark, at)));
    }

    private void ReadPrecedence(int opening, bool prevails)
    {
        do
        {
            var mark = at;
            foreach (var clause in ExpectReference(ReferenceTo.All))
            {
                if (clause == norm.Index)
                {
                    Fail(Rules.PrecedenceOverItself, mark, at);
                }
                var span = new PrecedenceSpan(SpanOf(mark, at), SpanOf(opening, at + 1));
                (prevails ? draft.Prevails : draft.Yields).Add((norm.Index, clause, span));
            }
        } while (!failed && Accept("and"));
    }

    private void ReadSelfJudgment(int mark)
    {
        var start = at;
        while (!AtEnd && Text(at) != ",")
        {
            at++;
        }
        var words =
            at == start + 1 && tokens[start].Kind == TokenKind.Quoted
                ? Unquoted(tokens[start].Text)
                : WordsOf(start, at);
        var standard = AddStandard(StandardKind.SelfJudging, words, null, mark);
        Warn(Rules.SelfJudgingTrigger, mark, at, words);
        if (norm.ConsequenceOf is not null)
        {
            Fail(Rules.OccasionInConsequence, mark, at, WordsOf(mark, at));
            return;
        }
        norm.Trigger = new OnSelfJudgment(standard) { Upon = norm.Trigger };
        norm.HasOccasion = true;
        norm.Grades.RemoveAll(grade => grade.Slot == Slot.Trigger);
        norm.Grades.Add(new SlotGrade(Slot.Trigger, 1, WordsOf(mark, at), SpanOf(mark, at)));
    }

    private void ReadRecurrence(int mark)
    {
        if (norm.Recurrence is not null)
        {
            Fail(Rules.SecondOccasion, mark, at, WordsOf(mark, at));
        }
        var every = ExpectRhythm();
        var atStart = false;
        if (Accept("from"))
        {
            SetTrigger(mark, ExpectTrigger());
            norm.HoldsFrom = true;
        }
        else if (Accept("starting on"))
        {
            atStart = true;
            SetTrigger(mark, ExpectTrigger());
            norm.HoldsFrom = true;
        }
        long? until = Accept("until") ? ExpectTime(isEnd: true) : null;
        norm.Recurrence = new Recurrence(every, atStart, until);
        // What is to be done every month is due by the end of each.
        GradeDeadline(4, mark);
    }
}
