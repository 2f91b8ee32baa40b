using System.Collections.Immutable;
using Foedus.Analysis.Backtesting;
using Foedus.Analysis.Inputs;
using Foedus.Analysis.Reporting;
using Foedus.Language.Core;
using Foedus.Norms.Events;

namespace Foedus.Cli.Commands;

/// <summary>The files around a backtest: history, mapping, truces and events in, the report out.</summary>
internal static class BacktestFiles
{
    /// <exception cref="UnusableInputException">A file cannot be read, or is not what it should be.</exception>
    public static BacktestReport Read(IFiles files, Agreement agreement, string historyPath, string mapPath)
    {
        var problems = new List<InputProblem>();
        var read = Demand(MappingReader.Read(InputText.Read(files, mapPath, "a mapping"), mapPath, problems), problems);
        var mapping = Demand(MappingFit.To(agreement, read, mapPath, problems), problems);
        var history = Demand(
            HistoryReader.Read(InputText.Read(files, historyPath, "a history"), historyPath, mapping, problems),
            problems
        );
        var folder = Path.GetDirectoryName(mapPath) ?? "";

        var truces = ImmutableArray<Truce>.Empty;
        if (mapping.Truces is { } truceMapping)
        {
            var path = Path.Combine(folder, truceMapping.File);
            truces = TruceReader.Read(
                InputText.Read(files, path, "a list of truces"),
                truceMapping with
                {
                    File = path,
                },
                mapping.Zone,
                problems
            );
            _ = Demand(mapping, problems);
        }
        IReadOnlyList<Event> alongside = mapping.EventFile is { } events
            ? [.. new EventFile(files, Path.Combine(folder, events), null).Read()]
            : [];
        return BacktestReport.Make(agreement, mapping, history, truces, alongside);
    }

    public static void Write(Edge edge, BacktestReport report, ReportFormat format, string? path) =>
        ReportOutput.Write(
            edge,
            path,
            format,
            to => BacktestJson.Write(report, to),
            () => BacktestHtml.Page(report),
            writer => BacktestText.Write(report, writer)
        );

    private static T Demand<T>(T? read, List<InputProblem> problems)
        where T : class
    {
        if (problems.Count > 0)
        {
            throw ReportOutput.Refusal(problems);
        }
        return read ?? throw new UnusableInputException("The input holds nothing.");
    }
}
