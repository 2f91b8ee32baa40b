using Foedus.Analysis.Backtesting;
using Foedus.Analysis.Inputs;
using NodaTime;

namespace Foedus.Analysis.Tests.Backtesting;

public sealed class CountTests
{
    [Fact]
    public void The_extract_gives_the_published_counts() => AssertPublishedCounts(RecordedHistory.Extract);

    [Fact]
    public void The_dataset_itself_gives_the_published_counts() =>
        AssertPublishedCounts(
            RecordedHistory.Load(
                SharedFolder.Require("data", "ucdp_ged_ukraine_2014_2021.csv"),
                RecordedHistory.MapPath
            )
        );

    [Fact]
    public void The_extract_holds_what_the_dataset_holds()
    {
        var dataset = RecordedHistory.Load(
            SharedFolder.Require("data", "ucdp_ged_ukraine_2014_2021.csv"),
            RecordedHistory.MapPath
        );
        var extract = RecordedHistory.Extract;

        Assert.Equal(2989, dataset.History.Rows);
        Assert.Equal(2989, extract.History.Rows);
        Assert.Equal(Facts(dataset.History), Facts(extract.History));

        static IEnumerable<Incident> Facts(History history) =>
            history
                .Incidents.Select(incident => incident with { Row = new CsvRow(0, []) })
                .OrderBy(incident => incident.Id, StringComparer.Ordinal);
    }

    [Fact]
    public void The_truces_are_those_of_the_collected_list()
    {
        var problems = new List<InputProblem>();
        var mapping = new TruceMapping(
            "truces_ukraine.csv",
            ',',
            "id",
            "name",
            "start",
            "end",
            "scope",
            "declared_by",
            null,
            "source",
            new CellCondition("scope", CellTest.StartsWith, ["general"]),
            new CellCondition("note", CellTest.Contains, ["start unclear"]),
            new CellCondition("note", CellTest.Contains, ["end unclear"])
        );
        var path = SharedFolder.Require("domain", "truces_ukraine.csv");
        var list = TruceReader.Read(File.ReadAllText(path), mapping, RecordedHistory.Extract.Mapping.Zone, problems);

        Assert.Empty(problems);
        Assert.Equal(list.Select(Facts), RecordedHistory.Extract.Truces.Select(Facts));

        static (string, LocalDate?, LocalDate?, bool, bool, bool) Facts(Truce truce) =>
            (truce.Id, truce.Start, truce.End, truce.IsGeneral, truce.StartUnclear is null, truce.EndUnclear is null);
    }

    [Fact]
    public void Another_column_layout_gives_the_same_counts_by_its_mapping_alone()
    {
        var other = RecordedHistory.Load(
            Repository.PathOf("treaties", "history", "other-layout", "incidents.csv"),
            Repository.PathOf("treaties", "history", "other-layout", "minsk2-2015.map.yaml")
        );
        var expected = RecordedHistory.Extract.Count("UA-2015-02-15");
        var actual = other.Count("M2");

        Assert.Equal(expected.Before, actual.Before);
        Assert.Equal(expected.After.Take(4), actual.After.Take(4));
        Assert.Equal(expected.FirstBreach?.Day, actual.FirstBreach?.Day);
        Assert.Equal(TruceEnd.Stated, actual.End);
        Assert.Equal(60, actual.Length);
        Assert.Null(actual.After[4].Tally);
    }

    [Fact]
    public void An_open_end_is_the_day_before_the_next_general_truce_or_the_end_of_the_history()
    {
        var protocol = RecordedHistory.Extract.Count("UA-2014-09-05");
        Assert.Equal(TruceEnd.NextGeneralTruce, protocol.End);
        Assert.Equal("Minsk Memorandum", protocol.EndedBy);
        Assert.Equal(new LocalDate(2014, 9, 18), protocol.LastDay);
        Assert.Equal(14, protocol.Length);
        Assert.Null(protocol.After[2].Tally);

        var last = RecordedHistory.Extract.Count("UA-2020-07-27");
        Assert.Equal(TruceEnd.EndOfHistory, last.End);
        Assert.Equal(new LocalDate(2021, 12, 31), last.LastDay);
    }

    [Fact]
    public void Truces_outside_the_history_and_unclear_starts_are_not_counted()
    {
        var records = Backtest.Count(RecordedHistory.Extract.History, RecordedHistory.Extract.Truces);

        Assert.Equal(10, records.Count(record => record.NotCovered is null));
        Assert.Equal(9, records.Count(record => record.NotCovered is not null));
        Assert.All(records.Where(record => record.NotCovered is not null), record => Assert.Empty(record.After));
        Assert.Equal(
            "start unclear: not stated",
            records.Single(record => record.Truce.Id == "UA-2026-01-25/B").NotCovered
        );
        var unclearEnd = records.Single(record => record.Truce.Id == "UA-2026-01-25/C").Truce;
        Assert.Null(unclearEnd.End);
        Assert.Equal("seven days, or until the talks of 4 and 5 February", unclearEnd.EndUnclear);
    }

    [Fact]
    public void Windows_and_days_add_up_to_the_whole()
    {
        foreach (
            var record in Backtest
                .Count(RecordedHistory.Extract.History, RecordedHistory.Extract.Truces)
                .Where(record => record.NotCovered is null)
        )
        {
            Assert.Equal(record.Whole.Incidents, record.After.Sum(window => window.Tally?.Incidents ?? 0));
            Assert.Equal(record.Whole.Deaths, record.After.Sum(window => window.Tally?.Deaths ?? 0));
            Assert.Equal(record.Length, record.After.Sum(window => window.DaysCounted));
            Assert.Equal(
                record.Before.Tally?.Deaths,
                record.Days.Where(day => day.Day < 0).Sum(day => day.Tally.Deaths)
            );
            Assert.True(record.LongestQuiet.Days <= record.QuietDays);
        }
    }

    private static void AssertPublishedCounts(RecordedHistory recorded)
    {
        var minsk2 = recorded.Count("UA-2015-02-15");
        Assert.Equal(new Tally(106, 275), minsk2.Before.Tally);
        Assert.Equal(
            [new Tally(32, 91), new Tally(9, 14), new Tally(23, 26), new Tally(42, 62)],
            minsk2.After.Take(4).Select(window => window.Tally)
        );
        Assert.Equal(0, minsk2.HeldDays);

        var protocol = recorded.Count("UA-2014-09-05");
        Assert.Equal(new Tally(409, 486), protocol.Before.Tally);
        Assert.Equal([new Tally(45, 61), new Tally(36, 58)], protocol.After.Take(2).Select(window => window.Tally));
    }
}
