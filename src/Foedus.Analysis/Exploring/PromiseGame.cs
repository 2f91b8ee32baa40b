using System.Collections.Immutable;
using Foedus.Language.Core;
using Foedus.Norms;
using Foedus.Norms.Events;
using Foedus.Norms.Time;

namespace Foedus.Analysis.Exploring;

/// <summary>
/// A promise against a coalition: its trigger happens, those outside the coalition do what they owe and find what is so,
/// and the coalition does what it likes. Breadth first over the states of the machine, so that the first failure is a shortest one.
/// </summary>
/// <remarks>
/// Bounds, which the report states: one trigger; those who comply vote, and perform each duty, either all at once or all at
/// the last moment, and give the least that is owed; members of a coalition perform nothing and, in each stage of a decision, all vote yes,
/// all vote no, or all are silent; or they have all left before.
/// </remarks>
/// <param name="struck">Whom the event is against that sets it off; null for any one.</param>
internal sealed class PromiseGame(Setting setting, Guarantee promise, string? struck = null)
{
    private const long Day = 86_400_000;
    private const int MostStates = 4_000;

    private readonly Agreement agreement = setting.Agreement;
    private readonly PromiseTrigger trigger = new(setting, promise, struck);

    public string? Struck => struck;

    /// <summary>How many states all games together have looked at.</summary>
    public long States { get; private set; }

    /// <summary>Whether every course was followed to its end.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>
    /// Whether those who comply act at once only. Without it they may also act at the last moment that is in time: a promise
    /// rests on what is owed, not on zeal.
    /// </summary>
    public bool AtOnceOnly { get; init; }

    /// <summary>To whom the promise is made.</summary>
    public ImmutableArray<string> Beneficiaries => beneficiaries ??= trigger.Beneficiaries();

    private ImmutableArray<string>? beneficiaries;

    /// <summary>The clauses under which those who comply gave something of what is promised, in any of the games.</summary>
    public HashSet<int> ServedBy => Dutiful.ServedBy;

    /// <summary>How much, or how many, the promise is of.</summary>
    public decimal Needed => Delivery.Needed;

    /// <summary>A course in which the trigger happens and the promise is kept.</summary>
    public Play? Kept { get; private set; }

    /// <summary>Whether a course was found in which the trigger occurs.</summary>
    public bool CanBegin => trigger.Begin(setting.Start, []).Any();

    /// <summary>A shortest course in which the promise fails, or null where the coalition cannot make it fail.</summary>
    public Failure? Against(ImmutableHashSet<string> coalition)
    {
        if (trigger.CannotBeHeard(coalition))
        {
            // Nobody else may report the trigger: it happens, and the machine never hears of it.
            return new Failure(
                setting.Start.Wait(EndOf(setting.Start.State.Now + Day)),
                coalition,
                Conduct.IsSilent,
                IsLate: false
            );
        }
        foreach (var timing in Timings)
        {
            if (Explore(setting.Start, coalition, timing, hasLeft: false, null) is { } failure)
            {
                return failure;
            }
        }
        return coalition.IsEmpty || Left(coalition) is not { } left
            ? null
            : TimingsOnceLeft
                .Select(timing => Explore(left, coalition, timing, hasLeft: true, null))
                .FirstOrDefault(failure => failure is not null);
    }

    /// <summary>The least that the beneficiary has received by the end, whatever the coalition does; null where that was too much to follow.</summary>
    public decimal? LeastAgainst(ImmutableHashSet<string> coalition)
    {
        var wasComplete = IsComplete;
        IsComplete = true;
        var ends = new List<decimal>();
        if (trigger.CannotBeHeard(coalition))
        {
            ends.Add(0);
        }
        else
        {
            foreach (var timing in Timings)
            {
                Explore(setting.Start, coalition, timing, hasLeft: false, ends);
            }
            if (!coalition.IsEmpty && Left(coalition) is { } left)
            {
                foreach (var timing in TimingsOnceLeft)
                {
                    Explore(left, coalition, timing, hasLeft: true, ends);
                }
            }
        }
        var isKnown = IsComplete && ends.Count > 0;
        IsComplete = wasComplete;
        return isKnown ? ends.Min() : null;
    }

