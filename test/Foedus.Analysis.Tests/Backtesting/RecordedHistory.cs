using System.Collections.Immutable;
using Foedus.Analysis.Backtesting;
using Foedus.Analysis.Inputs;

namespace Foedus.Analysis.Tests.Backtesting;

/// <summary>A history read from files of the source tree, or from a shared folder, through a mapping of the source tree.</summary>
internal sealed record RecordedHistory(HistoryMapping Mapping, History History, ImmutableArray<Truce> Truces)
{
    public static readonly string ExtractPath = Repository.PathOf("treaties", "history", "ucdp-ukraine-2014-2021.csv");

    public static readonly string MapPath = Repository.PathOf("treaties", "minsk2-2015.map.yaml");

    public static RecordedHistory Extract { get; } = Load(ExtractPath, MapPath);

    public static RecordedHistory Load(string historyPath, string mapPath)
    {
        var problems = new List<InputProblem>();
        var mapping = MappingReader.Read(File.ReadAllText(mapPath), Path.GetFileName(mapPath), problems);
        Assert.Empty(problems);
        Assert.NotNull(mapping);
        var history = HistoryReader.Read(
            File.ReadAllText(historyPath),
            Path.GetFileName(historyPath),
            mapping,
            problems
        );
        Assert.Empty(problems);
        Assert.NotNull(history);
        Assert.NotNull(mapping.Truces);
        var truces = File.ReadAllText(Path.Combine(Path.GetDirectoryName(mapPath) ?? "", mapping.Truces.File));
        var list = TruceReader.Read(truces, mapping.Truces, mapping.Zone, problems);
        Assert.Empty(problems);
        return new RecordedHistory(mapping, history, list);
    }

    public TruceRecord Count(string truce) =>
        Backtest.Count(History, Truces).Single(record => record.Truce.Id == truce);
}
