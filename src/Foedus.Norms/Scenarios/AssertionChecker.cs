using System.Collections.Immutable;
using Foedus.Language.Core;
using Foedus.Norms.Events;
using Foedus.Norms.Replay;

namespace Foedus.Norms.Scenarios;

/// <summary>Holds the assertions of a scenario against the state and the transitions so far.</summary>
internal sealed class AssertionChecker(Machine machine)
{
    private readonly Dictionary<string, int> actors = machine
        .Actors.Select((name, index) => KeyValuePair.Create(name, index))
        .DistinctBy(pair => pair.Key, StringComparer.Ordinal)
        .ToDictionary(StringComparer.Ordinal);

    public AssertionVerdict Check(ScenarioAssertion assertion, State state, ScenarioLog log) =>
        assertion switch
        {
            AssertNorm norm => CheckNorm(norm, state, log),
            AssertPower power => CheckPower(power, state, log),
            AssertDecision decision => CheckDecision(decision, state, log),
            AssertParticipation participation => CheckParticipation(participation, state, log),
            AssertCondition condition => CheckCondition(condition, state),
            AssertAmended amended => CheckAmended(amended, log),
            AssertOpposite opposite => Check(opposite.Of, state, log).IsTrue
                ? AssertionVerdict.False(opposite.Words, "it is the case")
                : AssertionVerdict.True,
            _ => throw new ArgumentException($"Unknown assertion {assertion.GetType().Name}.", nameof(assertion)),
        };

    private AssertionVerdict CheckNorm(AssertNorm norm, State state, ScenarioLog log)
    {
        if (norm.Creditors.FirstOrDefault(creditor => !actors.ContainsKey(creditor)) is { } stranger)
        {
            return AssertionVerdict.False(ExpectedOf(norm, "the bearer"), $"{stranger} is nobody in this agreement");
        }
        if (norm.Creditors.Length > 1)
        {
            return norm
                .Creditors.Select(creditor => CheckNorm(norm with { Creditors = [creditor] }, state, log))
                .FirstOrDefault(verdict => !verdict.IsTrue, AssertionVerdict.True);
        }
        if (norm.Bearers.IsDefaultOrEmpty)
        {
            return CheckNorm(norm, null, "any bearer", state, log);
        }
        foreach (var bearer in norm.Bearers)
        {
            if (!actors.TryGetValue(bearer, out var actor))
            {
                return AssertionVerdict.False(ExpectedOf(norm, bearer), $"{bearer} is nobody in this agreement");
            }
            var verdict = CheckNorm(norm, actor, bearer, state, log);
            if (!verdict.IsTrue)
            {
                return verdict;
            }
        }
        return AssertionVerdict.True;
    }

    private AssertionVerdict CheckNorm(AssertNorm norm, int? bearer, string bearerName, State state, ScenarioLog log)
    {
        var creditor = norm.Creditors.IsEmpty ? -1 : actors[norm.Creditors[0]];
        var open = state
            .OpenInstances()
            .Where(instance =>
                norm.Clauses.Contains(instance.Clause)
                && (bearer is not { } actor || instance.Bearer.Includes(actor))
                && (creditor < 0 || instance.CounterParty == creditor)
                && (norm.Instance is null || string.Equals(instance.Instance, norm.Instance, StringComparison.Ordinal))
            )
            .ToList();
        var found = norm.State switch
        {
            NormState.Dormant => open.Count == 0,
            NormState.Active or NormState.Suspended => open.Exists(instance =>
                instance.PowerState == PowerState.Dormant
                && instance.NormState == norm.State
                && (norm.Until is null || instance.Until == norm.Until)
            ),
            _ => log.OfNorm(norm.Clauses, bearer, norm.Instance, creditor)
                .Any(transition =>
                    (transition.NormTo == norm.State || (norm.State == NormState.Fulfilled && IsUse(transition)))
                    && (norm.Until is null || transition.Until == norm.Until)
                    && (norm.State != NormState.Fulfilled || !IsOwedToOthers(transition, open))
                ),
        };
        if (found != norm.Negated)
        {
            return AssertionVerdict.True;
        }
        return AssertionVerdict.False(
            ExpectedOf(norm, bearerName),
            ActualOf(norm, bearer, bearerName, creditor, open, log)
        );
    }

