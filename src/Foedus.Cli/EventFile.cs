using Foedus.Cli.Ledgers;
using Foedus.Ledger.Sequencing;
using Foedus.Norms;
using Foedus.Norms.Events;

namespace Foedus.Cli;

/// <summary>An event file on the disk, or a ledger, or the export of one, which can be read again for reports about a time long past.</summary>
internal sealed class EventFile
{
    private readonly IFiles files;
    private readonly int? lastLine;
    private readonly bool isLedger;
    private IReadOnlyList<(long Index, DigestMessage Message)>? digests;

    /// <param name="lastLine">Lines behind it are not read, or entries of a ledger behind that index; null: all are.</param>
    /// <param name="verified">What a ledger that has been verified just now says of verdicts; null: it is yet to be.</param>
    public EventFile(
        IFiles files,
        string path,
        int? lastLine,
        IReadOnlyList<(long Index, DigestMessage Message)>? verified = null
    )
    {
        digests = verified;
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

    /// <summary>What a ledger says of the verdicts under the agreement; of a file, nothing. An export is verified first.</summary>
    public IReadOnlyList<(long Index, DigestMessage Message)> DigestsOf(string agreement)
    {
        if (!isLedger)
        {
            return [];
        }
        digests ??= LedgerEvents.Check(files.FullPath(Path));
        return [.. digests.Where(digest => digest.Message.Agreement == agreement && !(digest.Index > lastLine))];
    }

    /// <summary>The events in the order of arrival; a line that is none ends the run with exit code 2.</summary>
    public IEnumerable<Event> Read() => Read(_ => { });

    /// <param name="passOver">Told, in its place, of a line of a ledger that is no event: anybody may have appended it.</param>
    public IEnumerable<Event> Read(Action<EventFault> passOver)
    {
        if (isLedger && digests is null)
        {
            digests = LedgerEvents.Check(files.FullPath(Path));
        }
        using var stream = isLedger ? LedgerEvents.Open(files.FullPath(Path), lastLine) : files.OpenRead(Path);
        var reader = new EventReader(stream)
        {
            LastLine = isLedger ? null : lastLine,
            PassOver = isLedger ? passOver : null,
        };
        while (reader.TryRead(out var read))
        {
            yield return read;
        }
        if (reader.Fault is { } fault)
        {
            throw new UnusableInputException($"{Path}: {fault}");
        }
        if (reader.LastLine > reader.Line)
        {
            throw NotReached(
                Path,
                reader.LastLine.Value,
                reader.Line == 1 ? "1 line" : $"{reader.Line} lines",
                reader.Line
            );
        }
    }

    /// <summary>What was known at a line or an entry that is not there is not what is known now: the number is wrong, or this is an older copy.</summary>
    /// <param name="held">How many there are, in words.</param>
    /// <param name="most">The last that can be asked for; negative where none can.</param>
    public static UnusableInputException NotReached(string path, long last, string held, long most) =>
        new(
            $"{path}: has {held}, and --as-known-at {last} lies beyond. "
                + (most < 0 ? "Leave it out." : $"Give {most} or less, or leave it out to read all.")
        );

    /// <summary>The events in the order of arrival; one that names somebody whom the agreement does not know ends the run with exit code 2.</summary>
    /// <param name="machine">Of the agreement the events are run through.</param>
    /// <param name="passOver">As for <see cref="Read(Action{EventFault})"/>.</param>
    public IEnumerable<Event> ReadKnown(Machine machine, Action<EventFault>? passOver = null)
    {
        var strangers = new StrangerCheck(machine);
        foreach (var arrived in Read(passOver ?? (_ => { })))
        {
            strangers.Check(Path, arrived);
            yield return arrived;
        }
    }
}
