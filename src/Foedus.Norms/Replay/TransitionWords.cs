using System.Text;
using Foedus.Language.Core;
using Foedus.Norms.Events;

namespace Foedus.Norms.Replay;

/// <summary>Says in words what happened and why, for people.</summary>
public static class TransitionWords
{
    /// <summary><c>Article 3(2)  Poland → Ukraine  breached</c>, without the time and the reason.</summary>
    public static string What(Machine machine, in Transition transition)
    {
        var words = new StringBuilder();
        words.Append(ProvisionReference.Of(machine.NormIdOf(transition)));
        var bearer = machine.NameOf(transition.Bearer);
        var counterParty = machine.NameOf(transition.CounterParty);
        if (bearer is not null)
        {
            words.Append(", ").Append(bearer);
        }
        if (counterParty is not null)
        {
            words.Append(" → ").Append(counterParty);
        }
        words.Append(": ").Append(Change(transition));
        if (transition.Rule is Rule.ReservationMade or Rule.ReservationWithdrawn or Rule.ReservationLapsed)
        {
            words
                .Append(" to ")
                .AppendJoin(", ", (transition.Provisions ?? Provisions.None).Ids.Select(ProvisionReference.Of));
        }
        if (ShowsDeadline(transition) && transition.Until is { } until)
        {
            words.Append(" until ").Append(EventTime.Format(until));
        }
        return words.ToString();
    }

    /// <summary>The rule and the reports that made it happen.</summary>
    public static string Why(in Transition transition)
    {
        var words = new StringBuilder(Reason(transition.Rule));
        if (transition.Cause is { } cause)
        {
            var latest = cause.Event;
            words.Append("; ").Append(latest.Id).Append(" of ").Append(latest.Source);
        }
        var provisions = transition.Provisions ?? Provisions.None;
        if (!provisions.Defaults.IsEmpty)
        {
            words.Append("; by default ").AppendJoin(", ", provisions.Defaults);
        }
        return words.ToString();
    }

    private static bool ShowsDeadline(in Transition transition) =>
        (transition.Kind == TransitionKind.Norm && transition.NormTo == NormState.Active)
        || (transition.Kind == TransitionKind.Power && transition.PowerTo == PowerState.Enabled)
        || (transition.Kind == TransitionKind.Decision && transition.DecisionTo.Stage > 0);

    internal static string Change(in Transition transition) =>
        transition.Kind switch
        {
            TransitionKind.Norm => transition.NormTo switch
            {
                NormState.Active when transition.NormFrom == NormState.Suspended => "bound again",
                NormState.Active => "bound",
                NormState.Fulfilled => "performed",
                NormState.Violated => "BREACHED",
                NormState.Repaired => "repaired, the breach stays on record",
                NormState.Unrepaired when transition.Rule == Rule.ConsequenceLapsed =>
                    "unrepaired, its last consequence has lapsed",
                var other => StatusNames.Of(other),
            },
            TransitionKind.Power => transition.PowerTo switch
            {
                PowerState.Enabled => "may be exercised",
                var other => StatusNames.Of(other),
            },
            TransitionKind.Decision => transition.DecisionTo.Stage > 0
                ? $"{transition.ToName} opens"
                : $"decided: {transition.ToName}",
            TransitionKind.Participation
                when transition is { Rule: Rule.NoticeWithdrawn } && transition.From == transition.To =>
                "takes its notice back",
            TransitionKind.Participation when Happened(transition.Rule) is { } words => words,
            _ => $"{transition.FromName} → {transition.ToName}",
        };

    /// <summary>What happened to a participation that stays what it was.</summary>
    private static string? Happened(Rule rule) =>
        rule switch
        {
            Rule.Amended => "bound by the agreement as amended",
            Rule.ReservationMade => "makes a reservation",
            Rule.ReservationLapsed => "its reservation has lapsed",
            Rule.ReservationWithdrawn => "withdraws its reservation",
            Rule.ReservationAccepted => "its reservation is accepted",
            Rule.ReservationObjected => "its reservation is objected to",
            Rule.AgreedToRenewal => "agrees to the renewal",
            Rule.NotToBeRenewed => "it is not to be renewed",
            _ => null,
        };

    private static string Reason(Rule rule) => RuleNames.Of(rule).Replace('-', ' ');
}
