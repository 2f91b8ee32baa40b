using System.CommandLine;

namespace Foedus.Cli.Commands;

/// <summary>
/// The commands, in the order <c>--help</c> shows them. One command is one file in this folder with a
/// <c>static Command Create(Edge edge)</c>; it joins the list once it works.
/// </summary>
public static class CommandList
{
    public static IReadOnlyList<Func<Edge, Command>> All { get; } =
        [
            TourCommand.Create,
            CheckCommand.Create,
            TestCommand.Create,
            RunCommand.Create,
            ExplainCommand.Create,
            DiffCommand.Create,
            MonitorCommand.Create,
            BacktestCommand.Create,
        ];
}
