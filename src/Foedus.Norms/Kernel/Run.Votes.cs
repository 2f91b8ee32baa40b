using Foedus.Language.Core;
using Foedus.Norms.Events;

namespace Foedus.Norms;

/// <summary>Counting votes.</summary>
public sealed partial class Run
{
    private enum Verdict
    {
        Open,
        Reached,
        Unreachable,
        Silent,
    }

    /// <summary>Who votes: the set at this moment, without those whose vote is suspended.</summary>
    /// <param name="decision">The decision, or −1 for a vote by which a power is exercised.</param>
    private Ballot BallotOf(in Scope scope, ActorSetPlan who, int decision)
    {
        var electorate = new ulong[Words];
        who.Collect(this, scope with { IsVote = true }, electorate);
        if (decision >= 0 && _plan.Decisions[decision].BroughtBy.Length > 0)
        {
            RemoveThoseNotBound(_plan.Decisions[decision], electorate);
        }
        if (decision >= 0 && _tables.Suspensions.Count > 0)
        {
            for (var actor = ActorBits.Next(electorate, 0); actor >= 0; actor = ActorBits.Next(electorate, actor + 1))
            {
                if (IsVoteSuspended(decision, actor))
                {
                    ActorBits.Remove(electorate, actor);
                }
            }
        }
        return EmptyBallot(electorate, ActorBits.Count(electorate));
    }

    private Ballot EmptyBallot(ulong[] electorate, int seats)
    {
        var nobody = _plan.Nobody;
        return new Ballot(electorate, seats, nobody, nobody, nobody, []);
    }

    private static Ballot Enlarged(Ballot ballot, ulong[] electorate) =>
        ballot with
        {
            Electorate = electorate,
            Seats = ActorBits.Count(electorate),
        };

    private static Verdict Count(Ballot ballot, Threshold threshold, int quorum, bool presentAndVoting, bool isAtEnd)
    {
        var yes = ballot.YesCount;
        var no = ballot.NoCount;
        var abstained = ballot.AbstainedCount;
        var cast = yes + no + abstained;
        var left = Math.Max(0, ballot.Seats - cast);
        var hasQuorum = cast >= quorum;
        if (presentAndVoting)
        {
            var certain = yes > 0 && yes >= Needed(threshold, yes + no + left);
            if ((certain || (isAtEnd && yes > 0 && yes >= Needed(threshold, yes + no))) && hasQuorum)
            {
                return Verdict.Reached;
            }
            var best = yes + left;
            var hopeless = best < Needed(threshold, best + no) || best == 0;
            if (hopeless && (hasQuorum || left == 0) && cast > 0)
            {
                return Verdict.Unreachable;
            }
            return !isAtEnd ? Verdict.Open
                : cast == 0 || !hasQuorum ? Verdict.Silent
                : Verdict.Unreachable;
        }
        var needed = Needed(threshold, ballot.Seats);
        if (yes >= needed && hasQuorum)
        {
            return Verdict.Reached;
        }
        if (yes + left < needed || cast + left < quorum)
        {
            return Verdict.Unreachable;
        }
        return isAtEnd ? Verdict.Silent : Verdict.Open;
    }

    /// <summary>Votes needed out of a base; never none, for nobody decides nothing.</summary>
    private static int Needed(Threshold threshold, int of)
    {
        var denominator = Math.Max(1, threshold.Denominator);
        var needed = threshold.Kind switch
        {
            ThresholdKind.Majority => checked(
                (of * Math.Max(1, threshold.Numerator)) / (threshold.Denominator == 0 ? 2 : denominator)
            ) + 1,
            ThresholdKind.AtLeastFraction => checked((of * threshold.Numerator) + denominator - 1) / denominator,
            ThresholdKind.Unanimity => of,
            ThresholdKind.Count => threshold.Numerator,
            _ => 1,
        };
        return Math.Max(1, needed);
    }

