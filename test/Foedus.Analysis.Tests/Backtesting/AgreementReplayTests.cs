using Foedus.Analysis.Backtesting;
using Foedus.Analysis.Inputs;
using Foedus.Analysis.Reporting;
using Foedus.Language;
using Foedus.Language.Core;
using Foedus.Language.Text;
using NodaTime;

namespace Foedus.Analysis.Tests.Backtesting;

public sealed class AgreementReplayTests
{
    private const string Text = """
        ---
        timezone: Europe/Kyiv
        ---
        ## Article 1
        ```foedus
        Ukraine and Poland are Parties.
        The Mission is a body.
        An incident is an event, reported by the Mission, with a place and a number of deaths.
        To consult is an act of Poland toward Ukraine.
        ```
        ## Article 2
        ```foedus
        1. Upon an incident with at least 3 deaths, Poland shall consult Ukraine within 2 days.
        2. This Agreement is in force from 10 February 2015.
        ```
        """;

    private const string Map = """
        history:
          name: n
          attribution: a
          limits: l
          zone: Europe/Kyiv
          columns: {id: id, start: day, deaths: dead, latitude: lat, longitude: lon}
        reports:
          - event: incident
            by: Mission
            when: [{column: kind, is: shelling}]
            attributes: {deaths: {deaths: yes}, place: {coordinates: yes}}
        """;

    private const string Recorded = """
        id,day,dead,lat,lon,kind
        a,2015-02-01,9,48,37,shelling
        b,2015-02-12,3,48,37,shelling
        c,2015-02-13,2,48,37,shelling
        d,2015-02-14,8,48,37,riot
        e,2015-02-20,5,,,shelling
        f,2015-02-28,5,48,37,shelling
        """;

    [Fact]
    public void Incidents_that_the_mapping_selects_become_reports_at_the_local_time_it_gives()
    {
        var (_, mapping, history) = Read();
        var reports = AgreementReplay.ReportsOf(history, mapping).ToList();

        Assert.Equal(["a", "b", "c", "e", "f"], reports.Select(report => report.Id));
        Assert.Equal(Instant.FromUtc(2015, 2, 12, 10, 0).ToUnixTimeMilliseconds(), reports[1].Time);
        Assert.Equal(2, reports[1].Data.Attributes.Length);
        Assert.Single(reports[3].Data.Attributes);
    }

    [Fact]
    public void What_the_machine_concludes_is_told_to_the_days_it_happened_in()
    {
        var (agreement, mapping, history) = Read();
        var truce = new Truce(
            "t",
            "T",
            new LocalDate(2015, 2, 11),
            null,
            "",
            null,
            new LocalDate(2015, 2, 21),
            "",
            null,
            true,
            "",
            "",
            "",
            ""
        );
        var report = BacktestReport.Make(agreement, mapping, history, [truce], []);

        Assert.Equal(new LocalDate(2015, 2, 10), report.RanFrom);
        var within = Assert.Single(Assert.Single(report.Truces).Norms);
        // Incident b is missed on the 14th; e binds on the 20th and is missed on the 22nd, after the truce.
        Assert.Equal((2, 0, 1, 1), (within.Triggered, within.Performed, within.Missed, within.Lapsed));
        Assert.Equal(new LocalDate(2015, 2, 14), within.FirstMissed);
        Assert.Equal([("Poland", 1)], within.MissedBy.Select(bearer => (bearer.Bearer, bearer.Missed)));

        var whole = Assert.Single(report.Norms);
        Assert.Equal((3, 2), (whole.Triggered, whole.Missed));
        Assert.Equal(["b", "e", "f"], report.Verdicts.Select(verdict => verdict.Case));
        Assert.Equal(new LocalDateTime(2015, 2, 14, 12, 0), report.Verdicts[0].Due);
        Assert.Equal(["violated", "violated", "active"], report.Verdicts.Select(verdict => verdict.State));
    }

    private static (Agreement Agreement, HistoryMapping Mapping, History History) Read()
    {
        var problems = new List<InputProblem>();
        var mapping = MappingReader.Read(Map, "m.yaml", problems);
        Assert.Empty(problems);
        Assert.NotNull(mapping);
        var history = HistoryReader.Read(Recorded, "h.csv", mapping, problems);
        Assert.Empty(problems);
        Assert.NotNull(history);
        var compilation = Compiler.Compile(new SourceText("a.foedus.md", Text), _ => null);
        Assert.NotNull(compilation.Core);
        return (compilation.Core, mapping, history);
    }
}
