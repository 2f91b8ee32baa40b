namespace Foedus.Cli.Commands;

/// <summary>The forms of a report that is also a page.</summary>
internal enum ReportFormat
{
    Text,
    Json,
    Html,
}
