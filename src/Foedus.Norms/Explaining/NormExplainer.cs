using Foedus.Language.Core;
using Foedus.Norms.Events;
using Foedus.Norms.Replay;

namespace Foedus.Norms.Explaining;

/// <summary>
/// Says why a norm stands as it does for a bearer: the words, each step with its reports, the arithmetic of deadlines, the
/// votes of the decision it hangs on, the rule of treaty law that decided where the text is silent, and, for somebody who
/// is not bound, why not.
/// </summary>
public sealed partial class NormExplainer(
    Machine machine,
    NormHistory history,
    IReadOnlyList<Event> votes,
    TextWriter output
)
{
    private readonly Agreement agreement = machine.Agreement;

    /// <param name="bearer">Index into <see cref="Machine.Actors"/>; null: every bearer.</param>
    public void Write(State state, int? bearer, long? at)
    {
        var isBoundSomehow = history.Explained.Any(index => StepsOf(index, bearer).Count > 0);
        foreach (var index in history.Explained)
        {
            var clause = agreement.Clauses[index];
            var steps = StepsOf(index, bearer);
            if (steps.Count == 0 && isBoundSomehow)
            {
                // Of the norms of one provision those that bind the bearer are meant.
                continue;
            }
            WriteClause(clause);
            if (steps.Count == 0)
            {
                WriteWhyNot(clause, state, bearer, at);
            }
            var seen = new HashSet<InstanceKey>();
            foreach (var step in steps)
            {
                if (seen.Add(new InstanceKey(step)))
                {
                    WriteInstance(
                        steps.Where(other => new InstanceKey(other).Equals(new InstanceKey(step))).ToList(),
                        state
                    );
                }
            }
            WriteReservations(clause, state, bearer);
            WriteNotices(clause, bearer);
        }
        if (history.Revisions > 0)
        {
            output.Write(
                $"Late reports revised what had been concluded about this provision {history.Revisions} time{(history.Revisions == 1 ? "" : "s")}; above is what holds now.\n"
            );
        }
    }

    private List<Transition> StepsOf(int clause, int? bearer) =>
        [
            .. history.Transitions.Where(transition =>
                transition.Kind is TransitionKind.Norm or TransitionKind.Power
                && transition.Index == clause
                && (bearer is not { } actor || transition.Bearer.Includes(actor))
            ),
        ];

    private void WriteClause(Clause clause)
    {
        output.Write($"{ProvisionReference.Of(clause.Id)}  ({clause.Id})\n");
        output.Write($"  “{clause.Words}”  {clause.Span.File}:{clause.Span.Line}\n");
        if (!clause.IsBinding)
        {
            output.Write("  It binds politically, not legally.\n");
        }
        if (OpenTerms.TakenBy(agreement, clause) is { } taking)
        {
            output.Write($"  Nobody decides it: a run takes {taking}.\n");
        }
        foreach (var above in clause.SubjectTo)
        {
            output.Write($"  {ProvisionReference.Of(agreement.Clauses[above].Id)} prevails over it.\n");
        }
    }

    private void WriteInstance(List<Transition> steps, State state)
    {
        var first = steps[0];
        output.Write($"\n  {machine.NameOf(first.Bearer) ?? "Nobody"}");
        if (machine.NameOf(first.CounterParty) is { } counterParty)
        {
            output.Write($" toward {counterParty}");
        }
        output.Write($", instance {first.Instance}\n");
        var known = new HashSet<Event>(ReferenceEqualityComparer.Instance);
        Transition? before = null;
        foreach (var step in steps)
        {
            WriteStep(step, before, known);
            before = step;
        }
        WriteDecisions(first);
        WriteWhereItStands(steps[^1], state);
    }

    /// <param name="before">The step before, whose reports and deadline need not be said again.</param>
    private void WriteStep(in Transition step, Transition? before, HashSet<Event> known)
    {
        output.Write($"    {EventTime.Format(step.At)}  {step.FromName} → {step.ToName}: {RuleWords.Of(step.Rule)}\n");
        if (step.Cause is { } cause)
        {
            foreach (var report in cause.InOrder().Where(known.Add))
            {
                output.Write($"      report  {Describe(report)}\n");
            }
        }
        var provisions = step.Provisions ?? Provisions.None;
        if (!provisions.Ids.IsEmpty && !(before is { } other && ReferenceEquals(other.Provisions, step.Provisions)))
        {
            output.Write($"      by      {string.Join(", ", provisions.Ids.Select(ProvisionReference.Of))}\n");
        }
        if (before is not { } earlier || earlier.Until != step.Until)
        {
            WriteArithmetic(step);
        }
        foreach (var provision in provisions.Defaults)
        {
            var says = agreement.Defaults.FirstOrDefault(inserted =>
                string.Equals(inserted.Provision, provision, StringComparison.Ordinal)
            );
            output.Write($"      default {provision}{(says is null ? "" : ": " + says.Says)}\n");
        }
    }

    private void WriteArithmetic(in Transition step)
    {
        if (step.Until is not { } until || step.Kind is not (TransitionKind.Norm or TransitionKind.Power))
        {
            return;
        }
        var deadlines = agreement.Clauses[step.Index].Deadlines;
        var zone = agreement.Settings.TimeZone;
        var local = LocalTime.Of(until, zone);
        if (
            step.Anchor is { } anchor
            && step.Deadline >= 0
            && step.Deadline < deadlines.Length
            && deadlines[step.Deadline] is Within within
        )
        {
            output.Write(
                $"      until   {EventTime.Format(anchor)} + {PeriodWords.Of(within.Length)} = {EventTime.Format(until)}{local}, that instant included (zone {zone})\n"
            );
        }
        else if (step.Anchor is { } from)
        {
            output.Write(
                $"      until   {EventTime.Format(until)}{local}, counted from {EventTime.Format(from)}, that instant included (zone {zone})\n"
            );
        }
        else
        {
            output.Write($"      until   {EventTime.Format(until)}{local}, that instant included (zone {zone})\n");
        }
        if (deadlines.Length > 1 && step.Deadline >= 0)
        {
            output.Write($"      the earliest of {deadlines.Length} limits decided\n");
        }
    }

    /// <summary>How a decision was taken each time it was opened, with every vote.</summary>
    public void WriteDecision(Decision decision)
    {
        output.Write($"{decision.Name}, {ProvisionReference.Of(decision.Id)}  ({decision.Id})\n");
        output.Write($"  “{decision.Words}”  {decision.Span.File}:{decision.Span.Line}\n");
        var opened = history
            .Transitions.Where(step => step.Kind == TransitionKind.Decision && step.Index == decision.Index)
            .GroupBy(step => step.Instance, StringComparer.Ordinal)
            .ToList();
        if (opened.Count == 0)
        {
            output.Write("  It was never opened: what sets it off has not happened so far.\n");
        }
        foreach (var instance in opened)
        {
            output.Write($"\n  instance {instance.Key}\n");
            var known = new HashSet<Event>(ReferenceEqualityComparer.Instance);
            foreach (var step in instance)
            {
                output.Write(
                    $"    {EventTime.Format(step.At)}  {step.FromName} → {step.ToName}: {RuleWords.Of(step.Rule)}\n"
                );
                foreach (var report in step.Cause?.InOrder().Where(known.Add) ?? [])
                {
                    output.Write($"      report  {Describe(report)}\n");
                }
                if (step.DecisionTo.Stage > 0 && step.Until is { } until)
                {
                    output.Write($"      until   {EventTime.Format(until)}, that instant included\n");
                }
            }
            WriteVotes(decision, instance.Key, [.. instance]);
        }
    }

    /// <summary>The decisions taken in the chain of this instance, with how each vote was cast.</summary>
    private void WriteDecisions(in Transition first)
    {
        var instance = first.Instance;
        var behind = DecisionsBehind.Of(agreement, agreement.Clauses[first.Index]);
        foreach (var decision in agreement.Decisions.Where(decision => behind.Contains(decision.Index)))
        {
            var steps = history
                .Transitions.Where(transition =>
                    transition.Kind == TransitionKind.Decision
                    && transition.Index == decision.Index
                    && string.Equals(transition.Instance, instance, StringComparison.Ordinal)
                )
                .ToList();
            if (steps.Count == 0)
            {
                continue;
            }
            output.Write($"    {decision.Name} ({ProvisionReference.Of(decision.Id)})  “{decision.Words}”\n");
            foreach (var step in steps)
            {
                output.Write(
                    $"      {EventTime.Format(step.At)}  {step.FromName} → {step.ToName}: {RuleWords.Of(step.Rule)}\n"
                );
            }
            WriteVotes(decision, instance, steps);
        }
    }

    private void WriteVotes(Decision decision, string instance, List<Transition> steps)
    {
        foreach (var vote in votes.Where(vote => IsFor(vote, decision, instance, steps)))
        {
            output.Write(
                $"      vote    {Describe(vote)}: {VoteWord(vote)}{(vote.Data.Member is { } member ? " by " + member : "")}\n"
            );
        }
    }

    private static bool IsFor(Event vote, Decision decision, string instance, List<Transition> steps) =>
        vote.Data.Name is { } name
        && (
            string.Equals(Plain(name), Plain(decision.Name), StringComparison.Ordinal)
            || string.Equals(name, decision.Id, StringComparison.Ordinal)
            || string.Equals(name, ProvisionReference.Of(decision.Id), StringComparison.Ordinal)
        )
        && (
            vote.Subject is null
                ? vote.Time >= steps[0].At && (steps[^1].DecisionTo.Outcome is null || vote.Time <= steps[^1].At)
                : string.Equals(vote.Subject, instance, StringComparison.Ordinal)
        );

    private static string Plain(string name) =>
        (name.StartsWith("the ", StringComparison.OrdinalIgnoreCase) ? name[4..] : name).ToLowerInvariant();

    private static string VoteWord(Event vote) =>
        vote.Type == EventType.DecisionAnnounced ? $"announced {vote.Data.Outcome}"
        : vote.Data.Vote == Vote.Invalid ? "no valid vote"
        : vote.Data.Vote.ToString().ToLowerInvariant();

    private void WriteWhereItStands(in Transition last, State state)
    {
        output.Write($"    It stands: {last.ToName}");
        foreach (var open in state.OpenInstances())
        {
            if (
                open.Clause == last.Index
                && string.Equals(open.Instance, last.Instance, StringComparison.Ordinal)
                && open.CounterParty == last.CounterParty
                && open.Bearer.Single == last.Bearer.Single
                && open.Until is { } until
                && last.ToName is "active" or "enabled"
            )
            {
                output.Write($" until {EventTime.Format(until)}");
                break;
            }
        }
        output.Write(".\n");
    }

    private void WriteWhyNot(Clause clause, State state, int? bearer, long? at)
    {
        var others = history.Transitions.Where(transition =>
            transition.Kind is TransitionKind.Norm or TransitionKind.Power && transition.Index == clause.Index
        );
        var opened = others.Where(transition => transition.From == 0).ToList();
        var who = bearer is { } known ? machine.Actors[known] : "Nobody";
        if (opened.Count == 0)
        {
            output.Write($"  {who} is not bound: what sets the clause off has not happened to anybody so far.\n");
        }
        else
        {
            output.Write($"  {who} is not bound, though the clause was set off:\n");
            foreach (var occasion in opened.GroupBy(transition => (transition.At, transition.Instance)).Take(5))
            {
                var bound = occasion.Select(transition => machine.NameOf(transition.Bearer));
                output.Write(
                    $"    {EventTime.Format(occasion.Key.At)}  it bound {string.Join(", ", bound)} [{occasion.Key.Instance}]\n"
                );
            }
        }
        if (bearer is { } actor)
        {
            WriteOwnConditions(clause, state, actor);
            WriteParticipation(clause, state, actor, opened, at);
        }
    }

    /// <summary>Conditions that are asked of each bearer: why one is bound and another is not.</summary>
    private void WriteOwnConditions(Clause clause, State state, int actor)
    {
        var once = (clause.Trigger as OnCondition)?.Condition;
        foreach (
            var (word, condition) in ((string, Condition?)[])
                [("if", clause.If), ("while", clause.While), ("once", once)]
        )
        {
            if (condition is not null && machine.HoldsOf(state, condition, actor) is { } holds)
            {
                var name = machine.Actors[actor];
                output.Write(
                    $"    The condition (“{word}”) is asked of each bearer; of {name} it is {(holds ? "true" : "not true")} now.\n"
                );
            }
        }
    }

    private void WriteParticipation(Clause clause, State state, int actor, List<Transition> opened, long? at)
    {
        var name = machine.Actors[actor];
        var agreementName = agreement.Agreements[clause.Agreement].Name;
        var status = state.StatusOf(clause.Agreement, actor);
        output.Write(
            $"    {name} is now: {StatusNames.Of(status)} in {agreementName}{(at is { } instant ? " at " + EventTime.Format(instant) : "")}.\n"
        );
        foreach (var step in history.Transitions)
        {
            if (
                step.Kind == TransitionKind.Participation
                && step.Agreement == clause.Agreement
                && step.Bearer.Includes(actor)
            )
            {
                output.Write(
                    $"    {EventTime.Format(step.At)}  {name}: {TransitionWords.Change(step)} ({RuleWords.Of(step.Rule)})\n"
                );
                foreach (var provision in (step.Provisions ?? Provisions.None).Defaults)
                {
                    output.Write($"      default {provision}\n");
                }
            }
        }
        var entered = history.Transitions.FirstOrDefault(step =>
            step.Kind == TransitionKind.Participation
            && step.Agreement == clause.Agreement
            && step.Bearer.Includes(actor)
            && step.ParticipationTo == ParticipationStatus.InForce
        );
        if (
            opened.Count > 0
            && clause.Trigger is not (FromEntryIntoForce or OnCondition)
            && !Reserves(clause, actor)
            && entered is { Instance: not null }
            && entered.At > opened[0].At
            && !clause.Bearer.IncludesLater
        )
        {
            output.Write(
                $"    The agreement entered into force for {name} at {EventTime.Format(entered.At)}, after the clause was set off at {EventTime.Format(opened[0].At)}. "
                    + $"{ProvisionReference.Of(clause.Id)} binds those in force at that moment; it does not say “that is or becomes in force”.\n"
            );
        }
    }

    private void WriteNotices(Clause clause, int? bearer)
    {
        if (bearer is not { } actor)
        {
            return;
        }
        var name = machine.Actors[actor];
        var about = history
            .Notices.Where(notice =>
                string.Equals(notice.Event.Source, name, StringComparison.Ordinal)
                || string.Equals(notice.Event.Data.Party, name, StringComparison.Ordinal)
            )
            .ToList();
        if (about.Count == 0)
        {
            return;
        }
        output.Write($"\n  Reports of {name} that had no effect\n");
        foreach (var notice in about.Take(10))
        {
            output.Write($"    {Describe(notice.Event)}: {NoticeNames.Why(notice)}\n");
        }
        if (about.Count > 10)
        {
            output.Write($"    and {about.Count - 10} more\n");
        }
    }

    private static string Describe(Event report)
    {
        var line = report.Line > 0 ? $", line {report.Line}" : "";
        var recorded = report.RecordedTime > report.Time ? $", recorded {EventTime.Format(report.RecordedTime)}" : "";
        return $"{report.Id} of {report.Source}, {EventTime.Format(report.Time)}{recorded}{line}";
    }
}
