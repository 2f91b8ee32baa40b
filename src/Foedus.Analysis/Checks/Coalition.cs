using System.Collections.Immutable;
using Foedus.Analysis.Exploring;
using Foedus.Language.Core;

namespace Foedus.Analysis.Checks;

/// <summary>Who fails together: some by name, and so many of those whom the text cannot tell apart.</summary>
/// <param name="Alike">How many of the parties that the text does not name.</param>
internal sealed record Coalition(ImmutableArray<string> Named, int Alike)
{
    public int Size => Named.Length + Alike;

    /// <summary>Whether the other is a part of it.</summary>
    public bool Includes(Coalition other) =>
        Alike >= other.Alike && other.Named.All(name => Named.Contains(name, StringComparer.Ordinal));

    public ImmutableHashSet<string> MembersIn(Setting setting, PromiseGame game) =>
        Named.Concat(Unnamed(setting, game).Take(Alike)).ToImmutableHashSet(StringComparer.Ordinal);

    /// <summary>All of that size whose failure counts, the smaller parts of the unnamed first.</summary>
    public static IEnumerable<Coalition> All(Setting setting, PromiseGame game, int size)
    {
        var (singles, alike) = (Fallible(setting, game), Unnamed(setting, game).Length);
        for (var common = 0; common <= Math.Min(alike, size); common++)
        {
            foreach (var chosen in Choose(singles, size - common, 0))
            {
                yield return new Coalition(chosen, common);
            }
        }
    }

    /// <summary>How many can fail at most.</summary>
    public static int Largest(Setting setting, PromiseGame game) =>
        Fallible(setting, game).Length + Unnamed(setting, game).Length;

    /// <summary>Those whom the text cannot tell apart, without the one to whom alone the promise is made.</summary>
    private static ImmutableArray<string> Unnamed(Setting setting, PromiseGame game) =>
        game.Beneficiaries is [var only] ? setting.Representatives.Remove(only) : setting.Representatives;

    /// <summary>All whose failure counts by name: parties of the text, bodies, and electors that are neither; but not those to whom the promise is made.</summary>
    public static ImmutableArray<string> Fallible(Setting setting, PromiseGame game) =>
        [
            .. setting
                .Declared.Concat(setting.Agreement.Terms.OfType<BodyTerm>().Select(body => body.Name))
                .Concat(
                    setting
                        .Agreement.Decisions.SelectMany(decision => decision.Stages)
                        .SelectMany(stage => setting.Moves.Electors(stage))
                )
                .Distinct(StringComparer.Ordinal)
                .Where(actor =>
                    !game.Beneficiaries.Contains(actor, StringComparer.Ordinal)
                    && !setting.Representatives.Contains(actor, StringComparer.Ordinal)
                ),
        ];

    private static IEnumerable<ImmutableArray<string>> Choose(ImmutableArray<string> from, int count, int start)
    {
        if (count == 0)
        {
            yield return [];
            yield break;
        }
        for (var i = start; i <= from.Length - count; i++)
        {
            foreach (var rest in Choose(from, count - 1, i + 1))
            {
                yield return [from[i], .. rest];
            }
        }
    }
}
