using System.Collections.Immutable;
using Foedus.Language.Core;

namespace Foedus.Language.Printing;

/// <content>Terms, rules of participation, scenarios.</content>
internal sealed partial class CoreWriter
{
    private string TermText(Term term)
    {
        var of = term.Agreement == 0 ? "" : $" [{AgreementName(term.Agreement)}]";
        return term switch
        {
            PartyTerm => $"party {term.Name}{of}",
            RoleTerm role => $"role {term.Name}{of} = {Text(role.Members)}",
            BodyTerm body =>
                $"body {term.Name}{of}{(body.Members > 0 ? $" of {body.Members}" : "")}{Of(body.ComposedOf, "of one for each")}",
            EventTerm happening =>
                $"event {term.Name}{of} reported by {Text(happening.Reporters)}{Of(happening.Against, "against")}{Attributes(happening.Attributes)}",
            ActTerm act => $"act {term.Name}{of} of {Text(act.Actors)}{Of(act.Toward, "toward")}"
                + (act.Kind is { } kind ? $" kind {kind}" : "")
                + (act.Item is { } item ? $" with {TermName(item)}" : "")
                + (act.Unit is { } unit ? $" in {unit}" : "")
                + (
                    act.Quantity is { } quantity
                        ? $" counted {Word(act.Stage ?? QuantityStage.Received)} in {TermName(quantity)}"
                        : ""
                )
                + Attributes(act.Attributes),
            StateTerm state => $"state {term.Name}{of}{(state.HoldsAtStart ? " holds at start" : "")}"
                + (state.Begins is { } begins ? $" begins {Text(begins)}" : "")
                + (state.Ends is { } ends ? $" ends {Text(ends)}" : ""),
            KindTerm kinds => $"kinds {term.Name}{of}{Kinds(kinds.Kinds)}",
            MenuTerm menu => $"menu {term.Name}{of} of {TermName(menu.Of)} by {Text(menu.DeclaredBy)}"
                + (menu.Upon is { } upon ? $" upon {Word(upon)}" : "")
                + $", each kind >= {menu.MinimumOfEachKind}, total >= {menu.MinimumTotal}",
            DecisionTerm decision => $"decision-term {term.Name}{of} = {DecisionId(decision.Decision)}",
            AgreementTerm other => $"agreement-term {term.Name}{of} = {AgreementName(other.Target)}",
            QuantityTerm quantity =>
                $"quantity {term.Name}{of} in {quantity.Unit}{(quantity.Total is { } total ? $" total {Number(total)}" : "")}{SharesText(quantity.Shares)}",
            AreaTerm area =>
                $"area {term.Name}{of} {(area.Closed ? "polygon" : "line")} {string.Join(" ", area.Points.Select(Point))} within {Number(area.DistanceKm)} km",
            AmendmentTerm => $"amendment {term.Name}{of}",
            ClockTerm clock => $"clock {term.Name}{of} = {Text(clock.Moment)}",
            _ => "?",
        };
    }

    private static string Attributes(ImmutableArray<EventAttribute> attributes) =>
        attributes.IsDefaultOrEmpty
            ? ""
            : $" with {string.Join(", ", attributes.Select(attribute => $"{attribute.Name}: {Word(attribute.Type)}"))}";

    private string RuleText(ParticipationRule rule)
    {
        var head =
            $"rule {rule.Id}{(rule.Agreement == 0 ? "" : $" [{AgreementName(rule.Agreement)}]")}{(rule.Default is { } source ? $" by default ({source})" : "")}: ";
        return head
            + rule switch
            {
                EntryIntoForceRule entry =>
                    $"enters into force{(entry.PerParty ? " per party" : "")}{(entry.IsForLater ? " later" : "")} for {Text(entry.For)}"
                        + (entry.Consent.IsEmpty ? "" : $" upon {string.Join(" or ", entry.Consent.Select(Word))}")
                        + (entry.Consents > 0 ? $" by {entry.Consents}" : "")
                        + (entry.ConsentFraction is { } fraction ? $" by {Text(fraction)}" : "")
                        + (entry.Named.IsEmpty ? "" : $" including {string.Join(", ", entry.Named)}")
                        + (entry.Condition is { } condition ? $" once {Text(condition)}" : "")
                        + (entry.NotBefore is { } notBefore ? $" not before {Instant(notBefore)}" : "")
                        + (entry.Delay is { } delay ? $" after {Text(delay)}" : ""),
                ProvisionalRule provisional =>
                    $"applies provisionally for {Text(provisional.For)} from {Text(provisional.From)}",
                WithdrawalRule withdrawal => withdrawal.Forbidden
                    ? "no withdrawal"
                    : $"withdrawal of {Text(withdrawal.For)} {Text(withdrawal.Notice)} after notice{(withdrawal.NotBefore is { } after ? $", not before {Text(after)} in force" : "")}",
                SurvivalRule survival =>
                    $"{(survival.Survives ? "survive" : "end")} {(survival.Occasion is { } occasion ? "duties rooted at " + Text(occasion) : survival.Clauses.IsEmpty ? "accrued duties" : Names(survival.Clauses))}",
                DurationRule duration =>
                    $"lasts{(duration.Length is { } length ? " " + Text(length) : "")}{(duration.Until is { } until ? " until " + Instant(until) : "")}{(duration.UntilOccasion is { } end ? " until " + Text(end) : "")}"
                        + (
                            duration.Renewal is { } renewal
                                ? $", renewed {Text(renewal)}{(duration.RenewalByAgreement ? " by agreement" : "")}"
                                : ""
                        )
                        + (duration.NoticeBefore is { } notice ? $" unless notice {Text(notice)} before" : ""),
                ReservationRule reservation =>
                    $"reservations {(reservation.Permitted ? "permitted" : "not permitted")} to {Names(reservation.Clauses)}, accepted after {Text(reservation.AcceptedAfter)}",
                LateReservationRule late => $"late reservations made unless objected to within {Text(late.Within)}",
                AccessionRule accession =>
                    $"open to accession by {(accession.Who is { } acceding ? Text(acceding) : "any state")}",
                AmendmentRule amendment =>
                    $"amended by {Text(amendment.Threshold)} of {Text(amendment.By)}, binds {(amendment.BindsAll ? "all" : "those that accept")}",
                AmendingRule amending =>
                    $"{(amending.Term is { } term ? TermName(term) : AgreementName(amending.Amending))} "
                        + (
                            amending is { Replaced.IsEmpty: true, ReplacedDecisions.IsEmpty: true }
                                ? $"adds {Names(amending.Replacing, amending.ReplacingDecisions)}"
                            : amending is { Replacing.IsEmpty: true, ReplacingDecisions.IsEmpty: true }
                                ? $"deletes {Names(amending.Replaced, amending.ReplacedDecisions)}"
                            : $"replaces {Names(amending.Replaced, amending.ReplacedDecisions)} by {Names(amending.Replacing, amending.ReplacingDecisions)}"
                        )
                        + (amending.Pending == PendingRounds.GoOn ? "" : $", pending {Word(amending.Pending)}"),
                DepositaryRule depositary => $"depositary {depositary.Name}",
                ForceRule force => force.LegallyBinding ? "legally binding" : "not legally binding",
                SuspensionRule suspension =>
                    $"suspended for {Text(suspension.Who)} while {Text(suspension.Condition)}: {Names(suspension.Clauses)}",
                _ => "?",
            };
    }

