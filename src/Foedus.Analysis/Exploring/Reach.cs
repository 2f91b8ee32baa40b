using System.Collections.Immutable;
using Foedus.Language.Core;
using Foedus.Norms;
using Foedus.Norms.Events;

namespace Foedus.Analysis.Exploring;

/// <summary>
/// Which norms and powers can be brought to life, each by a shortest course: breadth first over canonical states, with
/// every occasion the text listens to, every decision made, every judgment found, and the passing of time.
/// </summary>
internal sealed class Reach
{
    public const int MostRounds = 3;
    public const int MostStates = 250;

    /// <summary>Powers and breaches multiply the states, and are few enough to follow further.</summary>
    private const int MostStatesWithPowers = 1000;

    /// <summary>What the breadth-first search did not bring to life is sought from so many of the states it met.</summary>
    private const int MostRoots = 12;

    /// <summary>And from so many of these with others in the places of those who act or are struck.</summary>
    private const int MostExchangedRoots = 3;
    private const long Day = 86_400_000;
    public const long MostYears = 30;

    private readonly Setting setting;
    private readonly Dictionary<int, Play> active = [];
    private readonly Dictionary<int, Play> opened = [];
    private readonly List<Play> plays = [];

    /// <summary>Null where nobody uses a power or breaks a prohibition.</summary>
    private readonly PowerUses? powers;
    private readonly int limit;

    public Reach(Setting setting)
        : this(setting, null) { }

    private Reach(Setting setting, PowerUses? powers)
    {
        this.setting = setting;
        this.powers = powers;
        limit = powers is null ? MostStates : MostStatesWithPowers;
        Explore();
        Seek();
    }

    /// <summary>The same, and besides powers are used and prohibitions broken.</summary>
    public static Reach WithPowers(Setting setting) => new(setting, new PowerUses(setting));

    /// <summary>Clauses of the agreement itself that no course was found to bring to life: they are not judged.</summary>
    public ImmutableArray<Clause> Unreached =>
        [.. setting.Agreement.Clauses.Where(clause => clause.Agreement == 0 && !active.ContainsKey(clause.Index))];

    /// <summary>For each clause a shortest course at whose end an instance of it is active (a power: enabled).</summary>
    public IReadOnlyDictionary<int, Play> Active => active;

    /// <summary>For each decision a shortest course at whose end it is open at its first stage.</summary>
    public IReadOnlyDictionary<int, Play> Opened => opened;

    /// <summary>Every state met, in the order in which it was met.</summary>
    public IReadOnlyList<Play> Plays => plays;

    private void Explore()
    {
        var queue = new Queue<(Play Play, int Rounds)>();
        var met = new MetStates<int>();
        var begin = setting.Start.State.Now + Day;
        var waited = setting.Start.Wait(begin);
        Meet(waited, 0);
        while (queue.TryDequeue(out var node))
        {
            if (node.Rounds == MostRounds && powers is not null && node.Play.State.NextDeadline is { } due)
            {
                // What was suspended may have fallen due meanwhile: the last step is to wait.
                Meet(node.Play.Wait(Math.Max(due, node.Play.State.Now)), MostRounds);
            }
            if (node.Rounds == MostRounds || plays.Count >= limit)
            {
                continue;
            }
            foreach (var next in Next(node.Play))
            {
                Meet(next, node.Rounds + 1);
            }
        }

        void Meet(Play play, int rounds)
        {
            if (plays.Count >= limit || !met.Add(0, play.State))
            {
                return;
            }
            plays.Add(play);
            foreach (var open in play.State.OpenInstances())
            {
                if (open.NormState == NormState.Active || open.PowerState == PowerState.Enabled)
                {
                    active.TryAdd(open.Clause, play);
                }
            }
            foreach (var open in play.State.OpenDecisions().Where(open => open.Stage == 1))
            {
                opened.TryAdd(open.Decision, play);
            }
            queue.Enqueue((play, rounds));
        }
    }

