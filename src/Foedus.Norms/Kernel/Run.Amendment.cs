using System.Collections.Immutable;
using Foedus.Language.Core;
using Foedus.Norms.Events;

namespace Foedus.Norms;

/// <summary>
/// Amendments: how they come to bind, and between whom the old text goes on. Between two parties the text holds to which
/// both are bound (VCLT arts 30(4), 40(4)): a norm that is owed to one party changes when bearer and creditor have accepted
/// the new text; one that is owed to all stands, for who accepted, in the new text toward the others that did and in the
/// old one toward those that did not.
/// </summary>
public sealed partial class Run
{
    private void AcceptAmendment(Event @event, int agreement, int party)
    {
        var terms = _plan.Rules.Amendments[agreement];
        if (terms.Length == 0)
        {
            AcceptUnnamed(@event, agreement, party);
            return;
        }
        if (!TryNamed(@event, terms, out var term))
        {
            return;
        }
        var state = _tables.Agreements[agreement];
        var before = state.Amendments.TryGetValue(term, out var known) ? known : new AmendmentState(_plan.Nobody, null);
        if (ActorBits.Has(before.Accepted, party))
        {
            Tell(NoticeKind.RepeatedReport, _plan.Actors[party]);
            return;
        }
        var accepted = ActorBits.With(before.Accepted, party);
        if (before.Parties is { } bound)
        {
            var added = new AmendmentState(accepted, ActorBits.With(bound, party));
            SetAgreement(agreement, state with { Amendments = state.Amendments.SetItem(term, added) });
            TellAmended(agreement, term, party, new Cause(@event, null));
            RefreshAmendments(new Cause(@event, null));
            return;
        }
        SetAgreement(
            agreement,
            state with
            {
                Amendments = state.Amendments.SetItem(term, new AmendmentState(accepted, null)),
            }
        );
        AdoptIfAccepted(agreement, term, accepted, new Cause(@event, null));
    }

    /// <summary>By the first of the agreement's rules for amendments that is satisfied.</summary>
    private void AdoptIfAccepted(int agreement, int term, ulong[] accepted, Cause? cause)
    {
        foreach (var index in _plan.Rules.Amendment[agreement])
        {
            if (_plan.Rules.All[index] is AmendmentRule rule && IsAdopted(rule, index, accepted))
            {
                Adopt(
                    agreement,
                    term,
                    index,
                    rule.BindsAll ? _tables.Agreements[agreement].InForce : accepted,
                    accepted,
                    cause
                );
                return;
            }
        }
    }

    /// <summary>When a party leaves, fewer acceptances are needed: those there are may now be enough.</summary>
    private void AdoptAmongThoseLeft(int agreement, Cause? cause)
    {
        foreach (var term in _plan.Rules.Amendments[agreement])
        {
            if (_tables.Agreements[agreement].Amendments.TryGetValue(term, out var known) && known.Parties is null)
            {
                AdoptIfAccepted(agreement, term, known.Accepted, cause);
            }
        }
    }

    /// <summary>The amendment the acceptance names; the only one, if it names none.</summary>
    private bool TryNamed(Event @event, int[] terms, out int term)
    {
        term = terms[0];
        if (FilterPlan.TextOf(@event, "amendment") is not { } name)
        {
            if (terms.Length > 1)
            {
                Tell(
                    NoticeKind.NoMatchingInstance,
                    "which amendment? The agreement has several: name one in “amendment”"
                );
            }
            return terms.Length == 1;
        }
        foreach (var candidate in terms)
        {
            if (FoldedName.Same(_plan.Core.Terms[candidate].Name, name))
            {
                term = candidate;
                return true;
            }
        }
        Tell(NoticeKind.UnknownName, name);
        return false;
    }

    private void AcceptUnnamed(Event @event, int agreement, int party)
    {
        var state = _tables.Agreements[agreement];
        if (ActorBits.Has(state.Amending, party))
        {
            Tell(NoticeKind.RepeatedReport, _plan.Actors[party]);
            return;
        }
        var accepted = ActorBits.With(state.Amending, party);
        SetAgreement(agreement, state with { Amending = accepted });
        foreach (var index in _plan.Rules.Amendment[agreement])
        {
            if (
                _plan.Rules.All[index] is AmendmentRule rule
                && IsAdopted(rule, index, accepted)
                && !IsAdopted(rule, index, state.Amending)
            )
            {
                EmitParticipation(
                    agreement,
                    -1,
                    index,
                    ParticipationStatus.Consented,
                    ParticipationStatus.InForce,
                    Rule.ThresholdReached,
                    new Cause(@event, null)
                );
            }
        }
    }

