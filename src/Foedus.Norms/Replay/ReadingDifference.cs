using System.Collections.Immutable;
using Foedus.Norms.Events;

namespace Foedus.Norms.Replay;

/// <summary>One thing on which the readers do not agree.</summary>
/// <param name="What">What is compared: the first breach, or how one instance stands.</param>
/// <param name="Values">What each reader holds, in the order of the readings; null: nothing.</param>
public sealed record ReadingDifference(string What, ImmutableArray<KeyValuePair<string, string?>> Values)
{
    /// <summary>The first breach where it differs, then every instance that does not stand the same under all readings.</summary>
    public static ImmutableArray<ReadingDifference> Between(IReadOnlyList<ReadingStanding> readings)
    {
        var differences = ImmutableArray.CreateBuilder<ReadingDifference>();
        AddIfDifferent(differences, "first breach", readings, reading => FirstBreachOf(reading.Standing));

        var instances = new List<(string What, Dictionary<string, string> ByReader)>();
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var reading in readings)
        {
            var standing = reading.Standing;
            foreach (var entry in standing.Open.Concat(standing.Violated).Concat(standing.Unrepaired))
            {
                var what = WhatOf(entry);
                if (!known.TryGetValue(what, out var at))
                {
                    known[what] = at = instances.Count;
                    instances.Add((what, new Dictionary<string, string>(StringComparer.Ordinal)));
                }
                var states = instances[at].ByReader;
                var state = entry.Since is { } since ? $"{entry.State} since {EventTime.Format(since)}" : entry.State;
                states[reading.Reader] = states.TryGetValue(reading.Reader, out var other) ? $"{other}, {state}" : state;
            }
        }
        foreach (var (what, byReader) in instances)
        {
            AddIfDifferent(differences, what, readings, reading => byReader.GetValueOrDefault(reading.Reader));
        }
        return differences.ToImmutable();
    }

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

    private static string? FirstBreachOf(Standing standing) =>
        standing.FirstBreach is { Since: { } since } breach
            ? $"{EventTime.Format(since)} {breach.Norm} by {breach.Bearer ?? "nobody"} [{breach.Instance}]"
            : null;

    private static string WhatOf(StandingEntry entry) =>
        entry.Norm
        + (entry.Bearer is null ? "" : " of " + entry.Bearer)
        + (entry.CounterParty is null ? "" : " toward " + entry.CounterParty)
        + $" [{entry.Instance}]";
}
