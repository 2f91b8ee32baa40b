using Foedus.Language.Core;
using Foedus.Norms.Trees;
using Foedus.Temporal.Conditions;

namespace Foedus.Norms.Snapshots;

/// <summary>A state in a snapshot, with its annotations: a run that goes on from it gives the same reasons, not only the same verdicts.</summary>
internal static class StateForm
{
    public static void Write(SnapshotWriter to, State state)
    {
        var tables = state.Tables;
        to.Instant(state.Now);
        WriteTree(to, tables.Instances, key => Write(to, key), value => Write(to, value));
        WriteTree(
            to,
            tables.Queue,
            key =>
            {
                Write(to, key.Instance);
                to.Flag(key.IsViolated);
                to.Instant(key.Deadline);
            },
            to.Flag
        );
        WriteTree(to, tables.Timers, key => Write(to, key), to.Bound);
        WriteTree(to, tables.Decisions, key => Write(to, key), value => Write(to, value));
        WriteTree(
            to,
            tables.DecisionQueue,
            key =>
            {
                to.Instant(key.Opened);
                Write(to, key.Key);
            },
            to.Flag
        );
        WriteTree(to, tables.Reports, key => Write(to, key), to.Flag);
        WriteTree(to, tables.Memory, key => Write(to, key), to.Flag);
        WriteTree(to, tables.Counters, key => Write(to, key), to.Number);
        WriteTree(to, tables.Menus, key => Write(to, key), value => to.Many(value, to.Text));
        WriteTree(to, tables.Quantities, key => Write(to, key), to.Amount);
        WriteTree(to, tables.Openings, key => Write(to, key), value => Write(to, value));
        WriteTree(to, tables.Suspensions, key => Write(to, key), to.Flag);
        WriteTree(to, tables.Awaiting, key => Write(to, key), to.Bound);
        to.Many(tables.Agreements, value => AgreementForm.Write(to, value));
        to.Many(
            tables.Watches,
            value =>
            {
                to.Flag(value.Value);
                to.Flag(value.IsLatched);
                to.Bits(value.LatchedFor);
                to.Instant(value.Timer);
            }
        );
        to.Many(tables.Histories, value => WriteHistory(to, value));
        to.Many(tables.States, value => to.Number(value));
        to.Many(tables.LastOccasions, to.Instant);
        to.Many(tables.LastOutcomes, value => to.Number(value));
    }

    public static State Read(SnapshotReader from, Machine machine)
    {
        var now = from.Instant();
        var tables = new Tables
        {
            Instances = ReadTree<NormKey, NormInstance, NormOrder>(
                from,
                () => ReadNormKey(from),
                () => ReadInstance(from)
            ),
            Queue = ReadTree<QueueKey, bool, QueueOrder>(
                from,
                () => new QueueKey(ReadNormKey(from), from.Flag(), from.Instant()),
                from.Flag
            ),
            Timers = ReadTree<TimerKey, Bound?, TimerOrder>(from, () => ReadTimerKey(from), from.OptionalBound),
            Decisions = ReadTree<TextKey, DecisionInstance, TextOrder>(
                from,
                () => ReadTextKey(from),
                () => ReadDecision(from)
            ),
            DecisionQueue = ReadTree<DecisionQueueKey, bool, DecisionQueueOrder>(
                from,
                () => new DecisionQueueKey(from.Instant(), ReadTextKey(from)),
                from.Flag
            ),
            Reports = ReadTree<TextKey, bool, TextOrder>(from, () => ReadTextKey(from), from.Flag),
            Memory = ReadTree<TextKey, bool, TextOrder>(from, () => ReadTextKey(from), from.Flag),
            Counters = ReadTree<TextKey, long, TextOrder>(from, () => ReadTextKey(from), from.Number),
            Menus = ReadTree<TextKey, string[], TextOrder>(
                from,
                () => ReadTextKey(from),
                () => [.. from.Many(from.Text)]
            ),
            Quantities = ReadTree<TextKey, decimal, TextOrder>(from, () => ReadTextKey(from), from.Amount),
            Openings = ReadTree<TextKey, LaterOpening, TextOrder>(
                from,
                () => ReadTextKey(from),
                () => ReadOpening(from)
            ),
            Suspensions = ReadTree<TextKey, bool, TextOrder>(from, () => ReadTextKey(from), from.Flag),
            Awaiting = ReadTree<TextKey, Bound, TextOrder>(from, () => ReadTextKey(from), from.Bound),
            Agreements = [.. from.Many(() => AgreementForm.Read(from))],
            Watches =
            [
                .. from.Many(() => new WatchCell(from.Flag(), from.Flag(), from.OptionalBits(), from.Instant())),
            ],
            Histories = [.. from.Many(() => ReadHistory(from))],
            States = [.. from.Many(() => (byte)from.Small())],
            LastOccasions = [.. from.Many(from.Instant)],
            LastOutcomes = [.. from.Many(() => (byte)from.Small())],
        };
        var initial = machine.Initial.Tables;
        if (
            tables.Agreements.Length != initial.Agreements.Length
            || tables.Watches.Length != initial.Watches.Length
            || tables.Histories.Length != initial.Histories.Length
            || tables.States.Length != initial.States.Length
            || tables.LastOccasions.Length != initial.LastOccasions.Length
            || tables.LastOutcomes.Length != initial.LastOutcomes.Length
        )
        {
            throw new InvalidDataException("The state is one of another agreement.");
        }
        return new State(machine, now, tables);
    }

