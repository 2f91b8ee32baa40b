using System.Collections.Immutable;
using Foedus.Language.Core;
using Foedus.Norms.Events;
using Foedus.Norms.Replay;

namespace Foedus.Norms;

/// <summary>
/// Reservations, as their author makes and withdraws them. They are made when signing or consenting (VCLT art. 19), are
/// to be confirmed by the consent where they were made before it (art. 23(2)), and free their author at once. What others
/// say to them is in <c>Run.Objections.cs</c>.
/// </summary>
public sealed partial class Run
{
    private const string LawOfMaking = "VCLT art. 19: a reservation is made when signing or consenting, not afterwards";

    /// <returns>Whether a reservation was made.</returns>
    private bool Reserve(Event @event, int agreement, int party)
    {
        if (@event.Data.Reservations.IsDefaultOrEmpty)
        {
            return false;
        }
        var state = _tables.Agreements[agreement];
        var isParty = ActorBits.Has(state.Consented, party) || ActorBits.Has(state.InForce, party);
        var isLate = isParty && state.TimesOf(party).Consented != Now;
        if (isLate && _plan.Rules.LateReservation[agreement].Length == 0)
        {
            Tell(NoticeKind.ReservationNotPermitted, LawOfMaking);
            return false;
        }
        var clauses = new SortedSet<int>();
        foreach (var reference in @event.Data.Reservations)
        {
            // Each provision is a reservation of its own: one that is not permitted takes none of the others with it.
            if (Reservable(agreement, reference) is not { } named)
            {
                Tell(NoticeKind.ReservationNotPermitted, $"the agreement knows no “{reference}”");
            }
            else if (RefusalOf(agreement, named) is { } refusal)
            {
                Tell(
                    NoticeKind.ReservationNotPermitted,
                    $"to {reference} none is permitted ({ProvisionReference.Of(refusal)}, VCLT art. 19)"
                );
            }
            else
            {
                clauses.UnionWith(named);
            }
        }
        if (clauses.Count == 0)
        {
            return false;
        }
        if (isLate)
        {
            AwaitObjections(@event, agreement, party, clauses);
            return true;
        }
        Make(agreement, party, clauses, isParty, new Cause(@event, null), "VCLT art. 21(1)");
        return true;
    }

    private void Make(int agreement, int party, SortedSet<int> clauses, bool isParty, Cause? cause, string cited)
    {
        var state = _tables.Agreements[agreement];
        var made = clauses.ToImmutableArray();
        if (state.Reservations.TryGetValue(party, out var before))
        {
            clauses.UnionWith(before);
        }
        SetAgreement(
            agreement,
            state with
            {
                Reservations = state.Reservations.SetItem(party, [.. clauses]),
                Times = state.Times.SetItem(party, state.TimesOf(party) with { Reserved = Now }),
            }
        );
        TellOfAuthor(agreement, party, made, Rule.ReservationMade, cited, cause);
        if (isParty || ActorBits.Has(state.Provisional, party))
        {
            // What bound it from moment to moment while it applied the agreement provisionally ends; what was due stays due.
            foreach (var index in made)
            {
                var clause = _plan.Clauses[index];
                EndStanding(clause, party, Rule.ReservationMade, Machine.Because(clause, "VCLT art. 21"), cause);
            }
        }
        if (clauses.Any(clause => !NeedsNoAcceptance(agreement, clause)))
        {
            AwaitAcceptance(agreement, party);
        }
    }

    /// <summary>The clauses of the agreement that the reference names, written alone or with the agreement; null if there are none.</summary>
    private SortedSet<int>? Reservable(int agreement, string reference)
    {
        var info = _plan.Core.Agreements[agreement];
        var end = reference.LastIndexOf(" of ", StringComparison.Ordinal);
        var alone =
            end > 0
            && _plan.AgreementNames.TryFind(reference[(end + " of ".Length)..], out var named)
            && named == agreement
                ? reference[..end]
                : reference;
        foreach (var written in (string[])[reference, info.Prefix + alone])
        {
            if (_plan.References.TryGetValue(written, out var clauses))
            {
                var own = new SortedSet<int>(clauses.Where(clause => _plan.Clauses[clause].Agreement == agreement));
                if (own.Count > 0)
                {
                    return own;
                }
            }
        }
        return null;
    }

