using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Foedus.Analysis.Inputs;

/// <summary>A file of one YAML document with keys, of a size and depth that a person writes.</summary>
/// <param name="Name">What it is called when a fault is told: "mapping".</param>
/// <param name="Page">Where it is documented.</param>
/// <param name="Instead">What to do with one that is too large.</param>
/// <param name="Place">How a place in the file is told.</param>
internal sealed record YamlInput(string File, string Name, string Page, string Instead, Func<Mark, string> Place)
{
    /// <summary>Deeper than any such file needs; the library's loader is recursive and would exhaust the stack.</summary>
    private const int DeepestNesting = 16;

    private const int LargestFile = 1 << 20;

    /// <summary>The document, or null with the reason among the problems.</summary>
    public YamlMappingNode? Load(string text, ICollection<InputProblem> problems)
    {
        if (text.Length > LargestFile)
        {
            problems.Add(new InputProblem(File, $"The {Name} is larger than 1 MiB.", Instead));
            return null;
        }
        try
        {
            if (TooDeep(text) is { } mark)
            {
                problems.Add(
                    new InputProblem(
                        Place(mark),
                        $"The {Name} is nested more than {DeepestNesting} levels deep, or uses an alias.",
                        $"Write its values out, as {Page} shows."
                    )
                );
                return null;
            }
            using var reader = new StringReader(text);
            var stream = new YamlStream();
            stream.Load(reader);
            if (stream.Documents is [{ RootNode: YamlMappingNode root }])
            {
                return root;
            }
            problems.Add(
                new InputProblem(File, "This is not one YAML document with keys.", $"Start from the example in {Page}.")
            );
        }
        catch (YamlException exception)
        {
            problems.Add(
                new InputProblem(
                    Place(exception.Start),
                    $"This is not YAML: {exception.Message.TrimEnd('.')}.",
                    "Check indentation, quotes and colons."
                )
            );
        }
        return null;
    }

    /// <summary>Where the nesting gets too deep or an alias stands; null: nowhere.</summary>
    private static Mark? TooDeep(string text)
    {
        using var reader = new StringReader(text);
        var parser = new Parser(reader);
        var depth = 0;
        while (parser.MoveNext())
        {
            depth += parser.Current?.NestingIncrease ?? 0;
            if (depth > DeepestNesting || parser.Current is AnchorAlias)
            {
                return parser.Current?.Start;
            }
        }
        return null;
    }
}
