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
/// Bounds, which the report states: one trigger; those who comply act either all at once or all at the last moment, and
/// give the least that is owed; members of a coalition perform nothing and, in each stage of a decision, all vote yes,
/// all vote no, or all are silent; or they have all left before.
/// </remarks>
internal sealed class PromiseGame(Setting setting, Guarantee promise, OnEvent trigger)
{
    private const long Day = 86_400_000;
    private const int MostStates = 4_000;

    private readonly Agreement agreement = setting.Agreement;
    private readonly ImmutableArray<string> beneficiaries = setting.Possible.Of(promise.Beneficiary);
    private readonly ImmutableArray<string> wanted = promise.Promise is Receive receive ? receive.Kinds.IsDefault ? [] : receive.Kinds : [];

    /// <summary>Whether every course was followed to its end.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>The clauses whose performance the promise was kept by, in the last game that was won.</summary>
    public HashSet<int> ServedBy { get; } = [];

    /// <summary>A course in which the trigger happens and the promise is kept.</summary>
    public Play? Kept { get; private set; }

    /// <summary>A shortest course in which the promise fails, or null where the coalition cannot make it fail.</summary>
    public Failure? Against(ImmutableHashSet<string> coalition)
    {
        if (Reporter(coalition) is null)
        {
            // Nobody else may report the trigger: it happens, and the machine never hears of it.
            var end = new TreatyCalendar(agreement.Settings.TimeZone).Add(setting.Start.State.Now + Day, promise.Horizon);
            return new Failure(setting.Start.Wait(end), coalition, Conduct.IsSilent, IsLate: false);
        }
        foreach (var isLate in (bool[])[false, true])
        {
            if (Explore(setting.Start, coalition, isLate, hasLeft: false) is { } failure)
            {
                return failure;
            }
        }
        return coalition.IsEmpty || Left(coalition) is not { } left ? null : Explore(left, coalition, isLate: true, hasLeft: true);
    }

    /// <summary>The parties of the coalition withdraw, and their notice periods run out; null where they cannot leave.</summary>
    private Play? Left(ImmutableHashSet<string> coalition)
    {
        var leaving = setting.Possible.Parties.Where(coalition.Contains).ToList();
        if (leaving.Count == 0)
        {
            return null;
        }
        var play = setting.Start.Do(setting.Start.State.Now + Day, leaving.Select(Moves.Notice));
        bool Remain(Play after) => leaving.Exists(party => after.State.StatusOf(0, setting.Machine.ActorNamed(party)) is not ParticipationStatus.Withdrawn);
        for (var i = 0; i < 4 && Remain(play) && play.State.NextDeadline is { } deadline; i++)
        {
            play = play.Wait(deadline);
        }
        return Remain(play) ? null : play;
    }

    private Failure? Explore(Play start, ImmutableHashSet<string> coalition, bool isLate, bool hasLeft)
    {
        var report = setting.Moves.Occurrences(trigger, Reporter(coalition)).FirstOrDefault();
        if (report is null)
        {
            return null;
        }
        var begun = start.Do(start.State.Now + Day, [report]);
        var end = new TreatyCalendar(agreement.Settings.TimeZone).Add(begun.State.Now, promise.Horizon);
        var queue = new Queue<Node>();
        var seen = new Dictionary<(ulong, long, decimal, int), List<State>>();
        queue.Enqueue(new Node(begun, [], 0, hasLeft ? Conduct.Leaves : Conduct.Defaults));
        var count = 0;
        while (queue.TryDequeue(out var node))
        {
            if (++count > MostStates)
            {
                IsComplete = false;
                return null;
            }
            if (node.Received >= Needed)
            {
                Kept ??= node.Play;
                continue;
            }
            foreach (var next in Next(node, coalition, isLate, end))
            {
                if (next.Play.State.Now >= end && next.Received < Needed)
                {
                    return new Failure(next.Play, coalition, next.Conduct, isLate);
                }
                var key = (next.Play.State.CanonicalHash(), next.Play.State.Now, next.Received, next.Settled.Count);
                if (!seen.TryGetValue(key, out var states))
                {
                    seen[key] = states = [];
                }
                if (!states.Exists(next.Play.State.CanonicalEquals))
                {
                    states.Add(next.Play.State);
                    queue.Enqueue(next);
                }
            }
        }
        return null;
    }

    private decimal Needed =>
        promise.Promise is Receive kept ? kept.Amount?.Value ?? Math.Max(1, kept.Minimum) : 1;

