using System.Globalization;
using Foedus.Analysis.Inputs;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Foedus.Analysis.Rehearsing;

/// <summary>A plan as YAML, before it means anything; every fault is told with its line and column.</summary>
internal sealed class PlanDocument(string file, ICollection<InputProblem> problems)
{
    public YamlMappingNode? Load(string text) =>
        new YamlInput(file, "plan", "docs/stress.md", "Give a plan as docs/stress.md shows it.", Place).Load(
            text,
            problems
        );

    public void Report(YamlNode at, string what, string remedy) => Report(at.Start, what, remedy);

    /// <summary>The keys of a part with their values, in order; a part that is none is a fault.</summary>
    public IEnumerable<(YamlNode At, string Key, YamlNode Value)> Entries(YamlNode part, string what)
    {
        if (part is not YamlMappingNode mapping)
        {
            Report(part, $"{what} must hold keys of its own.", "Indent them below it.");
            yield break;
        }
        foreach (var (key, value) in mapping.Children)
        {
            yield return (key, (key as YamlScalarNode)?.Value ?? "", value);
        }
    }

    public string? Text(YamlNode node, string what)
    {
        if (node is YamlScalarNode { Value: { Length: > 0 } value })
        {
            return value.Trim();
        }
        Report(node, $"{what} must be a text.", "Write it behind the colon.");
        return null;
    }

    public IReadOnlyList<(YamlNode At, string Text)> Texts(YamlNode node, string what)
    {
        if (node is YamlSequenceNode list && list.Children.All(child => child is YamlScalarNode { Value.Length: > 0 }))
        {
            return [.. list.Children.Select(child => (child, ((YamlScalarNode)child).Value ?? ""))];
        }
        Report(node, $"{what} must be a list of names.", "For example [France, Poland].");
        return [];
    }

    /// <summary>A share between 0 and 1: 0.7, or 70 %.</summary>
    /// <param name="at">Where a fault is told, if not at the node itself.</param>
    public double? Share(YamlNode node, string what, YamlNode? at = null)
    {
        var text = (node as YamlScalarNode)?.Value?.Trim() ?? "";
        if (Number(text) is not { } share)
        {
            Report(
                at ?? node,
                $"{what} must be a probability, and is '{(text.Length == 0 ? "no number" : text)}'.",
                "Write 0.7, or 70 %."
            );
            return null;
        }
        if (share is < 0 or > 1)
        {
            Report(at ?? node, $"{what} is {text}, and a probability lies between 0 and 1.", "Write 0.7, or 70 %.");
            return null;
        }
        return share;
    }

    public static double? Number(string text)
    {
        var isPercent = text.EndsWith('%');
        return double.TryParse(
            isPercent ? text[..^1].TrimEnd() : text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? (isPercent ? number / 100 : number)
            : null;
    }

    /// <summary>A length of time in milliseconds: 90 minutes, 6 hours, 3 days.</summary>
    public long? Duration(YamlNode node, string what)
    {
        var text = (node as YamlScalarNode)?.Value?.Trim() ?? "";
        var digits = text.TakeWhile(c => char.IsAsciiDigit(c) || c == '.').Count();
        var unit = text[digits..].Trim() switch
        {
            "minute" or "minutes" or "min" => 60_000.0,
            "hour" or "hours" or "h" => 3_600_000.0,
            "day" or "days" or "d" => 86_400_000.0,
            _ => 0,
        };
        if (unit == 0 || Number(text[..digits]) is not { } number || number * unit > 1e13)
        {
            Report(node, $"{what} must be a length of time, and is '{text}'.", "Write 90 minutes, 6 hours or 3 days.");
            return null;
        }
        return (long)Math.Round(number * unit);
    }

    private void Report(Mark at, string what, string remedy) => problems.Add(new InputProblem(Place(at), what, remedy));

    private string Place(Mark at) =>
        string.Create(CultureInfo.InvariantCulture, $"{file}, line {at.Line}, column {at.Column}");
}
