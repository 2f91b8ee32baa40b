using Foedus.Analysis.Exploring;
using Foedus.Language.Core;
using Foedus.Norms;
using Foedus.Norms.Events;

namespace Foedus.Analysis.Checks;

/// <summary>
/// What a breach of a duty to act, or of a prohibition, opens: the norms, powers and decisions that stand just after it and
/// would not stand had the norm been kept at that very moment; or from what it frees others.
/// </summary>
internal sealed class BreachAnswers(Setting setting, Reach reach)
{
    private readonly Agreement agreement = setting.Agreement;
    private readonly Dictionary<int, BreachAnswer?> known = [];

    /// <summary>The best answer that a breach of the clause finds in some course; null where no course breaches it.</summary>
    public BreachAnswer? To(Clause clause)
    {
        if (!known.TryGetValue(clause.Index, out var answer))
        {
            known[clause.Index] = answer = Find(clause);
        }
        return answer;
    }

    public bool EverBinds(Clause clause) => reach.Active.ContainsKey(clause.Index);

    /// <summary>Whether the text answers a breach of it at all: with what stands if it fails, with what listens to its breach anywhere, or in some course.</summary>
    public bool IsAnswered(Clause clause) =>
        clause.Consequence is not null
        || IsListenedTo(clause, state => state == NormState.Violated)
        || (
            clause is { Modality: Modality.Prohibition } or { Modality: Modality.Duty, Content: PerformAct }
            && To(clause) is { Kind: not AnswerKind.None }
        );

    private BreachAnswer? Find(Clause clause)
    {
        if (!reach.Active.TryGetValue(clause.Index, out var first))
        {
            return null;
        }
        BreachAnswer? best = null;
        foreach (var play in reach.Plays.Where(play => play != first).Prepend(first))
        {
            if (Broken(clause, play) is not { } answer)
            {
                continue;
            }
            if (best is null || answer.Kind > best.Kind)
            {
                best = answer;
            }
            if (best.Kind == AnswerKind.OfOthers || !IsHeard(clause))
            {
                break;
            }
        }
        return best;
    }

    private BreachAnswer? Broken(Clause clause, Play play) =>
        !play.Binding(clause).Any() ? null
        : clause.Modality == Modality.Prohibition ? Done(clause, play)
        : Undone(clause, play);

    /// <summary>A bearer does what it must not do, or it does nothing.</summary>
    private BreachAnswer? Done(Clause clause, Play play)
    {
        foreach (var open in play.Binding(clause))
        {
            foreach (var act in setting.Performances(open))
            {
                var done = play.Do(play.State.Now + 1, [act with { Subject = null }]);
                if (done.Breaches(clause))
                {
                    return new(done, KindOf(clause, done, play, play, act.Source));
                }
            }
        }
        return null;
    }

    /// <summary>Nobody does anything until a time is up; or all others do what they owe, so that no other breach stands beside this one.</summary>
    private BreachAnswer? Undone(Clause clause, Play play)
    {
        var idle = Undone(clause, play, isIdle: true);
        if (idle is { Kind: AnswerKind.OfOthers } || (idle is not null && !IsHeard(clause)))
        {
            return idle;
        }
        var dutiful = Undone(clause, play, isIdle: false);
        return idle is null || dutiful is null
            ? idle ?? dutiful
            : idle with
            {
                Kind = (AnswerKind)Math.Max((int)idle.Kind, (int)dutiful.Kind),
            };
    }

    private BreachAnswer? Undone(Clause clause, Play play, bool isIdle)
    {
        var end = play.State.Now + Patience.TenYears;
        var before = play;
        for (var i = 0; i < Patience.MostDeadlines && before.State.NextDeadline is { } next && next <= end; i++)
        {
            var others =
                isIdle || next <= before.State.Now ? [] : Due(before, next, open => open.Clause != clause.Index);
            var after = (others.Count == 0 ? before : before.Do(next, others)).Wait(next);
            if (after.Breaches(clause))
            {
                return new(after, KindOf(clause, after, before, next, others));
            }
            before = after;
        }
        return null;
    }

    private List<Event> Due(Play play, long at, Func<OpenInstance, bool> which) =>
        [.. setting.Compliance(play, open => open.Until == at && which(open))];

