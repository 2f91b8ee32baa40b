namespace Foedus.Language.Markdown;

/// <summary>One block of the file; blocks follow each other without a gap. The body is what stands between the fences, or the heading's text.</summary>
/// <param name="Info">What follows the word after the opening fence: the name of a scenario.</param>
/// <param name="Level">Of a heading, 1 to 6.</param>
/// <param name="IsClosed">False for a fence or front matter that the file ends without closing.</param>
internal sealed record Block(
    BlockKind Kind,
    int Start,
    int End,
    int BodyStart,
    int BodyEnd,
    string Info,
    int Level,
    bool IsClosed
);
