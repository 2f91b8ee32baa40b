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
internal sealed class PromiseGame(Setting setting, Guarantee promise)
{
    private const long Day = 86_400_000;
    private const int MostStates = 4_000;

    private readonly Agreement agreement = setting.Agreement;
    private readonly TriggerCourses courses = new(setting);
    private readonly ImmutableArray<string> wanted = promise.Promise is Receive receive
        ? receive.Kinds.IsDefault
            ? []
            : receive.Kinds
        : [];

    /// <summary>How many states all games together have looked at.</summary>
    public long States { get; private set; }

    /// <summary>Whether every course was followed to its end.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>
    /// Whether those who comply act at once only. Without it they may also act at the last moment that is in time: a promise
    /// rests on what is owed, not on zeal.
    /// </summary>
    public bool AtOnceOnly { get; set; }

    /// <summary>To whom the promise is made; whom the trigger names where the text says "the Party attacked".</summary>
    public ImmutableArray<string> Beneficiaries => beneficiaries ??= FindBeneficiaries();

    private ImmutableArray<string>? beneficiaries;

    /// <summary>The clauses whose performance the promise was kept by, in the last game that was won.</summary>
    public HashSet<int> ServedBy { get; } = [];

    /// <summary>A course in which the trigger happens and the promise is kept.</summary>
    public Play? Kept { get; private set; }

    /// <summary>Whether a course was found in which the trigger occurs.</summary>
    public bool CanBegin => Begin(setting.Start, []).Any();