    /// <summary>
    /// Parties are the States for which the treaty is in force (VCLT arts 2(1)(g), 39): who has left counts neither among
    /// those asked nor among those that accepted; before the treaty is in force for anybody, all are asked.
    /// </summary>
    private bool IsAdopted(AmendmentRule rule, int index, ulong[] accepted)
    {
        if (_plan.Rules.For[index] is not { } by)
        {
            return false;
        }
        Span<ulong> parties = stackalloc ulong[Words];
        by.Collect(this, Scope.None with { IsVote = true }, parties);
        var inForce = _tables.Agreements[rule.Agreement].InForce;
        if (!ActorBits.IsEmpty(inForce))
        {
            ActorBits.And(parties, inForce);
        }
        var needed = Needed(rule.Threshold, ActorBits.Count(parties));
        ActorBits.And(parties, accepted);
        return ActorBits.Count(parties) >= needed;
    }

    private void Adopt(int agreement, int term, int rule, ulong[] parties, ulong[] accepted, Cause? cause)
    {
        var state = _tables.Agreements[agreement];
        SetAgreement(
            agreement,
            state with
            {
                Amendments = state.Amendments.SetItem(term, new AmendmentState(accepted, (ulong[])parties.Clone())),
            }
        );
        EmitParticipation(
            agreement,
            -1,
            rule,
            ParticipationStatus.Consented,
            ParticipationStatus.InForce,
            Rule.ThresholdReached,
            cause
        );
        for (var party = ActorBits.Next(parties, 0); party >= 0; party = ActorBits.Next(parties, party + 1))
        {
            TellAmended(agreement, term, party, cause);
        }
        RefreshAmendments(cause);
    }

    private void TellAmended(int agreement, int term, int party, Cause? cause)
    {
        foreach (var index in _plan.Rules.Amending)
        {
            if (_plan.Rules.All[index] is AmendingRule rule && rule.Term == term)
            {
                var status = StatusOf(agreement, party);
                EmitParticipation(agreement, party, index, status, status, Rule.Amended, cause);
                return;
            }
        }
    }

    /// <summary>VCLT art. 40(5): who becomes a party after the amendment is a party to the agreement as amended.</summary>
    private void JoinAmendments(int agreement, int party)
    {
        var state = _tables.Agreements[agreement];
        foreach (var (term, amendment) in state.Amendments)
        {
            if (amendment.Parties is { } parties && !ActorBits.Has(parties, party))
            {
                var joined = amendment with { Parties = ActorBits.With(parties, party) };
                state = state with { Amendments = state.Amendments.SetItem(term, joined) };
                SetAgreement(agreement, state);
            }
        }
    }

    private ReadOnlySpan<ulong> PartiesTo(AmendingRule rule) =>
        rule.Term is not { } term ? _tables.Agreements[rule.Amending].InForce
        : _tables.Agreements[rule.Agreement].Amendments.TryGetValue(term, out var amendment)
        && amendment.Parties is { } parties
            ? parties
        : _plan.Nobody;

    /// <summary>Whether the clause, in the text that holds between this bearer and those it owes the norm to, is there at all; and the amendment that says so.</summary>
    private bool Applies(ClausePlan clause, int actor, in Scope scope, out int amending)
    {
        amending = NoSource;
        Span<ulong> others = stackalloc ulong[Words];
        CollectCreditors(clause, _plan.Rules.All[clause.AmendedBy[0]].Agreement, actor, scope, others);
        foreach (var index in clause.AmendedBy)
        {
            if (_plan.Rules.All[index] is not AmendingRule rule)
            {
                continue;
            }
            if (rule.Replaced.Contains(clause.Core.Index))
            {
                var parties = PartiesTo(rule);
                if (IsPartyTo(parties, actor) && ActorBits.IsSubset(others, parties))
                {
                    return false;
                }
            }
            else
            {
                if (!IsNewBetween(rule, actor, others))
                {
                    return false;
                }
                amending = index;
            }
        }
        return true;
    }

    /// <summary>The other parties the norm is owed to: those it names as counter-party, else all.</summary>
    private void CollectCreditors(ClausePlan clause, int amended, int actor, in Scope scope, Span<ulong> into)
    {
        ReadOnlySpan<ulong> inForce = _tables.Agreements[amended].InForce;
        if (scope.CounterParty >= 0)
        {
            ActorBits.Add(into, scope.CounterParty);
            return;
        }
        if (clause.Toward is { } toward)
        {
            toward.Collect(this, scope.WithBearer(actor), into);
            ActorBits.And(into, inForce);
        }
        if (ActorBits.IsEmpty(into))
        {
            inForce.CopyTo(into);
        }
        if (actor >= 0)
        {
            ActorBits.Remove(into, actor);
        }
    }