    private IEnumerable<Timing> Timings =>
        AtOnceOnly ? [Timing.AtOnce] : timings ??= [.. Timing.All(agreement, Delivering)];

    /// <summary>Who has left gives nothing early or late: one duty alone is then least when performed late.</summary>
    private IEnumerable<Timing> TimingsOnceLeft => AtOnceOnly || Delivering.Length > 1 ? Timings : [Timing.AllLate];

    private ImmutableArray<Timing>? timings;

    /// <summary>Duties that demand something of what is promised.</summary>
    private ImmutableArray<Clause> Delivering =>
        delivering ??= [
            .. agreement.Clauses.Where(clause =>
                clause is { Modality: Modality.Duty, Content: PerformAct content }
                && agreement.Terms[content.Act] is ActTerm act
                && Delivery.MayCount(act)
            ),
        ];

    private ImmutableArray<Clause>? delivering;

    private Delivery Delivery => delivery ??= new Delivery(agreement, promise.Promise, Beneficiaries);

    private Delivery? delivery;

    private DutifulConduct Dutiful => dutiful ??= new DutifulConduct(setting, Delivery);

    private DutifulConduct? dutiful;

    private long EndOf(long begin) => new TreatyCalendar(agreement.Settings.TimeZone).Add(begin, promise.Horizon);

    /// <summary>The parties of the coalition withdraw, and their notice periods run out; null where they cannot leave.</summary>
    private Play? Left(ImmutableHashSet<string> coalition)
    {
        var leaving = setting.Possible.Parties.Where(coalition.Contains).ToList();
        if (leaving.Count == 0)
        {
            return null;
        }
        var play = setting.Start.Do(setting.Start.State.Now + Day, leaving.Select(Moves.Notice));
        bool Remain(Play after) =>
            leaving.Exists(party =>
                after.State.StatusOf(0, setting.Machine.ActorNamed(party)) is not ParticipationStatus.Withdrawn
            );
        for (var i = 0; i < 4 && Remain(play) && play.State.NextDeadline is { } deadline; i++)
        {
            play = play.Wait(deadline);
        }
        return Remain(play) ? null : play;
    }

    /// <param name="ends">Where given, every course is followed to its end, and what has been received by then is added.</param>
    private Failure? Explore(
        Play start,
        ImmutableHashSet<string> coalition,
        Timing timing,
        bool hasLeft,
        List<decimal>? ends
    )
    {
        foreach (var begun in trigger.Begin(start, coalition))
        {
            if (Explore(begun, coalition, timing, hasLeft ? Conduct.Leaves : Conduct.Defaults, ends) is { } failure)
            {
                return failure;
            }
        }
        return null;
    }

    private Failure? Explore(
        Play begun,
        ImmutableHashSet<string> coalition,
        Timing timing,
        Conduct conduct,
        List<decimal>? ends
    )
    {
        var end = EndOf(begun.State.Now);
        var queue = new Queue<Node>();
        var met = new MetStates<(long Now, decimal Received, int Settled)>();
        queue.Enqueue(new Node(begun, [], 0, conduct));
        var count = 0;
        while (queue.TryDequeue(out var node))
        {
            States++;
            if (++count > MostStates)
            {
                IsComplete = false;
                return null;
            }
            if (node.Received >= Needed && ends is null)
            {
                Kept ??= node.Play;
                continue;
            }
            foreach (var next in Next(node, coalition, timing, end))
            {
                if (next.Play.State.Now >= end)
                {
                    if (ends is not null)
                    {
                        ends.Add(next.Received);
                        continue;
                    }
                    if (next.Received < Needed)
                    {
                        return new Failure(next.Play, coalition, next.Conduct, timing.IsLate);
                    }
                }
                if (met.Add((next.Play.State.Now, next.Received, next.Settled.Count), next.Play.State))
                {
                    queue.Enqueue(next);
                }
            }
        }
        return null;
    }

