using System.Collections.Immutable;
using Foedus.Language.Core;
using Foedus.Norms;
using Foedus.Norms.Events;

namespace Foedus.Analysis.Exploring;

/// <summary>What those do who comply: they find that what happened has happened, and perform no more than what is owed.</summary>
internal sealed class DutifulConduct(Setting setting, Delivery delivery)
{
    private readonly Agreement agreement = setting.Agreement;

    /// <summary>The clauses under which something of what is promised was given.</summary>
    public HashSet<int> ServedBy { get; } = [];

    /// <summary>Where one act can serve several duties, how little is given depends on which is served first.</summary>
    public IEnumerable<bool> Orders(List<OpenInstance> norms) => Shared(norms).Count > 0 ? [false, true] : [false];

    /// <summary>Acts that are owed under several clauses at once.</summary>
    private HashSet<int> Shared(List<OpenInstance> norms) =>
        norms
            .Where(open => agreement.Clauses[open.Clause].Modality == Modality.Duty)
            .GroupBy(open => ActOf(open.Clause))
            .Where(alike => alike.Select(open => open.Clause).Distinct().Count() > 1)
            .Select(alike => alike.Key)
            .ToHashSet();

    /// <summary>
    /// What those outside the coalition do: they find that what happened has happened, and perform what they owe. One act
    /// may serve several duties, and where several owe one thing one of them gives it: who complies gives no more than that.
    /// </summary>
    public List<Event> Moves(
        Play play,
        long at,
        List<OpenDecision> decisions,
        List<OpenInstance> norms,
        ImmutableHashSet<string> coalition,
        bool isSmallestFirst
    )
    {
        var moves = decisions
            .SelectMany(open => setting.Moves.Votes(open, Vote.Yes, actor => !coalition.Contains(actor)))
            .ToList();
        var duties = norms
            .Where(open =>
                agreement.Clauses[open.Clause].Modality == Modality.Duty
                && !SelfJudgedContent.IsOf(agreement, agreement.Clauses[open.Clause])
            )
            .OrderBy(open => (isSmallestFirst ? 1 : -1) * Demand(agreement.Clauses[open.Clause]))
            .ToList();
        // Only duties of several, and duties to do one thing under several clauses, can be served by another's act.
        var shared = Shared(duties);
        var (tried, earlier) = (play.State, duties.Count == 0 ? [] : play.Events());
        var acts = new List<Event>();
        foreach (var open in duties)
        {
            var isShared = open.Bearer.Group is not null || shared.Contains(ActOf(open.Clause));
            foreach (
                var performer in setting
                    .ActorsAmong(open.Bearer)
                    .Where(actor => !coalition.Contains(actor) || IsAssumedToComply(actor, open.Clause))
            )
            {
                if (isShared && !IsOpen(tried, open))
                {
                    break;
                }
                if (
                    setting.Moves.Performance(setting.Machine, open, performer, delivery.Kinds) is not { } whole
                    || Rest(whole, open, [.. earlier, .. acts]) is not { } act
                )
                {
                    continue;
                }
                if (isShared)
                {
                    var told = act with { Id = $"tried-{acts.Count}", Time = at, RecordedTime = at };
                    tried = setting.Machine.Step(tried, told).State;
                    acts.Add(told);
                }
                moves.Add(act);
                if (delivery.Of(act) > 0)
                {
                    ServedBy.Add(open.Clause);
                }
            }
        }
        return moves;
    }

    private int ActOf(int clause) => agreement.Clauses[clause].Content is PerformAct act ? act.Act : -1;

    private static bool IsOpen(State state, OpenInstance open) =>
        state
            .OpenInstances()
            .Any(other =>
                other.Clause == open.Clause
                && other.NormState == NormState.Active
                && other.Bearer.Single == open.Bearer.Single
                && other.Instance == open.Instance
                && other.CounterParty == open.CounterParty
                && other.Violator == open.Violator
            );

    private decimal Demand(Clause clause) =>
        clause.Content is PerformAct act
            ? act.Amount?.Value ?? (act.Items is { } items ? setting.Moves.Needed(items) : 1)
            : 0;

    /// <summary>What of it is still owed after what was given for the same case since the duty arose: by the bearer, or by all where their sum counts. Null where nothing is.</summary>
    private Event? Rest(Event whole, OpenInstance open, IEnumerable<Event> before)
    {
        var clause = agreement.Clauses[open.Clause];
        var isSumOfAll =
            clause.Bearer
            is { Quantifier: Quantifier.JointlyAndSeverally or Quantifier.Together }
                or { Quantifier: Quantifier.CollectivelyAtLeast, AtLeast: 0 };
        var given = before
            .Where(told =>
                told.Type == EventType.ActPerformed
                && told.Time >= open.Since
                && told.Subject == open.Instance
                && told.Data.Name == whole.Data.Name
                && (isSumOfAll || told.Source == whole.Source)
            )
            .ToList();
        if (given.Count == 0 || clause.Content is not PerformAct content)
        {
            return whole;
        }
        if (content.Amount is not null && whole.Data.Quantity is { } quantity)
        {
            var left = quantity - given.Sum(told => told.Data.Quantity ?? 0);
            return left > 0 ? whole with { Data = whole.Data with { Quantity = left } }
                : clause.Bearer.Quantifier == Quantifier.Together ? whole
                : null;
        }
        if (content.Items is { } demand)
        {
            var rest = RestOf(demand, whole.Data.Items, given.SelectMany(told => told.Data.Items));
            return !rest.IsEmpty ? whole with { Data = whole.Data with { Items = rest } }
                : clause.Bearer.Quantifier == Quantifier.Together ? whole
                : null;
        }
        return whole;
    }

    private static ImmutableArray<string> RestOf(
        ItemDemand demand,
        ImmutableArray<string> whole,
        IEnumerable<string> given
    )
    {
        var kinds = demand.Kinds.IsDefault ? [] : demand.Kinds;
        var counted = given.Where(item => kinds.IsEmpty || kinds.Contains(item, StringComparer.Ordinal));
        if (demand is { Spread: ItemSpread.Any, FromDeclared: null })
        {
            return [.. whole.Skip(counted.Count())];
        }
        if (demand.Spread == ItemSpread.DifferentKinds)
        {
            var had = counted.Distinct(StringComparer.Ordinal).ToList();
            return [.. whole.Except(had, StringComparer.Ordinal).Take(Math.Max(0, demand.Minimum - had.Count))];
        }
        var rest = whole.ToList();
        foreach (var item in counted)
        {
            rest.Remove(item);
        }
        return [.. rest];
    }

    private bool IsAssumedToComply(string actor, int clause) =>
        agreement.Assumptions.Any(assumption =>
            assumption is { Kind: AssumptionKind.Complies, Who: { } who }
            && (assumption.Clause is null || assumption.Clause == clause)
            && setting.Possible.Contains(who, actor)
        );
}