    /// <summary>Straight for what is still missing: by what sets it off, step by step.</summary>
    private void Seek()
    {
        var courses = new TriggerCourses(setting);
        var roots = (
            setting.WithoutRests is { } bare ? [bare, .. plays.Take(MostRoots)] : plays.Take(MostRoots)
        ).ToList();
        foreach (var clause in Unreached)
        {
            var found =
                roots
                    .SelectMany(root => courses.To(clause.Trigger, root, 1000))
                    .FirstOrDefault(play => IsAlive(play, clause.Index))
                // It may need another to be struck, or to act, than the one who stands for all.
                ?? roots
                    .Take(MostExchangedRoots)
                    .SelectMany(root =>
                        courses.To(clause.Trigger, root, 1000).SelectMany(play => StandIns.Of(setting, play, root))
                    )
                    .FirstOrDefault(play => IsAlive(play, clause.Index));
            if (found is not null)
            {
                active[clause.Index] = found;
                plays.Add(found);
            }
        }
        foreach (var decision in setting.Agreement.Decisions.Where(decision => !opened.ContainsKey(decision.Index)))
        {
            var found = roots
                .SelectMany(root => courses.To(decision.Upon, root, 1000))
                .FirstOrDefault(play =>
                    play.State.OpenDecisions().Any(open => open.Decision == decision.Index && open.Stage == 1)
                );
            if (found is not null)
            {
                opened[decision.Index] = found;
            }
        }
    }

    private static bool IsAlive(Play play, int clause) =>
        play
            .State.OpenInstances()
            .Any(open =>
                open.Clause == clause && (open.NormState == NormState.Active || open.PowerState == PowerState.Enabled)
            );

    private IEnumerable<Play> Next(Play play)
    {
        var now = play.State.Now;
        foreach (var open in play.State.OpenDecisions())
        {
            yield return play.Do(now + 1, setting.Moves.Votes(open, Vote.Yes, _ => true));
        }
        foreach (var move in Happenings)
        {
            yield return play.Do(now + 1000, [move]);
        }
        foreach (var words in SelfJudgments.WordsOf(setting.Agreement))
        {
            foreach (var bearer in setting.Possible.Parties)
            {
                var judged = play.Do(now + 1000, [Moves.Judgment(bearer, words)]);
                if (!judged.Transitions.IsEmpty)
                {
                    yield return judged;
                    // The text cannot tell those it does not name apart: one of them is enough.
                    if (setting.IsUnnamed(bearer))
                    {
                        break;
                    }
                }
            }
        }
        if (powers is not null)
        {
            foreach (
                var move in powers
                    .All(play)
                    .Concat(powers.Breaches(play).Select(breach => ImmutableArray.Create(breach)))
            )
            {
                yield return play.Do(now + 1000, move);
            }
        }
        if (play.State.NextDeadline is { } deadline && deadline < now + (MostYears * 365 * Day))
        {
            yield return play.Wait(deadline);
        }
    }

    /// <summary>What the text listens to: each event and act, once.</summary>
    public ImmutableArray<Event> Happenings =>
        happenings ??= [
            .. Listening
                .Occasions(setting.Agreement)
                // What a time counts from happens too, though it sets nothing off.
                .Concat(
                    setting
                        .Agreement.Clauses.SelectMany(clause => clause.Deadlines.IsDefault ? [] : clause.Deadlines)
                        .SelectMany(Anchor)
                )
                .SelectMany(leaf =>
                    leaf switch
                    {
                        OnEvent on => setting.Moves.Occurrences(on),
                        OnAct on => setting.Moves.Acts(on),
                        _ => [],
                    }
                )
                .DistinctBy(EventLine.Of),
        ];

    private static IEnumerable<Trigger> Anchor(Deadline deadline) =>
        deadline switch
        {
            Within within => TriggerLeaves.Of(within.Anchor),
            Before before => TriggerLeaves.Of(before.Occasion),
            _ => [],
        };

    private ImmutableArray<Event>? happenings;
}