    private IEnumerable<Node> Next(Node node, ImmutableHashSet<string> coalition, Timing timing, long end)
    {
        var state = node.Play.State;
        var decisions = state.OpenDecisions().Where(open => !node.Settled.Contains(KeyOf(open))).ToList();
        var norms = state
            .OpenInstances()
            .Where(open => open.NormState == NormState.Active && !node.Settled.Contains(KeyOf(open)))
            .ToList();
        if (decisions.Count > 0 && norms.Count > 0 && !timing.VotesLate && Delivering.Length > 1)
        {
            // What is decided at once may come just before what is given at once, which then serves what the decision opens.
            foreach (var next in Settle(node, coalition, timing, end, decisions, []))
            {
                yield return next;
            }
        }
        if (decisions.Count + norms.Count > 0)
        {
            foreach (var next in Settle(node, coalition, timing, end, decisions, norms))
            {
                yield return next;
            }
            yield break;
        }
        if (state.NextDeadline is not { } deadline || deadline > end)
        {
            yield return node with
            {
                Play = node.Play.Wait(end),
            };
            yield break;
        }
        if (!timing.IsLate || deadline <= state.Now)
        {
            yield return node with
            {
                Play = node.Play.Wait(deadline),
            };
            yield break;
        }
        List<OpenDecision> lastVotes =
        [
            .. state.OpenDecisions().Where(open => timing.VotesLate && open.Until == deadline),
        ];
        List<OpenInstance> lastActs =
        [
            .. state
                .OpenInstances()
                .Where(open =>
                    open.NormState == NormState.Active && open.Until == deadline && timing.IsLateFor(open.Clause)
                ),
        ];
        foreach (var isSmallestFirst in Dutiful.Orders(lastActs))
        {
            var due = node.Play.Do(
                deadline,
                Dutiful.Moves(node.Play, deadline, lastVotes, lastActs, coalition, isSmallestFirst)
            );
            yield return node with
            {
                Play = due.Wait(deadline),
                Received = node.Received + Value(due, node.Play),
            };
        }
    }

    /// <summary>Those who comply vote and perform what they do at once; the coalition votes.</summary>
    private IEnumerable<Node> Settle(
        Node node,
        ImmutableHashSet<string> coalition,
        Timing timing,
        long end,
        List<OpenDecision> decisions,
        List<OpenInstance> norms
    )
    {
        var state = node.Play.State;
        var settled = node.Settled.Union(decisions.Select(KeyOf)).Union(norms.Select(KeyOf));
        List<OpenInstance> early = [.. norms.Where(open => !timing.IsLateFor(open.Clause))];
        foreach (var isSmallestFirst in Dutiful.Orders(early))
        {
            var atOnce = Dutiful.Moves(
                node.Play,
                state.Now + 1,
                timing.VotesLate ? [] : decisions,
                early,
                coalition,
                isSmallestFirst
            );
            var heard =
                coalition.IsEmpty || decisions.Count == 0
                    ? [(Conduct.Defaults, Vote.None)]
                    : ((Conduct, Vote)[])
                        [(Conduct.IsSilent, Vote.None), (Conduct.Refuses, Vote.No), (Conduct.Defaults, Vote.Yes)];
            foreach (var (conduct, vote) in heard)
            {
                var votes =
                    vote == Vote.None
                        ? []
                        : decisions.SelectMany(open => setting.Moves.Votes(open, vote, coalition.Contains)).ToList();
                if (vote != Vote.None && votes.Count == 0)
                {
                    continue;
                }
                var at = state.Now + 1;
                var play = at <= end ? node.Play.Do(at, [.. atOnce, .. votes]) : node.Play;
                var worst = (Conduct)Math.Max((int)node.Conduct, (int)conduct);
                yield return new Node(play, settled, node.Received + Value(play, node.Play), worst);
            }
        }
    }

    /// <summary>What the beneficiary has received between the two plays.</summary>
    private decimal Value(Play after, Play before) => after.Events().Skip(before.Count).Sum(Delivery.Of);

    private static string KeyOf(OpenDecision open) => $"d{open.Decision}/{open.Instance}/{open.Stage}";

    private string KeyOf(OpenInstance open) =>
        $"n{open.Clause}/{open.Instance}/{setting.Machine.NameOf(open.Bearer)}/{open.CounterParty}/{open.Violator}";

    private sealed record Node(Play Play, ImmutableHashSet<string> Settled, decimal Received, Conduct Conduct);
}