    /// <summary>A shortest course in which the promise fails, or null where the coalition cannot make it fail.</summary>
    public Failure? Against(ImmutableHashSet<string> coalition)
    {
        if (CannotBeHeard(coalition))
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
        if (CannotBeHeard(coalition))
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

    private ImmutableArray<Clause> Delivering => delivering ??= [.. agreement.Clauses.Where(Delivers)];

    private ImmutableArray<Clause>? delivering;

    /// <summary>Whether what the clause demands is of what is promised.</summary>
    private bool Delivers(Clause clause) =>
        clause is { Modality: Modality.Duty, Content: PerformAct content }
        && promise.Promise is Receive kept
        && agreement.Terms[content.Act] is ActTerm act
        && (kept.Act is not { } asked || asked == content.Act)
        && (kept.Amount is not { } amount || act.Unit == amount.Unit)
        && (kept.Amount is not null || kept.Kind is not { } kind || act.Item == kind);

    private ImmutableArray<string> FindBeneficiaries()
    {
        if (promise.Beneficiary is not BoundActor bound)
        {
            return setting.Possible.Of(promise.Beneficiary);
        }
        var root = Begin(setting.Start, [])
            .Select(play =>
                play.Events()
                    .Skip(setting.Start.Count)
                    .FirstOrDefault(told => told.Type == EventType.OccurrenceReported)
            )
            .FirstOrDefault();
        var name = bound.Binding == Binding.Against ? root?.Data.Against : root?.Source;
        return name is null ? [] : [name];
    }

    /// <summary>The trigger occurs: one course for each event that it names.</summary>
    private IEnumerable<Play> Begin(Play start, ImmutableHashSet<string> coalition) =>
        courses
            .To(promise.Trigger, start, Day, term => Reporter(term, coalition))
            .DistinctBy(play => play.Count == 0 ? "" : play.Events()[^1].Data.Name)
            .Select(play => Judged(play, coalition));

    /// <summary>Those who comply find what is so, where the duty waits for their own finding.</summary>
    private Play Judged(Play play, ImmutableHashSet<string> coalition)
    {
        foreach (
            var words in agreement
                .Clauses.SelectMany(clause => TriggerLeaves.Of(clause.Trigger))
                .OfType<OnSelfJudgment>()
                .Select(on => agreement.Standards[on.Standard].Words)
                .Distinct(StringComparer.Ordinal)
        )
        {
            var judged = play.Do(
                play.State.Now + 1,
                setting
                    .Possible.Parties.Where(party => !coalition.Contains(party))
                    .Select(party => Moves.Judgment(party, words))
            );
            play = judged.Transitions.IsEmpty ? play : judged;
        }
        return play;
    }

    private bool CannotBeHeard(ImmutableHashSet<string> coalition) =>
        TriggerLeaves.Of(promise.Trigger).ToList() is { Count: > 0 } leaves
        && leaves.TrueForAll(leaf =>
            leaf is OnEvent on && agreement.Terms[on.Term] is EventTerm term && Reporter(term, coalition) is null
        );

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
        foreach (var begun in Begin(start, coalition))
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

    /// <summary>How much, or how many, the promise is of.</summary>
    public decimal Needed => promise.Promise is Receive kept ? kept.Amount?.Value ?? Math.Max(1, kept.Minimum) : 1;

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
        foreach (var isSmallestFirst in Orders(lastActs))
        {
            var due = node.Play.Do(
                deadline,
                Dutiful(node.Play, deadline, lastVotes, lastActs, coalition, isSmallestFirst)
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
        foreach (var isSmallestFirst in Orders(early))
        {
            var atOnce = Dutiful(
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

    /// <summary>Where one act can serve several duties, how little is given depends on which is served first.</summary>
    private IEnumerable<bool> Orders(List<OpenInstance> norms) => Shared(norms).Count > 0 ? [false, true] : [false];

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
    private List<Event> Dutiful(
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
                var performer in Performers(open)
                    .Where(actor => !coalition.Contains(actor) || IsAssumedToComply(actor, open.Clause))
            )
            {
                if (isShared && !IsOpen(tried, open))
                {
                    break;
                }
                if (
                    setting.Moves.Performance(setting.Machine, open, performer, wanted) is not { } whole
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
                if (Worth(act) > 0)
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

    private static decimal Demand(Clause clause) =>
        clause.Content is PerformAct act ? act.Amount?.Value ?? act.Items?.Minimum ?? 1 : 0;

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
            var kinds = demand.Kinds.IsDefault ? [] : demand.Kinds;
            var count = given.Sum(told =>
                told.Data.Items.Count(item => kinds.IsEmpty || kinds.Contains(item, StringComparer.Ordinal))
            );
            return count < whole.Data.Items.Length
                    ? whole with
                    {
                        Data = whole.Data with { Items = [.. whole.Data.Items.Skip(count)] },
                    }
                : clause.Bearer.Quantifier == Quantifier.Together ? whole
                : null;
        }
        return whole;
    }

    private bool IsAssumedToComply(string actor, int clause) =>
        agreement.Assumptions.Any(assumption =>
            assumption is { Kind: AssumptionKind.Complies, Who: { } who }
            && (assumption.Clause is null || assumption.Clause == clause)
            && setting.Possible.Contains(who, actor)
        );

    /// <summary>"It is assumed that the Mission reports every armed attack": it does, whatever else it fails at.</summary>
    private bool IsAssumedToReport(string actor) =>
        agreement.Assumptions.Any(assumption =>
            assumption is { Kind: AssumptionKind.Reports, Who: { } who } && setting.Possible.Contains(who, actor)
        );

    private IEnumerable<string> Performers(OpenInstance open) =>
        setting.Possible.Actors.Where(actor => open.Bearer.Includes(setting.Machine.ActorNamed(actor)));

    /// <summary>What the beneficiary has received between the two plays.</summary>
    private decimal Value(Play after, Play before) => after.Events().Skip(before.Count).Sum(Worth);

    private decimal Worth(Event act)
    {
        if (
            act.Type != EventType.ActPerformed
            || promise.Promise is not Receive kept
            || act.Data.Toward is not { } toward
            || !Beneficiaries.Contains(toward, StringComparer.Ordinal)
            || agreement.Terms.FirstOrDefault(term => term is ActTerm && term.Name == act.Data.Name) is not ActTerm done
            || (kept.Act is { } asked && agreement.Terms[asked].Name != done.Name)
        )
        {
            return 0;
        }
        if (kept.Amount is { } amount)
        {
            return act.Data.Unit == amount.Unit ? act.Data.Quantity ?? 0 : 0;
        }
        if (kept.Kind is not { } kind)
        {
            return 1;
        }
        return done.Item == kind
            ? act.Data.Items.Count(item => wanted.IsEmpty || wanted.Contains(item, StringComparer.Ordinal))
            : 0;
    }

    /// <summary>The beneficiary says so itself where it may; else somebody outside the coalition, so long as there is anybody.</summary>
    private string? Reporter(EventTerm term, ImmutableHashSet<string> coalition)
    {
        var reporters = setting.Possible.Of(term.Reporters);
        var interested = promise.Beneficiary is BoundActor ? [] : setting.Possible.Of(promise.Beneficiary);
        return interested.FirstOrDefault(name => reporters.Contains(name, StringComparer.Ordinal))
            ?? reporters.FirstOrDefault(name => !coalition.Contains(name) || IsAssumedToReport(name));
    }

    private static string KeyOf(OpenDecision open) => $"d{open.Decision}/{open.Instance}/{open.Stage}";

    private string KeyOf(OpenInstance open) =>
        $"n{open.Clause}/{open.Instance}/{setting.Machine.NameOf(open.Bearer)}/{open.CounterParty}/{open.Violator}";

    private sealed record Node(Play Play, ImmutableHashSet<string> Settled, decimal Received, Conduct Conduct);
}

/// <summary>What a coalition did, from the least to the most.</summary>
internal enum Conduct
{
    Defaults,
    IsSilent,
    Refuses,
    Leaves,
}

/// <summary>A course in which a promise is not kept.</summary>
/// <param name="IsLate">Those who comply acted at the last moment that is in time.</param>
internal sealed record Failure(Play Play, ImmutableHashSet<string> Coalition, Conduct Conduct, bool IsLate);
