namespace Foedus.Cli.Commands;

/// <summary>For whom a command prints.</summary>
internal enum OutputFormat
{
    Text,
    Json,
}
