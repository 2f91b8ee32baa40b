using System.CommandLine;

namespace Foedus.Cli.Commands;

/// <summary>
/// The commands, in the order <c>--help</c> shows them. One command is one file in this folder with a
/// <c>static Command Create(Edge edge)</c>; it joins the list once it works.
/// </summary>
public static class CommandList
{
    private static readonly (string Name, Func<Edge, Command> Create)[] All =
    [
        ("tour", TourCommand.Create),
        ("check", CheckCommand.Create),
        ("test", TestCommand.Create),
        ("run", RunCommand.Create),
        ("export", ExportCommand.Create),
        ("explain", ExplainCommand.Create),
        ("diff", DiffCommand.Create),
        ("fmt", FmtCommand.Create),
        ("monitor", MonitorCommand.Create),
        ("backtest", BacktestCommand.Create),
        ("stress", StressCommand.Create),
        ("ledger", LedgerCommand.Create),
        ("serve", ServeCommand.Create),
    ];

    /// <summary>
    /// The commands that a command line may mean: the one it names first, or all of them, for help and for messages. To
    /// make the others would cost more time than a small check takes.
    /// </summary>
    public static IEnumerable<Command> For(Edge edge)
    {
        var named = edge.Args.Count > 0 ? Array.FindIndex(All, command => command.Name == edge.Args[0]) : -1;
        return named >= 0 ? [All[named].Create(edge)] : All.Select(command => command.Create(edge));
    }
}
