using System.Collections.Immutable;
using Foedus.Language.Core;
using Foedus.Norms.Events;

namespace Foedus.Norms;

/// <summary>Instruments and what they do to a party's participation.</summary>
public sealed partial class Run
{
    /// <summary>What brought a change of participation about: a rule, a clause (a power), or neither.</summary>
    private const int NoSource = -1;

    private static int FromClause(int clause) => -2 - clause;

    private static bool IsConsent(InstrumentKind kind) =>
        kind
            is InstrumentKind.Ratification
                or InstrumentKind.Acceptance
                or InstrumentKind.Approval
                or InstrumentKind.Accession;

    private void Deposit(Event @event, int author)
    {
        if (!InstrumentNames.TryFind(@event.Data.Name, out var kind))
        {
            Tell(NoticeKind.UnknownName, @event.Data.Name ?? "kind of instrument");
            return;
        }
        var agreement = 0;
        if (@event.Data.Agreement is { } name && !_plan.AgreementNames.TryFind(name, out agreement))
        {
            Tell(NoticeKind.UnknownName, name);
            return;
        }
        if (kind is InstrumentKind.EntryIntoForce or InstrumentKind.End)
        {
            ReportAgreement(@event, author, agreement, kind == InstrumentKind.EntryIntoForce);
            return;
        }
        var party = author;
        if (@event.Data.Party is { } named)
        {
            party = ActorOrNone(named);
            if (party < 0)
            {
                return;
            }
            if (party != author && !IsDepositary(agreement, author))
            {
                Tell(NoticeKind.UnauthorisedAuthor, @event.Source);
                return;
            }
        }
        if (ActorBits.Has(_plan.Bodies, party))
        {
            Tell(
                NoticeKind.NotPermitted,
                $"{_plan.Actors[party]} is not a state and deposits no instrument in its own name"
            );
            return;
        }
        if (!TakeInstrument(@event, kind, agreement, party, out var hasReserved))
        {
            return;
        }
        DeclareWithInstrument(@event, kind, party);
        var listeners = _plan.OnInstrument[agreement];
        if (listeners.Length == 0)
        {
            return;
        }
        var bound = new Bound
        {
            Root = @event.Subject ?? @event.Id,
            IsOccurrence = true,
            Author = author,
            Depositor = party,
            Cause = new Cause(@event, null),
        };
        foreach (var node in listeners)
        {
            // A reservation is one whether it comes with the consent or by itself.
            var isMeant = node.Instrument == kind || (hasReserved && node.Instrument == InstrumentKind.Reservation);
            if (isMeant && Accepts(node, bound, party, -1))
            {
                Reach(node, node, bound);
            }
        }
    }

    /// <summary>Returns whether the instrument is one that counts.</summary>
    private bool TakeInstrument(Event @event, InstrumentKind kind, int agreement, int party, out bool hasReserved)
    {
        hasReserved = false;
        switch (kind)
        {
            case InstrumentKind.Signature:
                // Before the consent, which may bring the agreement into force at once.
                if (CountsAsConsent(agreement, InstrumentKind.Signature))
                {
                    BeginConsent(@event, agreement, party);
                }
                hasReserved = Reserve(@event, agreement, party);
                Sign(@event, agreement, party);
                return true;
            case InstrumentKind.Accession when !MayAccede(agreement, party):
                Tell(NoticeKind.NotPermitted, $"the text does not open it to accession by {_plan.Actors[party]}");
                return false;
            case InstrumentKind.Ratification
            or InstrumentKind.Acceptance
            or InstrumentKind.Approval
            or InstrumentKind.Accession:
                BeginConsent(@event, agreement, party);
                hasReserved = Reserve(@event, agreement, party);
                Consent(@event, agreement, party);
                return true;
            case InstrumentKind.ProvisionalApplication:
                Provisionally(agreement, party, NoSource, new Cause(@event, null));
                return true;
            case InstrumentKind.NoticeOfWithdrawal:
                return GiveNotice(@event, agreement, party);
            case InstrumentKind.NoticeOfNonRenewal:
                return RefuseRenewal(@event, agreement, party);
            case InstrumentKind.WithdrawalOfNotice:
                return WithdrawNotice(@event, agreement, party);
            case InstrumentKind.AgreementToRenewal:
                return AgreeToRenewal(@event, agreement, party);
            case InstrumentKind.Reservation:
                return Reserve(@event, agreement, party);
            case InstrumentKind.Objection:
                return Object(@event, agreement, party);
            case InstrumentKind.WithdrawalOfReservation:
                return WithdrawReservation(@event, agreement, party);
            case InstrumentKind.AcceptanceOfReservation:
                return AcceptReservation(@event, agreement, party, takesBack: false);
            case InstrumentKind.WithdrawalOfObjection:
                return AcceptReservation(@event, agreement, party, takesBack: true);
            case InstrumentKind.AcceptanceOfAmendment:
                AcceptAmendment(@event, agreement, party);
                return true;
            default:
                return true;
        }
    }

