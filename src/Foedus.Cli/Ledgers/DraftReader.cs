using System.Text;
using Foedus.Ledger.Json;

namespace Foedus.Cli.Ledgers;

/// <summary>The lines of a file to append: unsigned drafts, as event files have them, or signed messages.</summary>
internal static class DraftReader
{
    /// <param name="Line">From 1.</param>
    /// <param name="Signed">A compact JWS; null where there is a draft.</param>
    internal sealed record Item(int Line, string? Signed, JsonObject? Draft);

    public static IReadOnlyList<Item> Read(Edge edge, string path)
    {
        using var file = edge.Files.OpenRead(path);
        using var reader = new StreamReader(file, new UTF8Encoding(false, throwOnInvalidBytes: true));
        var items = new List<Item>();
        try
        {
            for (var number = 1; reader.ReadLine() is { } line; number++)
            {
                if (string.IsNullOrWhiteSpace(line))
                {
                    continue;
                }
                items.Add(
                    line[0] == '{' ? new Item(number, null, Parse(path, number, line)) : new Item(number, line, null)
                );
            }
        }
        catch (DecoderFallbackException)
        {
            throw new UnusableInputException($"{path} is not UTF-8: save it as UTF-8.");
        }
        return items;
    }

    private static JsonObject Parse(string path, int number, string line)
    {
        if (
            !StrictJson.TryParse(Encoding.UTF8.GetBytes(line), JsonRules.Ledger, out var value, out var fault)
            || value is not JsonObject draft
        )
        {
            throw new UnusableInputException(
                $"{path}, line {number}: {fault?.ToString() ?? "no JSON object"}. Mend the line; nothing was appended."
            );
        }
        if (draft.Text("type") == "org.foedus.clock.reached.v1")
        {
            throw new UnusableInputException(
                $"{path}, line {number}: a ledger carries time by itself. Leave the clock.reached lines out; nothing was appended."
            );
        }
        // The log adds these; a draft that was replayed before may have them.
        return draft.Without("recordedtime").Without("logindex");
    }
}
