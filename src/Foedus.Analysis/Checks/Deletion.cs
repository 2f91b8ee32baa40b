using Foedus.Analysis.Exploring;
using Foedus.Language.Core;
using Foedus.Norms;
using Foedus.Norms.Events;

namespace Foedus.Analysis.Checks;

/// <summary>
/// An agreement and the same without one clause, side by side through every course of a few steps: whether anything but
/// the clause itself goes otherwise, and whether whoever breaks it has by then broken another that says the same.
/// </summary>
internal sealed class Deletion(Setting setting, Reach reach, Clause clause, List<Clause> twins)
{
    private const int MostSteps = 5;
    private const int MostStates = 600;

    private readonly Machine without = Machine.Create(
        setting.Agreement with
        {
            Clauses = setting.Agreement.Clauses.SetItem(clause.Index, clause with { If = new Not(new Always()) }),
        }
    );
    private readonly MetStates<string> met = new();

    /// <summary>Whether some course shows that the clause is missed.</summary>
    public bool IsMissed()
    {
        var start = setting.Start.Wait(setting.Start.State.Now + 86_400_000);
        var queue = new Queue<(Play With, Play Without, int Steps)>([(start, start.In(without), 0)]);
        while (queue.TryDequeue(out var node))
        {
            if (node.Steps == MostSteps)
            {
                continue;
            }
            foreach (var (play, other) in Next(node.With, node.Without))
            {
                var broken = Broken(play);
                if (
                    !Told(play, node.With).SetEquals(Told(other, node.Without))
                    || broken.Any(breach =>
                        breach.Clause == clause.Index
                        && !broken.Any(same => same.Clause != clause.Index && same.Bearer == breach.Bearer)
                    )
                )
                {
                    return true;
                }
                if (met.Count < MostStates && met.Add(string.Join(' ', broken.Order()), play.State, other.State))
                {
                    queue.Enqueue((play, other, node.Steps + 1));
                }
            }
        }
        return false;
    }

    private IEnumerable<(Play With, Play Without)> Next(Play play, Play other)
    {
        var at = play.State.Now + 1000;
        foreach (var moves in Moves(play))
        {
            yield return (play.Do(at, moves), other.Do(at, moves));
        }
        if (
            Math.Min(play.State.NextDeadline ?? long.MaxValue, other.State.NextDeadline ?? long.MaxValue)
            is < long.MaxValue
                and var deadline
        )
        {
            yield return (play.Wait(deadline), other.Wait(deadline));
        }
    }

    private IEnumerable<List<Event>> Moves(Play play)
    {
        foreach (var happening in reach.Happenings)
        {
            yield return [happening];
        }
        foreach (var open in play.State.OpenDecisions())
        {
            yield return [.. setting.Moves.Votes(open, Vote.Yes, _ => true)];
            yield return [.. setting.Moves.Votes(open, Vote.No, _ => true)];
        }
        var acts = play
            .State.OpenInstances()
            .Where(open =>
                open.NormState == NormState.Active
                && (open.Clause == clause.Index || twins.Exists(twin => twin.Index == open.Clause))
            )
            .SelectMany(setting.Performances)
            .Select(act => act with { Subject = null })
            .DistinctBy(EventLine.Of);
        foreach (var act in acts)
        {
            yield return [act];
        }
    }

    /// <summary>Nothing, where time did not pass: what happened last was compared when it did.</summary>
    private HashSet<string> Told(Play play, Play before) =>
        (play == before ? [] : play.Transitions)
            .Where(transition => transition.Kind != TransitionKind.Norm || transition.Index != clause.Index)
            .Select(transition =>
                $"{transition.Kind} {transition.Index} {transition.At} {play.State.Machine.NameOf(transition.Bearer)} {transition.To}"
            )
            .ToHashSet(StringComparer.Ordinal);

    private HashSet<(int Clause, string? Bearer)> Broken(Play play) =>
        [
            .. play.History()
                .Where(transition =>
                    Breach.Is(transition)
                    && (transition.Index == clause.Index || twins.Exists(twin => twin.Index == transition.Index))
                )
                .Select(transition => (transition.Index, play.State.Machine.NameOf(transition.Bearer))),
        ];
}