    /// <summary>The rule that does not permit it; null if it is permitted. A list of clauses narrows the prohibition, or one permission, to them.</summary>
    private string? RefusalOf(int agreement, SortedSet<int> clauses)
    {
        var permitted = new HashSet<int>();
        string? narrowed = null;
        string? none = null;
        var isOpen = false;
        foreach (var index in _plan.Rules.Reservation[agreement])
        {
            if (_plan.Rules.All[index] is not ReservationRule rule)
            {
                continue;
            }
            if (!rule.Permitted && rule.Clauses.IsDefaultOrEmpty)
            {
                none ??= rule.Default ?? rule.Id;
            }
            else if (!rule.Permitted && clauses.Overlaps(rule.Clauses))
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
        // What is said of a provision goes before what is said of all.
        return clauses.IsSubsetOf(permitted) ? null
            : none is not null ? none
            : isOpen ? null
            : narrowed;
    }

    private bool NeedsNoAcceptance(int agreement, int clause)
    {
        foreach (var index in _plan.Rules.Reservation[agreement])
        {
            if (
                _plan.Rules.All[index] is ReservationRule { Permitted: true, Clauses.IsDefaultOrEmpty: false } rule
                && rule.Clauses.Contains(clause)
            )
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>
    /// Who consents says what it reserves. What it had said when it signed lapses unless the instrument says it again (VCLT
    /// art. 23(2)); then what others have said to it stands (23(3)). What it had reserved as a party that has left is gone.
    /// </summary>
    private void ForgetUnconfirmed(Event @event, int agreement, int party)
    {
        var state = _tables.Agreements[agreement];
        var reserved = state.TimesOf(party).Reserved;
        if (reserved == Now || !state.Reservations.TryGetValue(party, out var clauses))
        {
            return;
        }
        var wasSaidBefore = reserved != long.MaxValue;
        var again = new HashSet<int>();
        foreach (var reference in @event.Data.Reservations.IsDefault ? [] : @event.Data.Reservations)
        {
            again.UnionWith(Reservable(agreement, reference) ?? []);
        }
        ForgetReservations(agreement, party, keepsAnswers: wasSaidBefore && clauses.Any(again.Contains));
        if (clauses.Where(clause => !again.Contains(clause)).ToImmutableArray() is { IsEmpty: false } lapsed)
        {
            TellOfAuthor(
                agreement,
                party,
                lapsed,
                Rule.ReservationLapsed,
                wasSaidBefore ? "VCLT art. 23(2)" : "VCLT art. 19",
                new Cause(@event, null)
            );
        }
    }

    /// <param name="keepsAnswers">Whether acceptances and objections stand.</param>
    private void ForgetReservations(int agreement, int party, bool keepsAnswers)
    {
        var state = _tables.Agreements[agreement];
        if (state.ObjectionsUntil.TryGetValue(party, out var until))
        {
            _tables.Timers.Remove(SilenceTimer(agreement, party, _plan.Rules.Reservation[agreement][0], until), _owner);
        }
        state = state with
        {
            Reservations = state.Reservations.Remove(party),
            ObjectionsUntil = state.ObjectionsUntil.Remove(party),
        };
        if (!keepsAnswers)
        {
            state = state with
            {
                Accepted = state.Accepted.Except(state.Accepted.Where(pair => pair.Reserving == party)),
                Objections = state.Objections.Except(state.Objections.Where(pair => pair.Reserving == party)),
                NotBetween = state.NotBetween.RemoveAll(pair => pair.Reserving == party),
            };
        }
        SetAgreement(agreement, state);
    }

    /// <summary>VCLT art. 22: at any time, and wholly or for the provisions that the notice names. What was reserved binds again, both ways.</summary>
    private bool WithdrawReservation(Event @event, int agreement, int party)
    {
        var state = _tables.Agreements[agreement];
        if (!state.Reservations.TryGetValue(party, out var reserved))
        {
            if (TakeBackLate(agreement, party) is { IsEmpty: false } late)
            {
                TellOfAuthor(
                    agreement,
                    party,
                    late,
                    Rule.ReservationWithdrawn,
                    "VCLT art. 22",
                    new Cause(@event, null)
                );
                return true;
            }
            Tell(NoticeKind.NoMatchingInstance, _plan.Actors[party]);
            return false;
        }
        var withdrawn = new SortedSet<int>(reserved);
        if (!@event.Data.Reservations.IsDefaultOrEmpty)
        {
            var named = new SortedSet<int>();
            foreach (var reference in @event.Data.Reservations)
            {
                if (Reservable(agreement, reference) is { } clauses)
                {
                    named.UnionWith(clauses);
                }
                else
                {
                    Tell(NoticeKind.UnknownName, reference);
                }
            }
            withdrawn.IntersectWith(named);
            if (withdrawn.Count == 0)
            {
                Tell(NoticeKind.NoMatchingInstance, $"{_plan.Actors[party]} has no such reservation");
                return false;
            }
        }
        var apart = Apart(agreement, party, withdrawn);
        if (withdrawn.Count == reserved.Length)
        {
            ForgetReservations(agreement, party, keepsAnswers: false);
        }
        else
        {
            SetAgreement(
                agreement,
                state with
                {
                    Reservations = state.Reservations.SetItem(party, [.. reserved.Except(withdrawn)]),
                }
            );
        }
        var cause = new Cause(@event, null);
        TellOfAuthor(agreement, party, [.. withdrawn], Rule.ReservationWithdrawn, "VCLT art. 22", cause);
        OpenStanding(agreement, party, cause, withdrawn);
        foreach (var (clause, other) in apart)
        {
            OpenBetween(clause, other, party, cause);
            OpenBetween(clause, party, other, cause);
        }
        return true;
    }

    /// <summary>The standing clauses that do not hold between the author and another, for what is about to be withdrawn.</summary>
    private List<(ClausePlan Clause, int Other)> Apart(int agreement, int party, SortedSet<int> withdrawn)
    {
        var state = _tables.Agreements[agreement];
        var isWhole = withdrawn.Count == state.Reservations[party].Length;
        var apart = new List<(ClausePlan, int)>();
        foreach (var index in _plan.Standing[agreement])
        {
            var clause = _plan.Clauses[index];
            for (
                var other = ActorBits.Next(state.InForce, 0);
                other >= 0;
                other = ActorBits.Next(state.InForce, other + 1)
            )
            {
                if (other != party && (withdrawn.Contains(index) || isWhole) && IsNotBetween(clause, other, party))
                {
                    apart.Add((clause, other));
                }
            }
        }
        return apart;
    }

    /// <summary>What binds from the entry into force binds again between the two, if it is owed to the one by the other.</summary>
    private void OpenBetween(ClausePlan clause, int bearer, int creditor, Cause cause)
    {
        var bound = new Bound { Root = _plan.Roots[clause.Agreement], Cause = cause };
        if (clause.IsTowardEach)
        {
            OpenClause(clause.Core.Index, null, bound, bearer, Rule.BecameBound, creditor);
        }
        else if (CounterParty(clause, Scope.Of(bound).WithBearer(bearer)) == creditor)
        {
            OpenClause(clause.Core.Index, null, bound, bearer, Rule.BecameBound);
        }
    }

    private void TellOfAuthor(
        int agreement,
        int party,
        ImmutableArray<int> clauses,
        Rule rule,
        string cited,
        Cause? cause
    )
    {
        var status = StatusOf(agreement, party);
        var provisions = new Provisions([.. clauses.Select(clause => _plan.Clauses[clause].Core.Id)], [cited]);
        EmitParticipation(
            agreement,
            party,
            _plan.Rules.Reservation[agreement][0],
            status,
            status,
            rule,
            cause,
            provisions: provisions
        );
    }
}
