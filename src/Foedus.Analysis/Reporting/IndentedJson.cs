using System.Text.Encodings.Web;
using System.Text.Json;

namespace Foedus.Analysis.Reporting;

/// <summary>How every report for programs is written: indented, with the same line ends on every machine, letters as they are.</summary>
internal static class IndentedJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Utf8JsonWriter To(Stream stream) => new(stream, Options);

    public static void WriteStrings(this Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }
        json.WriteEndArray();
    }
}
