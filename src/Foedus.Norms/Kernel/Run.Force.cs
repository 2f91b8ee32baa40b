using Foedus.Language.Core;
using Foedus.Norms.Events;

namespace Foedus.Norms;

/// <summary>Entry into force, duration and renewal.</summary>
public sealed partial class Run
{
    private void EvaluateForce(int agreement)
    {
        foreach (var index in _plan.Rules.Force[agreement])
        {
            if (_tables.Agreements[agreement].HasEnded)
            {
                return;
            }
            if (_plan.Rules.All[index] is EntryIntoForceRule rule && _plan.Rules.For[index] is { } who)
            {
                EvaluateForce(agreement, index, rule, who);
            }
        }
    }

    private void EvaluateForce(int agreement, int index, EntryIntoForceRule rule, ActorSetPlan who)
    {
        var earliest = rule.NotBefore ?? long.MinValue;
        if (Now < earliest)
        {
            _tables.Timers.Set(ForceTimer(agreement, -1, earliest), Remembered(agreement, CauseNow), _owner);
            if (rule.Delay is null)
            {
                return;
            }
        }
        Span<ulong> eligible = stackalloc ulong[Words];
        Span<ulong> consenting = stackalloc ulong[Words];
        who.Collect(this, Scope.None, eligible);
        ActorBits.AndNot(eligible, _plan.Bodies);
        eligible.CopyTo(consenting);
        var needsConsent = !rule.Consent.IsDefaultOrEmpty;
        if (needsConsent)
        {
            ActorBits.And(consenting, _tables.Agreements[agreement].Consented);
        }
        var met = rule.IsForLater ? FirstMet(agreement) : MetAt(agreement, index);
        if (met == long.MaxValue)
        {
            if (rule.IsForLater || !IsMet(rule, index, eligible, consenting))
            {
                return;
            }
            met = Now;
            SetMetAt(agreement, index, met);
        }
        var cause = CauseNow;
        var hasLater = _plan.Rules.HasLaterEntry[agreement];
        for (var party = ActorBits.Next(consenting, 0); party >= 0; party = ActorBits.Next(consenting, party + 1))
        {
            var state = _tables.Agreements[agreement];
            if (ActorBits.Has(state.InForce, party) || ActorBits.Has(state.Withdrawn, party))
            {
                continue;
            }
            if (hasLater && rule.IsForLater != state.TimesOf(party).Consented > met)
            {
                continue;
            }
            var from = needsConsent ? Math.Max(met, state.TimesOf(party).Consented) : met;
            // A delay runs from the consents whether the date has come or not; it is in force at the later of the two.
            var at = rule.Delay is { } delay ? Math.Max(_plan.Calendar.Add(from, delay), earliest) : Now;
            if (at > Now)
            {
                // Every instrument brings the machine here again; what set the delay off is the first of them.
                if (!_tables.Timers.Contains(ForceTimer(agreement, party, at)))
                {
                    _tables.Timers.Set(ForceTimer(agreement, party, at), Remembered(agreement, cause), _owner);
                }
            }
            else
            {
                Enter(agreement, party, index, cause, from);
            }
        }
    }

    private bool IsMet(EntryIntoForceRule rule, int index, ReadOnlySpan<ulong> eligible, ReadOnlySpan<ulong> consenting)
    {
        if (_plan.Rules.Conditions[index] is { } condition && !condition.Holds(this, Scope.None))
        {
            return false;
        }
        var count = ActorBits.Count(consenting);
        if (count == 0 || count < rule.Consents)
        {
            return false;
        }
        if (rule.ConsentFraction is { } fraction && count < Needed(fraction, ActorBits.Count(eligible)))
        {
            return false;
        }
        return _plan.Rules.Named[index] is not { } named
            || ActorBits.IsSubset(named, _tables.Agreements[rule.Agreement].Consented);
    }

