using System.Collections.Immutable;
using Foedus.Norms.Events;

namespace Foedus.Norms.Replay;

/// <summary>One thing on which the readers do not agree.</summary>
/// <param name="What">What is compared: the first breach, the force in law, or how one instance stands.</param>
/// <param name="Values">What each reader holds, in the order of the readings; null: nothing.</param>
public sealed record ReadingDifference(string What, ImmutableArray<KeyValuePair<string, string?>> Values)
{
    /// <summary>The first breach and the force in law where they differ, then every instance that does not stand the same under all readings.</summary>
    /// <param name="nameOf">How a norm is named, from its id: as it is for programs, as a reference for people.</param>
    public static ImmutableArray<ReadingDifference> Between(
        IReadOnlyList<ReadingStanding> readings,
        Func<string, string> nameOf
    )
    {
        var differences = ImmutableArray.CreateBuilder<ReadingDifference>();
        AddIfDifferent(differences, "first breach", readings, reading => FirstBreachOf(reading.Standing, nameOf));

        AddIfDifferent(differences, "force in law", readings, reading => reading.Standing.ForceInLaw);

        var instances = new List<(string What, Dictionary<string, string> ByReader)>();
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var reading in readings)
        {
            var standing = reading.Standing;
            foreach (var entry in standing.Open.Concat(standing.Violated).Concat(standing.Unrepaired))
            {
                Add(reading.Reader, entry, StateOf(entry));
            }
            // A breach that was answered is one all the same, and no breach at all for who reads a longer time limit.
            var unanswered = standing
                .Violated.Concat(standing.Unrepaired)
                .Select(entry => WhatOf(entry, nameOf))
                .ToHashSet(StringComparer.Ordinal);
            foreach (var breach in standing.Breaches.Where(breach => !unanswered.Contains(WhatOf(breach, nameOf))))
            {
                Add(reading.Reader, breach, $"repaired after a breach at {EventTime.Format(breach.Since ?? 0)}");
            }
        }
        foreach (var (what, byReader) in instances)
        {
            AddIfDifferent(differences, what, readings, reading => byReader.GetValueOrDefault(reading.Reader));
        }
        return differences.ToImmutable();

        void Add(string reader, StandingEntry entry, string state)
        {
            var what = WhatOf(entry, nameOf);
            if (!known.TryGetValue(what, out var at))
            {
                known[what] = at = instances.Count;
                instances.Add((what, new Dictionary<string, string>(StringComparer.Ordinal)));
            }
            var states = instances[at].ByReader;
            states[reader] = states.TryGetValue(reader, out var other) ? $"{other}, {state}" : state;
        }
    }

    private static string StateOf(StandingEntry entry) =>
        entry.State
        + (entry.Since is { } since ? $" since {EventTime.Format(since)}" : "")
        + (entry.Until is { } until ? $" until {EventTime.Format(until)}" : "");

    private static void AddIfDifferent(
        ImmutableArray<ReadingDifference>.Builder differences,
        string what,
        IReadOnlyList<ReadingStanding> readings,
        Func<ReadingStanding, string?> valueOf
    )
    {
        var values = readings
            .Select(reading => new KeyValuePair<string, string?>(reading.Reader, valueOf(reading)))
            .ToImmutableArray();
        if (values.Select(value => value.Value).Distinct(StringComparer.Ordinal).Count() > 1)
        {
            differences.Add(new ReadingDifference(what, values));
        }
    }

    private static string? FirstBreachOf(Standing standing, Func<string, string> nameOf) =>
        standing.FirstBreach is { Since: { } since } breach
            ? $"{EventTime.Format(since)} {nameOf(breach.Norm)} by {breach.Bearer ?? "nobody"} [{breach.Instance}]"
            : null;

    private static string WhatOf(StandingEntry entry, Func<string, string> nameOf) =>
        nameOf(entry.Norm)
        + (entry.Bearer is null ? "" : " of " + entry.Bearer)
        + (entry.CounterParty is null ? "" : " toward " + entry.CounterParty)
        + $" [{entry.Instance}]";
}