    /// <summary>Who accepted, entered or left may have changed which text holds for whom: what binds from moment to moment follows at once, what is already owed stays owed.</summary>
    private void RefreshAmendments(Cause? cause)
    {
        foreach (var index in _plan.Rules.Amending)
        {
            if (_plan.Rules.All[index] is AmendingRule rule)
            {
                foreach (var clause in rule.Replaced)
                {
                    RefreshAmended(_plan.Clauses[clause], index, cause, isNew: false);
                }
                foreach (var clause in rule.Replacing)
                {
                    RefreshAmended(_plan.Clauses[clause], index, cause, isNew: true);
                }
                EndPending(rule, index, cause);
            }
        }
    }

    private void RefreshAmended(ClausePlan clause, int rule, Cause? cause, bool isNew)
    {
        var agreement = clause.Agreement;
        var state = _tables.Agreements[agreement];
        var applying = new ulong[Words];
        var actors = (ulong[])state.InForce.Clone();
        ActorBits.Or(actors, _plan.Bodies);
        for (var actor = ActorBits.Next(actors, 0); actor >= 0; actor = ActorBits.Next(actors, actor + 1))
        {
            if (Applies(clause, actor, Scope.None, out _))
            {
                ActorBits.Add(applying, actor);
            }
        }
        if (clause.IsTowardEach)
        {
            EndBetween(clause, rule, cause);
        }
        var isKnown = state.Applying.TryGetValue(clause.Core.Index, out var before);
        if (isKnown && CanonicalHasher.SameBits(before, applying))
        {
            return;
        }
        SetAgreement(agreement, state with { Applying = state.Applying.SetItem(clause.Core.Index, applying) });
        for (var actor = ActorBits.Next(actors, 0); actor >= 0; actor = ActorBits.Next(actors, actor + 1))
        {
            var did = isKnown && before is not null ? ActorBits.Has(before, actor) : !isNew;
            var does = ActorBits.Has(applying, actor);
            if (did && !does)
            {
                EndStanding(clause, actor, Rule.Amended, _plan.Rules.Because[rule], cause);
            }
            else if (does && !did)
            {
                OpenStandingAmended(clause, actor, cause);
            }
        }
    }

    /// <summary>Where the act is owed to each of several, it ends between those for whom another text has come to hold.</summary>
    private void EndBetween(ClausePlan clause, int rule, Cause? cause)
    {
        foreach (var instance in InstancesOf(clause.Core.Index).ToArray())
        {
            if (
                instance.Key.Bearer >= 0
                && !IsOwed(clause, instance)
                && !Applies(clause, instance.Key.Bearer, Scope.Of(instance), out _)
                && _tables.Instances.Contains(instance.Key)
            )
            {
                Close(
                    instance,
                    (byte)NormState.Terminated,
                    Rule.Amended,
                    cause ?? instance.Cause,
                    _plan.Rules.Because[rule]
                );
                EndOfConsequence(instance.Above, Ending.Other, cause);
            }
        }
    }

    private void OpenStandingAmended(ClausePlan clause, int actor, Cause? cause)
    {
        if (
            clause.Core.Trigger is FromEntryIntoForce
            || (clause.Core.Trigger is OnCondition && IsStandingTriggerReached(clause))
        )
        {
            var bound = new Bound { Root = _plan.Roots[clause.Agreement], Cause = cause };
            OpenClause(clause.Core.Index, null, bound, actor, Rule.BecameBound);
            if (clause.FollowsCreditors)
            {
                OpenClause(clause.Core.Index, null, bound, -1, Rule.BecameBound, actor);
            }
        }
    }

    private void EndStanding(ClausePlan clause, int actor, Rule rule, Provisions? because, Cause? cause)
    {
        foreach (var instance in InstancesOf(clause.Core.Index).ToArray())
        {
            if (
                !instance.Bearer.Includes(actor)
                || !_tables.Instances.Contains(instance.Key)
                || IsOwed(clause, instance)
            )
            {
                continue;
            }
            if (instance.Group is { } group && ActorBits.Count(group) > 1)
            {
                _tables.Instances.Set(
                    instance.Key,
                    instance with
                    {
                        Group = ActorBits.Without(group, actor),
                        Ballot = instance.Ballot?.WithoutElector(actor),
                    },
                    _owner
                );
                continue;
            }
            Close(
                instance,
                clause.IsPower ? (byte)PowerState.Expired : (byte)NormState.Terminated,
                rule,
                cause ?? instance.Cause,
                because
            );
            EndOfConsequence(instance.Above, Ending.Other, cause);
        }
    }

    /// <summary>What an occurrence or a date has made due stays due under the text it arose from; and a breach stays a breach.</summary>
    private static bool IsOwed(ClausePlan clause, NormInstance instance) =>
        clause.IsToBeDone
        && (instance.Bound.IsOccurrence || instance.Deadline != long.MaxValue || instance.State == NormState.Violated);
}