    private string AssumptionText(Assumption assumption) =>
        assumption.Kind switch
        {
            AssumptionKind.Complies =>
                $"{(assumption.Who is { } who ? Text(who) : "?")} comply with {(assumption.Clause is { } clause ? ClauseId(clause) : "the agreement")}",
            AssumptionKind.Reports =>
                $"{(assumption.Who is { } who ? Text(who) : "?")} report when {(assumption.Condition is { } condition ? Text(condition) : "?")}",
            _ => assumption.Condition is { } condition ? Text(condition) : "?",
        };

    private void WriteScenario(Scenario scenario)
    {
        Line($"scenario \"{scenario.Name}\"");
        foreach (var step in scenario.Steps)
        {
            Line("  " + StepText(step));
        }
    }

    private string StepText(ScenarioStep step) =>
        step switch
        {
            ScenarioEvent made => $"{Instant(made.Time)} {made.Author}: {made.Type}"
                + string.Concat(made.Data.Select(pair => $" {pair.Key}={ValueText(pair.Value)}"))
                + (made.Subject is { } subject ? $" subject={subject}" : "")
                + (made.Id is { } id ? $" id={id}" : "")
                + (made.RecordedTime is { } recorded ? $" recorded {Instant(recorded)}" : ""),
            ScenarioClock clock => $"clock {Instant(clock.Time)}",
            AssertNorm norm => Assert(norm)
                + $"{Names(norm.Clauses)} {Word(norm.State)} [{string.Join(", ", norm.Bearers)}]{(norm.Creditors.IsEmpty ? "" : $" toward [{string.Join(", ", norm.Creditors)}]")}{(norm.Until is { } until ? " until " + Instant(until) : "")}{(norm.Instance is { } instance ? $" case {instance}" : "")}",
            AssertPower power => Assert(power)
                + $"{ClauseId(power.Clause)} {Word(power.State)}{(power.Instance is { } instance ? $" case {instance}" : "")}",
            AssertDecision decision => Assert(decision)
                + $"{DecisionId(decision.Decision)} {(decision.Outcome is { } outcome ? Word(outcome) : "open")}{(decision.Stage is { } stage ? $" at stage {stage}" : "")}{(decision.Instance is { } instance ? $" case {instance}" : "")}",
            AssertParticipation participation => Assert(participation)
                + $"{AgreementName(participation.Agreement)} {Word(participation.Status)} [{string.Join(", ", participation.Parties)}]",
            AssertOpposite opposite => Assert(opposite) + $"({StepText(opposite.Of)})",
            AssertAmended amended => Assert(amended) + $"{AgreementName(amended.Agreement)} amended",
            AssertCondition condition => Assert(condition) + Text(condition.Condition),
            _ => "?",
        };

    private static string Assert(ScenarioAssertion assertion)
    {
        var negated = assertion switch
        {
            AssertNorm norm => norm.Negated,
            AssertPower power => power.Negated,
            AssertDecision decision => decision.Negated,
            AssertParticipation participation => participation.Negated,
            AssertCondition condition => condition.Negated,
            AssertAmended amended => amended.Negated,
            AssertOpposite => true,
            _ => false,
        };
        return $"expect{(assertion.Reader is { } reader ? $" (as {reader} reads it)" : "")} {(negated ? "not " : "")}";
    }

    private static string ValueText(DataValue value) =>
        value.Text is { } text ? $"\"{text}\""
        : value.Number is { } number ? Number(number)
        : $"[{string.Join(", ", value.List.IsDefault ? [] : value.List)}]";
}
