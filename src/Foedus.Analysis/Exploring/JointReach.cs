using System.Collections.Immutable;
using Foedus.Language.Core;
using Foedus.Norms;
using Foedus.Norms.Events;

namespace Foedus.Analysis.Exploring;

/// <summary>
/// Two agreements in one course of events: breadth first over the pairs of their states, with every occasion that either
/// text listens to, by each whom the two do not treat alike, every decision made, and the passing of time.
/// </summary>
internal static class JointReach
{
    private const int MostPairs = 1000;
    private const long Day = 86_400_000;

    /// <summary>What the same events led to in each, shortest first.</summary>
    /// <param name="occasions">Each event and act that either text listens to.</param>
    public static IEnumerable<(Play One, Play Other)> Of(Setting one, Setting other, IEnumerable<Event> occasions)
    {
        var met = new MetStates<int>();
        var happenings = Happenings(one, other, occasions);
        var queue = new Queue<((Play One, Play Other) Pair, int Rounds)>();
        var begun = Begun(one, other);
        queue.Enqueue((Wait(begun, Math.Max(begun.One.State.Now, begun.Other.State.Now) + Day), 0));
        while (met.Count < MostPairs && queue.TryDequeue(out var node))
        {
            var (pair, rounds) = node;
            if (!met.Add(0, pair.One.State, pair.Other.State))
            {
                continue;
            }
            yield return pair;
            foreach (var next in rounds < Reach.MostRounds ? Next(one, other, pair, happenings) : [])
            {
                queue.Enqueue((next, rounds + 1));
            }
        }
    }

    /// <summary>Both ordinary situations, brought about by one file.</summary>
    private static (Play One, Play Other) Begun(Setting one, Setting other) =>
        Merged(one.Machine, other.Machine, one.Start, other.Start);

    /// <summary>What led to each happens in both, in the order of time.</summary>
    public static (Play One, Play Other) Merged(Machine one, Machine other, Play toOne, Play toOther)
    {
        var pair = (One: Play.Begin(one), Other: Play.Begin(other));
        var (ids, otherIds) = (
            new Dictionary<string, string>(StringComparer.Ordinal),
            new Dictionary<string, string>(StringComparer.Ordinal)
        );
        foreach (
            var round in toOne.Events().Concat(toOther.Events()).GroupBy(told => told.Time).OrderBy(round => round.Key)
        )
        {
            ImmutableArray<Event> moves = [.. round.DistinctBy(told => EventLine.Of(told with { Id = "" }))];
            pair = (pair.One.Again(round.Key, moves, ids), pair.Other.Again(round.Key, moves, otherIds));
        }
        return pair;
    }

    private static IEnumerable<(Play One, Play Other)> Next(
        Setting one,
        Setting other,
        (Play One, Play Other) pair,
        List<Event> happenings
    )
    {
        var now = Math.Max(pair.One.State.Now, pair.Other.State.Now);
        foreach (var (setting, play) in ((Setting, Play)[])[(one, pair.One), (other, pair.Other)])
        {
            foreach (var open in play.State.OpenDecisions())
            {
                yield return Do(pair, now + 1, [.. setting.Moves.Votes(open, Vote.Yes, _ => true)]);
            }
        }
        foreach (var happening in happenings)
        {
            var next = Do(pair, now + 1000, [happening]);
            if (!next.One.Transitions.IsEmpty || !next.Other.Transitions.IsEmpty)
            {
                yield return next;
            }
        }
        var deadline = Math.Min(
            pair.One.State.NextDeadline ?? long.MaxValue,
            pair.Other.State.NextDeadline ?? long.MaxValue
        );
        if (deadline < now + (Reach.MostYears * 365 * Day))
        {
            yield return Wait(pair, Math.Max(deadline, now));
        }
    }

    private static (Play One, Play Other) Do((Play One, Play Other) pair, long at, ImmutableArray<Event> moves) =>
        (pair.One.Do(at, moves), pair.Other.Do(at, moves));

    private static (Play One, Play Other) Wait((Play One, Play Other) pair, long until) =>
        (pair.One.Wait(until), pair.Other.Wait(until));

    /// <summary>Each once by each kind of actor: whom both hear, whom one hears.</summary>
    private static List<Event> Happenings(Setting one, Setting other, IEnumerable<Event> occasions)
    {
        var actors = one.Possible.Actors.Union(other.Possible.Actors, StringComparer.Ordinal).ToList();
        return
        [
            .. occasions
                .SelectMany(told =>
                    actors
                        .Where(actor => actor != told.Data.Toward)
                        .Select(actor => told with { Source = actor })
                        .DistinctBy(by => (Heard(one, by), Heard(other, by)))
                        .Prepend(told)
                )
                .DistinctBy(EventLine.Of),
        ];
    }

    /// <summary>In what respects the text could tell the one who acts from another.</summary>
    private static string Heard(Setting setting, Event told) =>
        setting.IsUnnamed(told.Source) && setting.Possible.Parties.Contains(told.Source) ? "unnamed"
        : setting.Possible.Actors.Contains(told.Source, StringComparer.Ordinal) ? told.Source
        : "";
}
