using System.Collections.Immutable;
using Foedus.Analysis.Exploring;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Norms;
using Foedus.Norms.Events;

namespace Foedus.Analysis.Checks;

/// <summary>Decisions: where silence, refusal, a tie or the absence of electors leads to nothing, and how few can block.</summary>
internal sealed class DecisionCheck(Machine machine, FindingList findings)
{
    private const long Day = 86_400_000;

    private const int MostStages = 4;

    /// <summary>Decisions that the refusal of one elector, or of the body that announces them, defeats for good though all others are for it.</summary>
    public HashSet<int> BlockedByOne { get; } = [];

    private readonly Agreement agreement = machine.Agreement;

    public void Check(Setting setting, Reach reach)
    {
        foreach (var (index, play) in reach.Opened.OrderBy(pair => pair.Key))
        {
            var decision = agreement.Decisions[index];
            if (decision.Stages.Length <= MostStages)
            {
                Gaps(setting, decision, play);
            }
        }
        foreach (
            var decision in agreement.Decisions.Where(decision =>
                decision.Stages.Length <= MostStages && !reach.Opened.ContainsKey(decision.Index)
            )
        )
        {
            Passed(setting, decision);
        }
        foreach (var decision in agreement.Decisions)
        {
            Minorities(decision);
            if (decision.Stages.Length <= MostStages && IsBlockedByOne(decision))
            {
                BlockedByOne.Add(decision.Index);
            }
        }
        if (agreement.Decisions.Length > 0)
        {
            NobodyInForce();
        }
    }

    /// <summary>Follows every combination of silence, refusal and tie through the stages.</summary>
    private void Gaps(Setting setting, Decision decision, Play opened)
    {
        var told = new HashSet<(int Stage, string Way)>();
        var queue = new Queue<Play>();
        queue.Enqueue(opened);
        while (queue.TryDequeue(out var play))
        {
            var open = play.State.OpenDecisions().FirstOrDefault(open => open.Decision == decision.Index);
            var stage = decision.Stages[open.Stage - 1];
            foreach (var (way, next) in Ways(setting, stage, open, play))
            {
                if (next.Open(decision) is { } now)
                {
                    if (now.Stage > open.Stage)
                    {
                        queue.Enqueue(next);
                    }
                    else if (told.Add((open.Stage, way)))
                    {
                        Tell(
                            decision,
                            open.Stage,
                            $"{way}, for which no time is set, leaves it open for ever",
                            next,
                            stage.Span
                        );
                    }
                    continue;
                }
                var before = opened
                    .State.OpenInstances()
                    .Select(instance => (instance.Clause, instance.Instance))
                    .ToHashSet();
                if (
                    next
                        .State.OpenInstances()
                        .Any(instance =>
                            instance.Instance == open.Instance && !before.Contains((instance.Clause, instance.Instance))
                        )
                )
                {
                    continue;
                }
                var outcome = next.History()
                    .LastOrDefault(transition =>
                        transition.Kind == TransitionKind.Decision && transition.Index == decision.Index
                    );
                // Where a refusal is final, a tie, which is one, says nothing more.
                var isKnown = way == "a tie" && told.Contains((open.Stage, "refusal"));
                if (outcome.DecisionTo.Outcome is not DecisionOutcome.Yes && !isKnown && told.Add((open.Stage, way)))
                {
                    Tell(
                        decision,
                        open.Stage,
                        $"{way} {(way == "a tie" ? "ends it" : "is final")}: nothing is decided, and nothing more follows",
                        next,
                        stage.Span
                    );
                }
            }
        }
    }

    /// <summary>A first stage that is over as soon as it opens: so many as it asks for are never there.</summary>
    private void Passed(Setting setting, Decision decision)
    {
        bool IsOf(Transition transition) =>
            transition.Kind == TransitionKind.Decision && transition.Index == decision.Index;
        if (
            new TriggerCourses(setting)
                .To(decision.Upon, setting.Start, Day)
                .FirstOrDefault(play => play.Transitions.Any(IsOf))
            is not { } play
        )
        {
            return;
        }
        if (play.Open(decision) is not null)
        {
            Gaps(setting, decision, play);
            return;
        }
        var answers = play
            .State.OpenInstances()
            .Any(open =>
                TriggerLeaves
                    .Of(agreement.Clauses[open.Clause].Trigger)
                    .OfType<OnDecision>()
                    .Any(on => on.Decision == decision.Index)
            );
        if (!answers && play.Transitions.Last(IsOf).DecisionTo.Outcome is not DecisionOutcome.Yes)
        {
            Tell(
                decision,
                decision.Stages.Length,
                "no vote can make it: it is over as soon as it opens, and nothing more follows",
                play,
                decision.Span,
                isAtStage: false
            );
        }
    }