    /// <summary>When the threshold of the rule for the first of them was met.</summary>
    private long FirstMet(int agreement)
    {
        var first = long.MaxValue;
        foreach (var at in _tables.Agreements[agreement].MetAt)
        {
            first = Math.Min(first, at);
        }
        return first;
    }

    private long MetAt(int agreement, int index)
    {
        var place = Array.IndexOf(_plan.Rules.Force[agreement], index);
        var met = _tables.Agreements[agreement].MetAt;
        return place < met.Length ? met[place] : long.MaxValue;
    }

    private void SetMetAt(int agreement, int index, long at)
    {
        var place = Array.IndexOf(_plan.Rules.Force[agreement], index);
        var state = _tables.Agreements[agreement];
        var met = state.MetAt;
        while (met.Length <= place)
        {
            met = met.Add(long.MaxValue);
        }
        SetAgreement(agreement, state with { MetAt = met.SetItem(place, at) });
    }

    private static TimerKey ForceTimer(int agreement, int party, long at) =>
        new(at, TimerPhase.Force, agreement, "", party, -1, -1);

    /// <summary>What a timer of participation carries: what set it off, told when it fires.</summary>
    private Bound? Remembered(int agreement, Cause? cause) =>
        cause is null ? null : new Bound { Root = _plan.Roots[agreement], Cause = cause };

    private void Enter(int agreement, int party, int rule, Cause? cause, long anchor)
    {
        var state = _tables.Agreements[agreement];
        var isFirst = state.Since == long.MaxValue;
        var from = StatusOf(agreement, party);
        SetAgreement(
            agreement,
            state with
            {
                InForce = ActorBits.With(state.InForce, party),
                Ever = ActorBits.With(state.Ever, party),
                Provisional = ActorBits.Without(state.Provisional, party),
                Since = isFirst ? Now : state.Since,
                Times = state.Times.SetItem(party, state.TimesOf(party) with { InForce = Now }),
            }
        );
        JoinAmendments(agreement, party);
        if (isFirst && agreement == 0)
        {
            BeginLife();
        }
        EmitParticipation(
            agreement,
            party,
            rule,
            from,
            StatusOf(agreement, party),
            Rule.EnteredIntoForce,
            cause,
            anchor,
            null
        );
        if (isFirst)
        {
            StartDuration(agreement, cause);
        }
        RaiseForce(_plan.OnForce[agreement], agreement, party, isFirst, cause);
        OpenStanding(agreement, party, cause);
        if (isFirst)
        {
            OpenStandingForBodies(agreement, cause);
        }
        JoinOpenings(agreement, party);
        if (_tables.Suspensions.Count > 0)
        {
            SuspendNewcomer(agreement, party);
        }
        RefreshBodies(agreement, cause);
        RefreshAmendments(cause);
    }

    /// <summary>Who enters while the text suspends the agreement is suspended too.</summary>
    private void SuspendNewcomer(int agreement, int party)
    {
        if (RuleSuspending(agreement, party) is var rule && rule != NoSource)
        {
            Span<ulong> targets = stackalloc ulong[Words];
            ActorBits.Add(targets, party);
            SuspendParties(agreement, targets, false, true, rule, CauseNow);
        }
    }

    /// <summary>Those of the listeners that speak of this party; of who leaves it is asked before it has left.</summary>
    private TriggerNode[] Concerned(TriggerNode[] listeners, int party)
    {
        if (listeners.Length == 0)
        {
            return listeners;
        }
        var bound = new Bound { Root = "", Party = party };
        return [.. listeners.Where(node => !node.IsWhole && Accepts(node, bound, party, -1))];
    }

