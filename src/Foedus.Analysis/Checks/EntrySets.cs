using System.Collections.Immutable;
using Foedus.Analysis.Comparing;
using Foedus.Analysis.Exploring;
using Foedus.Language.Core;
using Foedus.Norms;

namespace Foedus.Analysis.Checks;

/// <summary>Whose consent brings the agreement into force, and who can keep it from that: minimal and blocking sets, found by trying.</summary>
/// <param name="Needed">Who cannot be missing.</param>
/// <param name="Others">Who else can consent.</param>
/// <param name="Besides">Of the others, the smallest sets that suffice together with those needed.</param>
/// <param name="Missing">Of the others, the smallest sets that block it by staying away.</param>
internal sealed record EntrySets(
    ImmutableArray<string> Needed,
    ImmutableArray<string> Others,
    ImmutableArray<ImmutableArray<string>> Besides,
    ImmutableArray<ImmutableArray<string>> Missing
)
{
    /// <summary>Of so many others every set is tried; of more, sets from either end of the list, and where these say the same, that.</summary>
    private const int MostTried = 6;

    /// <summary>Beyond so many parties each trial costs more than it tells.</summary>
    private const int MostParties = 60;

    /// <summary>More sets than these are counted, not told.</summary>
    private const int MostTold = 6;

    public IEnumerable<ImmutableArray<string>> Entering => Besides.Select(set => Needed.AddRange(set));

    public IEnumerable<ImmutableArray<string>> Blocking =>
        Needed.Select(party => ImmutableArray.Create(party)).Concat(Missing);

    /// <summary>Null where it does not enter into force at all, or there are too many parties to try.</summary>
    public static EntrySets? Find(Setting setting)
    {
        ImmutableArray<string> parties = [.. setting.Possible.Parties.Where(party => setting.Consent(party).Any())];
        if (!setting.IsInForce || parties.IsEmpty || parties.Length > MostParties)
        {
            return null;
        }
        bool Enters(Func<string, bool> absent) =>
            Setting.Of(setting.Machine, setting.Representatives.Length, absent).IsInForce;
        ImmutableArray<string> needed = [.. parties.Where(party => !Enters(absent => absent == party))];
        ImmutableArray<string> others = [.. parties.Except(needed, StringComparer.Ordinal)];
        if (others.Length <= MostTried)
        {
            ImmutableArray<string> Set(int bits) => [.. others.Where((_, index) => (bits & (1 << index)) != 0)];
            var all = (1 << others.Length) - 1;
            var entering = Enumerable
                .Range(0, all + 1)
                .Where(bits =>
                    Enters(absent =>
                        others.Contains(absent, StringComparer.Ordinal)
                        && !Set(bits).Contains(absent, StringComparer.Ordinal)
                    )
                )
                .ToHashSet();
            ImmutableArray<ImmutableArray<string>> Smallest(Func<int, bool> does)
            {
                var sets = Enumerable.Range(0, all + 1).Where(does).ToList();
                return
                [
                    .. sets.Where(bits => !sets.Exists(other => other != bits && (other & bits) == other)).Select(Set),
                ];
            }
            return new EntrySets(
                needed,
                others,
                Smallest(entering.Contains),
                Smallest(bits => !entering.Contains(all & ~bits))
            );
        }
        // How many of the others are needed besides, and how many of them, staying away, block: from either end of the list alike.
        int? Least(Func<Func<string, bool>, bool> test)
        {
            var front = Enumerable
                .Range(0, others.Length + 1)
                .Select(count => (int?)count)
                .FirstOrDefault(count => test(others.Take(count ?? 0).Contains));
            var back = Enumerable
                .Range(0, others.Length + 1)
                .Select(count => (int?)count)
                .FirstOrDefault(count => test(others.TakeLast(count ?? 0).Contains));
            return front == back ? front : null;
        }
        var besides = Least(present =>
            Enters(absent => others.Contains(absent, StringComparer.Ordinal) && !present(absent))
        );
        var blocking = Least(missing => !Enters(missing));
        return new EntrySets(needed, others, Any(others, besides), Any(others, blocking))
        {
            AnyBesides = besides,
            AnyMissing = blocking,
            IsByNumber = true,
        };
    }

    /// <summary>Where any so many of the others will do, how many.</summary>
    private int? AnyBesides { get; init; } = Number(Others, Besides);

    private int? AnyMissing { get; init; } = Number(Others, Missing);

    /// <summary>The sets stand for all of their number: not each was tried.</summary>
    private bool IsByNumber { get; init; }

    private static ImmutableArray<ImmutableArray<string>> Any(ImmutableArray<string> others, int? count) =>
        count is { } some
            ?
            [
                [.. others.Take(some)],
            ]
            : [];

    private static int? Number(ImmutableArray<string> others, ImmutableArray<ImmutableArray<string>> sets)
    {
        if (sets.IsEmpty)
        {
            return null;
        }
        var (size, choices) = (sets[0].Length, 1);
        for (var i = 0; i < size; i++)
        {
            choices = choices * (others.Length - i) / (i + 1);
        }
        return sets.All(set => set.Length == size) && sets.Length == choices ? size : null;
    }

    public static string Of(Machine machine, Setting setting)
    {
        if (Find(setting) is not { } found)
        {
            return "";
        }
        var words = new CoreWords(machine.Agreement);
        var (needed, others) = (found.Needed, found.Others);
        string Named(IEnumerable<string> names) => string.Join(", ", names.Select(words.Named));
        string Listed(IEnumerable<ImmutableArray<string>> sets)
        {
            var told = sets.Take(MostTold + 1).Select(set => Telling.Names([.. set.Select(words.Named)])).ToList();
            return string.Join("; or of ", told.Take(MostTold)) + (told.Count > MostTold ? "; and so on" : "");
        }
        if (others.IsEmpty)
        {
            return $"; enters into force only with the consent of all {needed.Length} ({Named(needed)}): any one of them blocks it";
        }
        if (found.AnyBesides is not { } more)
        {
            return !found.IsByNumber
                    ? $"; enters into force with the consent of {Listed(found.Entering)}; blocked by the absence of {Listed(found.Blocking)}"
                : needed.IsEmpty ? ""
                : $"; never enters into force without {Named(needed)}";
        }
        if (
            needed.IsEmpty
            && more <= 1
            && machine
                .Agreement.Participation.OfType<EntryIntoForceRule>()
                .Any(rule => rule is { Agreement: 0, PerParty: true })
        )
        {
            return "; enters into force for each party by its own consent: nobody blocks it for another";
        }
        var among = setting.Representatives.IsEmpty ? $"{others.Length}" : $"the {others.Length} tried";
        var minimal =
            needed.IsEmpty ? $"the consent of any {more} of {among}"
            : more == 0 ? $"the consent of {Named(needed)}"
            : $"the consent of {Named(needed)} and of any {more} of the other {others.Length}";
        var blocked = (needed.IsEmpty, found.AnyMissing) switch
        {
            (false, { } count) =>
                $"any one of {(needed.Length == 1 ? Named(needed) : "these")} blocks it, or any {count} of the others",
            (false, null) => needed.Length == 1 ? "without it there is none" : "any one of them blocks it",
            (true, { } count) => $"any {count} together block it",
            _ => "nobody blocks it alone",
        };
        return $"; enters into force with {minimal}; {blocked}";
    }
}
