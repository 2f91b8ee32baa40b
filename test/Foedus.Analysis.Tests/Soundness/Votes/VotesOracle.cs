using System.Globalization;
using Foedus.Analysis.Tests.Soundness.Trying;
using Foedus.Language.Core;
using Foedus.Norms;
using Foedus.Norms.Events;

namespace Foedus.Analysis.Tests.Soundness.Votes;

/// <summary>Judges a vote by casting it in every way: each elector for, against or silent, at every stage that can be reached.</summary>
internal sealed class VotesOracle
{
    private const long Decade = 3653 * Drafts.Day;

    private readonly Decision decision;
    private readonly VotesAgreement drawn;
    private readonly Machine machine;
    private readonly HashSet<(int Clause, string Instance)> before;

    /// <summary>No vote is taken: so many as are asked for are never there.</summary>
    public const string AtOnce = "no vote can make it";

    /// <param name="Way">Silence, refusal, a tie, a lack of the quorum; or empty for any other way of voting.</param>
    public SortedSet<(int Stage, string Way)> Gaps { get; } = [];

    public VotesOracle(Agreement agreement, VotesAgreement drawn)
    {
        decision = agreement.Decisions[0];
        this.drawn = drawn;
        machine = Machine.Create(agreement);
        var start = Drafts.Ratified(drawn.Guarantors.Append("Ukraine"), machine);
        var opened = start.Then(Told.Report("Ukraine", "alarm"), start.At + Drafts.Day);
        before = [.. opened.State.OpenInstances().Select(open => (open.Clause, open.Instance))];
        if (opened.State.OpenDecisions().Any())
        {
            Try(opened);
            IsBlockedByOne = drawn
                .Guarantors.Concat(Enumerable.Range(1, drawn.Members).Select(member => $"member {member}"))
                .Any(one => IsBlocked(opened, one));
        }
        else if (
            Outcome(opened) != DecisionOutcome.Yes
            && !opened.State.OpenInstances().Any(open => agreement.Clauses[open.Clause].Trigger is OnDecision)
        )
        {
            Gaps.Add((0, AtOnce));
        }
    }

    /// <summary>Some elector, or member of the Commission, votes no wherever it may, all others yes, and it is not made.</summary>
    public bool IsBlockedByOne { get; }

    private bool IsBlocked(Course course, string one)
    {
        var hasVoted = false;
        while (course.State.OpenDecisions().Any())
        {
            var open = course.State.OpenDecisions().First();
            var isBody = decision.Stages[open.Stage - 1].Electorate.Body is not null;
            string[] electors = isBody
                ? [.. Enumerable.Range(1, drawn.Members).Select(member => $"member {member}")]
                : drawn.Guarantors;
            hasVoted |= electors.Contains(one);
            var next = Cast(course, open, isBody, [.. electors.Select(elector => elector == one ? Vote.No : Vote.Yes)]);
            if (next.State.OpenDecisions().Any(other => other.Stage == open.Stage))
            {
                return hasVoted;
            }
            course = next;
        }
        return hasVoted && Outcome(course) != DecisionOutcome.Yes;
    }

    private void Try(Course course)
    {
        var open = course.State.OpenDecisions().First();
        var stage = decision.Stages[open.Stage - 1];
        var isBody = stage.Electorate.Body is not null;
        var electors = isBody ? drawn.Members : drawn.Guarantors.Length;
        var next = new List<Course>();
        for (var code = 0; code < Math.Pow(3, electors); code++)
        {
            var votes = new Vote[electors];
            for (var (index, rest) = (0, code); index < electors; index++, rest /= 3)
            {
                votes[index] = (rest % 3) switch
                {
                    0 => Vote.None,
                    1 => Vote.Yes,
                    _ => Vote.No,
                };
            }
            var after = Cast(course, open, isBody, votes);
            if (after.State.OpenDecisions().Any(other => other.Stage > open.Stage))
            {
                next.Add(after);
            }
            else if (IsGap(after, open))
            {
                Gaps.Add((open.Stage, Way(votes, stage.Quorum)));
            }
        }
        // One of those that come to the next stage will do: how they came there does not matter to it.
        if (next.Count > 0)
        {
            Try(next[0]);
        }
    }

    private Course Cast(Course course, OpenDecision open, bool isBody, Vote[] votes)
    {
        var at = course.At + 1;
        var order = isBody
            ? Enumerable.Range(0, votes.Length)
            : Enumerable.Range(0, votes.Length).OrderBy(index => drawn.Guarantors[index], StringComparer.Ordinal);
        foreach (var index in order.Where(index => votes[index] != Vote.None))
        {
            if (!course.State.OpenDecisions().Any(other => other.Stage == open.Stage))
            {
                break;
            }
            var ballot = Told.Ballot(isBody ? "Commission" : drawn.Guarantors[index], "Relief", votes[index]) with
            {
                Subject = open.Instance,
            };
            course = course.Then(
                isBody
                    ? ballot with
                    {
                        Data = ballot.Data with { Member = (index + 1).ToString(CultureInfo.InvariantCulture) },
                    }
                    : ballot,
                at
            );
        }
        var isOpen = course.State.OpenDecisions().Any(other => other.Stage == open.Stage);
        return isOpen ? course.Until(open.Until ?? (course.At + Decade)) : course;
    }

    /// <summary>It stays open for ever, or ends not made and with nothing owed because of it.</summary>
    private bool IsGap(Course course, OpenDecision open) =>
        course.State.OpenDecisions().Any()
        || (
            Outcome(course) != DecisionOutcome.Yes
            && !course
                .State.OpenInstances()
                .Any(instance =>
                    instance.Instance == open.Instance && !before.Contains((instance.Clause, instance.Instance))
                )
        );

    private static DecisionOutcome? Outcome(Course course) =>
        course.History().Last(made => made.Kind == TransitionKind.Decision).DecisionTo.Outcome;

    private static string Way(Vote[] votes, int quorum)
    {
        var (yes, no) = (votes.Count(vote => vote == Vote.Yes), votes.Count(vote => vote == Vote.No));
        return yes + no == 0 ? "silence"
            : no == votes.Length ? "refusal"
            : quorum > 1 && votes.Length >= quorum && no == 0 && yes < quorum ? "a lack of the quorum"
            : yes == no && yes + no == votes.Length ? "a tie"
            : "";
    }
}
