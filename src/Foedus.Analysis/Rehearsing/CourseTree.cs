using System.Collections.Immutable;
using System.Globalization;
using Foedus.Analysis.Exploring;
using Foedus.Language.Core;
using Foedus.Norms;
using Foedus.Norms.Events;
using Foedus.Norms.Time;

namespace Foedus.Analysis.Rehearsing;

/// <summary>
/// Every course a rehearsal can take: a graph whose nodes are states of the machine at which conduct is open and whose
/// edges are what the actors then do. It is built as far as somebody asks, and does not depend on any probability.
/// </summary>
/// <remarks>
/// States with the same future are one node. Which of several interchangeable actors did what is kept apart only where the
/// machine's next state differs by it: that is tested by exchanging two actors for each pair of outcomes, which suffices
/// because such exchanges generate all the others.
/// </remarks>
internal sealed class CourseTree
{
    private readonly Setting setting;
    private readonly Agreement agreement;
    private readonly Cast cast;
    private readonly Delivery delivery;
    private readonly ImmutableHashSet<string> idle;
    private readonly Dictionary<
        (ulong Hash, long Now, decimal Received, string Pending, string Settled),
        List<CourseNode>
    > known = [];
    private readonly Dictionary<long, CourseNode> kept = [];
    private CourseNode? failed;
    private int nodes;

    /// <param name="begun">A course at whose end the trigger has just occurred.</param>
    public CourseTree(Setting setting, Cast cast, Delivery delivery, Play begun, Period horizon)
    {
        this.setting = setting;
        this.cast = cast;
        this.delivery = delivery;
        agreement = setting.Agreement;
        idle = IdleActs.Of(agreement, delivery);
        Begin = begun.State.Now;
        End = new TreatyCalendar(agreement.Settings.TimeZone).Add(Begin, horizon);
        Root = Proceed(begun, [], [], 0);
    }

    public CourseNode Root { get; }

    /// <summary>When the trigger happens; UTC milliseconds.</summary>
    public long Begin { get; }

    /// <summary>The last moment at which the promise can be kept.</summary>
    public long End { get; }

    /// <summary>Events given to the machine so far: what building the graph has cost.</summary>
    public long Work { get; private set; }

    /// <summary>All moments at which the promise is kept on some course met so far; milliseconds after the trigger.</summary>
    public ImmutableArray<long> KeptTimes => [.. kept.Keys.Order()];

    /// <summary>Acts of which it makes no difference whether they are done.</summary>
    public IEnumerable<string> Idle => idle.Order(StringComparer.Ordinal);

    /// <param name="assignment">By group and actor the joint outcome.</param>
    public CourseNode Follow(CourseNode node, int[][] assignment)
    {
        var bundle = BundleOf(node, assignment);
        if (bundle.Common is { } common)
        {
            return common;
        }
        var key = KeyOf(assignment);
        if (!bundle.Apart.TryGetValue(key, out var apart))
        {
            bundle.Apart[key] = apart = (assignment, Play(node, assignment));
        }
        return apart.Child;
    }

    public CourseBundle BundleOf(CourseNode node, int[][] assignment)
    {
        int[][] sorted = [.. assignment.Select(own => own.Order().ToArray())];
        var key = KeyOf(sorted);
        if (!node.Bundles.TryGetValue(key, out var bundle))
        {
            var child = Play(node, sorted);
            node.Bundles[key] = bundle = new CourseBundle(sorted, IsSymmetric(node, sorted, child) ? child : null);
        }
        return bundle;
    }

