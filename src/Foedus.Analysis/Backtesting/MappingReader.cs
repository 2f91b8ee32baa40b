using System.Collections.Immutable;
using System.Globalization;
using Foedus.Analysis.Inputs;
using NodaTime;
using NodaTime.Text;
using YamlDotNet.RepresentationModel;

namespace Foedus.Analysis.Backtesting;

/// <summary>Reads a mapping file. Every key is documented in docs/backtest.md.</summary>
public static class MappingReader
{
    /// <summary>The mapping, or null with the reasons among the problems.</summary>
    public static HistoryMapping? Read(string text, string file, ICollection<InputProblem> problems)
    {
        var before = problems.Count;
        if (Load(text, file, problems) is not { } root)
        {
            return null;
        }

        var top = new MappingNode(file, "", root, problems);
        var history = top.Part("history");
        var zoneName = history.Text("zone");
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(zoneName);
        if (zone is null && zoneName.Length > 0)
        {
            history.Report(
                "zone",
                $"names the unknown time zone '{zoneName}'.",
                "Use a name of the IANA time zone database, such as Europe/Kyiv."
            );
        }

        var incidents = ReadIncidents(history);
        var mapping = new HistoryMapping
        {
            Name = history.Text("name"),
            Attribution = history.Text("attribution"),
            Limits = history.Text("limits"),
            Zone = zone ?? DateTimeZone.Utc,
            Incidents = incidents,
            Events = [.. top.Parts("reports").Select(part => ReadEvent(part, incidents.DecimalMark))],
            Truces = top.OptionalPart("truces") is { } truces ? ReadTruces(truces) : null,
            EventFile = top.OptionalText("events"),
        };
        history.Close();
        top.Close();
        return problems.Count > before ? null : mapping;
    }

    private static YamlMappingNode? Load(string text, string file, ICollection<InputProblem> problems) =>
        new YamlInput(
            file,
            "mapping",
            "docs/backtest.md",
            "Give a mapping file, not the history itself.",
            at => string.Create(CultureInfo.InvariantCulture, $"{file}, line {at.Line}")
        ).Load(text, problems);

    private static IncidentMapping ReadIncidents(MappingNode history)
    {
        var columns = history.Part("columns");
        var covers = history.OptionalPart("covers");
        var dates = history.Texts("dates");
        var decimalMark = history.Mark("decimal-mark", '.');
        var mapping = new IncidentMapping(
            history.Mark("delimiter", ','),
            decimalMark,
            dates.Count == 0 ? ["yyyy-MM-dd"] : [.. dates],
            columns.Text("id"),
            columns.Text("start"),
            columns.OptionalText("end"),
            columns.OptionalText("deaths"),
            columns.OptionalText("place"),
            columns.OptionalText("latitude"),
            columns.OptionalText("longitude"),
            history.OptionalPart("exact-day") is { } exact ? ReadCondition(exact, decimalMark) : null,
            [.. history.Parts("skip").Select(part => ReadCondition(part, decimalMark))],
            [.. history.Parts("count").Select(part => ReadCondition(part, decimalMark))],
            covers is null ? null : ReadDay(covers, "from"),
            covers is null ? null : ReadDay(covers, "to")
        );
        columns.Close();
        covers?.Close();
        if (covers is not null && mapping is { From: { } from, To: { } to } && to < from)
        {
            covers.Report("to", $"is {Days.Iso(to)}, before 'from'.", "Write the first day and the last.");
        }
        return mapping;
    }

    private static LocalDate? ReadDay(MappingNode node, string key)
    {
        if (node.OptionalText(key) is not { } text)
        {
            return null;
        }
        if (LocalDatePattern.Iso.Parse(text).TryGetValue(default, out var day))
        {
            return day;
        }
        node.Report(key, $"is '{text}', which is not a day.", "Write it like 2014-01-22.");
        return null;
    }

