using System.Collections.Immutable;
using Foedus.Language.Core;

namespace Foedus.Analysis.Comparing;

/// <summary>Compares what binds nobody by itself and yet changes what binds: definitions, decisions, participation, promises.</summary>
internal static class RuleComparison
{
    public static ImmutableArray<Change> Compare(Agreement old, Agreement @new) =>
        [
            .. Changes("decision", Decisions(old), Decisions(@new)),
            .. Changes("rule", Rules(old), Rules(@new)),
            .. Changes("reading", Readings(old), Readings(@new)),
            .. Changes("guarantee", Guarantees(old), Guarantees(@new)),
            // A term that came or went shows in the clauses that use it.
            .. Changes("definition", Terms(old), Terms(@new))
                .Where(change => change is { Old: not null, New: not null }),
        ];

    private static IEnumerable<Change> Changes(string what, IReadOnlyList<Item> old, IReadOnlyList<Item> @new)
    {
        foreach (var before in old)
        {
            var after = @new.FirstOrDefault(item => item.Key == before.Key);
            if (after is null)
            {
                yield return new Change(
                    Direction.Otherwise,
                    what,
                    $"{before.Name} is gone (was: {before.Says})",
                    before.Says,
                    null,
                    before.Id,
                    null
                );
            }
            else if (after.Says != before.Says)
            {
                yield return new Change(
                    Direction.Otherwise,
                    what,
                    $"{before.Name}: {before.Says} → {after.Says}",
                    before.Says,
                    after.Says,
                    before.Id,
                    after.Id
                );
            }
        }
        foreach (var after in @new.Where(item => old.All(other => other.Key != item.Key)))
        {
            yield return new Change(
                Direction.Otherwise,
                what,
                $"{after.Name} is new: {after.Says}",
                null,
                after.Says,
                null,
                after.Id
            );
        }
    }

    private static List<Item> Decisions(Agreement agreement)
    {
        var words = new CoreWords(agreement);
        return
        [
            .. agreement.Decisions.Select(decision => new Item(
                decision.Name,
                decision.Name,
                words.Decision(decision),
                decision.Id
            )),
        ];
    }

    /// <summary>What each named reader reads otherwise than the text stands: a reading may change though the text does not.</summary>
    private static List<Item> Readings(Agreement agreement) =>
        agreement.Readings.IsDefaultOrEmpty
            ? []
            :
            [
                .. agreement.Readings.Select(reading => new Item(
                    reading.Reader,
                    $"the reading of {new CoreWords(agreement).Named(reading.Reader)}",
                    WhatDiffers(agreement, reading.Agreement),
                    null
                )),
            ];

    private static string WhatDiffers(Agreement text, Agreement read)
    {
        var difference = AgreementComparison.Compare(text with { Readings = [] }, read with { Readings = [] });
        // A decision that is there only because a clause waits for it is told with the clause.
        var rules = difference.Rules.Where(change => difference.Parties.IsEmpty || change.What != "decision");
        var changes = difference
            .Parties.SelectMany(party => party.Changes)
            .Concat(rules)
            .Select(change => change.Words)
            .Distinct(StringComparer.Ordinal);
        return string.Join("; ", changes) is { Length: > 0 } words ? words : "as the text";
    }

    private static List<Item> Guarantees(Agreement agreement) =>
        [
            .. agreement.Guarantees.Select(
                (guarantee, index) => new Item($"{index}", "the promise", guarantee.Words, guarantee.Id)
            ),
        ];

    private static List<Item> Rules(Agreement agreement)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var items = new List<Item>();
        foreach (var rule in agreement.Participation)
        {
            var name = NameOf(rule);
            var number = seen[name] = seen.GetValueOrDefault(name) + 1;
            var says = rule.Default is null ? $"\"{rule.Words}\"" : $"silent, so {rule.Default} applies";
            items.Add(
                new Item(
                    $"{rule.Agreement} {name} {number}",
                    rule.Agreement == 0 ? name : $"{name} ({agreement.Agreements[rule.Agreement].Name})",
                    says,
                    rule.Id
                )
            );
        }
        return items;
    }

    private static string NameOf(ParticipationRule rule) =>
        rule switch
        {
            EntryIntoForceRule => "entry into force",
            ProvisionalRule => "provisional application",
            WithdrawalRule => "withdrawal",
            SurvivalRule => "survival",
            DurationRule => "duration",
            ReservationRule => "reservations",
            LateReservationRule => "late reservations",
            AccessionRule => "accession",
            AmendmentRule => "amendment",
            AmendingRule => "what an amendment changes",
            DepositaryRule => "depositary",
            ForceRule => "legal force",
            SuspensionRule => "suspension",
            _ => rule.GetType().Name,
        };

    private static List<Item> Terms(Agreement agreement)
    {
        var words = new CoreWords(agreement);
        return
        [
            .. agreement
                .Terms.Select(term => (Term: term, Says: words.Term(term)))
                .Where(item => item.Says.Length > 0)
                .Select(item => new Item(
                    $"{item.Term.GetType().Name} {item.Term.Name}",
                    $"\"{item.Term.Name}\"",
                    item.Says,
                    null
                )),
        ];
    }

    /// <param name="Key">What the two agreements recognise each other's item by.</param>
    private sealed record Item(string Key, string Name, string Says, string? Id);
}
