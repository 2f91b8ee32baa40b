using System.CommandLine;
using System.CommandLine.Parsing;
using Foedus.Norms.Events;

namespace Foedus.Cli.Commands;

/// <summary>The arguments and options that commands over an event file share.</summary>
internal static class ReplayOptionList
{
    public static Argument<string> Agreement() => new("AGREEMENT") { Description = "The agreement, NAME.foedus.md." };

    public static Option<OutputFormat> Format() =>
        new("--format")
        {
            Description = "text for people, json for programs (one object a line).",
            DefaultValueFactory = _ => OutputFormat.Text,
            CustomParser = result =>
            {
                switch (result.Tokens[0].Value)
                {
                    case "text":
                        return OutputFormat.Text;
                    case "json":
                        return OutputFormat.Json;
                    default:
                        result.AddError($"--format '{result.Tokens[0].Value}' is unknown: use text or json.");
                        return OutputFormat.Text;
                }
            },
            HelpName = "text|json",
        };

    public static Option<long?> Until() =>
        new("--until")
        {
            Description = "Let time pass to and including this instant; later reports have no effect.",
            HelpName = "TIME",
            CustomParser = ParseInstant,
        };

    public static Option<int?> AsKnownAt() =>
        new("--as-known-at")
        {
            Description =
                "Read only the first N lines, or a ledger's entries up to index N: what could be known then. More than there are is an error.",
            HelpName = "N",
            CustomParser = result =>
            {
                if (
                    int.TryParse(
                        result.Tokens[0].Value,
                        System.Globalization.NumberStyles.None,
                        System.Globalization.CultureInfo.InvariantCulture,
                        out var line
                    )
                )
                {
                    return line;
                }
                result.AddError($"--as-known-at '{result.Tokens[0].Value}' is not a number of lines: use 0 or more.");
                return null;
            },
        };

    private static long? ParseInstant(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (EventTime.TryParse(text, secondsOptional: true, out var instant, out var fault))
        {
            return instant;
        }
        result.AddError(
            fault switch
            {
                TimeFault.NoOffset =>
                    $"--until '{text}' has no offset from UTC: end it with Z or an offset like +02:00.",
                TimeFault.OutsideYears => $"--until '{text}' lies outside the years 1900 to 2199.",
                TimeFault.NoSuchTime =>
                    $"--until '{text}' is a time that does not exist: correct the date or the hour.",
                _ => $"--until '{text}' is not an instant: write it like 2026-03-05T08:00Z.",
            }
        );
        return null;
    }
}