    /// <param name="isAsked">The listeners are known to speak of the party.</param>
    /// <param name="ended">Whom the agreement has just ceased to bind: what the text sets off by that still binds them. Null: nobody.</param>
    private void RaiseForce(
        TriggerNode[] listeners,
        int agreement,
        int party,
        bool isWhole,
        Cause? cause,
        bool isAsked = false,
        ulong[]? ended = null
    )
    {
        if (listeners.Length == 0)
        {
            return;
        }
        var bound = new Bound
        {
            Root = _event?.Subject ?? _event?.Id ?? _plan.Roots[agreement],
            IsOccurrence = _event is not null,
            Party = party,
            Cause = cause,
        };
        foreach (var node in listeners)
        {
            if (node.IsWhole ? isWhole : party >= 0 && (isAsked || Accepts(node, bound, party, -1)))
            {
                Reach(node, node, ended is null || !Outlasts(node, party) ? bound : bound.After(agreement, ended));
            }
        }
    }

    /// <summary>
    /// What hangs on the end for all binds those who were bound until then. What hangs on the leaving of one binds those who
    /// stay, and who leaves only where it is that one that the text names.
    /// </summary>
    private bool Outlasts(TriggerNode node, int party)
    {
        if (party < 0)
        {
            return true;
        }
        var root = node;
        while (root.Parent is { } parent)
        {
            root = parent;
        }
        return root.Consumer.Kind == ConsumerKind.ClauseOpen
            && _plan.Clauses[root.Consumer.Index] is { Core.Bearer.Quantifier: Quantifier.One } clause
            && clause.Who.Contains(this, Scope.None, party);
    }

    /// <param name="only">The only clauses to be considered; null: all.</param>
    private void OpenStanding(int agreement, int party, Cause? cause, SortedSet<int>? only = null)
    {
        var bound = new Bound { Root = _plan.Roots[agreement], Cause = cause };
        foreach (var clause in _plan.Standing[agreement])
        {
            if (only is not null && !only.Contains(clause))
            {
                continue;
            }
            OpenClause(clause, null, bound, party, only is null ? Rule.Triggered : Rule.BecameBound);
            if (_plan.Clauses[clause].FollowsCreditors && only is null)
            {
                OpenClause(clause, null, bound, -1, Rule.BecameBound, party);
            }
        }
        foreach (var watch in _plan.Watches)
        {
            // "Once …": already true when the agreement enters into force for this party.
            if (
                watch.Kind == WatchKind.Trigger
                && _tables.Watches[watch.Id].IsLatchedFor(party)
                && _plan.Nodes[watch.Index] is { Parent: null, Consumer.Kind: ConsumerKind.ClauseOpen } node
                && _plan.Clauses[node.Consumer.Index].Agreement == agreement
                && (only is null || only.Contains(node.Consumer.Index))
            )
            {
                OpenClause(node.Consumer.Index, null, bound, party, Rule.BecameBound);
            }
        }
    }

    private void OpenStandingForBodies(int agreement, Cause? cause)
    {
        for (var body = ActorBits.Next(_plan.Bodies, 0); body >= 0; body = ActorBits.Next(_plan.Bodies, body + 1))
        {
            OpenStanding(agreement, body, cause);
            JoinOpenings(agreement, body);
        }
    }

    private void StartDuration(int agreement, Cause? cause)
    {
        foreach (var index in _plan.Rules.Duration[agreement])
        {
            if (_plan.Rules.All[index] is DurationRule rule)
            {
                var end = rule.Until ?? (rule.Length is { } length ? _plan.Calendar.Add(Now, length) : long.MaxValue);
                SetDurationEnd(agreement, index, end, cause);
            }
        }
    }

    private void SetDurationEnd(int agreement, int rule, long end, Cause? cause)
    {
        var state = _tables.Agreements[agreement];
        if (state.DurationEnd != long.MaxValue)
        {
            _tables.Timers.Remove(DurationTimer(agreement, rule, state.DurationEnd), _owner);
        }
        SetAgreement(agreement, state with { DurationEnd = end });
        if (end != long.MaxValue)
        {
            _tables.Timers.Set(DurationTimer(agreement, rule, end), Remembered(agreement, cause), _owner);
        }
    }