    public static void Write(SnapshotWriter to, Bound value)
    {
        to.Text(value.Root);
        to.Flag(value.IsOccurrence);
        to.Number(value.Author);
        to.Number(value.Against);
        to.Number(value.Performer);
        to.Number(value.Toward);
        to.Number(value.Depositor);
        to.Number(value.Party);
        to.Number(value.Violator);
        to.Bits(value.ViolatorGroup);
        to.Number(value.RootTerm);
        to.Instant(value.RootAt);
        to.Instant(value.Origin);
        to.Flag(value.Survivors is not null);
        if (value.Survivors is { } survivors)
        {
            to.Number(survivors.Agreement);
            to.Number(survivors.Rule);
            to.Bits(survivors.Bits);
        }
        to.Bits(value.Concerned);
        to.Flag(value.Round is not null);
        if (value.Round is { } round)
        {
            to.Number(round.Decision);
            to.Many(round.Bound, to.Bits);
        }
        WriteOptional(to, value.Above);
        to.Cause(value.Cause);
    }

    public static Bound ReadBound(SnapshotReader from) =>
        new()
        {
            Root = from.Text(),
            IsOccurrence = from.Flag(),
            Author = from.Small(),
            Against = from.Small(),
            Performer = from.Small(),
            Toward = from.Small(),
            Depositor = from.Small(),
            Party = from.Small(),
            Violator = from.Small(),
            ViolatorGroup = from.OptionalBits(),
            RootTerm = from.Small(),
            RootAt = from.Instant(),
            Origin = from.Instant(),
            Survivors = from.Flag() ? new SurvivorSet(from.Small(), from.Small(), from.Bits()) : null,
            Concerned = from.OptionalBits(),
            Round = from.Flag() ? new AmendedRound(from.Small(), [.. from.Many(from.Bits)]) : null,
            Above = ReadOptionalKey(from),
            Cause = from.Cause(),
        };

    private static void Write(SnapshotWriter to, NormInstance value)
    {
        Write(to, value.Key);
        to.Bits(value.Group);
        to.Bound(value.Bound);
        to.Number((int)value.State);
        to.Flag(value.IsSuspended);
        to.Flag(value.IsExcused);
        to.Instant(value.Since);
        to.Instant(value.Deadline);
        to.Number(value.DeadlineIndex);
        to.Optional(value.Anchor);
        to.Amount(value.Progress.Amount);
        to.Number(value.Progress.Items);
        to.Number(value.Progress.Acts);
        to.Many(
            value.Progress.Members,
            member =>
            {
                to.Number(member.Actor);
                to.Amount(member.Amount);
                to.Number(member.Items);
            }
        );
        to.Many(
            value.Progress.Given,
            item =>
            {
                to.Number(item.Actor);
                to.Text(item.Name);
            }
        );
        to.Flag(value.Ballot is not null);
        if (value.Ballot is { } ballot)
        {
            Write(to, ballot);
        }
        WriteOptional(to, value.Above);
        to.Number(value.LiveConsequences);
        to.Flag(value.ConsequenceLapsed);
        to.Flag(value.ConsequencePerformed);
        to.Flag(value.ConsequenceExercised);
        to.Flag(value.Provisions is not null);
        if (value.Provisions is { } provisions)
        {
            to.Many(provisions.Ids, to.Text);
            to.Many(provisions.Defaults, to.Text);
        }
    }

    private static NormInstance ReadInstance(SnapshotReader from) =>
        new()
        {
            Key = ReadNormKey(from),
            Group = from.OptionalBits(),
            Bound = from.Bound(),
            State = (NormState)from.Small(),
            IsSuspended = from.Flag(),
            IsExcused = from.Flag(),
            Since = from.Instant(),
            Deadline = from.Instant(),
            DeadlineIndex = from.Small(),
            Anchor = from.OptionalInstant(),
            Progress = new Progress(
                from.Amount(),
                from.Small(),
                from.Small(),
                [.. from.Many(() => new MemberProgress(from.Small(), from.Amount(), from.Small()))],
                [.. from.Many(() => new GivenItem(from.Small(), from.Text()))]
            ),
            Ballot = from.Flag() ? ReadBallot(from) : null,
            Above = ReadOptionalKey(from),
            LiveConsequences = from.Small(),
            ConsequenceLapsed = from.Flag(),
            ConsequencePerformed = from.Flag(),
            ConsequenceExercised = from.Flag(),
            Provisions = from.Flag() ? new Provisions([.. from.Many(from.Text)], [.. from.Many(from.Text)]) : null,
        };

