using System.Diagnostics.CodeAnalysis;
using Foedus.Ledger.Json;
using Foedus.Ledger.Notes;

namespace Foedus.Ledger.Folders;

/// <summary>The file <c>ledger.json</c>: which log a folder holds, and where its entries are.</summary>
/// <param name="Database">A PostgreSQL connection string; null: SQLite in the folder.</param>
public sealed record LedgerSettings(string Origin, string? Database)
{
    public const string FileName = "ledger.json";

    public byte[] ToBytes()
    {
        var json = JsonObject.Of(new JsonMember("origin", Origin), new JsonMember("version", 1));
        return CanonicalJson.Write(Database is null ? json : json.With("database", new JsonString(Database)));
    }

    public static bool TryParse(
        ReadOnlySpan<byte> bytes,
        [NotNullWhen(true)] out LedgerSettings? settings,
        [NotNullWhen(false)] out string? why
    )
    {
        settings = null;
        if (!StrictJson.TryParse(bytes, JsonRules.Ledger, out var value, out var fault))
        {
            why = fault.ToString();
            return false;
        }
        if (value is not JsonObject json || json.Integer("version") != 1)
        {
            why = "it is not of version 1";
            return false;
        }
        if (json.Text("origin") is not { } origin || !SignedNote.IsKeyName(origin))
        {
            why = "it names no origin";
            return false;
        }
        settings = new LedgerSettings(origin, json.Text("database"));
        why = null;
        return true;
    }
}
