namespace Foedus.Cli.Commands;

/// <summary>The forms of a backtest's report.</summary>
internal enum BacktestFormat
{
    Text,
    Json,
    Html,
}