    private void Tell(Decision decision, int stage, string what, Play play, SourceSpan span, bool isAtStage = true) =>
        findings.Add(
            Level.Warning,
            Codes.DecisionGap,
            FindingList.Place(decision),
            $"Gap: {(isAtStage && decision.Stages.Length > 1 ? $"at stage {stage} " : "")}{what}.",
            "What the decision is needed for has happened, and the text opens no norm because it was not made.",
            "Say what happens then: another stage that decides, or a duty that does not wait for the decision.",
            span,
            play
        );

    private IEnumerable<(string Way, Play Play)> Ways(Setting setting, Stage stage, OpenDecision open, Play play)
    {
        yield return ("silence", play.Wait(open.Until ?? (play.State.Now + Patience.TenYears)));
        var at = play.State.Now + 1;
        var refused = play.Do(at, setting.Moves.Votes(open, Vote.No, _ => true));
        if (refused != play)
        {
            yield return ("refusal", Ended(refused, open));
        }
        var electors =
            stage.Electorate.Body is { } index && agreement.Terms[index] is BodyTerm { Members: > 0 } body
                ? body.Members
            : stage.Electorate.Body is null ? setting.Moves.Electors(stage).Length
            : 0;
        if (stage.Quorum > 1 && electors >= stage.Quorum)
        {
            var few = setting.Moves.Votes(open, Vote.Yes, _ => true, stage.Quorum - 1).ToList();
            if (few.Count > 0)
            {
                yield return ("a lack of the quorum", Ended(play.Do(at, few), open));
            }
        }
        if (electors >= 2 && electors % 2 == 0)
        {
            var yes = setting.Moves.Votes(open, Vote.Yes, _ => true, electors / 2).ToList();
            var no = setting.Moves.Votes(open, Vote.No, _ => true).Skip(electors / 2);
            yield return ("a tie", Ended(play.Do(at, [.. yes, .. no]), open));
        }
    }

    // Votes may leave the stage open until its time is up.
    private Play Ended(Play play, OpenDecision open) =>
        play.Open(agreement.Decisions[open.Decision]) is { } now && now.Stage == open.Stage && now.Until is { } until
            ? play.Wait(until)
            : play;

    /// <summary>How few electors, voting no, defeat a stage in which all others vote yes.</summary>
    private void Minorities(Decision decision)
    {
        for (var stage = 0; stage < decision.Stages.Length; stage++)
        {
            var isOpenList = decision.Stages[stage].Electorate.Body is null && Setting.IsOpen(agreement);
            var found = new List<(int Electors, int Blocking, Play Play)>();
            foreach (var count in isOpenList ? Enumerable.Range(2, 5).ToList() : [0])
            {
                var setting = Setting.Of(machine, count);
                if (setting.IsInForce && Minority(setting, decision, stage) is { } minority)
                {
                    found.Add(minority);
                }
            }
            if (found.Count == 0)
            {
                continue;
            }
            var least = found.MinBy(minority => minority.Blocking * 100 / minority.Electors);
            var numbers = string.Join(", ", found.Select(minority => $"{minority.Blocking} of {minority.Electors}"));
            findings.Add(
                found.Exists(minority => minority.Blocking == 1) ? Level.Warning : Level.Note,
                Codes.BlockingMinority,
                FindingList.Place(decision),
                $"Blocking minority{(decision.Stages.Length > 1 ? $" at stage {stage + 1}" : "")}: {numbers}.",
                "So few electors, voting no, defeat the stage although all the others vote yes.",
                "Lower the threshold, or let those who are willing act without the others.",
                decision.Stages[stage].Span,
                (found.Find(minority => minority.Blocking == 1) is { Play: not null } veto ? veto : least).Play
            );
        }
    }

