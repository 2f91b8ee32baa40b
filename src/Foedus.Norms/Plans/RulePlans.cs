using System.Collections.Immutable;
using Foedus.Language.Core;

namespace Foedus.Norms;

/// <summary>The participation rules by kind and agreement. An index is that of the rule in the agreement's list.</summary>
internal sealed class RulePlans
{
    public required ImmutableArray<ParticipationRule> All { get; init; }

    /// <summary>By agreement: indexes of its rules of entry into force.</summary>
    public required int[][] Force { get; init; }

    /// <summary>By agreement: whether a rule of its own says when those enter who consent later.</summary>
    public required bool[] HasLaterEntry { get; init; }
    public required int[][] Provisional { get; init; }
    public required int[][] Withdrawal { get; init; }
    public required int[][] Survival { get; init; }
    public required int[][] Duration { get; init; }
    public required int[][] Reservation { get; init; }
    public required int[][] LateReservation { get; init; }
    public required int[][] Accession { get; init; }
    public required int[][] Amendment { get; init; }
    public required int[] Suspension { get; init; }

    /// <summary>What amendments change.</summary>
    public required int[] Amending { get; init; }

    /// <summary>By agreement: its amendments that have a name, by their terms.</summary>
    public required int[][] Amendments { get; init; }

    /// <summary>By rule: the set it is about.</summary>
    public required ActorSetPlan?[] For { get; init; }

    /// <summary>By rule: the condition of an entry into force or a suspension.</summary>
    public required ConditionPlan?[] Conditions { get; init; }

    /// <summary>By rule: the trigger of a duration, provisional application or survival.</summary>
    public required TriggerNode?[] Triggers { get; init; }

    /// <summary>By rule: parties whose consent an entry into force needs.</summary>
    public required ulong[]?[] Named { get; init; }

    public required Provisions[] Because { get; init; }
}
