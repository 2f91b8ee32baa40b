using Foedus.Language.Core;
using Foedus.Norms.Events;
using Foedus.Norms.Replay;
using Foedus.Norms.Scenarios;

namespace Foedus.Norms.Tests.Replay;

/// <summary>The scenarios of the treaties are histories too: whatever the order in which their reports arrive, the outcome is the same.</summary>
public sealed class TreatyPermutationTests
{
    public static TheoryData<string> Treaties =>
        [
            .. Directory
                .GetFiles(Repository.PathOf("treaties"), "*.foedus.md")
                .Select(path => Path.GetFileName(path))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Treaties))]
    public void Every_scenario_comes_out_the_same_in_every_order_of_arrival(string treaty)
    {
        var agreement = RepositoryText.Compiled($"treaties/{treaty}");
        var machine = Machine.Create(agreement);
        var revisions = 0;
        foreach (var scenario in agreement.Scenarios)
        {
            var events = EventsOf(scenario);
            var (expected, _) = Outcome(
                machine,
                [.. events.OrderBy(e => e, Comparer<Event>.Create(Event.CompareInTime))]
            );
            for (var seed = 1; seed <= 3; seed++)
            {
                var shuffled = events.ToArray();
                new Random(seed).Shuffle(shuffled);

                var (lines, revised) = Outcome(machine, shuffled);

                Assert.True(
                    expected.SequenceEqual(lines),
                    $"{scenario.Name}, seed {seed}:\n{string.Join("\n", expected.Except(lines).Concat(lines.Except(expected)))}"
                );
                revisions += revised;
            }
        }
        Assert.True(revisions > 0);
    }

    private static (string[] Lines, int Revisions) Outcome(Machine machine, Event[] events)
    {
        var version = new RunVersion(null, machine, new StandingBook(machine, keepsBreaches: false));
        var sink = new NetSink(version);
        var replay = new EventReplay(machine, sink, new ReplayOptions { CheckpointEvery = 2 });
        foreach (var @event in events)
        {
            replay.Add(@event);
        }
        return (sink.Lines(), sink.Revisions);
    }

    private static List<Event> EventsOf(Scenario scenario)
    {
        var makers = new ScenarioEvents();
        var events = new List<Event>();
        var clocks = 0;
        foreach (var step in scenario.Steps)
        {
            if (step is ScenarioEvent happening)
            {
                Assert.True(makers.TryMake(happening, EventTime.Earliest, out var made, out var problem), problem);
                events.Add(Assert.IsType<Event>(made));
            }
            else if (step is ScenarioClock clock)
            {
                events.Add(
                    new Event
                    {
                        Type = EventType.ClockReached,
                        Id = $"clock-{++clocks}",
                        Source = "clock",
                        Time = clock.Time,
                        RecordedTime = clock.Time,
                    }
                );
            }
        }
        return events;
    }
}