    private static void Write(SnapshotWriter to, DecisionInstance value)
    {
        to.Number(value.Decision);
        to.Bound(value.Bound);
        to.Number(value.Stage);
        to.Instant(value.Opened);
        to.Instant(value.StageOpened);
        to.Instant(value.Deadline);
        Write(to, value.Ballot);
        to.Cause(value.Cause);
    }

    private static DecisionInstance ReadDecision(SnapshotReader from) =>
        new()
        {
            Decision = from.Small(),
            Bound = from.Bound(),
            Stage = from.Small(),
            Opened = from.Instant(),
            StageOpened = from.Instant(),
            Deadline = from.Instant(),
            Ballot = ReadBallot(from),
            Cause = from.Cause(),
        };

    private static void Write(SnapshotWriter to, Ballot value)
    {
        to.Bits(value.Electorate);
        to.Number(value.Seats);
        to.Bits(value.Yes);
        to.Bits(value.No);
        to.Bits(value.Abstained);
        to.Many(
            value.Members,
            cast =>
            {
                to.Text(cast.Member);
                to.Number((int)cast.Vote);
            }
        );
    }

    private static Ballot ReadBallot(SnapshotReader from) =>
        new(
            from.Bits(),
            from.Small(),
            from.Bits(),
            from.Bits(),
            from.Bits(),
            [.. from.Many(() => new MemberVote(from.Text(), (Events.Vote)from.Small()))]
        );

    private static void Write(SnapshotWriter to, LaterOpening value)
    {
        to.Bound(value.Bound);
        to.Instant(value.At);
        to.Instant(value.Deadline);
        to.Number(value.DeadlineIndex);
        to.Optional(value.Anchor);
    }

    private static LaterOpening ReadOpening(SnapshotReader from) =>
        new(from.Bound(), from.Instant(), from.Instant(), from.Small(), from.OptionalInstant());

    private static void WriteHistory(SnapshotWriter to, PastConditionState value) =>
        to.Many(
            value.Save(),
            part =>
            {
                to.Many(part.Times, to.Instant);
                to.Flag(part.AreStretches);
                to.Flag(part.Groups is not null);
                to.Many(
                    part.Groups ?? [],
                    group =>
                    {
                        to.Text(group.Name);
                        to.Many(group.Times, to.Instant);
                    }
                );
            }
        );

    private static PastConditionState ReadHistory(SnapshotReader from) =>
        PastConditionState.Restore(
            from.Many(() =>
            {
                var times = from.Many(from.Instant).ToArray();
                var areStretches = from.Flag();
                var hasGroups = from.Flag();
                var groups = from.Many(() => new SavedGroup(from.Text(), [.. from.Many(from.Instant)]));
                return new SavedOperator(times, areStretches, hasGroups ? [.. groups] : null);
            })
        );

    private static void Write(SnapshotWriter to, NormKey key)
    {
        to.Number(key.Clause);
        to.Number(key.Bearer);
        to.Text(key.Root);
        to.Number(key.CounterParty);
        to.Number(key.Violator);
    }

    private static NormKey ReadNormKey(SnapshotReader from) =>
        new(from.Small(), from.Small(), from.Text(), from.Small(), from.Small());

    private static void WriteOptional(SnapshotWriter to, NormKey? key)
    {
        to.Flag(key is not null);
        if (key is { } given)
        {
            Write(to, given);
        }
    }

    private static NormKey? ReadOptionalKey(SnapshotReader from) => from.Flag() ? ReadNormKey(from) : null;

    private static void Write(SnapshotWriter to, TextKey key)
    {
        to.Number(key.Index);
        to.Number(key.Sub);
        to.Text(key.Text);
    }

    private static TextKey ReadTextKey(SnapshotReader from) => new(from.Small(), from.Small(), from.Text());

    private static void Write(SnapshotWriter to, TimerKey key)
    {
        to.Instant(key.At);
        to.Number((int)key.Phase);
        Write(to, key.Instance);
    }

    private static TimerKey ReadTimerKey(SnapshotReader from)
    {
        var at = from.Instant();
        var phase = (TimerPhase)from.Small();
        var about = ReadNormKey(from);
        return new TimerKey(at, phase, about.Clause, about.Root, about.Bearer, about.CounterParty, about.Violator);
    }

    private static void WriteTree<TKey, TValue, TOrder>(
        SnapshotWriter to,
        in CowTree<TKey, TValue, TOrder> tree,
        Action<TKey> writeKey,
        Action<TValue> writeValue
    )
        where TKey : struct
        where TOrder : struct, ITreeOrder<TKey>
    {
        to.Number(tree.Count);
        foreach (var (key, value) in tree.Entries())
        {
            writeKey(key);
            writeValue(value);
        }
    }

    private static CowTree<TKey, TValue, TOrder> ReadTree<TKey, TValue, TOrder>(
        SnapshotReader from,
        Func<TKey> readKey,
        Func<TValue> readValue
    )
        where TKey : struct
        where TOrder : struct, ITreeOrder<TKey>
    {
        var owner = new object();
        var tree = new CowTree<TKey, TValue, TOrder>();
        for (var left = from.Small(); left > 0; left--)
        {
            tree.Set(readKey(), readValue(), owner);
        }
        return tree;
    }
}
