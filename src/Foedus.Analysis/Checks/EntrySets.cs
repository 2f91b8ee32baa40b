using System.Collections.Immutable;
using Foedus.Analysis.Comparing;
using Foedus.Analysis.Exploring;
using Foedus.Language.Core;
using Foedus.Norms;

namespace Foedus.Analysis.Checks;

/// <summary>Whose consent brings the agreement into force, and who can keep it from that: minimal and blocking sets, found by trying.</summary>
internal static class EntrySets
{
    /// <summary>Beyond so many parties each trial costs more than it tells.</summary>
    private const int MostParties = 60;

    public static string Of(Machine machine, Setting setting)
    {
        var words = new CoreWords(machine.Agreement);
        ImmutableArray<string> parties = [.. setting.Possible.Parties.Where(party => setting.Consent(party).Any())];
        if (!setting.IsInForce || parties.IsEmpty || parties.Length > MostParties)
        {
            return "";
        }
        bool Enters(Func<string, bool> absent) => Setting.Of(machine, setting.Representatives.Length, absent).IsInForce;
        ImmutableArray<string> needed = [.. parties.Where(party => !Enters(absent => absent == party))];
        ImmutableArray<string> others = [.. parties.Except(needed, StringComparer.Ordinal)];
        string Named(IEnumerable<string> names) => string.Join(", ", names.Select(words.Named));
        if (others.IsEmpty)
        {
            return $"; enters into force only with the consent of all {needed.Length} ({Named(needed)}): any one of them blocks it";
        }
        // How many of the others are needed besides, and how many of them, staying away, block: from either end of the list alike.
        int? Least(Func<int, Func<string, bool>, bool> test)
        {
            var front = Enumerable.Range(0, others.Length + 1).Select(count => (int?)count).FirstOrDefault(count => test(count ?? 0, others.Take(count ?? 0).Contains));
            var back = Enumerable.Range(0, others.Length + 1).Select(count => (int?)count).FirstOrDefault(count => test(count ?? 0, others.TakeLast(count ?? 0).Contains));
            return front == back ? front : null;
        }
        var besides = Least((_, present) => Enters(absent => others.Contains(absent, StringComparer.Ordinal) && !present(absent)));
        var blocking = Least((_, missing) => !Enters(missing));
        if (besides is not { } more)
        {
            return needed.IsEmpty ? "" : $"; never enters into force without {Named(needed)}";
        }
        if (needed.IsEmpty && more <= 1 && machine.Agreement.Participation.OfType<EntryIntoForceRule>().Any(rule => rule is { Agreement: 0, PerParty: true }))
        {
            return "; enters into force for each party by its own consent: nobody blocks it for another";
        }
        var among = setting.Representatives.IsEmpty ? $"{others.Length}" : $"the {others.Length} tried";
        var minimal = needed.IsEmpty ? $"the consent of any {more} of {among}" : more == 0 ? $"the consent of {Named(needed)}" : $"the consent of {Named(needed)} and of any {more} of the other {others.Length}";
        var blocked = (needed.IsEmpty, blocking) switch
        {
            (false, { } count) => $"any one of {(needed.Length == 1 ? Named(needed) : "these")} blocks it, or any {count} of the others",
            (false, null) => needed.Length == 1 ? "without it there is none" : "any one of them blocks it",
            (true, { } count) => $"any {count} together block it",
            _ => "nobody blocks it alone",
        };
        return $"; enters into force with {minimal}; {blocked}";
    }
}
