using System.Globalization;
using System.Text;

namespace Foedus.Language.Diagnostics;

/// <summary>The page of the documentation that lists every diagnostic, written from the rules themselves.</summary>
public static class DiagnosticCatalogue
{
    public static string Write()
    {
        var page = new StringBuilder();
        page.Append("# Diagnostics\n\n");
        page.Append(
            "Written from the compiler by its tests; do not edit. Each example gives exactly the diagnostic above it. Examples without a heading or front matter of their own stand in an\n"
        );
        page.Append("article below the definitions at the end of this page.\n");
        foreach (var group in Rules.All.GroupBy(rule => rule.Code[..5]))
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {Title(group.Key)}\n");
            foreach (var rule in group)
            {
                Write(page, rule);
            }
        }
        page.Append("\n## The definitions that examples share\n\n````markdown\n")
            .Append(DiagnosticExample.Prelude.TrimEnd())
            .Append("\n````\n");
        return page.ToString();
    }

    private static string Title(string prefix) =>
        prefix switch
        {
            "FOE01" => "Files, blocks, front matter",
            "FOE02" => "Terms",
            "FOE03" => "Norms",
            "FOE04" => "Time",
            "FOE05" => "Decisions",
            "FOE06" => "Quantities",
            "FOE07" => "Standards",
            "FOE08" => "The life of agreements; promises; readings",
            _ => "Scenarios",
        };

    private static void Write(StringBuilder page, DiagnosticRule rule)
    {
        var level =
            rule.Level == Level.Error ? "error"
            : rule.Level == Level.Warning ? "warning"
            : "note";
        page.Append(CultureInfo.InvariantCulture, $"\n### {rule.Code} ({level})\n\n");
        page.Append(CultureInfo.InvariantCulture, $"{Places(rule.Message)}\n\n");
        page.Append(CultureInfo.InvariantCulture, $"*Why.* {Places(rule.Why)}\n\n");
        page.Append(CultureInfo.InvariantCulture, $"*How to mend it.* {Places(rule.How)}\n");
        if (rule.Example.Length == 0)
        {
            return;
        }
        page.Append("\n````markdown\n")
            .Append(rule.Example.Replace("\0", "\\0", StringComparison.Ordinal))
            .Append("\n````\n");
    }

    /// <summary>The places of a message as dots.</summary>
    private static string Places(string message)
    {
        var text = message;
        for (var i = 0; i < 4; i++)
        {
            text = text.Replace($"{{{i}}}", "…", StringComparison.Ordinal);
        }
        return text;
    }
}
