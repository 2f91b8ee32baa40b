using Foedus.Language.Core;
using Foedus.Norms.Events;
using Foedus.Norms.Scenarios;

namespace Foedus.Norms.Tests.Replay;

/// <summary>A transition names the events that made it happen, also where time brings about what an event had set off.</summary>
public sealed class CauseTests
{
    public static TheoryData<string> Texts =>
        [
            .. new[] { "treaties", "docs/language" }
                .SelectMany(folder => Directory.GetFiles(Repository.PathOf(folder), "*.foedus.md"))
                .Select(path => Path.GetRelativePath(Repository.PathOf("."), path).Replace('\\', '/'))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void What_an_event_set_off_names_it_however_much_later_it_comes(string text)
    {
        var agreement = RepositoryText.Compiled(text);
        var machine = Machine.Create(agreement);
        var inTime = Comparer<Event>.Create(Event.CompareInTime);
        var without = new List<string>();
        var setOff = 0;
        foreach (var scenario in agreement.Scenarios)
        {
            var told = new TransitionList();
            var run = Run.From(machine.Initial);
            foreach (var @event in ScenarioRunner.EventsOf(scenario).OrderBy(one => one, inTime))
            {
                run.Apply(@event, told, told);
            }
            setOff += told.Transitions.Count(transition => IsSetOff(agreement, transition));
            without.AddRange(
                told.Transitions.Where(transition => transition.Cause is null && IsSetOff(agreement, transition))
                    .Select(transition => $"{scenario.Name}: {transition.Rule}, {transition.Kind} {transition.Index}")
            );
        }
        Assert.True(without.Count == 0, string.Join('\n', without));
        Assert.True(setOff > 0 || agreement.Participation.OfType<EntryIntoForceRule>().All(IsByDate));
    }

    /// <summary>What follows, at once or after a delay, from an instrument, a notice or a report.</summary>
    private static bool IsSetOff(Agreement agreement, Transition transition) =>
        transition.Rule switch
        {
            Rule.NoticePeriodEnded or Rule.Renewed or Rule.AgreementEnded or Rule.DurationEnded => true,
            Rule.InstrumentDeposited or Rule.NoticeReceived or Rule.NoticeWithdrawn => true,
            Rule.ReservationAccepted => true,
            Rule.EnteredIntoForce => agreement
                .Participation.OfType<EntryIntoForceRule>()
                .Any(rule => rule.Agreement == transition.Agreement && !IsByDate(rule)),
            _ => false,
        };

    private static bool IsByDate(EntryIntoForceRule rule) => rule.Consent.IsDefaultOrEmpty;
}
