using System.Text.Json;

namespace Foedus.Ledger.Tests;

/// <summary>Reads the outside vectors with the platform's parser, so that ours is not judged by itself.</summary>
internal static class Vectors
{
    public static JsonElement Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.Clone();
    }

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";

    public static byte[] Hex(this JsonElement element, string name) => Convert.FromHexString(element.Text(name));
}