    private IEnumerable<Node> Next(Node node, ImmutableHashSet<string> coalition, bool isLate, long end)
    {
        var state = node.Play.State;
        var decisions = state.OpenDecisions().Where(open => !node.Settled.Contains(KeyOf(open))).ToList();
        var norms = state.OpenInstances().Where(open => open.NormState == NormState.Active && !node.Settled.Contains(KeyOf(open))).ToList();
        if (decisions.Count + norms.Count > 0)
        {
            var settled = node.Settled.Union(decisions.Select(KeyOf)).Union(norms.Select(KeyOf));
            var atOnce = isLate ? [] : Dutiful(decisions, norms, coalition);
            var heard = coalition.IsEmpty || decisions.Count == 0
                ? [(Conduct.Defaults, Vote.None)]
                : ((Conduct, Vote)[])[(Conduct.IsSilent, Vote.None), (Conduct.Refuses, Vote.No), (Conduct.Defaults, Vote.Yes)];
            foreach (var (conduct, vote) in heard)
            {
                var votes = vote == Vote.None ? [] : decisions.SelectMany(open => setting.Moves.Votes(open, vote, coalition.Contains)).ToList();
                if (vote != Vote.None && votes.Count == 0)
                {
                    continue;
                }
                var at = state.Now + 1;
                var play = at <= end ? node.Play.Do(at, [.. atOnce, .. votes]) : node.Play;
                var worst = (Conduct)Math.Max((int)node.Conduct, (int)conduct);
                yield return new Node(play, settled, node.Received + Value(play, node.Play), worst);
            }
            yield break;
        }
        if (state.NextDeadline is not { } deadline || deadline > end)
        {
            yield return node with { Play = node.Play.Wait(end) };
            yield break;
        }
        var due = node.Play;
        if (isLate && deadline > state.Now)
        {
            due = due.Do(
                deadline,
                Dutiful(
                    [.. state.OpenDecisions().Where(open => open.Until == deadline)],
                    [.. state.OpenInstances().Where(open => open.NormState == NormState.Active && open.Until == deadline)],
                    coalition
                )
            );
        }
        yield return node with { Play = due.Wait(deadline), Received = node.Received + Value(due, node.Play) };
    }

    /// <summary>What those outside the coalition do: they find that what happened has happened, and perform what they owe.</summary>
    private List<Event> Dutiful(List<OpenDecision> decisions, List<OpenInstance> norms, ImmutableHashSet<string> coalition)
    {
        var moves = decisions.SelectMany(open => setting.Moves.Votes(open, Vote.Yes, actor => !coalition.Contains(actor))).ToList();
        foreach (var open in norms.Where(open => agreement.Clauses[open.Clause].Modality == Modality.Duty))
        {
            foreach (var performer in Performers(open).Where(actor => !coalition.Contains(actor)))
            {
                if (setting.Moves.Performance(setting.Machine, open, performer, wanted) is { } act)
                {
                    moves.Add(act);
                    if (Worth(act) > 0)
                    {
                        ServedBy.Add(open.Clause);
                    }
                }
            }
        }
        return moves;
    }

    private IEnumerable<string> Performers(OpenInstance open) =>
        setting.Possible.Parties.Concat(agreement.Terms.OfType<BodyTerm>().Select(body => body.Name)).Where(actor => open.Bearer.Includes(setting.Machine.ActorNamed(actor)));

    /// <summary>What the beneficiary has received between the two plays.</summary>
    private decimal Value(Play after, Play before) => after.Events().Skip(before.Count).Sum(Worth);

    private decimal Worth(Event act)
    {
        if (
            act.Type != EventType.ActPerformed
            || promise.Promise is not Receive kept
            || act.Data.Toward is not { } toward
            || !beneficiaries.Contains(toward, StringComparer.Ordinal)
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
        return done.Item == kind ? act.Data.Items.Count(item => wanted.IsEmpty || wanted.Contains(item, StringComparer.Ordinal)) : 0;
    }

    /// <summary>The beneficiary says so itself where it may; else somebody outside the coalition, so long as there is anybody.</summary>
    private string? Reporter(ImmutableHashSet<string> coalition)
    {
        if (agreement.Terms[trigger.Term] is not EventTerm term)
        {
            return null;
        }
        var reporters = setting.Possible.Of(term.Reporters);
        return beneficiaries.FirstOrDefault(name => reporters.Contains(name, StringComparer.Ordinal))
            ?? reporters.FirstOrDefault(name => !coalition.Contains(name));
    }

    private static string KeyOf(OpenDecision open) => $"d{open.Decision}/{open.Instance}/{open.Stage}";

    private string KeyOf(OpenInstance open) => $"n{open.Clause}/{open.Instance}/{setting.Machine.NameOf(open.Bearer)}/{open.CounterParty}/{open.Violator}";

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
