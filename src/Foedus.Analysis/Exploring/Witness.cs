using System.Collections.Immutable;
using Foedus.Language.Core;
using Foedus.Norms;
using Foedus.Norms.Events;
using Foedus.Norms.Replay;

namespace Foedus.Analysis.Exploring;

/// <summary>
/// A course of events that shows what a finding says: an event file that a run replays, and how things stand at its end.
/// </summary>
/// <param name="Lines">The events, one JSON object each, and last the clock.</param>
/// <param name="Telling">The same in plain words.</param>
/// <param name="Until">The moment at which it stands as the finding says; UTC milliseconds.</param>
public sealed record Witness(ImmutableArray<string> Lines, ImmutableArray<string> Telling, long Until)
{
    /// <summary>Writes the course as an event file, reads that file back, and runs it.</summary>
    /// <exception cref="WitnessException">The file does not lead to the state that was explored: a fault of ours.</exception>
    internal static Witness Of(Play play)
    {
        var machine = play.State.Machine;
        var until = play.State.Now;
        var events = play.Events();
        var clock = Moves.Make(EventType.ClockReached, "Depositary", EventData.None) with
        {
            Id = "clock",
            Time = until,
            RecordedTime = until,
        };
        ImmutableArray<string> lines = [.. events.Append(clock).Select(EventLine.Of)];
        var replay = new EventReplay(machine, new Nothing(), ReplayOptions.Default);
        using var file = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));
        var reader = new EventReader(file);
        while (reader.TryRead(out var read))
        {
            replay.Add(read);
        }
        if (reader.Fault is { } fault)
        {
            throw new WitnessException($"line {fault.Line}: {fault.What}");
        }
        var expected = machine.Advance(play.State, until).State;
        if (!replay.State.CanonicalEquals(expected))
        {
            throw new WitnessException("the run of the file ends in another state");
        }
        return new Witness(lines, Exploring.Telling.Of(play), until);
    }

    private sealed class Nothing : IReplaySink
    {
        public void Add(in Transition transition) { }

        public void Revise(in Transition transition, RevisionKind kind, Event because) { }

        public void Note(in Notice notice) { }
    }
}
