using System.Text.Json;
using Foedus.Analysis.Checks;
using Foedus.Analysis.Comparing;

namespace Foedus.Analysis.Reporting;

/// <summary>A comparison as one JSON object.</summary>
public static class DifferenceJson
{
    public static void Write(AgreementDifference difference, FindingComparison findings, Stream to)
    {
        using var json = IndentedJson.To(to);
        json.WriteStartObject();
        json.WriteString("old", difference.OldId);
        json.WriteString("new", difference.NewId);
        json.WriteStartArray("parties");
        foreach (var party in difference.Parties)
        {
            json.WriteStartObject();
            json.WriteString("party", party.Name);
            json.WriteString("verdict", party.Verdict);
            json.WriteStartArray("changes");
            foreach (var change in party.Changes)
            {
                Write(json, change);
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("agreement");
        foreach (var change in difference.Rules)
        {
            Write(json, change);
        }
        json.WriteEndArray();
        json.WriteStrings("unchanged", difference.Unchanged);
        json.WriteStartObject("findings");
        Write(json, "added", findings.Added);
        Write(json, "removed", findings.Removed);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(
        Utf8JsonWriter json,
        string name,
        System.Collections.Immutable.ImmutableArray<Finding> findings
    )
    {
        json.WriteStartArray(name);
        foreach (var finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("level", finding.Level.ToString().ToLowerInvariant());
            json.WriteString("code", finding.Code);
            json.WriteString("provision", finding.Provision);
            json.WriteString("message", finding.Message);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Change change)
    {
        json.WriteStartObject();
        json.WriteString("direction", change.Direction.ToString().ToLowerInvariant());
        json.WriteString("what", change.What);
        json.WriteString("words", change.Words);
        json.WriteString("old", change.Old);
        json.WriteString("new", change.New);
        json.WriteString("oldProvision", change.OldProvision);
        json.WriteString("newProvision", change.NewProvision);
        json.WriteEndObject();
    }
}
