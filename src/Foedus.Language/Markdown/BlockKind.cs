namespace Foedus.Language.Markdown;

internal enum BlockKind
{
    FrontMatter,
    Prose,
    Heading,
    Foedus,
    Scenario,
}
