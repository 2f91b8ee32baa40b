using System.Collections.Immutable;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Language.Markdown;

namespace Foedus.Language.Parsing;

/// <summary>Turns the keys of the front matter that have a formal meaning into settings; the others are free for people.</summary>
internal static class FrontMatterBinder
{
    private static readonly string[] Keys = ["id", "title", "timezone", "calendar", "timestamps", "parties"];

    public static void Bind(Unit unit, Reporter reporter)
    {
        var zone = "UTC";
        var byRecorder = false;
        ImmutableArray<string> parties = [];
        foreach (var entry in unit.FrontMatter)
        {
            var span = unit.Source.Span(entry.Start, entry.End);
            switch (entry.Key)
            {
                case "id" or "title" or "timezone" or "calendar" or "timestamps" when entry.Values.Length != 1:
                    reporter.Report(Rules.BadFrontMatter, span, entry.Key, "it takes one value");
                    break;
                case "id":
                    unit.Id = entry.Values[0].Text;
                    break;
                case "title":
                    unit.Title = entry.Values[0].Text;
                    break;
                case "timezone":
                    zone = entry.Values[0].Text;
                    if (!Time.Zones.Exists(zone))
                    {
                        reporter.Report(Rules.UnknownTimeZone, ValueSpan(unit, entry.Values[0]), zone);
                        zone = "UTC";
                    }
                    break;
                case "calendar":
                    if (!entry.Values[0].Text.Equals("gregorian", StringComparison.OrdinalIgnoreCase))
                    {
                        reporter.Report(
                            Rules.BadFrontMatter,
                            ValueSpan(unit, entry.Values[0]),
                            "calendar",
                            "only gregorian is known"
                        );
                    }
                    break;
                case "timestamps":
                    byRecorder = entry.Values[0].Text == "recorder";
                    if (entry.Values[0].Text is not ("recorder" or "author"))
                    {
                        reporter.Report(
                            Rules.BadFrontMatter,
                            ValueSpan(unit, entry.Values[0]),
                            "timestamps",
                            "it is author or recorder"
                        );
                    }
                    break;
                case "parties":
                    parties = [.. entry.Values.Select(value => WithoutArticle(value.Text))];
                    break;
                default:
                    WarnIfMisspelt(unit, reporter, entry);
                    break;
            }
        }
        unit.Settings = new Settings(zone, byRecorder, parties);
    }

    private static void WarnIfMisspelt(Unit unit, Reporter reporter, FrontMatterEntry entry)
    {
        foreach (var key in Keys)
        {
            if (Binding.Spelling.Distance(entry.Key, key, 2) <= (key.Length > 4 ? 2 : 1))
            {
                var span = unit.Source.Span(entry.Start, entry.End);
                reporter.Report(Rules.MisspeltFrontMatter, span, new Fix($"Write {key}.", span, key), entry.Key, key);
                return;
            }
        }
    }

    private static string WithoutArticle(string name) =>
        name.StartsWith("the ", StringComparison.OrdinalIgnoreCase) ? name[4..] : name;

    private static SourceSpan ValueSpan(Unit unit, FrontMatterValue value) => unit.Source.Span(value.Start, value.End);
}
