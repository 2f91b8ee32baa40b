using System.Collections.Immutable;
using Foedus.Language.Core;
using Foedus.Norms.Events;

namespace Foedus.Norms;

/// <summary>
/// Reservations. They free their author at once; they free another party toward their author when that party has accepted
/// them (VCLT art. 21(1)), which it does by silence (art. 20(5)), or when it has objected (art. 21(3)). One that the text
/// itself permits to the provision needs no acceptance (art. 20(1)).
/// </summary>
public sealed partial class Run
{
    private const string TacitAcceptance = "VCLT art. 20(5)";

    private bool Reserve(Event @event, int agreement, int party)
    {
        if (@event.Data.Reservations.IsDefaultOrEmpty)
        {
            return false;
        }
        var clauses = new SortedSet<int>();
        foreach (var reference in @event.Data.Reservations)
        {
            if (_plan.References.TryGetValue(reference, out var named))
            {
                clauses.UnionWith(named);
            }
            else
            {
                Tell(NoticeKind.UnknownName, reference);
                return false;
            }
        }
        if (RefusalOf(agreement, clauses) is { } refusal)
        {
            Tell(NoticeKind.NotPermitted, refusal);
            return false;
        }
        var state = _tables.Agreements[agreement];
        if (state.Reservations.TryGetValue(party, out var before))
        {
            clauses.UnionWith(before);
        }
        SetAgreement(agreement, state with { Reservations = state.Reservations.SetItem(party, [.. clauses]) });
        if (ActorBits.Has(state.Provisional, party))
        {
            // What bound it from moment to moment while it applied the agreement provisionally ends; what was due stays due.
            foreach (var index in clauses)
            {
                var clause = _plan.Clauses[index];
                EndStanding(clause, party, Rule.InstrumentDeposited, Machine.Because(clause, "VCLT art. 21"), new Cause(@event, null));
            }
        }
        if (clauses.Any(clause => !NeedsNoAcceptance(agreement, clause)))
        {
            AwaitAcceptance(agreement, party);
        }
        return true;
    }

    /// <summary>The rule that does not permit it; null if it is permitted. A list of clauses narrows the prohibition, or one permission, to them.</summary>
    private string? RefusalOf(int agreement, SortedSet<int> clauses)
    {
        var permitted = new HashSet<int>();
        string? narrowed = null;
        var isOpen = false;
        foreach (var index in _plan.Rules.Reservation[agreement])
        {
            if (_plan.Rules.All[index] is not ReservationRule rule)
            {
                continue;
            }
            if (!rule.Permitted && (rule.Clauses.IsDefaultOrEmpty || clauses.Overlaps(rule.Clauses)))
            {
                return rule.Default ?? rule.Id;
            }
            if (rule.Permitted && !rule.Clauses.IsDefaultOrEmpty)
            {
                permitted.UnionWith(rule.Clauses);
                narrowed ??= rule.Default ?? rule.Id;
            }
            isOpen |= rule.Permitted && rule.Clauses.IsDefaultOrEmpty;
        }
        return isOpen || clauses.IsSubsetOf(permitted) ? null : narrowed;
    }

    private bool NeedsNoAcceptance(int agreement, int clause)
    {
        foreach (var index in _plan.Rules.Reservation[agreement])
        {
            if (_plan.Rules.All[index] is ReservationRule { Permitted: true, Clauses.IsDefaultOrEmpty: false } rule && rule.Clauses.Contains(clause))
            {
                return true;
            }
        }
        return false;
    }

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
        _tables.Timers.Set(SilenceTimer(agreement, party, index, until), null, _owner);
        SetAgreement(agreement, state with { ObjectionsUntil = state.ObjectionsUntil.SetItem(party, until) });
    }

    private static TimerKey SilenceTimer(int agreement, int reserving, int rule, long at) =>
        new(at, TimerPhase.Participation, agreement, "", reserving, rule, -1);

    /// <summary>The time for objections is up: who had consented by now and kept silent has accepted.</summary>
    private void AcceptBySilence(int agreement, int reserving)
    {
        var state = _tables.Agreements[agreement];
        SetAgreement(agreement, state with { ObjectionsUntil = state.ObjectionsUntil.Remove(reserving) });
        var consented = (ulong[])state.Consented.Clone();
        ActorBits.Or(consented, state.InForce);
        for (var party = ActorBits.Next(consented, 0); party >= 0; party = ActorBits.Next(consented, party + 1))
        {
            AcceptBySilence(agreement, party, reserving, null);
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
        var against = ActorOrNone(@event.Data.Against ?? FilterPlan.TextOf(@event, "toward"));
        var state = _tables.Agreements[agreement];
        if (against < 0 || !state.Reservations.ContainsKey(against))
        {
            Tell(NoticeKind.NoMatchingInstance, _plan.Actors[party]);
            return false;
        }
        if (state.Accepted.Contains((party, against)))
        {
            Tell(NoticeKind.NotPermitted, $"{TacitAcceptance}: {_plan.Actors[party]} has accepted the reservation by its silence");
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
        TellReservation(agreement, against, party, Rule.ReservationObjected, precludes ? "VCLT art. 20(4)(b)" : "VCLT art. 21(3)", new Cause(@event, null));
        return true;
    }

    private bool WithdrawReservation(int agreement, int party)
    {
        var state = _tables.Agreements[agreement];
        if (!state.Reservations.ContainsKey(party))
        {
            Tell(NoticeKind.NoMatchingInstance, _plan.Actors[party]);
            return false;
        }
        SetAgreement(
            agreement,
            state with
            {
                Reservations = state.Reservations.Remove(party),
                ObjectionsUntil = state.ObjectionsUntil.Remove(party),
                Accepted = state.Accepted.Except(state.Accepted.Where(pair => pair.Reserving == party)),
                Objections = state.Objections.Except(state.Objections.Where(pair => pair.Reserving == party)),
            }
        );
        OpenStanding(agreement, party, null);
        return true;
    }

    /// <summary>Tells it, and ends what the other party owed from moment to moment to the reserving one under the provisions reserved.</summary>
    private void TellReservation(int agreement, int reserving, int other, Rule rule, string cited, Cause? cause)
    {
        var source = _plan.Rules.Reservation[agreement][0];
        var provisions = new Provisions([_plan.Rules.All[source].Id], [cited]);
        var status = StatusOf(agreement, reserving);
        EmitParticipation(agreement, reserving, source, status, status, rule, cause, counterParty: other, provisions: provisions);
        foreach (var index in _tables.Agreements[agreement].Reservations[reserving])
        {
            var clause = _plan.Clauses[index];
            foreach (var instance in InstancesOf(index).ToArray())
            {
                if (instance.Key.Bearer == other && instance.Key.CounterParty == reserving && !IsOwed(clause, instance))
                {
                    Close(instance, clause.IsPower ? (byte)PowerState.Expired : (byte)NormState.Terminated, rule, cause ?? instance.Cause, provisions);
                    EndOfConsequence(instance.Above, Ending.Other, cause);
                }
            }
        }
    }

    /// <summary>VCLT arts 20(4)(b) and 21: what an objection says, and what a reservation does once it is accepted or objected to, works both ways between the two.</summary>
    private bool IsNotBetween(ClausePlan clause, int bearer, int counterParty)
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
}
