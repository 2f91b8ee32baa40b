using System.Collections.Immutable;
using Foedus.Analysis.Exploring;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Norms;
using Foedus.Norms.Replay;

namespace Foedus.Analysis.Checks;

/// <summary>
/// Effective, for a declared promise: whether it is kept if all comply, how many may fail before it is not, and who can
/// stop it alone.
/// </summary>
internal sealed class EffectivenessCheck(Machine machine, CheckOptions options, FindingList findings, List<string> bounds)
{
    private const int MostGames = 600;
    private const int MostCoalitionsTold = 8;

    /// <summary>The third line of the report.</summary>
    public string Check(Reach reach)
    {
        var agreement = machine.Agreement;
        var verdicts = new List<string>();
        foreach (var promise in agreement.Guarantees)
        {
            if (promise.Promise is not Receive || promise.Trigger is not OnEvent trigger)
            {
                bounds.Add($"{ProvisionReference.Of(promise.Id)}: a promise upon anything but an event is not explored");
                continue;
            }
            verdicts.Add(Check(promise, trigger, reach));
        }
        return verdicts.Count == 0 ? "" : string.Join("; ", verdicts);
    }

    private string Check(Guarantee promise, OnEvent trigger, Reach reach)
    {
        var place = ProvisionReference.Of(promise.Id);
        var isOpen = Setting.IsOpen(machine.Agreement);
        var byCount = new List<(int Parties, string K)>();
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var parties in isOpen ? Enumerable.Range(2, Math.Max(1, options.MaxParties - 1)).ToList() : [0])
        {
            if (byCount.Count > 0 && options.IsOver())
            {
                bounds.Add($"{place}: the time was up before {parties} parties were tried");
                break;
            }
            var setting = Setting.Of(machine, parties);
            if (!setting.IsInForce)
            {
                bounds.Add($"{place}: not explored, because no course was found that brings the agreement into force");
                return $"{place}: not explored";
            }
            var game = new PromiseGame(setting, promise, trigger);
            if (game.Against([]) is { } failure)
            {
                var what = failure.IsLate ? " when each acts at the last moment that is in time" : "";
                findings.Add(
                    Level.Error,
                    Codes.NotKept,
                    place,
                    $"The promise is not kept although everybody complies{what}.",
                    "Nobody is in breach of anything, and what was promised has not arrived.",
                    "Give each duty and each decision a time, such that they together stay within the promise; and make what is owed at least what is promised.",
                    promise.Span,
                    failure.Play
                );
                return $"{place}: not compliance-effective, resilient: not at all{Answerable(game, reach)}";
            }
            if (!game.IsComplete)
            {
                bounds.Add($"{place}: too many courses to follow with {Phrases(setting)}, even if all comply");
                return $"{place}: undetermined";
            }
            var minimal = MinimalCoalitions(setting, promise, game, told, place, out var untried);
            byCount.Add((parties, Resilience(minimal, untried, game.IsComplete)));
            if (parties is 0 or 3)
            {
                bounds.AddRange(minimal.Take(MostCoalitionsTold).Select(coalition => $"{place}: with {Phrases(setting)}, it is stopped by {Words(coalition)}"));
            }
            if (game.Kept is null)
            {
                findings.AddTextual(Level.Error, Codes.NotKept, place, "The promise is vacuous: no course was found in which its trigger occurs and it is kept.", "What is never tested is not promised.", "Name an event that can be reported, and a duty that delivers.", promise.Span);
                return $"{place}: vacuous";
            }
            lastAnswer = Answerable(game, reach) + Observable(trigger, promise, setting);
        }
        bounds.Add(
            $"{place}: one occurrence; who complies votes for what is so, acts at once or at the last moment in time, and gives the least owed; a coalition performs nothing, and in each stage votes yes, no or not at all, or has left before"
        );
        return $"{place}: compliance-effective, not vacuous, resilient: {Resilience(byCount)}{lastAnswer}";
    }

    private string lastAnswer = "";

    /// <param name="untried">The size from which coalitions were left out, or null.</param>
    private static string Resilience(List<ImmutableArray<(string Class, int Count)>> minimal, int? untried, bool isComplete)
    {
        int? least = minimal.Count == 0 ? null : minimal.Min(coalition => coalition.Sum(part => part.Count)) - 1;
        return !isComplete ? (least is { } most ? $"at most {most}" : "undetermined")
            : least is { } exact ? $"{exact}"
            : untried is { } from ? $"at least {from - 1}"
            : "any number";
    }

    private static string Resilience(List<(int Parties, string K)> byCount)
    {
        var first = byCount[0];
        if (byCount.TrueForAll(count => count.K == first.K))
        {
            return $"k = {first.K}" + (first.Parties == 0 ? "" : byCount.Count == 1 ? $" (with {first.Parties} parties)" : $" (with {first.Parties} to {byCount[^1].Parties} parties)");
        }
        return "k = " + string.Join(", ", byCount.Select(count => $"{count.K} with {count.Parties}"));
    }

    /// <summary>Coalitions that stop the promise and none of whose parts does; the interchangeable are counted, not named.</summary>
    private List<ImmutableArray<(string Class, int Count)>> MinimalCoalitions(Setting setting, Guarantee promise, PromiseGame game, HashSet<string> told, string place, out int? untried)
    {
        untried = null;
        var beneficiaries = setting.Possible.Of(promise.Beneficiary);
        var singles = setting
            .Declared.Concat(setting.Agreement.Terms.OfType<BodyTerm>().Select(body => body.Name))
            .Where(actor => !beneficiaries.Contains(actor, StringComparer.Ordinal))
            .ToImmutableArray();
        var like = setting.Representatives;
        var minimal = new List<ImmutableArray<(string Class, int Count)>>();
        var games = 0;
        for (var size = 1; size <= singles.Length + like.Length; size++)
        {
            foreach (var coalition in Coalitions(singles, like.Length, size))
            {
                if (minimal.Exists(smaller => Includes(coalition, smaller)))
                {
                    continue;
                }
                if (++games > MostGames || options.IsOver())
                {
                    bounds.Add($"{place}: with {Phrases(setting)}, coalitions of {size} and more were not all tried");
                    untried = size;
                    return minimal;
                }
                var members = coalition.SelectMany(part => part.Class == Alike ? like.Take(part.Count) : [part.Class]).ToImmutableHashSet(StringComparer.Ordinal);
                if (game.Against(members) is not { } failure)
                {
                    continue;
                }
                minimal.Add(coalition);
                if (size == 1 && told.Add(coalition[0].Class))
                {
                    Tell(promise, place, failure, coalition[0].Class == Alike ? "any one party" : Named(coalition[0].Class), setting);
                }
            }
        }
        return minimal;
    }

    private const string Alike = "";

    private void Tell(Guarantee promise, string place, Failure failure, string who, Setting setting)
    {
        var (how, what) = failure.Conduct switch
        {
            Conduct.Refuses => ("refusal (a veto)", "votes no"),
            Conduct.IsSilent => ("silence", "says nothing"),
            Conduct.Leaves => ("withdrawal", "leaves before"),
            _ => ("default", "does nothing of what it owes"),
        };
        findings.Add(
            Level.Warning,
            Codes.SinglePoint,
            place,
            $"Single point of failure: {who}. Its {how} alone stops the promise{(setting.Representatives.IsEmpty ? "" : $" (with {Phrases(setting)})")}.",
            $"The trigger occurs, {who} {what}, everybody else complies, and the beneficiary receives nothing in time.",
            "Let somebody else decide or act when it does not: a next stage upon silence and upon refusal, or more than one who owes.",
            promise.Span,
            failure.Play
        );
    }

    private static IEnumerable<ImmutableArray<(string Class, int Count)>> Coalitions(ImmutableArray<string> singles, int alike, int size)
    {
        for (var common = 0; common <= Math.Min(alike, size); common++)
        {
            foreach (var chosen in Choose(singles, size - common, 0))
            {
                var parts = chosen.Select(name => (name, 1));
                yield return common == 0 ? [.. parts] : [.. parts, (Alike, common)];
            }
        }
    }

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

    private static bool Includes(ImmutableArray<(string Class, int Count)> larger, ImmutableArray<(string Class, int Count)> smaller) =>
        smaller.All(part => larger.Any(other => other.Class == part.Class && other.Count >= part.Count));

    private string Words(ImmutableArray<(string Class, int Count)> coalition) =>
        Telling.Names([.. coalition.Select(part => part.Class == Alike ? (part.Count == 1 ? "any one of them" : $"any {part.Count} of them") : Named(part.Class))]);

    private string Named(string actor) => machine.Agreement.Terms.Any(term => term is BodyTerm && term.Name == actor) ? $"the {actor}" : actor;

    private static string Phrases(Setting setting) =>
        setting.Representatives.IsEmpty ? "the parties of the text" : $"{setting.Representatives.Length} parties beside those named";

    private string Answerable(PromiseGame game, Reach reach)
    {
        var served = game.ServedBy.Order().Select(index => machine.Agreement.Clauses[index]).ToList();
        var without = served.Where(clause => clause.Consequence is null).ToList();
        return served.Count == 0 ? ""
            : without.Count == 0 ? ", answerable"
            : $", not answerable ({string.Join(", ", without.Select(FindingList.Place))}: a breach opens no consequence)";
    }

    private string Observable(OnEvent trigger, Guarantee promise, Setting setting)
    {
        if (machine.Agreement.Terms[trigger.Term] is not EventTerm term)
        {
            return "";
        }
        var interested = setting.Possible.Of(promise.Beneficiary);
        var reporters = setting.Possible.Of(term.Reporters);
        if (reporters.Any(reporter => !interested.Contains(reporter, StringComparer.Ordinal)))
        {
            return ", observable";
        }
        findings.AddTextual(
            Level.Warning,
            Codes.SoleWitness,
            term.Name,
            $"Only {Telling.Names(reporters)} may report what the promise hangs on.",
            "Nobody but the interested party can attest the trigger, so the others can dispute every report.",
            "Let a neutral body report it too.",
            term.Span
        );
        return ", not observable";
    }
}
