using System.Collections.Immutable;
using Foedus.Language.Core;
using Foedus.Norms.Events;

namespace Foedus.Analysis.Exploring;

/// <summary>What sets a promise off: how it happens, who tells of it, and whom the promise is then made to.</summary>
internal sealed class PromiseTrigger(Setting setting, Guarantee promise)
{
    private const long Day = 86_400_000;

    private readonly Agreement agreement = setting.Agreement;
    private readonly TriggerCourses courses = new(setting);

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
