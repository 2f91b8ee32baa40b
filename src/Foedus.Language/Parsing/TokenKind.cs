namespace Foedus.Language.Parsing;

internal enum TokenKind
{
    Word,
    Number,

    /// <summary>A date or an instant in ISO 8601.</summary>
    Instant,

    /// <summary>A time of day, 18:00.</summary>
    Clock,
    Quoted,
    Punctuation,

    /// <summary>The number of a paragraph, "2.", or of a point, "(a)", at the beginning of a line.</summary>
    Mark,
    Bad,
}