    private static EventMapping ReadEvent(MappingNode node, char decimalMark)
    {
        var at = node.OptionalText("at") ?? "12:00";
        if (!LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(at).TryGetValue(LocalTime.Noon, out var time))
        {
            node.Report("at", $"is '{at}', which is not a time of day.", "Write it like \"12:00\".");
        }
        var attributes = node.OptionalPart("attributes");
        var mapping = new EventMapping(
            node.Text("event"),
            node.Text("by"),
            time,
            [.. node.Parts("when").Select(part => ReadCondition(part, decimalMark))],
            attributes is null ? [] : [.. attributes.Keys.Select(name => ReadAttribute(attributes, name))]
        );
        node.Close();
        return mapping;
    }

    private static AttributeMapping ReadAttribute(MappingNode attributes, string name)
    {
        var part = attributes.Part(name);
        (string Key, AttributeSource Source)[] sources =
        [
            ("column", AttributeSource.Column),
            ("deaths", AttributeSource.Deaths),
            ("text", AttributeSource.Text),
            ("coordinates", AttributeSource.Place),
        ];
        var given = sources.Where(source => part.OptionalText(source.Key) is not null).ToList();
        part.Close();
        foreach (var (key, _) in given.Where(source => source.Key is "deaths" or "coordinates"))
        {
            if (part.OptionalText(key) is not ("yes" or "true"))
            {
                part.Report(key, $"is '{part.OptionalText(key)}'.", "Write yes, or leave the attribute out.");
            }
        }
        if (given.Count == 1)
        {
            return new AttributeMapping(name, given[0].Source, part.OptionalText(given[0].Key) ?? "");
        }
        attributes.Report(
            name,
            "must say where its value comes from, once.",
            "Write one of {column: NAME}, {text: WORDS}, {deaths: yes}, {coordinates: yes}."
        );
        return new AttributeMapping(name, AttributeSource.Text, "");
    }

    private static TruceMapping ReadTruces(MappingNode node)
    {
        var columns = node.Part("columns");
        var mapping = new TruceMapping(
            node.Text("file"),
            node.Mark("delimiter", ','),
            columns.Text("id"),
            columns.Text("name"),
            columns.Text("start"),
            columns.OptionalText("end"),
            columns.OptionalText("scope"),
            columns.OptionalText("declared-by"),
            columns.OptionalText("certainty"),
            columns.OptionalText("source"),
            node.OptionalPart("general") is { } general ? ReadCondition(general) : null,
            node.OptionalPart("start-unclear") is { } start ? ReadCondition(start) : null,
            node.OptionalPart("end-unclear") is { } end ? ReadCondition(end) : null
        );
        columns.Close();
        node.Close();
        return mapping;
    }

    private static CellCondition ReadCondition(MappingNode node, char decimalMark = '.')
    {
        (string Key, CellTest Test)[] tests =
        [
            ("is", CellTest.Is),
            ("is-not", CellTest.IsNot),
            ("starts-with", CellTest.StartsWith),
            ("contains", CellTest.Contains),
            ("at-most", CellTest.AtMost),
            ("at-least", CellTest.AtLeast),
        ];
        var column = node.Text("column");
        var found = new List<CellCondition>();
        foreach (var (key, test) in tests)
        {
            var values = node.Texts(key);
            if (values.Count > 0)
            {
                found.Add(new CellCondition(column, test, [.. values]) { DecimalMark = decimalMark });
            }
            if (
                values.Count > 0
                && test is CellTest.AtMost or CellTest.AtLeast
                && CellNumber.Of(values[0], '.') is null
            )
            {
                node.Report(key, $"is '{values[0]}', which is not a number.", "Write a number.");
            }
        }
        switch (node.OptionalText("empty"))
        {
            case null:
                break;
            case "yes" or "true":
                found.Add(new CellCondition(column, CellTest.Empty, []));
                break;
            case "no" or "false":
                found.Add(new CellCondition(column, CellTest.NotEmpty, []));
                break;
            case var other:
                node.Report("empty", $"is '{other}'.", "Write yes or no.");
                break;
        }
        node.Close();
        if (found.Count == 1)
        {
            return found[0];
        }
        node.Report(
            "column",
            "must be tested exactly once.",
            "Write one of is, is-not, starts-with, contains, at-most, at-least, empty."
        );
        return new CellCondition(column, CellTest.NotEmpty, []);
    }
}
