using System.Collections.Immutable;
using Foedus.Language.Core;
using Foedus.Norms.Events;
using Foedus.Norms.Replay;

namespace Foedus.Norms.Scenarios;

/// <summary>
/// Runs the scenarios of an agreement through the same path as an event file. Where the text has readings, each scenario
/// runs under every reader's; an assertion that names no reader must come out under all of them.
/// </summary>
public static class ScenarioRunner
{
    public static TestReport Run(Agreement agreement)
    {
        var coverage = new CoverageBook(agreement);
        var results = ImmutableArray.CreateBuilder<ScenarioResult>(agreement.Scenarios.Length);
        var versions = agreement.Readings.IsDefaultOrEmpty
            ? [new Version(null, Machine.Create(agreement))]
            : agreement
                .Readings.Select(reading => new Version(reading.Reader, Machine.Create(reading.Agreement)))
                .ToList();
        for (var i = 0; i < agreement.Scenarios.Length; i++)
        {
            var failures = ImmutableArray.CreateBuilder<ScenarioFailure>();
            foreach (var version in versions)
            {
                var scenarios = version.Machine.Agreement.Scenarios;
                // A reading's own copy has the indices of its own core.
                var scenario = scenarios.Length == agreement.Scenarios.Length ? scenarios[i] : agreement.Scenarios[i];
                var log = RunOne(version, scenario, failures);
                if (version.Machine.Agreement.Clauses.Length == agreement.Clauses.Length)
                {
                    coverage.Add(log.Transitions);
                }
            }
            results.Add(
                new ScenarioResult(agreement.Scenarios[i].Name, agreement.Scenarios[i].Span, failures.ToImmutable())
            );
        }
        return new TestReport(agreement.Id, results.ToImmutable(), coverage.ToCoverage());
    }

    /// <summary>The events of a scenario's steps, in the order of arrival; as far as its steps make events.</summary>
    public static IReadOnlyList<Event> EventsOf(Scenario scenario)
    {
        var events = new ScenarioEvents();
        var knownUntil = EventTime.Earliest;
        var made = new List<Event>();
        foreach (var step in scenario.Steps)
        {
            if (step is ScenarioClock clock)
            {
                knownUntil = Math.Max(knownUntil, clock.Time);
                made.Add(ClockAt(clock.Time));
            }
            else if (step is ScenarioEvent happening)
            {
                if (!events.TryMake(happening, knownUntil, out var one, out _) || one is null)
                {
                    break;
                }
                knownUntil = Math.Max(knownUntil, one.RecordedTime);
                made.Add(one);
            }
        }
        return made;
    }

    private static Event ClockAt(long time) =>
        new()
        {
            Type = EventType.ClockReached,
            Id = $"clock-{EventTime.Format(time)}",
            Source = "clock",
            Time = time,
            RecordedTime = time,
        };

    private static ScenarioLog RunOne(
        Version version,
        Scenario scenario,
        ImmutableArray<ScenarioFailure>.Builder failures
    )
    {
        var log = new ScenarioLog();
        var replay = new EventReplay(version.Machine, log, ReplayOptions.Default);
        var events = new ScenarioEvents();
        var checker = new AssertionChecker(version.Machine);
        var knownUntil = EventTime.Earliest;
        foreach (var step in scenario.Steps)
        {
            switch (step)
            {
                case ScenarioEvent happening:
                    if (!events.TryMake(happening, knownUntil, out var made, out var problem) || made is null)
                    {
                        failures.Add(new ScenarioFailure(step.Span, step.Words, "an event", problem, version.Reader));
                        return log;
                    }
                    knownUntil = Math.Max(knownUntil, made.RecordedTime);
                    replay.Add(made);
                    break;
                case ScenarioClock clock:
                    knownUntil = Math.Max(knownUntil, clock.Time);
                    replay.Add(ClockAt(clock.Time));
                    break;
                case ScenarioAssertion assertion when IsFor(assertion, version):
                    var verdict = checker.Check(assertion, replay.State, log);
                    if (!verdict.IsTrue)
                    {
                        failures.Add(
                            new ScenarioFailure(step.Span, step.Words, verdict.Expected, verdict.Actual, version.Reader)
                        );
                    }
                    break;
                default:
                    break;
            }
        }
        return log;
    }

    private static bool IsFor(ScenarioAssertion assertion, Version version) =>
        assertion.Reader is null || string.Equals(assertion.Reader, version.Reader, StringComparison.Ordinal);

    private sealed record Version(string? Reader, Machine Machine);
}
