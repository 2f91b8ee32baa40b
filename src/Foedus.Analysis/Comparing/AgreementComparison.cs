using System.Collections.Immutable;
using Foedus.Language.Core;

namespace Foedus.Analysis.Comparing;

/// <summary>Compares two agreements, or two drafts of one, by what they oblige to and not by their words.</summary>
public static class AgreementComparison
{
    public static AgreementDifference Compare(Agreement old, Agreement @new)
    {
        var (before, after) = (new Membership(old), new Membership(@new));
        var clauses = ClauseMatching.Match(old, @new);
        var comparison = new ClauseComparison(old, @new);
        var names = before.Names().Concat(after.Names()).Distinct(StringComparer.Ordinal).ToList();
        var words = new CoreWords(@new);

        var parties = names
            .Select(name => new PartyDifference(
                words.Named(name),
                [.. ChangesFor(name, clauses, comparison, before, after)]
            ))
            .ToList();
        return new AgreementDifference(
            old.Id,
            @new.Id,
            [.. parties.Where(party => !party.Changes.IsEmpty)],
            [.. parties.Where(party => party.Changes.IsEmpty).Select(party => party.Name)],
            RuleComparison.Compare(old, @new)
        );
    }

    private static IEnumerable<Change> ChangesFor(
        string name,
        ImmutableArray<(Clause? Old, Clause? New)> clauses,
        ClauseComparison comparison,
        Membership before,
        Membership after
    )
    {
        foreach (var (old, @new) in clauses)
        {
            var bound = old is not null && before.Includes(old.Bearer.Who, name);
            var stillBound = @new is not null && after.Includes(@new.Bearer.Who, name);
            ImmutableArray<Change> changes = (old, @new, bound, stillBound) switch
            {
                ({ } a, { } b, true, true) => comparison.Between(a, b, name),
                ({ } a, _, true, false) => [comparison.Gone(a, name)],
                (_, { } b, false, true) => [comparison.Added(b, name)],
                _ => [],
            };
            foreach (var change in changes)
            {
                yield return change;
            }
        }
        var (was, isNow) = (before.IsParty(name), after.IsParty(name));
        if (was && !isNow)
        {
            yield return new Change(
                Direction.Less,
                "party",
                "it is no longer a Party: no signature",
                "Party",
                null,
                null,
                null
            );
        }
        if (!was && isNow)
        {
            yield return new Change(Direction.More, "party", "it is now a Party: it signs", null, "Party", null, null);
        }
    }
}
