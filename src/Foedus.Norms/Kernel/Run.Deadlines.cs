using System.Globalization;
using Foedus.Language.Core;

namespace Foedus.Norms;

/// <summary>Deadlines: how they are set, moved and passed, and clauses that fall due again and again.</summary>
public sealed partial class Run
{
    /// <summary>The earliest of the clause's deadlines; <see cref="long.MaxValue"/> if none is known yet.</summary>
    private long DeadlineOf(ClausePlan clause, Bound bound, int bearer, long at, out int which, out long? anchor)
    {
        which = -1;
        anchor = null;
        var earliest = long.MaxValue;
        var deadlines = clause.Core.Deadlines;
        for (var i = 0; i < deadlines.Length; i++)
        {
            long? from = null;
            long until;
            switch (deadlines[i])
            {
                case Within { Anchor: null } within:
                    from = at;
                    until = _plan.Calendar.Add(at, within.Length);
                    break;
                case Within within:
                    from = AnchorTime(clause.Anchors[i], bound, bearer);
                    until = from is { } start ? _plan.Calendar.Add(start, within.Length) : long.MaxValue;
                    break;
                case ByInstant by:
                    until = by.At;
                    break;
                default:
                    continue;
            }
            if (until < earliest)
            {
                earliest = until;
                which = i;
                anchor = from;
            }
        }
        if (!clause.HasEnd)
        {
            return earliest;
        }
        if (clause.HoldsFor is { } period && _plan.Calendar.Add(at, period) is var over && over < earliest)
        {
            earliest = over;
            which = -1;
            anchor = at;
        }
        if (clause.HoldsUntil < earliest)
        {
            earliest = clause.HoldsUntil;
            which = -1;
            anchor = null;
        }
        foreach (var end in clause.Ends)
        {
            if (
                AnchorTime(end.From, bound, bearer) is { } from
                && _plan.Calendar.Add(from, end.After) is var until
                && until < earliest
                && (until >= Now || !ComesAgain(end.From, bound))
            )
            {
                earliest = until;
                which = -1;
                anchor = from;
            }
        }
        return earliest;
    }

    /// <summary>Whether an end that has passed is no end: the text means the next occasion, for there may be many.</summary>
    private bool ComesAgain(TriggerNode from, Bound bound) =>
        from.Kind switch
        {
            NodeKind.Instant or NodeKind.Clock or NodeKind.Nth => false,
            NodeKind.Event => bound.RootAt == long.MinValue || !IsEventOf(from, bound.RootTerm),
            NodeKind.Force or NodeKind.Instrument => from.BearerRole == BearerRole.None,
            _ => true,
        };

    /// <summary>Whether what would hold from now on has already come to its end.</summary>
    private bool IsOver(ClausePlan clause, long deadline) =>
        (clause.HasEnd || deadline != long.MaxValue)
        && clause.IsLasting
        && (deadline < Now || Array.Exists(clause.EndsUpon, HasHappenedForGood));

    /// <summary>Of what happens once only: whether it has, before this moment.</summary>
    private bool HasHappenedForGood(TriggerNode node) =>
        node.Kind switch
        {
            NodeKind.Clock => ClockTime(node) < Now,
            NodeKind.Nth when !node.IsPerInstance && !node.IsPerParty => _tables.Counters.TryGet(
                new TextKey(node.Id, 0, ""),
                out var count
            )
                && count >= node.N,
            _ => false,
        };

    /// <summary>When the anchor of a deadline happened, if it has: of the same chain, or for the bearer itself, where it can be told.</summary>
    private long? AnchorTime(TriggerNode? node, Bound bound, int bearer)
    {
        if (node is null)
        {
            return null;
        }
        if (node.Kind == NodeKind.Instant)
        {
            return node.At;
        }
        if (node.Kind == NodeKind.Event && bound.RootAt != long.MinValue && IsEventOf(node, bound.RootTerm))
        {
            return bound.RootAt;
        }
        if (bearer >= 0 && node.Kind == NodeKind.Force && node.BearerRole == BearerRole.Party)
        {
            var agreement = _tables.Agreements[node.Agreement];
            var entry = ActorBits.Has(_plan.Bodies, bearer) ? agreement.Since : agreement.TimesOf(bearer).InForce;
            return entry < long.MaxValue ? entry : null;
        }
        if (
            bearer >= 0
            && node.Kind == NodeKind.Instrument
            && node.BearerRole == BearerRole.Depositor
            && IsConsent(node.Instrument)
        )
        {
            return _tables.Agreements[node.Agreement].TimesOf(bearer).Consented is < long.MaxValue and var consented
                ? consented
                : null;
        }
        if (node.Kind == NodeKind.Clock)
        {
            return ClockTime(node);
        }
        return _tables.LastOccasions[node.Id] is > long.MinValue and var last ? last : null;
    }

