using System.Collections.Immutable;
using Foedus.Language.Core;
using Foedus.Norms.Events;

namespace Foedus.Analysis.Exploring;

/// <summary>What sets a promise off: how it happens, who tells of it, and whom the promise is then made to.</summary>
/// <param name="struck">Whom the event is against that sets it off; null for any one.</param>
internal sealed class PromiseTrigger(Setting setting, Guarantee promise, string? struck)
{
    private const long Day = 86_400_000;
    private const int MostDepth = 6;

    private readonly Agreement agreement = setting.Agreement;
    private readonly TriggerCourses courses = new(setting) { Struck = struck };

    /// <summary>
    /// Whom what sets the promise off may strike, where it may be one of several: who helps, and whom, may hang on that. Of
    /// those whom the text cannot tell apart, one.
    /// </summary>
    public static ImmutableArray<string> Strikable(Setting setting, Guarantee promise)
    {
        var struck = Events(setting.Agreement, promise.Trigger)
            .Select(on => on.Against ?? (setting.Agreement.Terms[on.Term] as EventTerm)?.Against)
            .OfType<ActorSet>()
            .SelectMany(targets => setting.Possible.Of(targets))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var alike = setting.Representatives.FirstOrDefault(party => struck.Contains(party, StringComparer.Ordinal));
        return
        [
            .. struck.Where(party =>
                party == alike || !setting.Representatives.Contains(party, StringComparer.Ordinal)
            ),
        ];
    }

    /// <summary>The events that a trigger rests on, through decisions and states.</summary>
    public static IEnumerable<OnEvent> Events(Agreement agreement, Trigger trigger) => Events(agreement, trigger, 0);

    private static IEnumerable<OnEvent> Events(Agreement agreement, Trigger trigger, int depth) =>
        TriggerLeaves
            .Of(trigger)
            .SelectMany(leaf =>
                (leaf, depth) switch
                {
                    (OnEvent on, _) => [on],
                    (OnDecision on, < MostDepth) => Events(agreement, agreement.Decisions[on.Decision].Upon, depth + 1),
                    (OnState on, < MostDepth)
                        when agreement.Terms[on.Term] is StateTerm state
                            && (on.Begins ? state.Begins : state.Ends) is { } change => Events(
                        agreement,
                        change,
                        depth + 1
                    ),
                    _ => (IEnumerable<OnEvent>)[],
                }
            );

    /// <summary>The trigger occurs: one course for each event that it names.</summary>
    public IEnumerable<Play> Begin(Play start, ImmutableHashSet<string> coalition) =>
        courses
            .To(promise.Trigger, start, Day, term => Reporter(term, coalition))
            .DistinctBy(play => play.Count == 0 ? "" : play.Events()[^1].Data.Name)
            .Select(play => Judged(play, coalition));

    /// <summary>Whether nobody outside the coalition may report any of what sets the promise off.</summary>
    public bool CannotBeHeard(ImmutableHashSet<string> coalition) =>
        TriggerLeaves.Of(promise.Trigger).ToList() is { Count: > 0 } leaves
        && leaves.TrueForAll(leaf =>
            leaf is OnEvent on && agreement.Terms[on.Term] is EventTerm term && Reporter(term, coalition) is null
        );

    /// <summary>To whom the promise is made; whom the trigger names where the text says "the Party attacked".</summary>
    public ImmutableArray<string> Beneficiaries()
    {
        if (promise.Beneficiary is not BoundActor bound)
        {
            return setting.Possible.Of(promise.Beneficiary);
        }
        var root = Begin(setting.Start, [])
            .Select(play =>
                play.Events()
                    .Skip(setting.Start.Count)
                    .FirstOrDefault(told => told.Type == EventType.OccurrenceReported)
            )
            .FirstOrDefault();
        var name = bound.Binding == Binding.Against ? root?.Data.Against : root?.Source;
        return name is null ? [] : [name];
    }

    /// <summary>Those who comply find what is so, where the duty waits for their own finding.</summary>
    private Play Judged(Play play, ImmutableHashSet<string> coalition)
    {
        foreach (var words in SelfJudgments.WordsOf(agreement))
        {
            var judged = play.Do(
                play.State.Now + 1,
                setting
                    .Possible.Parties.Where(party => !coalition.Contains(party))
                    .Select(party => Moves.Judgment(party, words))
            );
            play = judged.Transitions.IsEmpty ? play : judged;
        }
        return play;
    }

    /// <summary>The beneficiary says so itself where it may; else somebody outside the coalition, so long as there is anybody.</summary>
    private string? Reporter(EventTerm term, ImmutableHashSet<string> coalition)
    {
        var reporters = setting.Possible.Of(term.Reporters);
        var interested = promise.Beneficiary is BoundActor ? [] : setting.Possible.Of(promise.Beneficiary);
        return interested.FirstOrDefault(name => reporters.Contains(name, StringComparer.Ordinal))
            ?? reporters.FirstOrDefault(name => !coalition.Contains(name) || IsAssumedToReport(name));
    }

    /// <summary>"It is assumed that the Mission reports every armed attack": it does, whatever else it fails at.</summary>
    private bool IsAssumedToReport(string actor) =>
        agreement.Assumptions.Any(assumption =>
            assumption is { Kind: AssumptionKind.Reports, Who: { } who } && setting.Possible.Contains(who, actor)
        );
}