    /// <summary>One elector, or one member of a body, votes no at every stage, all others yes, and it is not made: with some number of parties, where the text leaves it open.</summary>
    private bool IsBlockedByOne(Decision decision)
    {
        var isOpenList = decision.Stages.Any(stage => stage.Electorate.Body is null) && Setting.IsOpen(agreement);
        foreach (var count in isOpenList ? Enumerable.Range(2, 5).ToList() : [0])
        {
            var setting = Setting.Of(machine, count);
            if (
                setting.IsInForce
                && Opened(setting, decision) is { } opened
                && decision
                    .Stages.SelectMany(stage => setting.Moves.Electors(stage))
                    .Distinct(StringComparer.Ordinal)
                    .Where(elector => !setting.Representatives.Skip(1).Contains(elector))
                    .Any(elector => IsBlocked(setting, decision, opened, elector))
            )
            {
                return true;
            }
        }
        return false;
    }

    private bool IsBlocked(Setting setting, Decision decision, Play opened, string elector)
    {
        var play = opened;
        var hasRefused = false;
        while (play.Open(decision) is { } open)
        {
            var stage = decision.Stages[open.Stage - 1];
            var isBody =
                stage.Electorate.Body is { } index
                && agreement.Terms[index] is BodyTerm { Members: > 0, ComposedOf: null } body
                && body.Name == elector;
            var no = setting.Moves.Votes(open, Vote.No, by => by == elector, members: 1).ToList();
            hasRefused |= no.Count > 0;
            var yes = setting
                .Moves.Votes(open, Vote.Yes, by => isBody || by != elector)
                .Where(vote =>
                    !no.Exists(other => other.Source == vote.Source && other.Data.Member == vote.Data.Member)
                );
            var voted = play.Do(play.State.Now + 1, [.. no, .. yes]);
            if (voted.Open(decision) is { } still && still.Stage == open.Stage)
            {
                if (still.Until is not { } until)
                {
                    return hasRefused;
                }
                voted = voted.Wait(until);
            }
            play = voted;
        }
        return hasRefused && OutcomeOf(play, decision) is not DecisionOutcome.Yes;
    }

    private (int Electors, int Blocking, Play Play)? Minority(Setting setting, Decision decision, int stage)
    {
        var play = AtStage(setting, decision, stage);
        if (play is null || play.Open(decision) is not { } open)
        {
            return null;
        }
        var all = setting
            .Moves.Votes(open, Vote.Yes, _ => true)
            .Where(vote => vote.Type == EventType.VoteCast)
            .ToList();
        var refusals = setting
            .Moves.Votes(open, Vote.No, _ => true)
            .Where(vote => vote.Type == EventType.VoteCast)
            .ToList();
        if (all.Count < 2)
        {
            return null;
        }
        for (var no = 1; no <= all.Count; no++)
        {
            var voted = play.Do(play.State.Now + 1, [.. refusals.Take(no), .. all.Skip(no)]);
            if (
                !voted.Transitions.Any(transition =>
                    transition.Kind == TransitionKind.Decision
                    && transition.Index == decision.Index
                    && transition.DecisionTo.Outcome == DecisionOutcome.Yes
                )
            )
            {
                return (all.Count, no, voted);
            }
        }
        return null;
    }

    /// <summary>The decision, opened and silent until it stands at the stage.</summary>
    private Play? AtStage(Setting setting, Decision decision, int stage)
    {
        var play = Opened(setting, decision);
        for (var i = 0; play is not null && i < stage; i++)
        {
            if (play.Open(decision) is not { } open || open.Until is not { } until)
            {
                return null;
            }
            play = play.Wait(until);
        }
        return play is not null && play.Open(decision) is { } now && now.Stage == stage + 1 ? play : null;
    }

    private static Play? Opened(Setting setting, Decision decision) =>
        new TriggerCourses(setting)
            .To(decision.Upon, setting.Start, Day)
            .FirstOrDefault(play => play.Open(decision) is not null);

    /// <summary>No party has consented yet, or none of those who would decide: who decides then, and what does a decision bring?</summary>
    private void NobodyInForce()
    {
        var nobody = Setting.Of(machine, 3, absent: _ => true);
        foreach (var decision in agreement.Decisions)
        {
            var electors = decision
                .Stages.SelectMany(stage => nobody.Moves.Electors(stage))
                .ToHashSet(StringComparer.Ordinal);
            var leaderless = Setting.Of(machine, 3, absent: electors.Contains);
            if (nobody.IsInForce || !IsVacuous(nobody, decision))
            {
                IsVacuous(leaderless, decision);
            }
            if ((nobody.IsInForce || !IsUndecided(nobody, decision)) && leaderless.IsInForce)
            {
                IsUndecided(leaderless, decision);
            }
        }
    }

