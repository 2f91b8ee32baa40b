using Foedus.Analysis.Backtesting;
using Foedus.Analysis.Inputs;
using Foedus.Analysis.Reporting;
using Foedus.Language;
using Foedus.Language.Core;
using Foedus.Language.Text;

namespace Foedus.Analysis.Tests.Backtesting;

/// <summary>A mapping and a history held against the agreement they are for.</summary>
public sealed class MappingFitTests
{
    private const string Mapping = """
        history:
          name: n
          attribution: a
          limits: l
          zone: America/Bogota
          delimiter: ";"
          decimal-mark: ","
          dates: dd/MM/yyyy
          columns: {id: nr, start: day, deaths: dead, latitude: lat}
          count: [{column: lat, at-least: 4.5}]
        reports:
          - event: incident
            by: Office
            attributes:
              wounded: {column: hurt}
              sector: {column: where}
        """;

    private const string History = """
        nr;day;dead;hurt;where;lat
        1;03/02/2020;2;1,5;north;4,5
        2;04/02/2020;;2,5;north;4,6
        3;05/02/2020;1;9;south;3,9

        """;

    [Fact]
    public void Numbers_are_read_with_the_mark_of_the_file_in_conditions_and_attributes()
    {
        var (report, problems) = Read(Mapping, History);

        Assert.Empty(problems);
        Assert.NotNull(report);
        Assert.Equal(2, report.History.Incidents.Length);
        var norm = Assert.Single(report.Norms);
        Assert.Equal(("art_2__para_2", 1), (norm.Norm, norm.Triggered));
    }

    [Theory]
    [InlineData("event: incident", "event: attack", "m.yaml: 'reports[1].event' is 'attack', which is no event")]
    [InlineData("by: Office", "by: Offices", "m.yaml: 'reports[1].by' is 'Offices', whom the agreement does not know.")]
    [InlineData("sector: {", "sektor: {", "m.yaml: 'reports[1].attributes.sektor' is no attribute of 'incident'.")]
    [InlineData("{column: hurt}", "{column: where}", "h.csv, line 2: 'north' in column 'where' is not a number.")]
    [InlineData(
        "{column: hurt}",
        "{deaths: maybe}",
        "m.yaml, line 15: 'reports[1].attributes.wounded.deaths' is 'maybe'."
    )]
    public void What_the_agreement_does_not_know_is_refused(string there, string instead, string expected)
    {
        var (_, problems) = Read(Mapping.Replace(there, instead, StringComparison.Ordinal), History);

        Assert.StartsWith(expected, problems[0].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2;04", "1;04", "h.csv, line 3: The id '1' is that of line 2, too.")]
    [InlineData("2;04", ";04", "h.csv, line 3: The incident has no id.")]
    [InlineData("4,6", "94,6", "h.csv, line 3: '94,6' in column 'lat' is not between −90 and 90 degrees.")]
    public void A_row_that_would_be_taken_for_another_or_lies_nowhere_is_refused(
        string there,
        string instead,
        string expected
    )
    {
        var (_, problems) = Read(Mapping, History.Replace(there, instead, StringComparison.Ordinal));

        Assert.StartsWith(expected, problems[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_first_breach_known_to_a_range_of_days_names_the_month_it_ends_in()
    {
        var problems = new List<InputProblem>();
        var mapping = MappingReader.Read(
            Mapping.Replace("start: day,", "start: day, end: till,", StringComparison.Ordinal)
                + "\ntruces:\n  file: t.csv\n  columns: {id: id, name: name, start: start, end: end}\n",
            "m.yaml",
            problems
        );
        Assert.NotNull(mapping?.Truces);
        var history = HistoryReader.Read(
            "nr;day;till;dead;hurt;where;lat\n1;29/02/2020;02/03/2020;1;1;north;4,5\n",
            "h.csv",
            mapping,
            problems
        );
        Assert.NotNull(history);
        var truces = TruceReader.Read(
            "id,name,start,end\nA,Short,2020-02-27,2020-03-05\n",
            mapping.Truces,
            mapping.Zone,
            problems
        );
        Assert.Empty(problems);
        using var text = new StringWriter();

        BacktestText.Write(
            BacktestReport.Make(
                Agreement(),
                mapping with
                {
                    Incidents = mapping.Incidents with { From = new(2020, 1, 1), To = new(2020, 12, 31) },
                },
                history with
                {
                    From = new(2020, 1, 1),
                    To = new(2020, 12, 31),
                },
                truces,
                []
            ),
            text
        );

        Assert.Contains("2020-02-29…03-02", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("1/1  0/0*", text.ToString(), StringComparison.Ordinal);
    }

    private static (BacktestReport? Report, List<InputProblem> Problems) Read(string mappingText, string historyText)
    {
        var problems = new List<InputProblem>();
        var read = MappingReader.Read(mappingText, "m.yaml", problems);
        if (read is null)
        {
            return (null, problems);
        }
        var mapping = MappingFit.To(Agreement(), read, "m.yaml", problems);
        return problems.Count == 0 && HistoryReader.Read(historyText, "h.csv", mapping, problems) is { } history
            ? (BacktestReport.Make(Agreement(), mapping, history, [], []), problems)
            : (null, problems);
    }

    private static Agreement Agreement()
    {
        var compilation = Compiler.Compile(
            new SourceText(
                "t.foedus.md",
                """
                ## Article 1
                ```foedus
                The Government is a Party.
                The Office is a body.
                An incident is an event, reported by the Office, with a sector and a number of wounded.
                To meet is an act of the Government.
                ```
                ## Article 2
                ```foedus
                1. This Agreement is in force from 2020-01-01.
                2. Upon an incident with at least 2 wounded, the Government shall meet within 7 days.
                ```
                """
            ),
            static _ => null
        );
        Assert.NotNull(compilation.Core);
        return compilation.Core;
    }
}