    /// <summary>Where the text says who may accede, nobody else may (VCLT art. 15).</summary>
    private bool MayAccede(int agreement, int party)
    {
        var rules = _plan.Rules.Accession[agreement];
        return rules.Length == 0
            || Array.Exists(
                rules,
                rule => _plan.Rules.For[rule] is not { } who || who.Contains(this, Scope.None, party)
            );
    }

    private void Sign(Event @event, int agreement, int party)
    {
        var state = _tables.Agreements[agreement];
        if (CountsAsConsent(agreement, InstrumentKind.Signature))
        {
            Consent(@event, agreement, party);
            return;
        }
        if (ActorBits.Has(state.Signed, party) && !ActorBits.Has(state.Withdrawn, party))
        {
            Tell(NoticeKind.RepeatedReport, _plan.Actors[party]);
            return;
        }
        // Who signs after it had withdrawn, or had said that it would not become a party, means to become one again.
        var signed = state with
        {
            Signed = ActorBits.With(state.Signed, party),
            Withdrawn = ActorBits.Without(state.Withdrawn, party),
        };
        ChangeStatus(agreement, party, signed, NoSource, Rule.InstrumentDeposited, new Cause(@event, null));
    }

    private bool CountsAsConsent(int agreement, InstrumentKind kind)
    {
        foreach (var index in _plan.Rules.Force[agreement])
        {
            if (_plan.Rules.All[index] is EntryIntoForceRule rule && rule.Consent.Contains(kind))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>What had been reserved before it is said again with the consent, or lapses.</summary>
    private void BeginConsent(Event @event, int agreement, int party)
    {
        var state = _tables.Agreements[agreement];
        if (!ActorBits.Has(state.Consented, party) || ActorBits.Has(state.Withdrawn, party))
        {
            ForgetUnconfirmed(@event, agreement, party);
        }
    }

    private void Consent(Event @event, int agreement, int party)
    {
        var state = _tables.Agreements[agreement];
        if (ActorBits.Has(state.Consented, party) && !ActorBits.Has(state.Withdrawn, party))
        {
            Tell(NoticeKind.RepeatedReport, _plan.Actors[party]);
            return;
        }
        var changed = state with
        {
            Consented = ActorBits.With(state.Consented, party),
            Withdrawn = ActorBits.Without(state.Withdrawn, party),
            Times = state.Times.SetItem(party, state.TimesOf(party) with { Consented = Now }),
        };
        ChangeStatus(agreement, party, changed, NoSource, Rule.InstrumentDeposited, new Cause(@event, null));
        AcceptReservationsMade(agreement, party, new Cause(@event, null));
        EvaluateForce(agreement);
    }

    private void ApplyProvisionally(int rule, Bound bound)
    {
        if (_plan.Rules.All[rule] is not ProvisionalRule provisional || _plan.Rules.For[rule] is not { } who)
        {
            return;
        }
        Span<ulong> parties = stackalloc ulong[Words];
        who.Collect(this, Scope.Of(bound), parties);
        var withdrawn = _tables.Agreements[provisional.Agreement].Withdrawn;
        for (var actor = ActorBits.Next(parties, 0); actor >= 0; actor = ActorBits.Next(parties, actor + 1))
        {
            // From an instrument, who deposited it; from a moment, all but those that are not to become parties (VCLT art. 25(2)).
            if (bound.Depositor == actor || (bound.Depositor < 0 && !ActorBits.Has(withdrawn, actor)))
            {
                Provisionally(provisional.Agreement, actor, rule, bound.Cause);
            }
        }
    }

    private void Provisionally(int agreement, int party, int source, Cause? cause)
    {
        var state = _tables.Agreements[agreement];
        if (ActorBits.Has(state.Provisional, party) || ActorBits.Has(state.InForce, party) || state.HasEnded)
        {
            return;
        }
        SetAgreement(agreement, state with { Provisional = ActorBits.With(state.Provisional, party) });
        var status = StatusOf(agreement, party);
        EmitParticipation(agreement, party, source, status, status, Rule.ProvisionallyApplied, cause);
        OpenStanding(agreement, party, cause);
    }

    private bool GiveNotice(Event @event, int agreement, int party)
    {
        var state = _tables.Agreements[agreement];
        if (!ActorBits.Has(state.InForce, party))
        {
            if (state.HasEnded)
            {
                Tell(NoticeKind.NotInForce, _plan.Actors[party]);
                return false;
            }
            if (ActorBits.Has(state.Withdrawn, party))
            {
                Tell(NoticeKind.RepeatedReport, _plan.Actors[party]);
                return false;
            }
            // Before entry into force it is the intention not to become a party that is made clear: after consent by taking it back.
            var law =
                ActorBits.Has(state.Consented, party) ? "VCLT art. 18(b)"
                : ActorBits.Has(state.Signed, party) ? "VCLT art. 18(a)"
                : "VCLT art. 25(2)";
            var changed = state with
            {
                Consented = ActorBits.Without(state.Consented, party),
                Provisional = ActorBits.Without(state.Provisional, party),
                Withdrawn = ActorBits.With(state.Withdrawn, party),
            };
            var from = StatusOf(agreement, party);
            SetAgreement(agreement, changed);
            EmitParticipation(
                agreement,
                party,
                NoSource,
                from,
                StatusOf(agreement, party),
                Rule.NoticeReceived,
                new Cause(@event, null),
                provisions: new Provisions([], [law])
            );
            CloseFor(agreement, party, NoSource, new Cause(@event, null));
            return true;
        }
        NoteAgainstRenewal(agreement, party);
        if (ActorBits.Has(state.Notified, party))
        {
            Tell(NoticeKind.RepeatedReport, _plan.Actors[party]);
            return false;
        }
        foreach (var index in _plan.Rules.Withdrawal[agreement])
        {
            if (
                _plan.Rules.All[index] is not WithdrawalRule rule
                || _plan.Rules.For[index] is not { } who
                || !who.Contains(this, Scope.None, party)
            )
            {
                continue;
            }
            if (rule.Forbidden)
            {
                Tell(NoticeKind.NotPermitted, rule.Default ?? rule.Id);
                return false;
            }
            var entered = state.Since;
            if (rule.NotBefore is { } wait && (entered == long.MaxValue || _plan.Calendar.Add(entered, wait) > Now))
            {
                Tell(
                    NoticeKind.NotPermitted,
                    $"{rule.Id}: not before {EventTime.Format(_plan.Calendar.Add(entered, wait))}"
                );
                return false;
            }
            var leaves = _plan.Calendar.Add(Now, rule.Notice);
            state = _tables.Agreements[agreement];
            var notified = state with
            {
                Notified = ActorBits.With(state.Notified, party),
                Times = state.Times.SetItem(party, state.TimesOf(party) with { Leaves = leaves }),
            };
            _tables.Timers.Set(LeavingTimer(agreement, party, leaves), LeavingBound(agreement, index, @event), _owner);
            ChangeStatus(agreement, party, notified, index, Rule.NoticeReceived, new Cause(@event, null), Now, leaves);
            return true;
        }
        Tell(NoticeKind.NotPermitted, "VCLT art. 56: no right of withdrawal in the text");
        return false;
    }

    private static TimerKey LeavingTimer(int agreement, int party, long at) =>
        new(at, TimerPhase.Participation, agreement, "", party, -1, -1);

    private Bound LeavingBound(int agreement, int rule, Event @event) =>
        new()
        {
            Root = _plan.Roots[agreement],
            Toward = rule,
            Cause = new Cause(@event, null),
        };

    private bool WithdrawNotice(Event @event, int agreement, int party)
    {
        // What it had said against a renewal, by the notice or by one of its own, goes with it.
        var state = _tables.Agreements[agreement];
        var isNotified = ActorBits.Has(state.Notified, party);
        if (!isNotified && !(ActorBits.Has(state.AgainstRenewal, party) && ActorBits.Has(state.InForce, party)))
        {
            Tell(NoticeKind.NoMatchingInstance, _plan.Actors[party]);
            return false;
        }
        if (isNotified)
        {
            _tables.Timers.Remove(LeavingTimer(agreement, party, state.TimesOf(party).Leaves), _owner);
        }
        var changed = state with
        {
            AgainstRenewal = ActorBits.Without(state.AgainstRenewal, party),
            Notified = ActorBits.Without(state.Notified, party),
            Times = state.Times.SetItem(party, state.TimesOf(party) with { Leaves = long.MaxValue }),
        };
        ChangeStatus(agreement, party, changed, NoSource, Rule.NoticeWithdrawn, new Cause(@event, null));
        return true;
    }

    private void SetAgreement(int agreement, AgreementState state)
    {
        OwnArrays();
        _tables.Agreements[agreement] = state;
        _dirt |= Dirt.Participation;
    }

    private void ChangeStatus(
        int agreement,
        int party,
        AgreementState state,
        int source,
        Rule rule,
        Cause? cause,
        long? anchor = null,
        long? until = null
    )
    {
        var from = StatusOf(agreement, party);
        SetAgreement(agreement, state);
        EmitParticipation(agreement, party, source, from, StatusOf(agreement, party), rule, cause, anchor, until);
    }

    private void EmitParticipation(
        int agreement,
        int party,
        int source,
        ParticipationStatus from,
        ParticipationStatus to,
        Rule rule,
        Cause? cause,
        long? anchor = null,
        long? until = null,
        int counterParty = -1,
        Provisions? provisions = null
    )
    {
        _sink.Add(
            new Transition
            {
                At = Now,
                Kind = TransitionKind.Participation,
                Index = source >= 0 ? source : -1,
                Agreement = agreement,
                Bearer = party >= 0 ? Bearers.Of(party) : Bearers.None,
                CounterParty = counterParty,
                Violator = -1,
                Instance = _plan.Roots[agreement],
                From = (byte)from,
                To = (byte)to,
                Rule = rule,
                Cause = cause,
                Provisions =
                    provisions is not null ? provisions
                    : source >= 0 ? _plan.Rules.Because[source]
                    : source == NoSource ? Provisions.None
                    : _plan.Clauses[-2 - source].Because,
                Anchor = anchor,
                Until = until,
                Deadline = -1,
            }
        );
    }
}
