using Foedus.Language.Core;
using Foedus.Norms.Events;
using Foedus.Norms.Snapshots;

namespace Foedus.Norms.Replay;

/// <summary>The run of an agreement over a stream of events: one replay, or one for each reading, over a single pass.</summary>
public sealed class RunSession
{
    private readonly List<(RunVersion Version, EventReplay Replay)> runs = [];
    private readonly long? until;

    /// <param name="history">The events so far, read anew, for reports about a time long past.</param>
    /// <param name="sinkOf">Takes what one version concludes; it must book it in the version's book.</param>
    public RunSession(
        Agreement agreement,
        long? until,
        Func<IEnumerable<Event>>? history,
        Func<RunVersion, IReplaySink> sinkOf
    )
    {
        this.until = until;
        HasReadings = !agreement.Readings.IsDefaultOrEmpty;
        var options = ReplayOptions.Default with { Until = until, History = history };
        if (!HasReadings)
        {
            Add(null, agreement, options, sinkOf);
            return;
        }
        foreach (var reading in agreement.Readings)
        {
            Add(reading.Reader, reading.Agreement, options, sinkOf);
        }
    }

    /// <summary>Whether there is one standing for each reader instead of a single one.</summary>
    public bool HasReadings { get; }

    /// <summary>The runs, in the order of the readings.</summary>
    public IEnumerable<(RunVersion Version, EventReplay Replay)> Runs => runs;

    /// <summary>The next event in the order of arrival.</summary>
    public void Add(Event arrived)
    {
        foreach (var (_, replay) in runs)
        {
            replay.Add(arrived);
        }
    }

    internal void Save(SnapshotWriter to)
    {
        foreach (var (_, replay) in runs)
        {
            replay.Save(to);
        }
    }

    /// <summary>Goes on where a session of the same agreement was saved; the books know nothing of what was before.</summary>
    internal void Restore(SnapshotReader from)
    {
        foreach (var (_, replay) in runs)
        {
            replay.Restore(from);
        }
    }

    /// <summary>No event follows: time passes to the end asked for.</summary>
    public void Finish()
    {
        if (until is not { } end)
        {
            return;
        }
        foreach (var (_, replay) in runs)
        {
            replay.Advance(end);
        }
    }

    /// <summary>How everything stands, for each reader; the reader of the text itself has an empty name.</summary>
    public IReadOnlyList<ReadingStanding> Standings() =>
        [
            .. runs.Select(run => new ReadingStanding(
                run.Version.Reader ?? "",
                Standing.Of(run.Replay.State, run.Version.Book, until ?? run.Replay.LatestTime)
            )),
        ];

    private void Add(string? reader, Agreement agreement, ReplayOptions options, Func<RunVersion, IReplaySink> sinkOf)
    {
        var machine = Machine.Create(agreement);
        var version = new RunVersion(reader, machine, new StandingBook(machine, keepsBreaches: reader is not null));
        runs.Add((version, new EventReplay(machine, sinkOf(version), options)));
    }
}