    private bool IsEventOf(TriggerNode node, int term)
    {
        if (term < 0)
        {
            return false;
        }
        foreach (var listener in _plan.OnEvent[term])
        {
            if (ReferenceEquals(listener, node))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>When a named moment was, if it has been.</summary>
    private long? ClockTime(TriggerNode node)
    {
        foreach (var moment in _plan.Nodes)
        {
            if (
                moment.Parent is null
                && moment.Consumer.Kind == ConsumerKind.ClockMoment
                && Array.IndexOf(_plan.OnClock[moment.Consumer.Index], node) >= 0
                && _tables.LastOccasions[moment.Id] is > long.MinValue and var at
            )
            {
                return at;
            }
        }
        return null;
    }

    /// <summary>The anchor of a deadline happened after the clause was triggered: from now on there is a deadline, or an earlier one.</summary>
    private void TightenDeadlines(int index, int which, TriggerNode leaf, Bound bound)
    {
        var clause = _plan.Clauses[index];
        if (which < 0)
        {
            TightenEnds(clause, clause.Ends[-1 - which], leaf, bound);
            return;
        }
        if (clause.Core.Deadlines[which] is not Within within)
        {
            return;
        }
        var until = _plan.Calendar.Add(Now, within.Length);
        foreach (var instance in InstancesOf(index))
        {
            if (instance.State == NormState.Active && until < instance.Deadline && Concerns(leaf, bound, instance))
            {
                Replace(instance, instance with { Deadline = until, DeadlineIndex = which, Anchor = Now });
            }
        }
    }

    /// <summary>The occasion that an end is counted from has come: what lasts has an end from now on, or an earlier one.</summary>
    private void TightenEnds(ClausePlan clause, ClauseEnd end, TriggerNode leaf, Bound bound)
    {
        var until = _plan.Calendar.Add(Now, end.After);
        foreach (var instance in InstancesOf(clause.Core.Index))
        {
            if (until < instance.Deadline && Concerns(leaf, bound, instance))
            {
                Replace(instance, instance with { Deadline = until, DeadlineIndex = -1, Anchor = Now });
            }
        }
    }

    private void ExpireBefore(int index, TriggerNode leaf, Bound bound)
    {
        foreach (var instance in InstancesOf(index))
        {
            if (instance.State == NormState.Active && Concerns(leaf, bound, instance))
            {
                PassDeadline(instance, bound.Cause);
            }
        }
    }

    private void EndUntil(int index, TriggerNode leaf, Bound bound)
    {
        var clause = _plan.Clauses[index];
        foreach (var instance in InstancesOf(index))
        {
            if (Concerns(leaf, bound, instance))
            {
                EndLasting(clause, instance, Rule.UntilReached, bound.Cause ?? instance.Cause);
            }
        }
    }

    /// <summary>An occasion concerns the instance of its own chain if there is one, else every instance; and only its own bearer where it names "its".</summary>
    private bool Concerns(TriggerNode leaf, Bound bound, NormInstance instance)
    {
        if (!FitsBearer(leaf, bound, Scope.Of(instance)))
        {
            return false;
        }
        return string.Equals(bound.Root, instance.Key.Root, StringComparison.Ordinal)
            || !instance.Bound.IsOccurrence
            || !bound.IsOccurrence
            || leaf.Root.BearerRole != BearerRole.None
            || !HasRoot(instance.Key.Clause, bound.Root);
    }

    private bool HasRoot(int clause, string root)
    {
        var from = new NormKey(clause, int.MinValue, "", int.MinValue, int.MinValue);
        while (_tables.Instances.TryHigher(from, out var key, out _) && key.Clause == clause)
        {
            if (string.Equals(key.Root, root, StringComparison.Ordinal))
            {
                return true;
            }
            from = key;
        }
        return false;
    }

    /// <summary>A copy, so that instances may be closed while it is walked.</summary>
    private List<NormInstance> InstancesOf(int clause)
    {
        var found = new List<NormInstance>();
        var from = new NormKey(clause, int.MinValue, "", int.MinValue, int.MinValue);
        while (_tables.Instances.TryHigher(from, out var key, out var instance) && key.Clause == clause)
        {
            found.Add(instance);
            from = key;
        }
        return found;
    }

    private void FireDeadline(in NormKey key)
    {
        if (!_tables.Instances.TryGet(key, out var instance))
        {
            return;
        }
        PassDeadline(instance, instance.Cause);
    }

    private void PassDeadline(NormInstance instance, Cause? cause)
    {
        var clause = _plan.Clauses[instance.Key.Clause];
        if (clause.IsPower)
        {
            Close(instance, (byte)PowerState.Expired, Rule.PowerExpired, cause);
            EndOfConsequence(instance.Above, Ending.Lapsed, cause);
            return;
        }
        if (clause.IsLasting && instance.DeadlineIndex < 0)
        {
            EndLasting(clause, instance, Rule.UntilReached, cause);
            return;
        }
        if (instance.IsSuspended)
        {
            // No breach is entered during a suspension; the deadline stands and is looked at when it ends.
            return;
        }
        if (clause.IsLasting)
        {
            EndLasting(clause, instance, Rule.DeadlinePassed, cause);
            return;
        }
        if (clause.Unless is { } unless && unless.Holds(this, Scope.Of(instance)))
        {
            Close(instance, (byte)NormState.Excused, Rule.Excused, cause);
            EndOfConsequence(instance.Above, Ending.Other, cause);
        }
        else if (IsForbidden(clause, instance))
        {
            Close(instance, (byte)NormState.Excused, Rule.PrevailingNorm, cause);
            EndOfConsequence(instance.Above, Ending.Other, cause);
        }
        else if (clause.Perform?.Amount is { IsCap: true })
        {
            Close(instance, (byte)NormState.Fulfilled, Rule.Performed, cause);
            EndOfConsequence(instance.Above, Ending.Performed, cause);
        }
        else
        {
            Violate(clause, instance, Rule.DeadlinePassed, cause);
        }
    }

    private void Violate(ClausePlan clause, NormInstance instance, Rule rule, Cause? cause)
    {
        // The chain goes on below; without a further link the norm above is unanswered.
        var isLastLink = clause.Core.Consequence is null;
        var above = instance.Above;
        var violated = instance with { State = NormState.Violated, Above = isLastLink ? null : above };
        if (_tables.Instances.TryGet(instance.Key, out _))
        {
            if (clause.IsQueued)
            {
                _tables.Queue.Remove(QueueKeyOf(instance), _owner);
                _tables.Queue.Set(QueueKeyOf(violated), true, _owner);
            }
            if (instance.Deadline != long.MaxValue)
            {
                _tables.Timers.Remove(DeadlineKey(clause, instance.Key, instance.Deadline), _owner);
            }
            _tables.Instances.Set(instance.Key, violated, _owner);
        }
        _dirt |= Dirt.Norms;
        EmitNorm(violated, NormState.Active, NormState.Violated, rule, cause);
        if (isLastLink)
        {
            EndOfConsequence(above, Ending.Lapsed, cause);
        }
    }

    /// <summary>A prohibition, permission or maintenance duty comes to its end.</summary>
    private void EndLasting(ClausePlan clause, NormInstance instance, Rule rule, Cause? cause)
    {
        var to = clause.Core.Modality switch
        {
            Modality.Prohibition => NormState.Fulfilled,
            Modality.Maintenance => instance.State == NormState.Violated ? NormState.Unrepaired : NormState.Fulfilled,
            _ => NormState.Terminated,
        };
        if (clause.IsPower)
        {
            Close(instance, (byte)PowerState.Expired, Rule.PowerExpired, cause);
            EndOfConsequence(instance.Above, Ending.Lapsed, cause);
            return;
        }
        if (clause.IsToBeDone)
        {
            to = NormState.Terminated;
        }
        Close(instance, (byte)to, rule, cause);
        EndOfConsequence(instance.Above, to == NormState.Fulfilled ? Ending.Performed : Ending.Other, cause);
    }

    private void StartRecurrence(ClausePlan clause, Recurrence recurrence, Bound bound, int only)
    {
        var origin = bound with { Origin = Now };
        var first =
            recurrence.Closes is not null ? FirstOfCalendar(clause, recurrence, Now)
            : recurrence.AtStart || clause.Core.Deadlines.IsDefaultOrEmpty ? 0
            : 1;
        // One rhythm for all who are bound jointly: that of the first for whom the agreement is in force.
        var who = clause.IsJoint ? -1 : only;
        if (clause.HasRhythmOfCondition || (clause.IsJoint && only >= 0))
        {
            var rhythm = new TextKey(clause.Core.Index, who, bound.Root);
            if (_tables.Openings.Contains(rhythm) || (clause.HasRhythmOfCondition && !WhileHolds(clause, who)))
            {
                return;
            }
            _tables.Openings.Set(rhythm, new LaterOpening(origin, Now, long.MaxValue, -1, null), _owner);
        }
        ScheduleOccasion(clause, recurrence, origin, who, first);
    }

    /// <summary>
    /// Which occasion of a rhythm of the calendar is the first. Of a unit that is running already a limit holds for what is
    /// left; what is to be done in a unit is owed from the first whole one on, for the part before was bound by nothing (VCLT art. 28).
    /// </summary>
    private int FirstOfCalendar(ClausePlan clause, Recurrence recurrence, long origin)
    {
        var begin = _plan.Calendar.Add(origin, recurrence.Every with { Years = 0, Months = 0, Days = 0 });
        if (begin >= origin)
        {
            return 0;
        }
        var isOver =
            !clause.Core.Deadlines.IsDefaultOrEmpty
            || (recurrence.Closes is { } closes && _plan.Calendar.Add(begin, closes) < origin);
        return isOver || (recurrence.IsWholeUnit && clause.IsToBeDone) ? 1 : 0;
    }

    private bool WhileHolds(ClausePlan clause, int actor) =>
        clause.While is not { } condition
        || condition.Holds(this, actor >= 0 ? Scope.None.WithBearer(actor) : Scope.None);

    /// <summary>A rhythm that goes with a condition begins and ends with it.</summary>
    private void LookAtRhythm(ClausePlan clause)
    {
        if (clause.Core.Recurrence is not { } recurrence || !IsInForce(clause.Agreement))
        {
            return;
        }
        var root = _plan.Roots[clause.Agreement];
        var bound = new Bound { Root = root, Cause = CauseNow };
        if (clause.IsJoint)
        {
            LookAtRhythmOf(-1);
            return;
        }
        Span<ulong> bearers = stackalloc ulong[Words];
        clause.Who.Collect(this, Scope.Of(bound), bearers);
        for (var actor = ActorBits.Next(bearers, 0); actor >= 0; actor = ActorBits.Next(bearers, actor + 1))
        {
            if (IsBound(clause, actor, bound, out _))
            {
                LookAtRhythmOf(actor);
            }
        }

        void LookAtRhythmOf(int actor)
        {
            if (WhileHolds(clause, actor))
            {
                StartRecurrence(clause, recurrence, bound, actor);
            }
            else
            {
                _tables.Openings.Remove(new TextKey(clause.Core.Index, actor, root), _owner);
            }
        }
    }

    /// <summary>Whether the rhythm this occasion belongs to goes on.</summary>
    private bool HasRhythm(ClausePlan clause, Bound origin, int who) =>
        !clause.HasRhythmOfCondition
        || (
            _tables.Openings.TryGet(new TextKey(clause.Core.Index, who, origin.Root), out var rhythm)
            && rhythm.Bound.Origin == origin.Origin
        );

    private void ScheduleOccasion(ClausePlan clause, Recurrence recurrence, Bound origin, int only, int number)
    {
        var at = _plan.Calendar.Add(origin.Origin, Times(recurrence.Every, number));
        var key = new TimerKey(
            at,
            TimerPhase.Recurrence,
            clause.Core.Index,
            origin.Root,
            only,
            number,
            origin.Violator
        );
        if (at > Now)
        {
            _tables.Timers.Set(key, origin, _owner);
        }
        else
        {
            FireRecurrence(key, origin);
        }
    }

    /// <summary>One occasion: it opens at its moment if the text gives it a time limit or it falls due at the start; else it is to be done by its moment, within the period before.</summary>
    private void FireRecurrence(in TimerKey timer, Bound? origin)
    {
        var clause = _plan.Clauses[timer.Index];
        if (
            origin is null
            || clause.Core.Recurrence is not { } recurrence
            || _tables.Agreements[clause.Agreement].HasEnded
            || !HasRhythm(clause, origin, timer.Bearer)
        )
        {
            return;
        }
        var number = timer.CounterParty;
        var next = _plan.Calendar.Add(origin.Origin, Times(recurrence.Every, number + 1));
        var hasOwnDeadline = !clause.Core.Deadlines.IsDefaultOrEmpty;
        long? closes = recurrence.Closes is { } last ? _plan.Calendar.Add(timer.At, last) : null;
        var isDueAtEnd = !hasOwnDeadline && !recurrence.AtStart && clause.IsToBeDone && closes is null;
        var named = isDueAtEnd ? next : timer.At;
        // What is due at the end of a period is due in each period that lies wholly before the last instant.
        var mustEnd =
            isDueAtEnd ? next - 1
            : closes is { } end && clause.IsToBeDone && !hasOwnDeadline ? end
            : timer.At;
        if (recurrence.Until is { } until && mustEnd > until)
        {
            return;
        }
        var bound = origin with
        {
            Root = origin.Root + "/" + NameOfOccasion(named, recurrence),
            Origin = long.MinValue,
        };
        // What is to be done is in time at the very end; what holds over the period gives way to the next one, so that no moment is in both.
        var due =
            !clause.IsToBeDone ? Math.Min(closes ?? (next - 1), recurrence.Until ?? long.MaxValue)
            : hasOwnDeadline ? long.MaxValue
            : closes is { } close ? close
            : Math.Min(next, isDueAtEnd ? recurrence.Until ?? next : next);
        OpenOccasion(clause, null, bound, timer.Bearer, Rule.Triggered, timer.At, due);
        if (recurrence.Until is not { } ends || next <= ends)
        {
            ScheduleOccasion(clause, recurrence, origin, timer.Bearer, number + 1);
        }
    }

    private static Period Times(Period period, int number) =>
        period with
        {
            Years = checked(period.Years * number),
            Months = checked(period.Months * number),
            Days = checked(period.Days * number),
            Milliseconds = checked(period.Milliseconds * number),
        };

    /// <summary>A unit of the calendar by its own name (2026-Q1), everything else by its date or moment.</summary>
    private string NameOfOccasion(long at, Recurrence recurrence)
    {
        var every = recurrence.Every;
        var date = _plan.Calendar.DateOf(at);
        if (recurrence.Closes is { } closes && closes.Edge.Unit == every.Edge.Unit)
        {
            switch (every.Edge.Unit)
            {
                case CalendarUnit.Year:
                    return string.Create(CultureInfo.InvariantCulture, $"{date.Year:0000}");
                case CalendarUnit.Quarter:
                    return string.Create(
                        CultureInfo.InvariantCulture,
                        $"{date.Year:0000}-Q{((date.Month - 1) / 3) + 1}"
                    );
                case CalendarUnit.Month:
                    return string.Create(CultureInfo.InvariantCulture, $"{date.Year:0000}-{date.Month:00}");
            }
        }
        var day = string.Create(CultureInfo.InvariantCulture, $"{date.Year:0000}-{date.Month:00}-{date.Day:00}");
        return (every.Years | every.Months | every.Days) != 0 ? day : Events.EventTime.Format(at);
    }
}