    private static TimerKey DurationTimer(int agreement, int rule, long at) =>
        new(at, TimerPhase.Participation, agreement, "", -1, rule, -1);

    private void FireParticipation(in TimerKey timer, Bound? bound)
    {
        var agreement = timer.Index;
        if (timer.Root == LateText)
        {
            MakeLate(agreement, timer.Bearer, timer.At);
            return;
        }
        if (timer.Bearer >= 0 && timer.CounterParty >= 0)
        {
            if (
                _tables.Agreements[agreement].ObjectionsUntil.GetValueOrDefault(timer.Bearer, long.MaxValue) == timer.At
            )
            {
                AcceptBySilence(agreement, timer.Bearer);
            }
            return;
        }
        if (timer.Bearer >= 0)
        {
            Leave(agreement, timer.Bearer, bound?.Toward ?? NoSource, Rule.NoticePeriodEnded, CauseNow);
            return;
        }
        var index = timer.CounterParty;
        if (_plan.Rules.All[index] is not DurationRule rule || _tables.Agreements[agreement].HasEnded)
        {
            return;
        }
        var state = _tables.Agreements[agreement];
        if (
            rule.Renewal is { } renewal
            && ActorBits.IsEmpty(state.AgainstRenewal)
            && (!rule.RenewalByAgreement || AllAgreeToRenew(state))
        )
        {
            SetAgreement(agreement, state with { DurationEnd = long.MaxValue, Renewing = _plan.Nobody });
            var end = _plan.Calendar.Add(timer.At, renewal);
            SetDurationEnd(agreement, index, end, CauseNow);
            EmitParticipation(
                agreement,
                -1,
                index,
                ParticipationStatus.InForce,
                ParticipationStatus.InForce,
                Rule.Renewed,
                CauseNow,
                timer.At,
                end
            );
            return;
        }
        EndAgreement(agreement, index, Rule.DurationEnded, CauseNow);
    }

    private static bool AllAgreeToRenew(AgreementState state) => ActorBits.IsSubset(state.InForce, state.Renewing);

    /// <summary>"renewed … by agreement of the Parties": each says so before the period ends.</summary>
    private bool AgreeToRenewal(Event @event, int agreement, int party)
    {
        if (
            RenewalOpenTo(
                agreement,
                party,
                static rule => rule.RenewalByAgreement,
                "the agreement is not renewed by agreement of the parties",
                out var index
            )
            is null
        )
        {
            return false;
        }
        var state = _tables.Agreements[agreement];
        return DeclareOnRenewal(
            @event,
            agreement,
            party,
            index,
            ActorBits.Has(state.Renewing, party),
            state with
            {
                Renewing = ActorBits.With(state.Renewing, party),
            },
            Rule.AgreedToRenewal
        );
    }

    /// <summary>One party's notice in time is enough: then the agreement ends for all at the end of the period that runs.</summary>
    private bool RefuseRenewal(Event @event, int agreement, int party)
    {
        if (
            RenewalOpenTo(
                agreement,
                party,
                static rule => rule.Renewal is not null,
                "the agreement is not renewed by itself",
                out var index
            )
            is not { } rule
        )
        {
            return false;
        }
        var state = _tables.Agreements[agreement];
        if (rule.NoticeBefore is { } before && _plan.Calendar.Add(Now, before) > state.DurationEnd)
        {
            Tell(
                NoticeKind.NotPermitted,
                $"{rule.Id}: too late for the period that ends {EventTime.Format(state.DurationEnd)}"
            );
            return false;
        }
        return DeclareOnRenewal(
            @event,
            agreement,
            party,
            index,
            ActorBits.Has(state.AgainstRenewal, party),
            state with
            {
                AgainstRenewal = ActorBits.With(state.AgainstRenewal, party),
            },
            Rule.NotToBeRenewed
        );
    }