    private void CastVote(Event @event, int author)
    {
        var vote = @event.Data.Vote;
        if (vote is not (Vote.Yes or Vote.No or Vote.Abstain))
        {
            Tell(NoticeKind.InvalidVote, @event.Data.Name ?? "");
            return;
        }
        if (!TryTarget(@event.Data.Name ?? "", out var target))
        {
            Tell(NoticeKind.UnknownName, @event.Data.Name ?? "decision");
            return;
        }
        if (target.Decision >= 0)
        {
            if (VoteInDecision(@event, author, target.Decision, vote))
            {
                return;
            }
            // Who names a decision means what has taken its place, too.
            foreach (var successor in _plan.Decisions[target.Decision].Successors)
            {
                if (VoteInDecision(@event, author, successor, vote))
                {
                    return;
                }
            }
        }
        foreach (var power in target.Powers)
        {
            if (VoteOnPower(@event, author, power, vote))
            {
                return;
            }
        }
        Tell(IsAnyOpen(target) ? NoticeKind.NotAnElector : NoticeKind.NotOpen, @event.Data.Name ?? "");
    }

    /// <summary>Whether anything under that name waits for votes.</summary>
    private bool IsAnyOpen(VoteTarget target)
    {
        return (
                target.Decision >= 0
                && (IsOpen(target.Decision) || Array.Exists(_plan.Decisions[target.Decision].Successors, IsOpen))
            ) || target.Powers.Any(power => InstancesOf(power).Count > 0);
    }

    private bool IsOpen(int decision)
    {
        DecisionQueueKey? after = null;
        return TryNextDecision(decision, null, ref after, out _, out _);
    }

    private bool VoteInDecision(Event @event, int author, int decision, Vote vote)
    {
        DecisionQueueKey? after = null;
        while (TryNextDecision(decision, @event.Subject, ref after, out var key, out var instance))
        {
            var stage = _plan.Decisions[decision].Stages[instance.Stage];
            var ballot = WithVote(instance.Ballot, stage, author, @event.Data.Member, vote);
            if (ballot is null)
            {
                continue;
            }
            var voted = instance with { Ballot = ballot, Cause = new Cause(@event, instance.Cause) };
            _tables.Decisions.Set(key, voted, _owner);
            CountDecision(key, voted, isAtEnd: false);
            return true;
        }
        return false;
    }

    /// <summary>The ballot with the vote; null when it is no elector's.</summary>
    private Ballot? WithVote(Ballot ballot, StagePlan stage, int author, string? member, Vote vote)
    {
        if (stage.Seats > 0)
        {
            if (author != stage.Body)
            {
                return null;
            }
            var name = member ?? "";
            if (name.Length == 0 && stage.Seats > 1)
            {
                return null;
            }
            return ballot.HasMember(name) || ballot.Members.Length < stage.Seats
                ? ballot.WithMemberVote(name, vote)
                : null;
        }
        var elector = author;
        if (stage.Body >= 0 && author == stage.Body)
        {
            elector = member is not null && _plan.Actors.TryFind(member, out var named) ? named : -1;
        }
        return ActorBits.Has(ballot.Electorate, elector) ? ballot.WithVote(elector, vote) : null;
    }

    private bool VoteOnPower(Event @event, int author, int power, Vote vote)
    {
        var clause = _plan.Clauses[power];
        if (clause.Power?.By is not { } rule)
        {
            return false;
        }
        var instance = FindPower(clause, author, @event);
        if (instance?.Ballot is not { } ballot || IsPowerDisabled(clause, instance, author, @event))
        {
            return false;
        }
        var voted = instance with
        {
            Ballot = ballot.WithVote(author, vote),
            Bound = instance.Bound with { Cause = new Cause(@event, instance.Cause) },
        };
        _tables.Instances.Set(instance.Key, voted, _owner);
        CountPower(clause, voted, rule, @event);
        return true;
    }

    private void CountPower(ClausePlan clause, NormInstance instance, VoteRule rule, Event? @event)
    {
        if (instance.Ballot is not { } ballot)
        {
            return;
        }
        switch (Count(ballot, rule.Threshold, rule.Quorum, presentAndVoting: false, isAtEnd: false))
        {
            case Verdict.Reached:
                Exercise(clause, instance, @event, instance.Cause);
                break;
            case Verdict.Unreachable:
                Close(instance, (byte)PowerState.Expired, Rule.ThresholdUnreachable, instance.Cause);
                EndOfConsequence(instance.Above, Ending.Lapsed, instance.Cause);
                break;
        }
    }
}
