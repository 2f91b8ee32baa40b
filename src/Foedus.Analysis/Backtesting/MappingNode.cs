using System.Globalization;
using Foedus.Analysis.Inputs;
using YamlDotNet.RepresentationModel;

namespace Foedus.Analysis.Backtesting;

/// <summary>
/// One YAML mapping, read key by key. What is missing, of the wrong shape or not asked for becomes a problem with its line;
/// the value handed out is then empty, so that one reading finds every fault.
/// </summary>
internal sealed class MappingNode(string file, string path, YamlMappingNode node, ICollection<InputProblem> problems)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public string Text(string key)
    {
        if (OptionalText(key) is { } text)
        {
            return text;
        }
        if (Find(key) is null)
        {
            Report(node, $"'{Path(key)}' is missing.", "Add it.");
        }
        return "";
    }

    public string? OptionalText(string key)
    {
        switch (Find(key))
        {
            case null:
                return null;
            case YamlScalarNode { Value: { Length: > 0 } value }:
                return value.Trim();
            case var other:
                Report(other, $"'{Path(key)}' must be a text.", "Write it behind the colon.");
                return null;
        }
    }

    public char Mark(string key, char otherwise)
    {
        var text = Find(key) is YamlScalarNode { Value: var value } ? value : null;
        if (text is "tab")
        {
            return '\t';
        }
        if (text is { Length: not 1 })
        {
            Report(node, $"'{Path(key)}' must be one character, or 'tab'.", "For example \";\".");
        }
        return text is { Length: 1 } ? text[0] : otherwise;
    }

    /// <summary>A text or a list of texts; empty where the key is absent.</summary>
    public IReadOnlyList<string> Texts(string key)
    {
        switch (Find(key))
        {
            case null:
                return [];
            case YamlScalarNode { Value: { } value }:
                return [value];
            case YamlSequenceNode list when list.Children.All(child => child is YamlScalarNode):
                return [.. list.Children.Cast<YamlScalarNode>().Select(child => child.Value ?? "")];
            case var other:
                Report(other, $"'{Path(key)}' must be a text or a list of texts.", "For example [a, b].");
                return [];
        }
    }

    public MappingNode Part(string key)
    {
        if (OptionalPart(key) is { } part)
        {
            return part;
        }
        if (Find(key) is null)
        {
            Report(node, $"'{Path(key)}' is missing.", "Add it.");
        }
        return new MappingNode(file, Path(key), [], []);
    }

    public MappingNode? OptionalPart(string key)
    {
        switch (Find(key))
        {
            case null:
                return null;
            case YamlMappingNode mapping:
                return new MappingNode(file, Path(key), mapping, problems);
            case var other:
                Report(other, $"'{Path(key)}' must hold keys of its own.", "Indent them below it.");
                return null;
        }
    }

    /// <summary>A list of mappings; empty where the key is absent.</summary>
    public IReadOnlyList<MappingNode> Parts(string key)
    {
        switch (Find(key))
        {
            case null:
                return [];
            case YamlSequenceNode list when list.Children.All(child => child is YamlMappingNode):
                return
                [
                    .. list.Children.Select(
                        (child, index) =>
                            new MappingNode(
                                file,
                                string.Create(CultureInfo.InvariantCulture, $"{Path(key)}[{index + 1}]"),
                                (YamlMappingNode)child,
                                problems
                            )
                    ),
                ];
            case var other:
                Report(other, $"'{Path(key)}' must be a list of entries.", "Start each with '- '.");
                return [];
        }
    }

    /// <summary>Every key that is there, for parts whose keys are names.</summary>
    public IReadOnlyList<string> Keys =>
        [.. node.Children.Keys.OfType<YamlScalarNode>().Select(key => key.Value ?? "")];

    /// <summary>Reports every key that nothing asked for: a misspelt key must not be ignored.</summary>
    public void Close()
    {
        foreach (var key in node.Children.Keys)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            if (!_known.Contains(name))
            {
                Report(key, $"'{Path(name)}' is not a key of a mapping.", $"Known here: {string.Join(", ", _known)}.");
            }
        }
    }

    public void Report(string key, string what, string remedy) =>
        Report(Find(key) ?? node, $"'{Path(key)}' {what}", remedy);

    private void Report(YamlNode at, string what, string remedy) =>
        problems.Add(
            new InputProblem(string.Create(CultureInfo.InvariantCulture, $"{file}, line {at.Start.Line}"), what, remedy)
        );

    private YamlNode? Find(string key)
    {
        _known.Add(key);
        return node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;
    }

    private string Path(string key) => path.Length == 0 ? key : $"{path}.{key}";
}