    /// <summary>The rule on which a party may declare itself now; null, and told why, where it may not.</summary>
    /// <param name="otherwise">What is told where no rule of the text renews in that way.</param>
    private DurationRule? RenewalOpenTo(
        int agreement,
        int party,
        Func<DurationRule, bool> renews,
        string otherwise,
        out int index
    )
    {
        index = NoSource;
        var state = _tables.Agreements[agreement];
        if (!ActorBits.Has(state.InForce, party))
        {
            Tell(NoticeKind.NotInForce, _plan.Actors[party]);
            return null;
        }
        foreach (var candidate in _plan.Rules.Duration[agreement])
        {
            if (_plan.Rules.All[candidate] is DurationRule rule && renews(rule) && state.DurationEnd != long.MaxValue)
            {
                index = candidate;
                return rule;
            }
        }
        Tell(NoticeKind.NotPermitted, otherwise);
        return null;
    }

    private bool DeclareOnRenewal(
        Event @event,
        int agreement,
        int party,
        int index,
        bool isKnown,
        AgreementState declared,
        Rule rule
    )
    {
        if (isKnown)
        {
            Tell(NoticeKind.RepeatedReport, _plan.Actors[party]);
            return false;
        }
        SetAgreement(agreement, declared);
        var status = StatusOf(agreement, party);
        var cause = new Cause(@event, null);
        EmitParticipation(agreement, party, index, status, status, rule, cause, Now, declared.DurationEnd);
        return true;
    }

    private void NoteAgainstRenewal(int agreement, int party)
    {
        foreach (var index in _plan.Rules.Duration[agreement])
        {
            var state = _tables.Agreements[agreement];
            if (
                _plan.Rules.All[index] is DurationRule { Renewal: not null } rule
                && state.DurationEnd != long.MaxValue
                && (rule.NoticeBefore is not { } before || _plan.Calendar.Add(Now, before) <= state.DurationEnd)
            )
            {
                SetAgreement(agreement, state with { AgainstRenewal = ActorBits.With(state.AgainstRenewal, party) });
            }
        }
    }

    private void ExtendDuration(int agreement, Period by, Cause? cause)
    {
        var end = _tables.Agreements[agreement].DurationEnd;
        foreach (var index in _plan.Rules.Duration[agreement])
        {
            if (end != long.MaxValue)
            {
                var later = _plan.Calendar.Add(end, by);
                SetDurationEnd(agreement, index, later, cause);
                EmitParticipation(
                    agreement,
                    -1,
                    index,
                    ParticipationStatus.InForce,
                    ParticipationStatus.InForce,
                    Rule.PowerExtends,
                    cause,
                    end,
                    later
                );
                return;
            }
        }
    }

    /// <summary>An agreement without a text of its own: what the Depositary reports.</summary>
    private void SetReported(int agreement, bool isInForce, Event @event)
    {
        var state = _tables.Agreements[agreement];
        if (state.IsInForceAsReported == isInForce)
        {
            Tell(NoticeKind.RepeatedReport, _plan.Core.Agreements[agreement].Name);
            return;
        }
        var isFirst = isInForce && state.Since == long.MaxValue;
        SetAgreement(
            agreement,
            state with
            {
                IsInForceAsReported = isInForce,
                HasEnded = !isInForce,
                Since = isFirst ? Now : state.Since,
            }
        );
        if (isFirst && agreement == 0)
        {
            BeginLife();
        }
        var cause = new Cause(@event, null);
        EmitParticipation(
            agreement,
            -1,
            NoSource,
            isInForce ? ParticipationStatus.None : ParticipationStatus.InForce,
            isInForce ? ParticipationStatus.InForce : ParticipationStatus.Withdrawn,
            Rule.ReportedByDepositary,
            cause
        );
        RaiseForce(isInForce ? _plan.OnForce[agreement] : _plan.OnEnd[agreement], agreement, -1, true, cause);
    }
}
