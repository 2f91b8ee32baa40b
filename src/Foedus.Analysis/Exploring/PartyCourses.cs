using System.Collections.Immutable;
using Foedus.Language.Core;
using Foedus.Norms;
using Foedus.Norms.Events;

namespace Foedus.Analysis.Exploring;

/// <summary>
/// What one party alone can bring about under an agreement that the text rests on, while all the others perform at once
/// what they owe: breadth first over canonical states, so that the first course of a kind is a shortest one.
/// </summary>
internal sealed class PartyCourses(Setting setting, int agreement, string party)
{
    private const int MostRounds = 3;
    private const int MostStates = 250;

    private readonly PowerUses uses = new(setting);

    /// <summary>It gives notice that it leaves, and the period runs out.</summary>
    public IEnumerable<Play> Leaving()
    {
        var notice = Moves.Notice(party);
        var name = setting.Agreement.Agreements[agreement].Name;
        return From(_ => [notice with { Data = notice.Data with { Agreement = name } }]);
    }

    /// <summary>It reports and does what that agreement knows, or leaves undone what it owes.</summary>
    public IEnumerable<Play> Deeds() => From(DeedsIn);

    /// <summary>The same, and it uses the powers that it holds there.</summary>
    public IEnumerable<Play> Powers() => From(play => DeedsIn(play).Concat(PowersIn(play)));

    private IEnumerable<Play> From(Func<Play, IEnumerable<Event>> own)
    {
        var met = new MetStates<int>();
        var queue = new Queue<(Play Play, int Rounds)>();
        queue.Enqueue((setting.Start, 0));
        while (met.Count < MostStates && queue.TryDequeue(out var node))
        {
            var (play, rounds) = node;
            if (!met.Add(0, play.State))
            {
                continue;
            }
            yield return play;
            foreach (var next in rounds < MostRounds ? Next(play, own) : [])
            {
                queue.Enqueue((next, rounds + 1));
            }
        }
    }

    private IEnumerable<Play> Next(Play play, Func<Play, IEnumerable<Event>> own)
    {
        foreach (var move in own(play))
        {
            yield return Complied(play.Do(play.State.Now + 1000, [move]));
        }
        if (play.State.NextDeadline is { } deadline && deadline <= play.State.Now + Patience.TenYears)
        {
            yield return Complied(play.Wait(Math.Max(deadline, play.State.Now)));
        }
    }

    /// <summary>All the others perform what they owe.</summary>
    private Play Complied(Play play)
    {
        var acts = setting.Compliance(play, _ => true).Where(act => act.Source != party).ToList();
        return acts.Count == 0 ? play : play.Do(play.State.Now + 1000, acts);
    }

    private IEnumerable<Event> DeedsIn(Play play) =>
        Listening
            .Occasions(setting.Agreement)
            .SelectMany(leaf =>
                leaf switch
                {
                    OnEvent on
                        when setting.Agreement.Terms[on.Term] is EventTerm term
                            && term.Agreement == agreement
                            && setting.Possible.Contains(term.Reporters, party) => setting.Moves.Occurrences(on, party),
                    OnAct on when setting.Agreement.Terms[on.Term].Agreement == agreement => setting.Moves.Acts(
                        on,
                        party
                    ),
                    _ => [],
                }
            )
            .Concat(
                uses.Breaches(play)
                    .Where(breach =>
                        breach.Source == party
                        && setting.Agreement.Terms.Any(term =>
                            term is ActTerm && term.Agreement == agreement && term.Name == breach.Data.Name
                        )
                    )
            )
            .DistinctBy(EventLine.Of);

    private IEnumerable<Event> PowersIn(Play play) =>
        setting
            .Agreement.Clauses.Where(clause => clause.Modality == Modality.Power && clause.Agreement == agreement)
            .SelectMany(power => uses.Of(play, power))
            .Where(moves => moves.All(move => move.Source == party))
            .SelectMany(moves => moves);
}
