using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Foedus.Ledger.Entries;
using Foedus.Ledger.Json;

namespace Foedus.Ledger.Keys;

/// <param name="Agreement">As <c>dataschema</c> names it, or <c>*</c>: every one, and events that name none.</param>
public sealed record RoleGrant(string Agreement, LedgerRoles Roles)
{
    public const string EveryAgreement = "*";

    public bool Covers(string? agreement) =>
        Agreement == EveryAgreement || string.Equals(Agreement, agreement, StringComparison.Ordinal);

    public JsonObject ToJson() =>
        JsonObject.Of(
            new JsonMember("agreement", Agreement),
            new JsonMember("roles", new JsonArray([.. RoleNames.NamesOf(Roles).Select(name => new JsonString(name))]))
        );

    public static bool TryParse(
        JsonValue? value,
        out ImmutableArray<RoleGrant> grants,
        [NotNullWhen(false)] out string? why
    )
    {
        grants = [];
        why = $"'grants' is no list of {{\"agreement\", \"roles\"}} with roles out of {RoleNames.Choice}";
        if (value is not JsonArray { Items: { Length: > 0 and <= 64 } items })
        {
            return false;
        }
        var found = ImmutableArray.CreateBuilder<RoleGrant>();
        foreach (var item in items)
        {
            if (
                item is not JsonObject { Members.Length: 2 } grant
                || grant.Text("agreement") is not { } agreement
                || !EventEnvelope.IsName(agreement)
                || grant.Find("roles") is not JsonArray { Items: { Length: > 0 } names }
            )
            {
                return false;
            }
            var roles = LedgerRoles.None;
            foreach (var name in names)
            {
                if (name is not JsonString { Value: var word } || !RoleNames.TryParse(word, out var role))
                {
                    return false;
                }
                roles |= role;
            }
            found.Add(new RoleGrant(agreement, roles));
        }
        grants = found.ToImmutable();
        why = null;
        return true;
    }
}
