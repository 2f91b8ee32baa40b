using System.Text.RegularExpressions;
using Foedus.Analysis.Reporting;
using Foedus.Language;
using Foedus.Language.Core;
using Foedus.Language.Text;

namespace Foedus.Cli;

/// <summary>
/// Compiles an agreement together with another that it only names ("The Ceasefire is an agreement."), where the text of
/// that one is at hand.
/// </summary>
internal static class LinkedAgreement
{
    /// <summary>Null where the first does not name the second, or both do not compile together.</summary>
    public static Agreement? Of(CheckedAgreement agreement, CheckedAgreement rested)
    {
        if (
            agreement.Compilation.Core is not { } core
            || rested.Compilation.Core is not { } other
            || Named(core, other) is not { } name
        )
        {
            return null;
        }
        var source = agreement.Sources[agreement.Path];
        var file = $"together-with-{other.Id}.foedus.md";
        var definition = new Regex(
            $@"\b(The|the|A|An) {Regex.Escape(name)} is an agreement\.",
            RegexOptions.CultureInvariant
        );
        if (!definition.IsMatch(source.Content))
        {
            return null;
        }
        var linked = definition.Replace(source.Content, $"The {name} is the agreement in {file}.", 1);
        var folder = Path.GetDirectoryName(agreement.Path) ?? "";
        return Compiler
            .Compile(
                new SourceText(agreement.Path, linked),
                wanted =>
                    wanted == file ? rested.Sources[rested.Path]
                    : agreement.Sources.TryGetValue(Path.Combine(folder, wanted), out var text) ? text
                    : rested.Sources.GetValueOrDefault(Path.Combine(Path.GetDirectoryName(rested.Path) ?? "", wanted))
            )
            .Core;
    }

    /// <summary>The agreement without a text whose name stands in the other's title or id.</summary>
    private static string? Named(Agreement core, Agreement other) =>
        core
            .Agreements.Skip(1)
            .Where(rested =>
                !rested.HasText
                && (
                    other.Title.Contains(rested.Name, StringComparison.OrdinalIgnoreCase)
                    || other.Id.Contains(rested.Name.Replace(' ', '-'), StringComparison.OrdinalIgnoreCase)
                )
            )
            .Select(rested => rested.Name)
            .FirstOrDefault();
}
