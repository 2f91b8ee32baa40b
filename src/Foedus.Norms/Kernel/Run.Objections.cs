using System.Collections.Immutable;
using Foedus.Language.Core;
using Foedus.Norms.Events;

namespace Foedus.Norms;

/// <summary>
/// What other parties say to a reservation. It frees another party toward its author when that party has accepted it (VCLT
/// art. 21(1)), which it also does by silence (art. 20(5)), or has objected to it (art. 21(3)). One that the text itself
/// permits to the provision needs no acceptance (art. 20(1)).
/// </summary>
public sealed partial class Run
{
    private const string TacitAcceptance = "VCLT art. 20(5)";

    private void AwaitAcceptance(int agreement, int party)
    {
        var index = _plan.Rules.Reservation[agreement][0];
        if (_plan.Rules.All[index] is not ReservationRule rule)
        {
            return;
        }
        var state = _tables.Agreements[agreement];
        if (state.ObjectionsUntil.TryGetValue(party, out var earlier))
        {
            _tables.Timers.Remove(SilenceTimer(agreement, party, index, earlier), _owner);
        }
        var until = _plan.Calendar.Add(Now, rule.AcceptedAfter);
        _tables.Timers.Set(SilenceTimer(agreement, party, index, until), Remembered(agreement, CauseNow), _owner);
        SetAgreement(agreement, state with { ObjectionsUntil = state.ObjectionsUntil.SetItem(party, until) });
    }

    private static TimerKey SilenceTimer(int agreement, int reserving, int rule, long at) =>
        new(at, TimerPhase.Participation, agreement, "", reserving, rule, -1);

    /// <summary>The time for objections is up: who had consented by now and kept silent has accepted.</summary>
    private void AcceptBySilence(int agreement, int reserving)
    {
        var state = _tables.Agreements[agreement];
        SetAgreement(agreement, state with { ObjectionsUntil = state.ObjectionsUntil.Remove(reserving) });
        AllAcceptBySilence(agreement, reserving, CauseNow);
    }

    private void AllAcceptBySilence(int agreement, int reserving, Cause? cause)
    {
        var state = _tables.Agreements[agreement];
        var consented = (ulong[])state.Consented.Clone();
        ActorBits.Or(consented, state.InForce);
        for (var party = ActorBits.Next(consented, 0); party >= 0; party = ActorBits.Next(consented, party + 1))
        {
            AcceptBySilence(agreement, party, reserving, cause);
        }
    }

    /// <summary>Who consents when the time is up accepts by consenting (VCLT art. 20(5): whichever is later).</summary>
    private void AcceptReservationsMade(int agreement, int party, Cause? cause)
    {
        foreach (var reserving in _tables.Agreements[agreement].Reservations.Keys)
        {
            if (!_tables.Agreements[agreement].ObjectionsUntil.ContainsKey(reserving))
            {
                AcceptBySilence(agreement, party, reserving, cause);
            }
        }
    }

    private void AcceptBySilence(int agreement, int party, int reserving, Cause? cause)
    {
        var state = _tables.Agreements[agreement];
        if (
            party == reserving
            || !state.Reservations.TryGetValue(reserving, out var clauses)
            || clauses.All(clause => NeedsNoAcceptance(agreement, clause))
            || state.Objections.Contains((party, reserving))
            || state.Accepted.Contains((party, reserving))
        )
        {
            return;
        }
        SetAgreement(agreement, state with { Accepted = state.Accepted.Add((party, reserving)) });
        TellReservation(agreement, reserving, party, Rule.ReservationAccepted, TacitAcceptance, cause);
    }

    private bool Object(Event @event, int agreement, int party)
    {
        var state = _tables.Agreements[agreement];
        if (ObjectsToLate(@event, agreement, party))
        {
            return true;
        }
        if (!TryAgainst(@event, agreement, party, out var against))
        {
            return false;
        }
        if (state.Accepted.Contains((party, against)))
        {
            Tell(
                NoticeKind.NotPermitted,
                $"{_plan.Actors[party]} has accepted the reservation, and does so by its silence after twelve months ({TacitAcceptance})"
            );
            return false;
        }
        if (state.Objections.Contains((party, against)))
        {
            Tell(NoticeKind.RepeatedReport, _plan.Actors[party]);
            return false;
        }
        // VCLT art. 20(4)(b): an objection keeps the agreement from entering into force between the two only if it says so.
        var precludes = @event.Data.AttributeNamed("precludes")?.Text is "true" or "entry into force" or "yes";
        SetAgreement(
            agreement,
            state with
            {
                Objections = state.Objections.Add((party, against)),
                NotBetween = precludes ? state.NotBetween.Add((party, against)) : state.NotBetween,
            }
        );
        TellReservation(
            agreement,
            against,
            party,
            Rule.ReservationObjected,
            precludes ? "VCLT art. 20(4)(b)" : "VCLT art. 21(3)",
            new Cause(@event, null)
        );
        return true;
    }

