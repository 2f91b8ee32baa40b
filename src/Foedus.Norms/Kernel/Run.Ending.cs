using Foedus.Language.Core;

namespace Foedus.Norms;

/// <summary>How an agreement ends for a party or for all, and what outlives it.</summary>
public sealed partial class Run
{
    private void Leave(int agreement, int party, int source, Rule rule, Cause? cause)
    {
        var state = _tables.Agreements[agreement];
        if (!ActorBits.Has(state.InForce, party))
        {
            return;
        }
        var times = state.TimesOf(party);
        if (times.Leaves != long.MaxValue)
        {
            _tables.Timers.Remove(LeavingTimer(agreement, party, times.Leaves), _owner);
        }
        var left = state with
        {
            InForce = ActorBits.Without(state.InForce, party),
            Suspended = ActorBits.Without(state.Suspended, party),
            Notified = ActorBits.Without(state.Notified, party),
            Consented = ActorBits.Without(state.Consented, party),
            Withdrawn = ActorBits.With(state.Withdrawn, party),
            Times = state.Times.Remove(party),
        };
        var concerned = Concerned(_plan.OnEnd[agreement], party);
        ChangeStatus(agreement, party, left, source, rule, cause);
        RemoveElector(party);
        RaiseForce(
            concerned,
            agreement,
            party,
            false,
            cause,
            isAsked: true,
            ended: ActorBits.With(_plan.Nobody, party)
        );
        CloseFor(agreement, party, source, cause);
        RefreshBodies(agreement, cause);
        AdoptAmongThoseLeft(agreement, cause);
        RefreshAmendments(cause);
    }

    /// <summary>Who is no longer a party loses the votes it has not cast.</summary>
    private void RemoveElector(int party)
    {
        foreach (var (key, instance) in _tables.Decisions.Entries().ToArray())
        {
            var stage = _plan.Decisions[instance.Decision].Stages[instance.Stage];
            if (stage.Seats > 0)
            {
                continue;
            }
            var ballot = instance.Ballot.WithoutElector(party);
            if (!ReferenceEquals(ballot, instance.Ballot))
            {
                var without = instance with { Ballot = ballot };
                _tables.Decisions.Set(key, without, _owner);
                CountDecision(key, without, isAtEnd: false);
            }
        }
    }

    private void EndAgreement(int agreement, int source, Rule rule, Cause? cause)
    {
        var state = _tables.Agreements[agreement];
        if (state.HasEnded || state.Since == long.MaxValue)
        {
            return;
        }
        var parties = state.InForce;
        SetAgreement(
            agreement,
            state with
            {
                HasEnded = true,
                InForce = _plan.Nobody,
                Provisional = _plan.Nobody,
                Suspended = _plan.Nobody,
                Notified = _plan.Nobody,
            }
        );
        EmitParticipation(
            agreement,
            -1,
            source,
            ParticipationStatus.InForce,
            ParticipationStatus.Withdrawn,
            rule,
            cause
        );
        for (var party = ActorBits.Next(parties, 0); party >= 0; party = ActorBits.Next(parties, party + 1))
        {
            EmitParticipation(
                agreement,
                party,
                source,
                ParticipationStatus.InForce,
                ParticipationStatus.Withdrawn,
                Rule.AgreementEnded,
                cause
            );
        }
        RaiseForce(_plan.OnEnd[agreement], agreement, -1, true, cause, ended: parties);
        for (var party = ActorBits.Next(parties, 0); party >= 0; party = ActorBits.Next(parties, party + 1))
        {
            RaiseForce(_plan.OnEnd[agreement], agreement, party, false, cause);
        }
        CloseFor(agreement, -1, source, cause);
        RefreshAmendments(cause);
    }

    /// <summary>
    /// What an end does to what is open: duties already owed outlive it (VCLT art. 70(1)(b)) unless the text says otherwise;
    /// what binds from moment to moment ends with it.
    /// </summary>
    /// <param name="party">−1: for all.</param>
    private void CloseFor(int agreement, int party, int source, Cause? cause)
    {
        foreach (var instance in Instances().ToArray())
        {
            var clause = _plan.Clauses[instance.Key.Clause];
            var isNoLongerOwed =
                clause.FollowsCreditors && instance.Key.CounterParty == party && !IsOwed(clause, instance);
            if (clause.Agreement != agreement || (party >= 0 && !instance.Bearer.Includes(party) && !isNoLongerOwed))
            {
                continue;
            }
            if (!_tables.Instances.Contains(instance.Key) || Outlives(clause, instance, party))
            {
                continue;
            }
            if (party >= 0 && !isNoLongerOwed && instance.Group is { } group && ActorBits.Count(group) > 1)
            {
                var rest = ActorBits.Without(group, party);
                _tables.Instances.Set(
                    instance.Key,
                    instance with
                    {
                        Group = rest,
                        Ballot = instance.Ballot?.WithoutElector(party),
                    },
                    _owner
                );
                continue;
            }
            if (instance.State == NormState.Violated && clause.IsToBeDone)
            {
                // A breach stays a breach.
                continue;
            }
            Close(
                instance,
                clause.IsPower ? (byte)PowerState.Expired : (byte)NormState.Terminated,
                source >= 0 && _plan.Rules.All[source] is DurationRule ? Rule.DurationEnded : Rule.AgreementEnded,
                cause ?? instance.Cause,
                source >= 0 ? _plan.Rules.Because[source] : null
            );
            EndOfConsequence(instance.Above, Ending.Other, cause);
        }
    }

    /// <summary>What the text says of the clause; what names it goes before what speaks of all.</summary>
    /// <param name="ending">A sentence that speaks of this ending goes before one that speaks of the other.</param>
    private SurvivalRule? SurvivalOf(ClausePlan clause, Endings ending)
    {
        SurvivalRule? general = null;
        SurvivalRule? special = null;
        foreach (var index in _plan.Rules.Survival[clause.Agreement])
        {
            if (_plan.Rules.All[index] is not SurvivalRule { Occasion: null } rule)
            {
                continue;
            }
            if (rule.Clauses.IsDefaultOrEmpty)
            {
                general = Nearer(general, rule);
            }
            else if (rule.Clauses.Contains(clause.Core.Index))
            {
                special = Nearer(special, rule);
            }
        }
        return special ?? general;

        SurvivalRule Nearer(SurvivalRule? first, SurvivalRule next) =>
            first is null || ((first.Of & ending) == 0 && (next.Of & ending) != 0) ? next : first;
    }

    private bool Outlives(ClausePlan clause, NormInstance instance, int party)
    {
        if (!(party >= 0 ? clause.Core.SurvivesWithdrawal : clause.Core.SurvivesTermination))
        {
            return false;
        }
        if (party >= 0 && Survives(instance.Bound, clause.Agreement, party))
        {
            return true;
        }
        if (instance.Bound.Survivors?.Agreement == clause.Agreement)
        {
            return true;
        }
        // What is said of all norms at once speaks of what is owed by then, not of what binds from moment to moment.
        if (
            SurvivalOf(clause, party >= 0 ? Endings.Withdrawal : Endings.Termination) is { } rule
            && !(rule.Survives && rule.Clauses.IsDefaultOrEmpty)
        )
        {
            return rule.Survives;
        }
        if (clause.Core.ConsequenceOf is not null)
        {
            return true;
        }
        return clause.IsToBeDone && (instance.Bound.IsOccurrence || instance.Deadline != long.MaxValue);
    }
}
