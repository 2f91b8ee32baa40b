using System.Globalization;
using Foedus.Language.Core;

namespace Foedus.Norms;

/// <summary>The words of outputs for the statuses of norms, powers, decisions, participation and states.</summary>
public static class StatusNames
{
    private static readonly string[] Stages = MakeStages();

    public static string Of(TransitionKind kind, byte status) =>
        kind switch
        {
            TransitionKind.Norm => Of((NormState)status),
            TransitionKind.Power => Of((PowerState)status),
            TransitionKind.Decision => Of(new DecisionStatus(status)),
            TransitionKind.Participation => Of((ParticipationStatus)status),
            _ => status == 0 ? "does not hold" : "holds",
        };

    public static string Of(NormState state) =>
        state switch
        {
            NormState.Dormant => "dormant",
            NormState.Active => "active",
            NormState.Fulfilled => "fulfilled",
            NormState.Violated => "violated",
            NormState.Repaired => "repaired",
            NormState.Unrepaired => "unrepaired",
            NormState.Suspended => "suspended",
            NormState.Discharged => "discharged",
            NormState.Excused => "excused",
            _ => "terminated",
        };

    public static string Of(PowerState state) =>
        state switch
        {
            PowerState.Dormant => "dormant",
            PowerState.Enabled => "enabled",
            PowerState.Exercised => "exercised",
            _ => "expired",
        };

    public static string Of(DecisionOutcome outcome) =>
        outcome switch
        {
            DecisionOutcome.Yes => "yes",
            DecisionOutcome.No => "no",
            DecisionOutcome.Silence => "silence",
            _ => "failed",
        };

    public static string Of(DecisionStatus status) =>
        status.Outcome is { } outcome ? Of(outcome) : Stages[status.Stage];

    public static string Of(ParticipationStatus status) =>
        status switch
        {
            ParticipationStatus.None => "none",
            ParticipationStatus.Signed => "signed",
            ParticipationStatus.Consented => "consented",
            ParticipationStatus.InForce => "in force",
            ParticipationStatus.Suspended => "suspended",
            ParticipationStatus.WithdrawalNotified => "withdrawal notified",
            _ => "withdrawn",
        };

    private static string[] MakeStages()
    {
        var names = new string[251];
        names[0] = "dormant";
        for (var i = 1; i < names.Length; i++)
        {
            names[i] = string.Create(CultureInfo.InvariantCulture, $"stage {i}");
        }
        return names;
    }
}
