namespace Foedus.Language.Diagnostics;

/// <content>Deadlines, periods, dates.</content>
internal static partial class Rules
{
    public static DiagnosticRule NoAnchor { get; } =
        new(
            "FOE0401",
            Level.Error,
            "“{0}” runs from nowhere.",
            "The clause names no occasion, so nobody can say when the time begins.",
            "Add an occasion (“Upon …,”), or an anchor (“within 24 hours of …”), or a date (“by …”).",
            "Poland shall protest within 24 hours."
        );

    public static DiagnosticRule OrBetweenDeadlines { get; } =
        new(
            "FOE0402",
            Level.Error,
            "Two deadlines are joined by “or”.",
            "The bearer would choose the later one; the earlier would be nothing but ink.",
            "Write “, at the latest” to tighten, and one deadline only to loosen.",
            "Upon an armed attack on Ukraine, Poland shall protest within 24 hours or within 48 hours."
        );

    public static DiagnosticRule SecondDeadline { get; } =
        new(
            "FOE0403",
            Level.Error,
            "A second deadline stands beside the first.",
            "Which of the two binds?",
            "Write “, at the latest” before the one that tightens.",
            "Upon an armed attack on Ukraine, Poland shall protest within 24 hours by 1 May 2026."
        );

    public static DiagnosticRule DeadlineOnStanding { get; } =
        new(
            "FOE0404",
            Level.Error,
            "A {0} has no deadline: it holds over a period.",
            "It is never done, so it cannot be done by a date.",
            "Write “until …” or “for …”.",
            "Poland shall not protest by 1 May 2026."
        );

    public static DiagnosticRule UntilOnDuty { get; } =
        new(
            "FOE0405",
            Level.Error,
            "“{0}” gives a period to something that is done once.",
            "A duty is performed at a moment; a deadline says by when.",
            "Write “by …” or “within …”; “shall keep” holds over a period.",
            "Poland shall protest until 1 May 2026."
        );

    public static DiagnosticRule OpenDeadline { get; } =
        new(
            "FOE0406",
            Level.Warning,
            "“{0}” is no deadline that anybody can check.",
            "Nothing is ever late, so nothing is ever breached.",
            "Add “within …” or “, at the latest within …”.",
            "Upon an armed attack on Ukraine, Poland shall protest immediately."
        );

    public static DiagnosticRule NoSuchTime { get; } =
        new(
            "FOE0407",
            Level.Error,
            "“{0}” is no time.",
            "The calendar or the clock has none such.",
            "Write 1 February 2026, 2026-02-01 or 2026-02-01T18:00Z.",
            "Poland shall protest by 31 February 2026."
        );

    public static DiagnosticRule YearOutOfRange { get; } =
        new(
            "FOE0408",
            Level.Error,
            "The year of “{0}” is not between 1900 and 2199.",
            "Outside it calendars and zones are guesses.",
            "Correct the year.",
            "Poland shall protest by 1815-06-09."
        );

    public static DiagnosticRule AmbiguousLocalTime { get; } =
        new(
            "FOE0409",
            Level.Warning,
            "The clock in {1} shows “{0}” twice, or never.",
            "The clocks change there that night.",
            "Write the offset: 2026-03-29T03:30+03:00.",
            "---\ntimezone: Europe/Kyiv\n---\n\n## Article 1\n\n```foedus\nPoland is a Party.\nTo protest is an act of any Party.\nPoland shall protest by 2026-10-25T03:30.\n```"
        );

    public static DiagnosticRule EmptyPeriod { get; } =
        new(
            "FOE0410",
            Level.Error,
            "“{0}” is no time at all.",
            "What is due in no time is late from the start.",
            "Write a period longer than nothing.",
            "Upon an armed attack on Ukraine, Poland shall protest within 0 hours."
        );

    public static DiagnosticRule PeriodTooLong { get; } =
        new(
            "FOE0411",
            Level.Error,
            "“{0}” is longer than a thousand years.",
            "Its end lies outside every calendar the machine keeps.",
            "Write a shorter period.",
            "Upon an armed attack on Ukraine, Poland shall protest within 900000 days."
        );

    public static DiagnosticRule NotACount { get; } =
        new(
            "FOE0412",
            Level.Error,
            "“{0}” is no number of things.",
            "A count is a whole number below a million.",
            "Write a whole number.",
            "Upon an armed attack on Ukraine, Poland shall protest within 2.5 hours."
        );

    public static DiagnosticRule WorkingDays { get; } =
        new(
            "FOE0413",
            Level.Error,
            "“{0}” cannot be counted.",
            "Which days are worked differs from party to party and year to year, and no calendar stands in the text.",
            "Write days of the calendar and allow for the others, or name the date.",
            "Upon an armed attack on Ukraine, Poland shall protest within 5 working days."
        );

    public static DiagnosticRule OtherDeadline { get; } =
        new(
            "FOE0414",
            Level.Error,
            "“{0}” begins no time limit.",
            "A limit has one form, so that nobody asks whether the last day is in: it is.",
            "Write “within 24 hours”, “by 1 May 2026”, “by D+30” or “before …”; behind a first limit, “, at the latest …”. What is due again and again begins with “Every …,”.",
            "Upon an armed attack on Ukraine, Poland shall protest no later than 1 May 2026."
        );

    public static DiagnosticRule UnclearRhythm { get; } =
        new(
            "FOE0415",
            Level.Error,
            "“{0}” may mean the {1} of the calendar, or a {1} counted from the entry into force.",
            "Which of the two it is decides when the first one ends, and so what is late.",
            "Write “in each calendar {1}”, or “every {1}” for one that is counted from the entry into force (“every {1} from …” from another moment).",
            "Poland shall protest in each year."
        );

    public static DiagnosticRule SlidingPeriod { get; } =
        new(
            "FOE0416",
            Level.Error,
            "“{0}” moves on with every moment.",
            "What is due within it, or no more than allowed, would be asked anew at each instant, and no instance of the duty would ever end.",
            "Write “in each calendar year”, or “every 12 months from …” for periods that follow one another; a condition can look back (“if it has protested in the last 12 months”).",
            "Poland shall protest in any period of 12 months."
        );

    public static DiagnosticRule NoSuchDayOfEach { get; } =
        new(
            "FOE0417",
            Level.Error,
            "“{0}” is no day that every such unit of the calendar has.",
            "Where it is missing nothing would be due, and nobody could say whether that was meant.",
            "Write “on Monday” of a week, “on the 15th day” (up to the 28th) or “on the last day” of a month, “on 31 January” of a year.",
            "Every month on the 31st, Poland shall protest."
        );

    public static DiagnosticRule LeadTime { get; } =
        new(
            "FOE0418",
            Level.Error,
            "“{0}” counts back from what has not happened yet.",
            "Only when it happens could anybody say when the time limit was; by then it has passed.",
            "Write “before …” for the order alone; or let the announcement be the occasion (“Upon a notice, … shall not … for 30 days”), or count from a date.",
            "Poland shall protest at least 30 days before an incident."
        );
}
