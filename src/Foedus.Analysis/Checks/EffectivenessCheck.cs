using System.Collections.Immutable;
using Foedus.Analysis.Comparing;
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
internal sealed class EffectivenessCheck(
    Machine machine,
    Lazy<BreachAnswers> answers,
    CheckOptions options,
    FindingList findings,
    List<string> bounds
)
{
    private const int MostGames = 600;
    private const int MostCoalitionsTold = 8;
    private const int MostStruck = 12;

    /// <summary>Where the text leaves the parties open, what a coalition is and what is delivered at worst is told for so many.</summary>
    private const int TellingCount = 3;

    /// <summary>The third line of the report.</summary>
    public string Check()
    {
        var verdicts = machine.Agreement.Guarantees.Select(promise => Check(promise)).ToList();
        return string.Join("\n", verdicts);
    }

    private string Check(Guarantee promise)
    {
        var place = ProvisionReference.Of(promise.Id);
        var isOpen = Setting.IsOpen(machine.Agreement);
        var byCount = new List<(int Parties, string K)>();
        var toldSingle = new HashSet<string>(StringComparer.Ordinal);
        var needsZeal = false;
        var worst = "";
        foreach (var parties in isOpen ? Enumerable.Range(2, Math.Max(1, options.MaxParties - 1)).ToList() : [0])
        {
            if (byCount.Count > 0 && options.IsOver())
            {
                bounds.Add($"{place}: the time was up before {parties} parties were tried");
                break;
            }
            options.Progress($"{place}: {(parties == 0 ? "the parties of the text" : $"{parties} parties")}");
            var setting = Setting.Of(machine, parties);
            var games = Games(setting, promise, place, atOnce: false);
            if (games.Count == 0)
            {
                bounds.Add(
                    $"{place}: not explored, because no course was found {(setting.IsInForce ? "in which its trigger occurs" : "that brings the agreement into force")}"
                );
                return $"{place}: not explored";
            }
            var failures = games.ConvertAll(game => game.Against([]));
            if (failures.Exists(failure => failure is not null))
            {
                games = Games(setting, promise, place, atOnce: true);
                var still = games.ConvertAll(game => game.Against([]));
                needsZeal = still.TrueForAll(failure => failure is null);
                var failed = games
                    .Select(
                        (game, index) =>
                            (Game: game, Failure: needsZeal || still[index] is not null ? failures[index] : null)
                    )
                    .Where(one => one.Failure is not null)
                    .ToList();
                TellNotKept(promise, place, failed, Where(failed.Select(one => one.Game), games, null), needsZeal);
                if (!needsZeal)
                {
                    return $"{place}: not compliance-effective, resilient: not at all{Answerable(failed[0].Game.ServedBy)}";
                }
            }
            // What delivers if all comply; what others owe once somebody failed is an answer to that.
            var complying = new SortedSet<int>(games.SelectMany(game => game.ServedBy));
            if (games.Exists(game => !game.IsComplete))
            {
                bounds.Add($"{place}: too many courses to follow with {Phrases(setting)}, even if all comply");
                return $"{place}: undetermined";
            }
            var stops = Stops(setting, games, place, out var untried);
            options.Explored(games.Sum(game => game.States));
            byCount.Add((parties, Resilience(stops, untried, games.TrueForAll(game => game.IsComplete))));
            TellSingle(promise, place, setting, games, stops, toldSingle);
            if (parties is 0 or TellingCount)
            {
                bounds.AddRange(
                    stops
                        .GroupBy(stop => Words(stop.Coalition))
                        .OrderBy(same => same.First().Coalition.Size)
                        .Take(MostCoalitionsTold)
                        .Select(same =>
                            $"{place}: with {Phrases(setting)}, it is stopped by {same.Key}{Where(same.Select(stop => stop.Game), games, same.First().Coalition)}"
                        )
                );
                worst = new WorstDelivery(setting, promise, games, options).InWords();
            }
            if (games.Exists(game => game.Kept is null))
            {
                findings.AddTextual(
                    Level.Error,
                    Codes.NotKept,
                    place,
                    "The promise is vacuous: no course was found in which its trigger occurs and it is kept.",
                    "What is never tested is not promised.",
                    "Name an event that can be reported, and a duty that delivers.",
                    promise.Span
                );
                return $"{place}: vacuous";
            }
            lastAnswer = Answerable(complying) + Observable(promise, complying, games, setting);
        }
        bounds.Add(
            $"{place}: one occurrence; who complies votes for what is so, acts at once or at the last moment in time, and gives the least owed; a coalition performs nothing, and in each stage votes yes, no or not at all, or has left before"
        );
        var verdict = needsZeal
            ? "not compliance-effective, resilient: not at all; if everybody acts at once it is kept, and then"
            : "compliance-effective, not vacuous, resilient:";
        return $"{place}: {verdict} {Resilience(byCount)}{lastAnswer}{worst}";
    }

    private string lastAnswer = "";

    /// <summary>One for each whom the occasion may strike, if it can come about at all.</summary>
    private List<PromiseGame> Games(Setting setting, Guarantee promise, string place, bool atOnce)
    {
        if (!setting.IsInForce)
        {
            return [];
        }
        var struck = PromiseTrigger.Strikable(setting, promise);
        if (struck.Length > MostStruck)
        {
            bounds.Add($"{place}: of the {struck.Length} who may be struck, {MostStruck} were tried");
        }
        return
        [
            .. (struck.Length < 2 ? [null] : struck.Take(MostStruck).Select(one => (string?)one))
                .Select(one => new PromiseGame(setting, promise, one) { AtOnceOnly = atOnce })
                .Where(game => game.CanBegin),
        ];
    }

    /// <summary>Where it holds only if certain parties are struck: these.</summary>
    /// <param name="coalition">Who is needed for it: where one of them is struck, it is not asked.</param>
    private string Where(IEnumerable<PromiseGame> holds, List<PromiseGame> games, Coalition? coalition)
    {
        var struck = holds.Select(game => game.Struck).OfType<string>().ToList();
        var asked = games.Count(game =>
            coalition is null
            || !game.Beneficiaries.Any(party => coalition.Named.Contains(party, StringComparer.Ordinal))
        );
        return struck.Count == 0 || (struck.Count == asked && asked == games.Count)
            ? ""
            : $" (where {Telling.Names(struck.ConvertAll(Named))} {(struck.Count == 1 ? "is" : "are")} struck)";
    }

    private void TellNotKept(
        Guarantee promise,
        string place,
        List<(PromiseGame Game, Failure? Failure)> failed,
        string where,
        bool needsZeal
    )
    {
        if (failed is not [({ } game, { } failure), ..])
        {
            return;
        }
        var serving = Serving(game.ServedBy);
        var when = failure.IsLate ? " when each acts at the last moment that is in time" : "";
        var agreement = machine.Agreement;
        var open = failure
            .Play.State.OpenInstances()
            .Where(instance =>
                instance is { NormState: NormState.Active, Until: null } && serving.Contains(instance.Clause)
            )
            .Select(instance => FindingList.Place(agreement.Clauses[instance.Clause]))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var undecided = failure
            .Play.State.OpenDecisions()
            .Where(decision => decision.Until is null)
            .Select(decision => agreement.Decisions[decision.Decision].Name)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var left = failure
            .Play.State.OpenInstances()
            .Select(instance => agreement.Clauses[instance.Clause])
            .Where(clause =>
                clause is { Modality: Modality.Duty, Agreement: 0 }
                && !clause.Standards.IsDefaultOrEmpty
                && clause.Standards.Any(standard => agreement.Standards[standard].Kind == StandardKind.SelfJudging)
            )
            .Select(FindingList.Place)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var because =
            (serving.Count == 0 && left.Count == 0 ? " No duty of the text delivers it." : "")
            + (
                left.Count == 0
                    ? ""
                    : $" {Telling.Names(left)} {(left.Count == 1 ? "leaves" : "leave")} it to the bearer what is owed, which may be nothing."
            )
            + (
                open.Count == 0
                    ? ""
                    : $" {Telling.Names(open)} {(open.Count == 1 ? "sets" : "set")} no time, so nothing is late yet."
            )
            + (undecided.Count == 0 ? "" : $" {Telling.Names(undecided)} need not be decided within any time.");
        findings.Add(
            Level.Error,
            Codes.NotKept,
            place,
            $"The promise is not kept although everybody complies{when}{where}.",
            $"Nobody is in breach of anything, and what was promised has not arrived.{because}{(needsZeal ? " It is kept only by those who act at once, and nothing obliges them to." : "")}",
            "Give each duty and each decision a time, such that they together stay within the promise; and make what is owed at least what is promised.",
            promise.Span,
            failure.Play
        );
    }

    /// <param name="untried">The size from which coalitions were left out, or null.</param>
    private static string Resilience(List<Stop> stops, int? untried, bool isComplete)
    {
        int? least = stops.Count == 0 ? null : stops.Min(stop => stop.Coalition.Size) - 1;
        return !isComplete ? (least is { } most ? $"at most {most}" : "undetermined")
            : least is { } exact && !(untried <= exact) ? $"{exact}"
            : untried is { } from ? $"at least {from - 1}"
            : "any number";
    }

    private static string Resilience(List<(int Parties, string K)> byCount)
    {
        var first = byCount[0];
        if (byCount.TrueForAll(count => count.K == first.K))
        {
            return $"k = {first.K}"
                + (
                    first.Parties == 0 ? ""
                    : byCount.Count == 1 ? $" (with {first.Parties} parties)"
                    : $" (with {first.Parties} to {byCount[^1].Parties} parties)"
                );
        }
        return "k = " + string.Join(", ", byCount.Select(count => $"{count.K} with {count.Parties}"));
    }

    /// <summary>Coalitions that stop the promise and none of whose parts does; the interchangeable are counted, not named.</summary>
    private List<Stop> Stops(Setting setting, List<PromiseGame> games, string place, out int? untried)
    {
        var stops = new List<Stop>();
        untried = null;
        foreach (var game in games)
        {
            var left = Stops(setting, game, place, stops);
            untried = left is { } size && !(untried <= size) ? size : untried;
        }
        return stops;
    }

    /// <returns>The size from which coalitions were left out, or null.</returns>
    private int? Stops(Setting setting, PromiseGame game, string place, List<Stop> stops)
    {
        var minimal = new List<Coalition>();
        var tried = 0;
        for (var size = 1; size <= Coalition.Largest(setting, game); size++)
        {
            foreach (var coalition in Coalition.All(setting, game, size).Where(one => !minimal.Exists(one.Includes)))
            {
                if (++tried > MostGames || options.IsOver())
                {
                    bounds.Add($"{place}: with {Phrases(setting)}, coalitions of {size} and more were not all tried");
                    return size;
                }
                if (game.Against(coalition.MembersIn(setting, game)) is { } failure)
                {
                    minimal.Add(coalition);
                    stops.Add(new Stop(coalition, game, failure));
                }
            }
        }
        return null;
    }

    /// <summary>Who stops the promise alone.</summary>
    private void TellSingle(
        Guarantee promise,
        string place,
        Setting setting,
        List<PromiseGame> games,
        List<Stop> stops,
        HashSet<string> told
    )
    {
        foreach (var same in stops.Where(stop => stop.Coalition.Size == 1).GroupBy(stop => Words(stop.Coalition)))
        {
            if (told.Add(same.Key))
            {
                var (coalition, game, failure) = same.First();
                Tell(
                    promise,
                    place,
                    failure,
                    coalition.Alike > 0 ? "any one party" : same.Key,
                    Where(same.Select(stop => stop.Game), games, coalition),
                    setting,
                    game.AtOnceOnly
                );
            }
        }
    }

    private void Tell(
        Guarantee promise,
        string place,
        Failure failure,
        string who,
        string where,
        Setting setting,
        bool atOnce
    )
    {
        var how = failure.Conduct switch
        {
            Conduct.Refuses => "refusal (a veto)",
            Conduct.IsSilent => "silence",
            Conduct.Leaves => "withdrawal",
            _ => "default",
        };
        findings.Add(
            Level.Warning,
            Codes.SinglePoint,
            place,
            $"Single point of failure: {who}. Its {how} alone stops the promise{where}{(setting.Representatives.IsEmpty ? "" : $" (with {Phrases(setting)})")}.",
            $"The trigger occurs, this one does not do its part, everybody else complies{(atOnce ? " and acts at once" : "")}, and what was promised does not arrive in time.",
            "Let somebody else decide or act when it does not: a next stage upon silence and upon refusal, or more than one who owes.",
            promise.Span,
            failure.Play
        );
    }

    private string Words(Coalition coalition) =>
        Telling.Names([
            .. coalition.Named.Select(Named),
            .. coalition.Alike switch
            {
                0 => Array.Empty<string>(),
                1 => ["any one of them"],
                _ => [$"any {coalition.Alike} of them"],
            },
        ]);

    private string Named(string actor) => new CoreWords(machine.Agreement).Named(actor);

    private static string Phrases(Setting setting) =>
        setting.Representatives.IsEmpty
            ? "the parties of the text"
            : $"{setting.Representatives.Length} parties beside those named";

    /// <summary>Whether a breach of what the promise is kept by opens something that does not need the one in breach.</summary>
    private string Answerable(ICollection<int> served)
    {
        var agreement = machine.Agreement;
        var without = Serving(served)
            .Select(index => agreement.Clauses[index])
            .Where(clause => AnswerTo(clause) != AnswerKind.OfOthers)
            .ToList();
        return served.Count == 0 ? ", not answerable (no duty serves it)"
            : without.Count == 0 ? ", answerable"
            : $", not answerable ({string.Join(", ", without.Select(FindingList.Place))}: a breach opens {(without.Exists(clause => AnswerTo(clause) == AnswerKind.OfTheViolator) ? "nothing that others can do" : "no consequence")})";
    }

    /// <summary>The duties that deliver what is promised, and those that must be performed before.</summary>
    private SortedSet<int> Serving(ICollection<int> served)
    {
        var serving = new SortedSet<int>(served);
        foreach (var index in served)
        {
            serving.UnionWith(Before(machine.Agreement.Clauses[index].Trigger));
        }
        return serving;
    }

    private AnswerKind AnswerTo(Clause clause) =>
        answers.Value.To(clause) is { } answer ? answer.Kind
        // What binds and is never late has no breach that could be answered; what no course brings to life is judged by its words.
        : clause.Consequence is not { } next || answers.Value.EverBinds(clause) ? AnswerKind.None
        : machine.Agreement.Clauses[next].Bearer.Who
            is BoundActor { Binding: Language.Core.Binding.Violator or Language.Core.Binding.Bearer }
            ? AnswerKind.OfTheViolator
        : AnswerKind.OfOthers;

    /// <summary>Duties whose performance must come first.</summary>
    private IEnumerable<int> Before(Trigger trigger) =>
        TriggerLeaves
            .Of(trigger)
            .SelectMany(leaf =>
                leaf switch
                {
                    OnNorm { State: NormState.Fulfilled } norm => norm.Clauses.Where(index =>
                        machine.Agreement.Clauses[index].Modality == Modality.Duty
                    ),
                    OnDecision decision => Before(machine.Agreement.Decisions[decision.Decision].Upon),
                    _ => [],
                }
            );

    private string Observable(Guarantee promise, ICollection<int> served, List<PromiseGame> games, Setting setting)
    {
        var isObservable = true;
        // What the occasion rests on, and what the duties rest on that deliver it: through votes and states down to reports.
        var rests = Serving(served)
            .Select(index => machine.Agreement.Clauses[index].Trigger)
            .Prepend(promise.Trigger)
            .SelectMany(trigger => PromiseTrigger.Events(machine.Agreement, trigger));
        foreach (var term in rests.Select(on => machine.Agreement.Terms[on.Term]).OfType<EventTerm>().Distinct())
        {
            var reporters = setting.Possible.Of(term.Reporters);
            if (
                games.TrueForAll(game =>
                    reporters.Any(reporter => !game.Beneficiaries.Contains(reporter, StringComparer.Ordinal))
                )
            )
            {
                continue;
            }
            isObservable = false;
            findings.AddTextual(
                Level.Warning,
                Codes.SoleWitness,
                term.Name,
                $"Only {Telling.Names(reporters)} may report what the promise hangs on.",
                "Nobody but the interested party can attest the trigger, so the others can dispute every report.",
                "Let a neutral body report it too.",
                term.Span
            );
        }
        return isObservable ? ", observable" : ", not observable";
    }

    /// <summary>A coalition that stops the promise, where it is made to those of the game.</summary>
    private sealed record Stop(Coalition Coalition, PromiseGame Game, Failure Failure);
}
