using Foedus.Cli.Ledgers;
using Foedus.Norms.Events;

namespace Foedus.Cli;

/// <summary>An event file on the disk, or a ledger, or the export of one, which can be read again for reports about a time long past.</summary>
internal sealed class EventFile
{
    private readonly IFiles files;
    private readonly int? lastLine;
    private readonly bool isLedger;
    private bool isChecked;

    /// <param name="lastLine">Lines behind it are not read, or entries of a ledger behind that index; null: all are.</param>
    public EventFile(IFiles files, string path, int? lastLine)
    {
        this.files = files;
        this.lastLine = lastLine;
        Path = path;
        isLedger = files.FolderExists(path) && LedgerEvents.IsLedger(files.FullPath(path));
        if (isLedger)
        {
            return;
        }
        if (files.FolderExists(path))
        {
            throw new UnusableInputException(
                $"{path}: is a folder, and holds no ledger. Name the event file in it, one JSON object a line."
            );
        }
        if (!files.FileExists(path))
        {
            throw new UnusableInputException($"{path}: There is no such file. Check the path of the event file.");
        }
    }

    public string Path { get; }

    /// <summary>The events in the order of arrival; a line that is none ends the run with exit code 2.</summary>
    public IEnumerable<Event> Read()
    {
        using var stream = isLedger ? LedgerEvents.Open(files.FullPath(Path), isChecked, lastLine) : files.OpenRead(Path);
        isChecked = true;
        var reader = new EventReader(stream) { LastLine = isLedger ? null : lastLine };
        while (reader.TryRead(out var read))
        {
            yield return read;
        }
        if (reader.Fault is { } fault)
        {
            throw new UnusableInputException($"{Path}: {fault}");
        }
    }
}