    private bool IsVacuous(Setting setting, Decision decision)
    {
        var before = setting.Start.State.OpenInstances().Count();
        if (
            WithoutYes(setting, decision, refuses: true)
                .FirstOrDefault(play =>
                    OutcomeOf(play, decision) == DecisionOutcome.Yes && play.State.OpenInstances().Count() <= before
                )
            is not { } play
        )
        {
            return false;
        }
        findings.Add(
            Level.Warning,
            Codes.VacuousDecision,
            FindingList.Place(decision),
            $"Vacuous: where {(setting.IsInForce ? "no elector" : "nobody")} is in force, {decision.Name} is made by nobody, and binds nobody.",
            "The decision counts as made, and there is no one who owes anything because of it.",
            "Let it fail where there are no electors, and say who is to act then.",
            decision.Span,
            play
        );
        return true;
    }

    /// <summary>The decision is over and not made, because nobody was there to make it, and nothing is owed because of what it was needed for.</summary>
    private bool IsUndecided(Setting setting, Decision decision)
    {
        var before = setting.Start.State.OpenInstances().Select(open => (open.Clause, open.Instance)).ToHashSet();
        // Where nobody is in force at all, silence too is for want of anybody; otherwise an electorate must have been empty.
        if (
            WithoutYes(setting, decision, refuses: setting.IsInForce)
                .FirstOrDefault(play =>
                    LastOf(play, decision) is { Kind: TransitionKind.Decision } last
                    && last.DecisionTo.Outcome is not (null or DecisionOutcome.Yes)
                    && (!setting.IsInForce || last.Rule == Rule.EmptyElectorate)
                    && play.State.OpenInstances().All(open => before.Contains((open.Clause, open.Instance)))
                )
            is not { } play
        )
        {
            return false;
        }
        findings.Add(
            Level.Warning,
            Codes.DecisionGap,
            FindingList.Place(decision),
            $"Gap: {(setting.IsInForce ? "where no elector" : "before anybody")} is in force, nothing is decided, and {(before.Count > 0 ? "nothing is owed because of what happened" : "nobody owes anything")}.",
            setting.IsInForce
                ? "What the decision is needed for can happen while none of those who would decide is bound; the text then has no answer."
                : "What the decision is needed for can happen before the first consent takes effect; the text then has no answer.",
            setting.IsInForce
                ? "Say who decides where there are no electors, or what is owed then."
                : "Apply the duties provisionally from signature, or say who acts until the first party is in force.",
            decision.Span,
            play
        );
        return true;
    }

    /// <summary>Courses at whose end the decision is over and nobody has voted for it.</summary>
    /// <param name="refuses">Whether a stage may refuse; otherwise all say nothing.</param>
    private IEnumerable<Play> WithoutYes(Setting setting, Decision decision, bool refuses)
    {
        // Reported by somebody who is in force, where there is one.
        bool IsIn(string actor) =>
            setting.Machine.ActorNamed(actor) is >= 0 and var index
            && setting.Start.State.StatusOf(0, index) == ParticipationStatus.InForce;
        string? Reporter(EventTerm term) => setting.Possible.Of(term.Reporters).Where(IsIn).FirstOrDefault();
        foreach (var occasion in new TriggerCourses(setting).To(decision.Upon, setting.Start, Day, Reporter))
        {
            var courses = new Stack<Play>([occasion]);
            while (courses.TryPop(out var play))
            {
                if (play.Open(decision) is not { } open)
                {
                    yield return play;
                    continue;
                }
                if (open.Stage > MostStages)
                {
                    continue;
                }
                var refused = play.Do(play.State.Now + 1, setting.Moves.Votes(open, Vote.No, _ => true));
                if (refuses && (refused.Open(decision) is not { } next || next.Stage > open.Stage))
                {
                    courses.Push(refused);
                }
                if (open.Until is { } until)
                {
                    courses.Push(play.Wait(until));
                }
            }
        }
    }

    private static DecisionOutcome? OutcomeOf(Play play, Decision decision) =>
        LastOf(play, decision) is { Kind: TransitionKind.Decision } last ? last.DecisionTo.Outcome : null;

    private static Transition LastOf(Play play, Decision decision) =>
        play.History()
            .LastOrDefault(transition =>
                transition.Kind == TransitionKind.Decision && transition.Index == decision.Index
            );
}
