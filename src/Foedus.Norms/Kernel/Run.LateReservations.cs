using System.Collections.Immutable;
using Foedus.Language.Core;
using Foedus.Norms.Events;
using Foedus.Norms.Replay;

namespace Foedus.Norms;

/// <summary>
/// Reservations made after consenting, where the text lets them in unless somebody objects. Until the time for objections
/// is up such a reservation changes nothing; one objection in time, and it is never made.
/// </summary>
public sealed partial class Run
{
    private const string LateText = "late";

    private const string LawOfLateReservations = "ILC Guide to Practice on Reservations 2.3.1";

    /// <summary>Kept with what else is awaited, one entry for each clause, below those of the suspensions.</summary>
    private static TextKey LateKey(int clause, int party) => new(int.MinValue + clause, party, LateText);

    private void AwaitObjections(Event @event, int agreement, int party, SortedSet<int> clauses)
    {
        var index = _plan.Rules.LateReservation[agreement][0];
        if (_plan.Rules.All[index] is not LateReservationRule rule)
        {
            return;
        }
        var until = _plan.Calendar.Add(Now, rule.Within);
        var bound = new Bound
        {
            Root = @event.Subject ?? @event.Id,
            RootAt = until,
            Cause = new Cause(@event, null),
        };
        foreach (var clause in clauses)
        {
            _tables.Awaiting.Set(LateKey(clause, party), bound, _owner);
        }
        _tables.Timers.Set(LateTimer(agreement, party, until), null, _owner);
        Tell(
            NoticeKind.ReservationNotPermitted,
            $"it is late, and is made only if nobody objects by {EventTime.Format(until)} ({ProvisionReference.Of(rule.Id)}, {LawOfLateReservations})"
        );
    }

    private static TimerKey LateTimer(int agreement, int party, long at) =>
        new(at, TimerPhase.Participation, agreement, LateText, party, -1, -1);

    /// <summary>Late reservations of the party that wait, with what they were made by.</summary>
    private List<(int Clause, Bound Bound)> LateReservationsOf(int agreement, int party)
    {
        var found = new List<(int, Bound)>();
        foreach (var (key, bound) in _tables.Awaiting.Entries())
        {
            if (
                key.Index <= int.MinValue / 2
                && key.Sub == party
                && _plan.Clauses[key.Index - int.MinValue].Agreement == agreement
            )
            {
                found.Add((key.Index - int.MinValue, bound));
            }
        }
        return found;
    }

    private void MakeLate(int agreement, int party, long at)
    {
        var due = LateReservationsOf(agreement, party).Where(late => late.Bound.RootAt == at).ToList();
        if (due.Count == 0)
        {
            return;
        }
        foreach (var (clause, _) in due)
        {
            _tables.Awaiting.Remove(LateKey(clause, party), _owner);
        }
        var state = _tables.Agreements[agreement];
        if (!ActorBits.Has(state.Consented, party) && !ActorBits.Has(state.InForce, party))
        {
            return;
        }
        var cause = due[0].Bound.Cause;
        Make(agreement, party, [.. due.Select(late => late.Clause)], isParty: true, cause, LawOfLateReservations);
        // Nobody has objected: that is how all have accepted it.
        AllAcceptBySilence(agreement, party, cause);
    }

    /// <summary>One party's objection keeps what is late from being made at all.</summary>
    private bool ObjectsToLate(Event @event, int agreement, int party)
    {
        if (_plan.Rules.LateReservation[agreement].Length == 0)
        {
            return false;
        }
        var against = ActorOrNone(@event.Data.Against ?? FilterPlan.TextOf(@event, "toward"));
        var state = _tables.Agreements[agreement];
        if (
            against < 0
            || against == party
            || !(ActorBits.Has(state.Consented, party) || ActorBits.Has(state.InForce, party))
            || TakeBackLate(agreement, against).IsEmpty
        )
        {
            return false;
        }
        TellReservation(
            agreement,
            against,
            party,
            Rule.ReservationObjected,
            LawOfLateReservations,
            new Cause(@event, null)
        );
        return true;
    }

    private ImmutableArray<int> TakeBackLate(int agreement, int party)
    {
        var waiting = LateReservationsOf(agreement, party);
        foreach (var (clause, bound) in waiting)
        {
            _tables.Awaiting.Remove(LateKey(clause, party), _owner);
            _tables.Timers.Remove(LateTimer(agreement, party, bound.RootAt), _owner);
        }
        return [.. waiting.Select(late => late.Clause)];
    }
}
