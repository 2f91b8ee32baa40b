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
    private const int MostDepth = 6;

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
        var told = new HashSet<string>(StringComparer.Ordinal);
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
            var game = new PromiseGame(setting, promise);
            if (!setting.IsInForce || !game.CanBegin)
            {
                bounds.Add(
                    $"{place}: not explored, because no course was found {(setting.IsInForce ? "in which its trigger occurs" : "that brings the agreement into force")}"
                );
                return $"{place}: not explored";
            }
            if (game.Against([]) is { } failure)
            {
                game = new PromiseGame(setting, promise) { AtOnceOnly = true };
                needsZeal = failure.IsLate && game.Against([]) is null;
                TellNotKept(promise, place, failure, needsZeal, Serving(game.ServedBy));
                if (!needsZeal)
                {
                    return $"{place}: not compliance-effective, resilient: not at all{Answerable(game.ServedBy)}";
                }
            }
            // What delivers if all comply; what others owe once somebody failed is an answer to that.
            var complying = new SortedSet<int>(game.ServedBy);
            if (!game.IsComplete)
            {
                bounds.Add($"{place}: too many courses to follow with {Phrases(setting)}, even if all comply");
                return $"{place}: undetermined";
            }
            var minimal = MinimalCoalitions(setting, promise, game, told, place, out var untried);
            options.Explored(game.States);
            byCount.Add((parties, Resilience(minimal, untried, game.IsComplete)));
            if (parties is 0 or TellingCount)
            {
                bounds.AddRange(
                    minimal
                        .Take(MostCoalitionsTold)
                        .Select(coalition => $"{place}: with {Phrases(setting)}, it is stopped by {Words(coalition)}")
                );
                worst = new WorstDelivery(setting, promise, game, options).InWords();
            }
            if (game.Kept is null)
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
            lastAnswer = Answerable(complying) + Observable(promise, complying, game, setting);
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

    private void TellNotKept(Guarantee promise, string place, Failure failure, bool needsZeal, SortedSet<int> serving)
    {
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
            $"The promise is not kept although everybody complies{when}.",
            $"Nobody is in breach of anything, and what was promised has not arrived.{because}{(needsZeal ? " It is kept only by those who act at once, and nothing obliges them to." : "")}",
            "Give each duty and each decision a time, such that they together stay within the promise; and make what is owed at least what is promised.",
            promise.Span,
            failure.Play
        );
    }

    /// <param name="untried">The size from which coalitions were left out, or null.</param>
    private static string Resilience(
        List<ImmutableArray<(string Class, int Count)>> minimal,
        int? untried,
        bool isComplete
    )
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
    private List<ImmutableArray<(string Class, int Count)>> MinimalCoalitions(
        Setting setting,
        Guarantee promise,
        PromiseGame game,
        HashSet<string> told,
        string place,
        out int? untried
    )
    {
        untried = null;
        var singles = Fallible(setting, game);
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
                var members = coalition
                    .SelectMany(part => part.Class == Alike ? like.Take(part.Count) : [part.Class])
                    .ToImmutableHashSet(StringComparer.Ordinal);
                if (game.Against(members) is not { } failure)
                {
                    continue;
                }
                minimal.Add(coalition);
                if (size == 1 && told.Add(coalition[0].Class))
                {
                    Tell(
                        promise,
                        place,
                        failure,
                        coalition[0].Class == Alike ? "any one party" : Named(coalition[0].Class),
                        setting,
                        game.AtOnceOnly
                    );
                }
            }
        }
        return minimal;
    }

    private const string Alike = "";

    /// <summary>All whose failure counts by name: parties of the text, bodies, and electors that are neither; but not those to whom the promise is made.</summary>
    internal static ImmutableArray<string> Fallible(Setting setting, PromiseGame game) =>
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

    private void Tell(Guarantee promise, string place, Failure failure, string who, Setting setting, bool atOnce)
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
            $"Single point of failure: {who}. Its {how} alone stops the promise{(setting.Representatives.IsEmpty ? "" : $" (with {Phrases(setting)})")}.",
            $"The trigger occurs, this one does not do its part, everybody else complies{(atOnce ? " and acts at once" : "")}, and what was promised does not arrive in time.",
            "Let somebody else decide or act when it does not: a next stage upon silence and upon refusal, or more than one who owes.",
            promise.Span,
            failure.Play
        );
    }

    internal static IEnumerable<ImmutableArray<(string Class, int Count)>> Coalitions(
        ImmutableArray<string> singles,
        int alike,
        int size
    )
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

    private static bool Includes(
        ImmutableArray<(string Class, int Count)> larger,
        ImmutableArray<(string Class, int Count)> smaller
    ) => smaller.All(part => larger.Any(other => other.Class == part.Class && other.Count >= part.Count));

    private string Words(ImmutableArray<(string Class, int Count)> coalition) =>
        Telling.Names([
            .. coalition.Select(part =>
                part.Class == Alike
                    ? (part.Count == 1 ? "any one of them" : $"any {part.Count} of them")
                    : Named(part.Class)
            ),
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

    private string Observable(Guarantee promise, ICollection<int> served, PromiseGame game, Setting setting)
    {
        var isObservable = true;
        // What the occasion rests on, and what the duties rest on that deliver it: through votes and states down to reports.
        var rests = Serving(served)
            .Select(index => machine.Agreement.Clauses[index].Trigger)
            .Prepend(promise.Trigger)
            .SelectMany(trigger => Roots(trigger, 0));
        foreach (var term in rests.Select(on => machine.Agreement.Terms[on.Term]).OfType<EventTerm>().Distinct())
        {
            var reporters = setting.Possible.Of(term.Reporters);
            if (reporters.Any(reporter => !game.Beneficiaries.Contains(reporter, StringComparer.Ordinal)))
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

    private IEnumerable<OnEvent> Roots(Trigger trigger, int depth) =>
        TriggerLeaves
            .Of(trigger)
            .SelectMany(leaf =>
                (leaf, depth) switch
                {
                    (OnEvent on, _) => [on],
                    (OnDecision on, < MostDepth) => Roots(machine.Agreement.Decisions[on.Decision].Upon, depth + 1),
                    (OnState on, < MostDepth)
                        when machine.Agreement.Terms[on.Term] is StateTerm state
                            && (on.Begins ? state.Begins : state.Ends) is { } change => Roots(change, depth + 1),
                    _ => (IEnumerable<OnEvent>)[],
                }
            );
}