    /// <summary>What is owed to each of several is performed when it is toward all of them, on that occasion.</summary>
    private bool IsOwedToOthers(Transition transition, List<OpenInstance> open) =>
        IsTowardEach(transition.Index)
        && open.Exists(instance =>
            instance.PowerState == PowerState.Dormant
            && instance.Clause == transition.Index
            && string.Equals(instance.Instance, transition.Instance, StringComparison.Ordinal)
        );

    private bool IsTowardEach(int clause) =>
        machine.Agreement.Clauses[clause].Content is PerformAct { TowardEach: true };

    /// <summary>A permission that is used stays active; in the words of a scenario it "is performed".</summary>
    private static bool IsUse(in Transition transition) =>
        transition.NormTo == NormState.Active && transition.Rule == Rule.Performed;

    private string ExpectedOf(AssertNorm norm, string bearer)
    {
        var clauses = string.Join(
            " or ",
            norm.Clauses.Select(clause => ProvisionReference.Of(machine.Agreement.Clauses[clause].Id))
        );
        var toward = norm.Creditors.IsEmpty ? "" : " toward " + string.Join(" and ", norm.Creditors);
        var until = norm.Until is { } instant ? $" until {EventTime.Format(instant)}" : "";
        return $"{clauses} {(norm.Negated ? "not " : "")}{StatusNames.Of(norm.State)} for {bearer}{toward}{until}";
    }

    private string ActualOf(
        AssertNorm norm,
        int? bearer,
        string bearerName,
        int creditor,
        List<OpenInstance> open,
        ScenarioLog log
    )
    {
        var lines = open.Select(instance =>
                $"{NormAndBearer(instance)} is {(instance.PowerState == PowerState.Dormant ? StatusNames.Of(instance.NormState) : StatusNames.Of(instance.PowerState))}"
                + (instance.Until is { } until ? $" until {EventTime.Format(until)}" : "")
                + $" [{instance.Instance}]"
            )
            .ToList();
        foreach (var transition in log.OfNorm(norm.Clauses, bearer, norm.Instance, creditor))
        {
            if (transition.NormTo is not (NormState.Active or NormState.Suspended))
            {
                lines.Add(
                    $"{machine.NameOf(transition.Bearer)}{Toward(transition.Index, transition.CounterParty)} {transition.ToName} at {EventTime.Format(transition.At)} ({TransitionWords.Why(transition)}) [{transition.Instance}]"
                );
            }
        }
        if (lines.Count == 0)
        {
            lines.Add(
                $"it has never bound {bearerName}{(norm.Creditors.IsEmpty ? "" : " toward " + norm.Creditors[0])}"
            );
        }
        AddNotices(lines, log);
        return string.Join("; ", lines);
    }

    private string NormAndBearer(OpenInstance instance) =>
        $"{ProvisionReference.Of(machine.Agreement.Clauses[instance.Clause].Id)} of {machine.NameOf(instance.Bearer)}{Toward(instance.Clause, instance.CounterParty)}";

    private string Toward(int clause, int creditor) =>
        IsTowardEach(clause) ? $" toward {machine.NameOf(creditor)}" : "";

    // What was recorded without effect is the most frequent reason why an expectation fails.
    private static void AddNotices(List<string> lines, ScenarioLog log)
    {
        const int Shown = 3;
        lines.AddRange(
            log.Notices.TakeLast(Shown)
                .Select(notice => $"note on {notice.Event.Id} of {notice.Event.Source}: {NoticeNames.Why(notice)}")
        );
    }

    private AssertionVerdict CheckPower(AssertPower power, State state, ScenarioLog log)
    {
        var isEnabled = state
            .OpenInstances()
            .Any(instance =>
                instance.Clause == power.Clause
                && instance.PowerState == PowerState.Enabled
                && IsIn(power.Instance, instance.Instance)
            );
        var past = log.OfKind(TransitionKind.Power, power.Clause)
            .Where(transition => IsIn(power.Instance, transition.Instance))
            .ToList();
        var found = power.State switch
        {
            PowerState.Enabled => isEnabled,
            PowerState.Dormant => !isEnabled,
            _ => past.Exists(transition => transition.PowerTo == power.State),
        };
        if (found != power.Negated)
        {
            return AssertionVerdict.True;
        }
        var lines = past.Select(transition => $"{transition.ToName} at {EventTime.Format(transition.At)}").ToList();
        if (lines.Count == 0)
        {
            lines.Add("it has never been enabled");
        }
        AddNotices(lines, log);
        var reference = ProvisionReference.Of(machine.Agreement.Clauses[power.Clause].Id);
        return AssertionVerdict.False(
            $"{reference} {(power.Negated ? "not " : "")}{StatusNames.Of(power.State)}",
            string.Join("; ", lines)
        );
    }

