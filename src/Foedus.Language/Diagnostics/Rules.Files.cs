namespace Foedus.Language.Diagnostics;

/// <content>Files, blocks, front matter, articles.</content>
internal static partial class Rules
{
    public static DiagnosticRule FileTooLong { get; } =
        new(
            "FOE0101",
            Level.Error,
            "The file is longer than {0} characters.",
            "A text that long is not an agreement, and reading it would cost more memory than anybody offered.",
            "Split it, and let one agreement rest on the other: “The Annex is the agreement in annex.foedus.md.”",
            ""
        );

    public static DiagnosticRule NotText { get; } =
        new(
            "FOE0102",
            Level.Error,
            "The file is not text in UTF-8.",
            "It holds a character that no text has; what follows it cannot be trusted.",
            "Save it as UTF-8 text.",
            "# A title\n\n## Article 1\n\n\0"
        );

    public static DiagnosticRule UnclosedBlock { get; } =
        new(
            "FOE0103",
            Level.Error,
            "This block is never closed.",
            "Everything to the end of the file would belong to it.",
            "Close it with a line like the one that opens it: ``` for a fence, --- for front matter.",
            "## Article 1\n\n```foedus\nUkraine is a Party."
        );

    public static DiagnosticRule OutsideArticle { get; } =
        new(
            "FOE0104",
            Level.Error,
            "Formal clauses stand before the first article.",
            "A clause without an article has no id, and nothing can refer to it.",
            "Put a heading “## Article 1 (Title)” above the block.",
            "# A title\n\n```foedus\nUkraine is a Party.\n```"
        );

    public static DiagnosticRule DuplicateArticle { get; } =
        new(
            "FOE0105",
            Level.Error,
            "{0} stands here a second time.",
            "A reference to it would mean two provisions.",
            "Give one of them another number.",
            "# A title\n\n## Article 1\n\n## Article 1"
        );

    public static DiagnosticRule MissingFullStop { get; } =
        new(
            "FOE0106",
            Level.Error,
            "The sentence that ends with “{0}” has no full stop.",
            "Without it nobody can tell where the next one begins.",
            "End the sentence with a full stop.",
            "Canada is a Party"
        );

    public static DiagnosticRule BadFrontMatter { get; } =
        new(
            "FOE0107",
            Level.Error,
            "The front matter's “{0}” cannot be read: {1}.",
            "Its keys settle how the whole text is read.",
            "Correct the value, or leave the key out.",
            "---\ntimestamps: sundial\n---\n\n# A title"
        );

    public static DiagnosticRule UnknownTimeZone { get; } =
        new(
            "FOE0108",
            Level.Error,
            "There is no time zone “{0}”.",
            "Days, months and local times are counted in the declared zone.",
            "Write a name of the IANA list, for example Europe/Kyiv or UTC.",
            "---\ntimezone: Europe/Kijev\n---\n\n# A title"
        );

    public static DiagnosticRule MisspeltFrontMatter { get; } =
        new(
            "FOE0109",
            Level.Warning,
            "The front matter's “{0}” has no meaning; did you mean “{1}”?",
            "A misspelt key is silently a remark for people.",
            "Write “{1}”, or choose a name that is not so near.",
            "---\ntimezon: UTC\n---\n\n# A title"
        );

    public static DiagnosticRule NoSuchFile { get; } =
        new(
            "FOE0110",
            Level.Error,
            "The file “{0}” cannot be read.",
            "The agreement rests on what stands there.",
            "Correct the name; it is taken from the folder of this file.",
            "The Protocol is the agreement in nowhere.foedus.md."
        );

    public static DiagnosticRule CyclicAgreements { get; } =
        new(
            "FOE0111",
            Level.Error,
            "The agreements rest on each other in a circle: {0}.",
            "Neither could have a meaning before the other.",
            "Let one of them name the other without a file: “The Ceasefire is an agreement.”",
            "The Protocol is the agreement in circle.foedus.md."
        );

    public static DiagnosticRule TooDeep { get; } =
        new(
            "FOE0112",
            Level.Error,
            "The sentence nests deeper than {0} levels.",
            "Nobody can read it, and nobody could check it.",
            "Split it into sentences of their own.",
            "If ((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((the Truce holds)))))))))))))))))))))))))))))))))))))))))))))))))))))))))))), Ukraine shall protest by 1 May 2026."
        );

    /// <summary>Its example would fill the page; a test writes one.</summary>
    public static DiagnosticRule TooManySentences { get; } =
        new(
            "FOE0113",
            Level.Error,
            "The file has more than {0} sentences.",
            "No agreement has; the compiler bounds what a text can cost.",
            "Split it, and let one agreement rest on the other.",
            ""
        );

    public static DiagnosticRule HeadingInBlock { get; } =
        new(
            "FOE0114",
            Level.Error,
            "“{0}” is a heading, and stands among the formal clauses.",
            "Articles are headings of the document, so that the text reads as a treaty does; below each stands a block with its clauses.",
            "End the block before it, write “## {0}” on a line of its own, and open another block (```foedus).",
            "Article 7. Poland shall protest by 1 May 2026."
        );
}
