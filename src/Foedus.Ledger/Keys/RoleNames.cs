using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Foedus.Ledger.Json;

namespace Foedus.Ledger.Keys;

/// <summary>The words for roles, and which of them may author a type of event.</summary>
public static class RoleNames
{
    private static readonly ImmutableArray<(string Name, LedgerRoles Role)> All =
    [
        ("depositary", LedgerRoles.Depositary),
        ("ratifier", LedgerRoles.Ratifier),
        ("reporter", LedgerRoles.Reporter),
        ("verifier", LedgerRoles.Verifier),
        ("voter", LedgerRoles.Voter),
    ];

    public static string Choice { get; } = string.Join(", ", All.Select(role => role.Name));

    public static bool TryParse(string name, out LedgerRoles role)
    {
        role = All.FirstOrDefault(known => string.Equals(known.Name, name, StringComparison.Ordinal)).Role;
        return role != LedgerRoles.None;
    }

    public static IEnumerable<string> NamesOf(LedgerRoles roles) =>
        All.Where(known => roles.HasFlag(known.Role)).Select(known => known.Name);

    /// <summary>The roles of which one is needed to author the type; none of them: nobody may.</summary>
    public static LedgerRoles AuthorsOf(string type) =>
        type["org.foedus.".Length..type.LastIndexOf('.')] switch
        {
            "instrument.deposited" => LedgerRoles.Ratifier | LedgerRoles.Depositary,
            "menu.declared" => LedgerRoles.Ratifier | LedgerRoles.Reporter,
            "vote.cast" or "decision.announced" or "power.exercised" => LedgerRoles.Voter,
            "event.corrected" or "event.retracted" => LedgerRoles.Reporter
                | LedgerRoles.Ratifier
                | LedgerRoles.Voter
                | LedgerRoles.Verifier
                | LedgerRoles.Depositary,
            // Time on a ledger is the log's own.
            "clock.reached" => LedgerRoles.None,
            _ => LedgerRoles.Reporter | LedgerRoles.Verifier | LedgerRoles.Depositary,
        };
}