    private bool IsSymmetric(CourseNode node, int[][] sorted, CourseNode child)
    {
        if (child.IsEnd)
        {
            return true;
        }
        for (var group = 0; group < sorted.Length; group++)
        {
            var firsts = Enumerable
                .Range(0, sorted[group].Length)
                .Where(i => i == 0 || sorted[group][i] != sorted[group][i - 1])
                .ToList();
            for (var i = 0; i < firsts.Count; i++)
            {
                for (var j = i + 1; j < firsts.Count; j++)
                {
                    int[][] exchanged = [.. sorted.Select(own => (int[])own.Clone())];
                    (exchanged[group][firsts[i]], exchanged[group][firsts[j]]) = (
                        exchanged[group][firsts[j]],
                        exchanged[group][firsts[i]]
                    );
                    if (!ReferenceEquals(Play(node, exchanged), child))
                    {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private CourseNode Play(CourseNode node, int[][] assignment)
    {
        var pending = node.Pending.ToBuilder();
        var settled = node.Settled.ToBuilder();
        for (var group = 0; group < assignment.Length; group++)
        {
            for (var actor = 0; actor < assignment[group].Length; actor++)
            {
                var asks = node.Groups[group].Asks[actor];
                for (var i = 0; i < asks.Length; i++)
                {
                    settled.Add(asks[i].Key);
                    var outcome = asks[i].Variable.Outcomes[node.Groups[group].OutcomeOf(assignment[group][actor], i)];
                    var at = Math.Max(asks[i].Opened + outcome.Delay, node.Play.State.Now + 1);
                    if (!outcome.IsNothing && at <= End)
                    {
                        pending.Add(new PendingAct(at, asks[i], outcome));
                    }
                }
            }
        }
        pending.Sort(
            static (x, y) => x.At != y.At ? x.At.CompareTo(y.At) : string.CompareOrdinal(x.Signature, y.Signature)
        );
        return Proceed(node.Play, pending.ToImmutable(), settled.ToImmutable(), node.Received);
    }

    /// <summary>Lets happen what is pending and what time brings, until conduct is open, or the promise kept, or its time up.</summary>
    private CourseNode Proceed(
        Play play,
        ImmutableArray<PendingAct> pending,
        ImmutableHashSet<string> settled,
        decimal received
    )
    {
        while (true)
        {
            if (received >= delivery.Needed)
            {
                return Kept(play, received);
            }
            var groups = Groups(play.State, settled);
            if (!groups.IsEmpty)
            {
                return Interned(play, pending, settled, received, groups);
            }
            var next = pending.IsEmpty ? long.MaxValue : pending[0].At;
            var deadline = play.State.NextDeadline ?? long.MaxValue;
            if (Math.Min(next, deadline) > End)
            {
                return failed ??= new CourseNode(nodes++, play.Wait(End), [], [], received, null, []);
            }
            if (next > deadline)
            {
                play = play.Wait(deadline);
                continue;
            }
            var due = pending.TakeWhile(act => act.At == next).ToList();
            pending = pending.RemoveRange(0, due.Count);
            var done = play.Do(next, Moves(play.State, due));
            if (!ReferenceEquals(done, play))
            {
                Work += done.Round.Length;
                var unheard = done.Notices.Select(notice => notice.Event.Id).ToHashSet(StringComparer.Ordinal);
                received += done.Round.Where(told => !unheard.Contains(told.Id)).Sum(delivery.Of);
            }
            play = done;
        }
    }

    private List<Event> Moves(State state, List<PendingAct> due)
    {
        var decisions = state.OpenDecisions().ToDictionary(KeyOf, StringComparer.Ordinal);
        var norms = new Dictionary<string, OpenInstance>(StringComparer.Ordinal);
        foreach (
            var open in state.OpenInstances().Where(open => open.NormState is NormState.Active or NormState.Violated)
        )
        {
            norms.TryAdd(KeyOf(open), open);
        }
        var moves = new List<Event>();
        foreach (var act in due)
        {
            var actor = act.Ask.Variable.Actor;
            if (decisions.TryGetValue(act.Ask.Key, out var open))
            {
                moves.AddRange(Vote(open, actor, act.Outcome.Vote));
            }
            else if (
                norms.TryGetValue(act.Ask.Key, out var norm)
                && setting.Moves.Performance(setting.Machine, norm, actor.Name, delivery.Kinds) is { } performance
            )
            {
                moves.Add(performance);
            }
        }
        return moves;
    }

    private IEnumerable<Event> Vote(OpenDecision open, RehearsedActor actor, Vote vote)
    {
        var votes = setting.Moves.Votes(open, vote, name => name == actor.Name);
        return actor.Member == 0
            ? votes
            : votes.Where(made => made.Data.Member == actor.Member.ToString(CultureInfo.InvariantCulture));
    }

    private CourseNode Kept(Play play, decimal received)
    {
        var after = play.State.Now - Begin;
        if (!kept.TryGetValue(after, out var node))
        {
            kept[after] = node = new CourseNode(nodes++, play, [], [], received, after, []);
        }
        return node;
    }

    private CourseNode Interned(
        Play play,
        ImmutableArray<PendingAct> pending,
        ImmutableHashSet<string> settled,
        decimal received,
        ImmutableArray<AskGroup> groups
    )
    {
        var open = play
            .State.OpenDecisions()
            .Select(KeyOf)
            .Concat(play.State.OpenInstances().Select(KeyOf))
            .Where(settled.Contains)
            .ToImmutableHashSet(StringComparer.Ordinal);
        // What has been decided or ended by others in the meantime is not waited for any more.
        pending = pending.RemoveAll(act => !open.Contains(act.Ask.Key));
        var key = (
            play.State.CanonicalHash(),
            play.State.Now,
            received,
            string.Join('|', pending.Select(act => act.Signature)),
            string.Join('|', open.Order(StringComparer.Ordinal))
        );
        if (!known.TryGetValue(key, out var like))
        {
            known[key] = like = [];
        }
        var node = like.Find(other => other.Play.State.CanonicalEquals(play.State));
        if (node is null)
        {
            like.Add(node = new CourseNode(nodes++, play, pending, open, received, null, groups));
        }
        return node;
    }

    private ImmutableArray<AskGroup> Groups(State state, ImmutableHashSet<string> settled)
    {
        var asks = new SortedDictionary<int, List<Ask>>();
        foreach (var open in state.OpenDecisions())
        {
            var key = KeyOf(open);
            if (settled.Contains(key))
            {
                continue;
            }
            var decision = agreement.Decisions[open.Decision];
            foreach (var actor in Electors(decision.Stages[open.Stage - 1]))
            {
                Add(actor, new Ask(key, key, open.Opened, cast.Votes(actor, decision.Name)));
            }
        }
        foreach (var open in state.OpenInstances())
        {
            if (
                open.NormState != NormState.Active
                || agreement.Clauses[open.Clause] is not { Modality: Modality.Duty, Content: PerformAct content }
            )
            {
                continue;
            }
            var act = agreement.Terms[content.Act].Name;
            var key = KeyOf(open);
            if (idle.Contains(act) || settled.Contains(key))
            {
                continue;
            }
            var alike = string.Create(
                CultureInfo.InvariantCulture,
                $"{open.Clause}/{open.Instance}/{open.CounterParty}/{open.Violator}/{open.Since}/{open.Until}/{open.Bearer.Group is null}"
            );
            foreach (
                var actor in cast.Actors.Where(actor => actor.Member <= 1 && setting.Includes(open.Bearer, actor.Name))
            )
            {
                if (setting.Moves.Performance(setting.Machine, open, actor.Name, delivery.Kinds) is not null)
                {
                    Add(actor, new Ask(key, alike, open.Since, cast.Duty(actor, act)));
                }
            }
        }
        return
        [
            .. asks.Select(entry =>
                    (
                        Actor: cast.Actors[entry.Key],
                        Asks: entry.Value.OrderBy(ask => ask.Alike, StringComparer.Ordinal).ToImmutableArray()
                    )
                )
                .GroupBy(entry => (entry.Actor.Class, Alike: string.Join('|', entry.Asks.Select(ask => ask.Alike))))
                .Select(group => new AskGroup([.. group.Select(entry => entry.Asks)])),
        ];

        void Add(RehearsedActor actor, Ask ask)
        {
            if (!asks.TryGetValue(actor.Index, out var own))
            {
                asks[actor.Index] = own = [];
            }
            own.Add(ask);
        }
    }

    private IEnumerable<RehearsedActor> Electors(Stage stage)
    {
        if (stage.Electorate.Body is { } index && agreement.Terms[index] is BodyTerm { ComposedOf: null } body)
        {
            return cast.Actors.Where(actor => !actor.IsParty && actor.Name == body.Name);
        }
        return setting.Moves.Electors(stage).Select(name => cast.Find(name, 0)).OfType<RehearsedActor>();
    }

    private static string KeyOf(int[][] assignment) =>
        string.Join('/', assignment.Select(own => string.Join(',', own)));

    private static string KeyOf(OpenDecision open) =>
        string.Create(CultureInfo.InvariantCulture, $"d{open.Decision}/{open.Instance}/{open.Stage}");

    private string KeyOf(OpenInstance open) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"n{open.Clause}/{open.Instance}/{setting.Machine.NameOf(open.Bearer)}/{open.CounterParty}/{open.Violator}"
        );
}