    /// <summary>Expressly (VCLT art. 20(4)(a)), or by taking an objection back (art. 22(2)): who no longer objects accepts.</summary>
    private bool AcceptReservation(Event @event, int agreement, int party, bool takesBack)
    {
        var state = _tables.Agreements[agreement];
        if (!TryAgainst(@event, agreement, party, out var against))
        {
            return false;
        }
        var pair = (party, against);
        if (takesBack && !state.Objections.Contains(pair))
        {
            Tell(
                NoticeKind.NoMatchingInstance,
                $"{_plan.Actors[party]} has not objected to the reservation of {_plan.Actors[against]}"
            );
            return false;
        }
        if (state.Accepted.Contains(pair))
        {
            Tell(NoticeKind.RepeatedReport, _plan.Actors[party]);
            return false;
        }
        var wasPrecluded = state.NotBetween.Contains(pair);
        SetAgreement(
            agreement,
            state with
            {
                Accepted = state.Accepted.Add(pair),
                Objections = state.Objections.Remove(pair),
                NotBetween = state.NotBetween.Remove(pair),
            }
        );
        var cause = new Cause(@event, null);
        TellReservation(
            agreement,
            against,
            party,
            Rule.ReservationAccepted,
            takesBack ? "VCLT art. 22(2)" : "VCLT art. 20(4)(a)",
            cause
        );
        if (wasPrecluded)
        {
            foreach (var index in _plan.Standing[agreement])
            {
                OpenBetween(_plan.Clauses[index], party, against, cause);
                OpenBetween(_plan.Clauses[index], against, party, cause);
            }
        }
        return true;
    }

    /// <summary>Whose reservation the report is about.</summary>
    private bool TryAgainst(Event @event, int agreement, int party, out int against)
    {
        against = ActorOrNone(@event.Data.Against ?? FilterPlan.TextOf(@event, "toward"));
        if (against >= 0 && against != party && _tables.Agreements[agreement].Reservations.ContainsKey(against))
        {
            return true;
        }
        Tell(
            NoticeKind.NoMatchingInstance,
            against >= 0 ? $"{_plan.Actors[against]} has no reservation another could answer" : _plan.Actors[party]
        );
        return false;
    }

    /// <summary>Tells it, and ends what the two owed each other from moment to moment and do so no more.</summary>
    private void TellReservation(int agreement, int reserving, int other, Rule rule, string cited, Cause? cause)
    {
        var source = _plan.Rules.Reservation[agreement][0];
        var provisions = new Provisions([_plan.Rules.All[source].Id], [cited]);
        var status = StatusOf(agreement, reserving);
        EmitParticipation(
            agreement,
            reserving,
            source,
            status,
            status,
            rule,
            cause,
            counterParty: other,
            provisions: provisions
        );
        foreach (var instance in Instances().ToArray())
        {
            var clause = _plan.Clauses[instance.Key.Clause];
            var (bearer, creditor) = (instance.Key.Bearer, instance.Key.CounterParty);
            if (
                clause.Agreement == agreement
                && ((bearer == other && creditor == reserving) || (bearer == reserving && creditor == other))
                && !IsOwed(clause, instance)
                && IsNotBetween(clause, bearer, creditor)
                && _tables.Instances.Contains(instance.Key)
            )
            {
                Close(
                    instance,
                    clause.IsPower ? (byte)PowerState.Expired : (byte)NormState.Terminated,
                    rule,
                    cause ?? instance.Cause,
                    provisions
                );
                EndOfConsequence(instance.Above, Ending.Other, cause);
            }
        }
    }

    /// <summary>VCLT arts 20(4)(b) and 21: what an objection says, and what a reservation does once it is accepted or objected to, works both ways between the two.</summary>
    internal bool IsNotBetween(ClausePlan clause, int bearer, int counterParty)
    {
        var state = _tables.Agreements[clause.Agreement];
        foreach (var (objector, reserving) in state.NotBetween)
        {
            if ((objector == bearer && reserving == counterParty) || (objector == counterParty && reserving == bearer))
            {
                return true;
            }
        }
        return !state.Reservations.IsEmpty
            && state.Reservations.TryGetValue(counterParty, out var reserved)
            && reserved.Contains(clause.Core.Index)
            && (
                NeedsNoAcceptance(clause.Agreement, clause.Core.Index)
                || state.Accepted.Contains((bearer, counterParty))
                || state.Objections.Contains((bearer, counterParty))
            );
    }

    /// <summary>
    /// What is forbidden toward any is forbidden toward those toward whom it holds: not toward a party between whom and the
    /// performer a reservation, an objection or an amendment has taken it away (VCLT arts 21, 40(4)).
    /// </summary>
    internal bool HoldsToward(ClausePlan clause, int performer, int toward) =>
        toward < 0
        || performer < 0
        || clause.Toward is null
        || (
            !IsNotBetween(clause, performer, toward)
            && (
                clause.AmendedBy.Length == 0
                || Applies(clause, performer, Scope.None with { CounterParty = toward }, out _)
            )
        );
}
