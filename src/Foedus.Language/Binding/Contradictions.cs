using Foedus.Language.Core;
using Foedus.Language.Diagnostics;

namespace Foedus.Language.Binding;

/// <summary>Finds sentences about the life of an agreement of which only one can hold.</summary>
internal static class Contradictions
{
    public static void Find(Draft draft)
    {
        for (var i = 0; i < draft.Participation.Count; i++)
        {
            var rule = draft.Participation[i];
            if (rule.Default is not null)
            {
                continue;
            }
            for (var j = 0; j < i; j++)
            {
                var before = draft.Participation[j];
                if (
                    before.Default is null
                    && before.Agreement == rule.Agreement
                    && WhatIsSaidTwice(before, rule) is { } what
                )
                {
                    draft.Reporter.Report(Rules.SaidTwice, rule.Span, what, before.Words, rule.Words);
                    break;
                }
            }
        }
    }

    private static string? WhatIsSaidTwice(ParticipationRule before, ParticipationRule rule) =>
        (before, rule) switch
        {
            (DepositaryRule one, DepositaryRule other) when one.Name != other.Name => "the Depositary",
            (ForceRule one, ForceRule other) when one.LegallyBinding != other.LegallyBinding => "the force in law",
            (DurationRule { UntilOccasion: null } one, DurationRule { UntilOccasion: null } other)
                when (one.Length, one.Until) != (other.Length, other.Until) => "the duration",
            (LateReservationRule one, LateReservationRule other) when one.Within != other.Within => "late reservations",
            // Who is named goes before what speaks of any Party.
            (WithdrawalRule one, WithdrawalRule other)
                when one.For is EveryParty == other.For is EveryParty
                    && Overlap(one.For, other.For)
                    && (one.Forbidden, one.Notice, one.NotBefore) != (other.Forbidden, other.Notice, other.NotBefore) =>
                "withdrawal",
            (ReservationRule one, ReservationRule other)
                when one.Permitted != other.Permitted
                    && one.Clauses.IsDefaultOrEmpty == other.Clauses.IsDefaultOrEmpty
                    && Overlap(one, other) => "reservations",
            _ => null,
        };

    private static bool Overlap(ActorSet one, ActorSet other) =>
        one is EveryParty || (one is NamedActor named && other is NamedActor same && named.Name == same.Name);

    private static bool Overlap(ReservationRule one, ReservationRule other) =>
        one.Clauses.IsDefaultOrEmpty || one.Clauses.Any(other.Clauses.Contains);
}
