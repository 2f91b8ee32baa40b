using Foedus.Norms.Events;

namespace Foedus.Norms.Replay;

/// <summary>Writes transitions, notices and the standing for people: a line each, then the standing as a list.</summary>
public sealed class RunTextWriter(TextWriter output)
{
    public void Write(
        Machine machine,
        string? reading,
        in Transition transition,
        RevisionKind? revision = null,
        Event? revisedBecause = null
    )
    {
        output.Write(EventTime.Format(transition.At));
        output.Write("  ");
        if (reading is not null)
        {
            output.Write($"[{reading}] ");
        }
        if (revision is { } kind)
        {
            output.Write(kind == RevisionKind.Withdrawn ? "WITHDRAWN " : "ADDED ");
        }
        output.Write(TransitionWords.What(machine, transition));
        output.Write($"  [{transition.Instance}]  ({TransitionWords.Why(transition)}");
        if (revisedBecause is not null)
        {
            output.Write($"; known through {revisedBecause.Id} of {revisedBecause.Source}");
        }
        output.Write(")\n");
    }

    /// <summary>All that a line says of a transition, but for its reader and for what a revision does to it.</summary>
    internal static string LineOf(Machine machine, in Transition transition) =>
        $"{EventTime.Format(transition.At)}  {TransitionWords.What(machine, transition)}  [{transition.Instance}]  ({TransitionWords.Why(transition)})";

    public void Write(string? reading, in Notice notice)
    {
        output.Write(EventTime.Format(notice.At));
        output.Write("  ");
        if (reading is not null)
        {
            output.Write($"[{reading}] ");
        }
        // The instrument may well have one; only what it reserves has not.
        var effect = notice.Kind == NoticeKind.ReservationNotPermitted ? "" : " has no effect";
        output.Write($"note: {notice.Event.Id} of {notice.Event.Source}{effect}: {NoticeNames.Why(notice)}\n");
    }

    public void Write(Standing standing)
    {
        output.Write(
            standing.At is { } at ? $"\nStanding at {EventTime.Format(at)}\n" : "\nStanding before any event\n"
        );
        WriteBody(standing);
    }

    /// <summary>The standings of several readings one after the other, then side by side where they differ.</summary>
    public void Write(IReadOnlyList<ReadingStanding> readings)
    {
        foreach (var (reader, standing) in readings)
        {
            var at = standing.At is { } known ? $"at {EventTime.Format(known)}" : "before any event";
            output.Write($"\nStanding {at}, reading of {reader}\n");
            WriteBody(standing);
        }

        var differences = ReadingDifference.Between(readings, ProvisionReference.Of);
        if (differences.IsEmpty)
        {
            output.Write("\nThe readings lead to the same standing.\n");
            return;
        }
        output.Write("\nWhere the readings differ\n");
        var width = readings.Max(reading => reading.Reader.Length);
        foreach (var (what, values) in differences)
        {
            output.Write($"  {what}\n");
            foreach (var (reader, value) in values)
            {
                output.Write($"    {reader.PadRight(width)}  {value ?? "–"}\n");
            }
        }
    }

    private void WriteBody(Standing standing)
    {
        WriteEntries("open", standing.Open);
        WriteEntries("violated", standing.Violated);
        WriteEntries("unrepaired", standing.Unrepaired);
        if (!standing.Counts.IsEmpty)
        {
            output.Write("  the rest    ");
            output.Write(string.Join(", ", standing.Counts.Select(count => $"{count.Key} {count.Value}")));
            output.Write('\n');
        }
        else if (standing.Open.IsEmpty && standing.Violated.IsEmpty && standing.Unrepaired.IsEmpty)
        {
            output.Write("  nothing is open, violated or closed\n");
        }
    }

    private void WriteEntries(string heading, IReadOnlyList<StandingEntry> entries)
    {
        foreach (var entry in entries)
        {
            output.Write($"  {heading, -11} {ProvisionReference.Of(entry.Norm)}");
            if (entry.Bearer is not null)
            {
                output.Write($", {entry.Bearer}");
            }
            if (entry.CounterParty is not null)
            {
                output.Write($" → {entry.CounterParty}");
            }
            output.Write($": {entry.State}");
            if (entry.Since is { } since)
            {
                output.Write($" since {EventTime.Format(since)}");
            }
            if (entry.Until is { } until)
            {
                output.Write($" until {EventTime.Format(until)}");
            }
            output.Write($"  [{entry.Instance}]{(entry.Taking is { } taking ? $"  taking {taking}" : "")}\n");
        }
    }
}