    private static bool IsIn(string? wanted, string instance) =>
        wanted is null || string.Equals(wanted, instance, StringComparison.Ordinal);

    private AssertionVerdict CheckDecision(AssertDecision decision, State state, ScenarioLog log)
    {
        var plan = machine.Agreement.Decisions[decision.Decision];
        var past = log.OfKind(TransitionKind.Decision, decision.Decision)
            .Where(transition => IsIn(decision.Instance, transition.Instance))
            .ToList();
        var found = decision.Outcome is { } outcome
            ? past.Exists(transition => transition.DecisionTo.Outcome == outcome)
            : state
                .OpenDecisions()
                .Any(open =>
                    open.Decision == decision.Decision
                    && (decision.Stage is not { } stage || open.Stage == stage)
                    && IsIn(decision.Instance, open.Instance)
                );
        if (found != decision.Negated)
        {
            return AssertionVerdict.True;
        }
        var expected =
            decision.Outcome is { } wanted ? StatusNames.Of(wanted)
            : decision.Stage is { } at ? $"open at stage {at}"
            : "open";
        var lines = past.Select(transition => $"{transition.ToName} at {EventTime.Format(transition.At)}").ToList();
        if (lines.Count == 0)
        {
            lines.Add("it was never opened");
        }
        AddNotices(lines, log);
        return AssertionVerdict.False(
            $"{plan.Name} {(decision.Negated ? "not " : "")}{expected}",
            string.Join("; ", lines)
        );
    }

    private AssertionVerdict CheckParticipation(AssertParticipation assertion, State state, ScenarioLog log)
    {
        foreach (var party in assertion.Parties)
        {
            var expected =
                $"{party} {(assertion.Negated ? "not " : "")}{StatusNames.Of(assertion.Status)} in {machine.Agreement.Agreements[assertion.Agreement].Name}";
            if (!actors.TryGetValue(party, out var actor))
            {
                return AssertionVerdict.False(expected, $"{party} is nobody in this agreement");
            }
            var status = state.StatusOf(assertion.Agreement, actor);
            var found = assertion.Status switch
            {
                // In force for the party that leaves until its notice takes effect, and for whom it is suspended.
                ParticipationStatus.InForce => status
                    is ParticipationStatus.InForce
                        or ParticipationStatus.Suspended
                        or ParticipationStatus.WithdrawalNotified,
                ParticipationStatus.Consented => IsBeyond(ParticipationStatus.Signed),
                ParticipationStatus.Signed => IsBeyond(ParticipationStatus.None),
                var wanted => status == wanted,
            };

            // What was signed and consented to stays so, also for who has left; who only said that it will not join has done neither.
            bool IsBeyond(ParticipationStatus stage) =>
                status > stage
                && (
                    status != ParticipationStatus.Withdrawn
                    || log.OfParty(assertion.Agreement, actor).Any(step => step.ParticipationFrom > stage)
                );
            if (found == assertion.Negated)
            {
                return AssertionVerdict.False(expected, $"it is {StatusNames.Of(status)}");
            }
        }
        return AssertionVerdict.True;
    }

    private AssertionVerdict CheckAmended(AssertAmended assertion, ScenarioLog log)
    {
        var adopted = log.Transitions.Any(transition =>
            transition.Kind == TransitionKind.Participation
            && transition.Agreement == assertion.Agreement
            && transition.Index >= 0
            && machine.Agreement.Participation[transition.Index] is AmendmentRule
        );
        return adopted != assertion.Negated
            ? AssertionVerdict.True
            : AssertionVerdict.False(
                assertion.Words,
                adopted ? "it has been amended" : "as yet too few have accepted an amendment"
            );
    }

    private AssertionVerdict CheckCondition(AssertCondition assertion, State state) =>
        machine.Holds(state, assertion.Condition) != assertion.Negated
            ? AssertionVerdict.True
            : AssertionVerdict.False(
                assertion.Words,
                assertion.Negated ? "the condition holds" : "the condition does not hold"
            );
}