    /// <summary>Each of those in breach fails alone, and all the others perform at the last moment: what does that open, beside all performing?</summary>
    private AnswerKind KindOf(Clause clause, Play broken, Play before, long at, List<Event> others)
    {
        var violators = broken
            .Transitions.Where(made => Breach.IsOf(made, clause.Index))
            .SelectMany(made => setting.ActorsAmong(made.Bearer))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (at <= before.State.Now)
        {
            // What was overdue while it was suspended cannot be done in time any more.
            return violators
                .Select(violator => KindOf(clause, broken, before, before, violator))
                .DefaultIfEmpty()
                .Max();
        }
        var due = Due(before, at, open => open.Clause == clause.Index);
        Play Performed(Func<Event, bool> which) => before.Do(at, [.. others, .. due.Where(which)]).Wait(at);
        var kept = Performed(_ => true);
        return violators
            .Select(violator => (violator, Play: Performed(act => act.Source != violator)))
            .Select(alone =>
                // One of several may do for all: then only all together are in breach.
                KindOf(clause, alone.Play.Breaches(clause) ? alone.Play : broken, before, kept, alone.violator)
            )
            .DefaultIfEmpty()
            .Max();
    }

    private AnswerKind KindOf(Clause clause, Play broken, Play before, Play kept, string violator)
    {
        var ifBroken = Standing(broken).ToList();
        var ifKept = Standing(kept).ToList();
        var stood = Standing(before).Select(standing => standing.Key).ToHashSet();
        var otherwise = ifKept.Select(standing => standing.Key).ToHashSet();
        var opened = ifBroken
            .Where(standing =>
                !stood.Contains(standing.Key)
                && !otherwise.Contains(standing.Key)
                && standing.Clause != clause.Index
                && !(
                    standing.Clause >= 0
                    && agreement.Clauses[standing.Clause].ConsequenceOf is { } of
                    && of != clause.Index
                )
            )
            .ToList();
        // It may free others of what they owed.
        var still = ifBroken.Select(standing => standing.Key).ToHashSet();
        var freed = ifKept.Exists(standing =>
            standing.Clause != clause.Index
            && standing.Clause >= 0
            && agreement.Clauses[standing.Clause].Modality
                is Modality.Duty
                    or Modality.Prohibition
                    or Modality.Maintenance
            && stood.Contains(standing.Key)
            && !still.Contains(standing.Key)
            && standing.Actors.Any(actor => actor != violator)
        );
        return freed || opened.Exists(standing => standing.Actors.Any(actor => actor != violator)) ? AnswerKind.OfOthers
            : opened.Count > 0 ? AnswerKind.OfTheViolator
            : IsAnsweredLater(clause) ? AnswerKind.OfOthers
            : AnswerKind.None;
    }

    /// <summary>Every norm that binds, power that is enabled and decision that is open, with those who bear, hold or take it.</summary>
    private IEnumerable<((int, string, string, int) Key, int Clause, IEnumerable<string> Actors)> Standing(Play play) =>
        play
            .State.OpenInstances()
            .Where(open => open.NormState == NormState.Active || open.PowerState == PowerState.Enabled)
            .Select(open =>
                (
                    (open.Clause, open.Instance, setting.Machine.NameOf(open.Bearer) ?? "", open.CounterParty),
                    open.Clause,
                    setting.ActorsAmong(open.Bearer)
                )
            )
            .Concat(
                play.State.OpenDecisions()
                    .Select(open =>
                        (
                            (-1 - open.Decision, open.Instance, "", -1),
                            -1 - open.Decision,
                            agreement.Decisions[open.Decision].Stages.SelectMany(stage => setting.Moves.Electors(stage))
                        )
                    )
            );

    /// <summary>Whether anything in the text listens to what becomes of the clause; otherwise one breach is like another.</summary>
    private bool IsHeard(Clause clause) =>
        clause.Consequence is not null
        || clause is { Modality: Modality.Prohibition }
        || IsListenedTo(clause, _ => true);

    private bool IsListenedTo(Clause clause, Func<NormState, bool> what) =>
        Listening.Occasions(agreement).OfType<OnNorm>().Any(on => what(on.State) && on.Clauses.Contains(clause.Index))
        || Listening
            .Conditions(agreement)
            .OfType<NormIs>()
            .Any(asked => what(asked.State) && asked.Clause == clause.Index);

    /// <summary>"72 hours after a breach of Article 3": nothing stands yet, and it will.</summary>
    private bool IsAnsweredLater(Clause clause) =>
        agreement
            .Clauses.Select(other => other.Trigger)
            .Concat(agreement.Decisions.Select(decision => decision.Upon))
            .OfType<After>()
            .Any(after => TriggerLeaves.Of(after).OfType<OnNorm>().Any(on => on.Clauses.Contains(clause.Index)));
}

/// <summary>What a breach opens, from nothing to something that does not need who is in breach.</summary>
internal enum AnswerKind
{
    None,
    OfTheViolator,
    OfOthers,
}

/// <param name="After">A course at whose end the norm has just been breached.</param>
internal sealed record BreachAnswer(Play After, AnswerKind Kind);
