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
            results.Add(new ScenarioResult(agreement.Scenarios[i].Name, agreement.Scenarios[i].Span, failures.ToImmutable()));
        }
        return new TestReport(agreement.Id, results.ToImmutable(), coverage.ToCoverage());
    }

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
                        failures.Add(
                            new ScenarioFailure(step.Span, step.Words, "an event", problem, version.Reader)
                        );
                        return log;
                    }
                    knownUntil = Math.Max(knownUntil, made.RecordedTime);
                    replay.Add(made);
                    break;
                case ScenarioClock clock:
                    knownUntil = Math.Max(knownUntil, clock.Time);
                    replay.Add(
                        new Event
                        {
                            Type = EventType.ClockReached,
                            Id = $"clock-{EventTime.Format(clock.Time)}",
                            Source = "clock",
                            Time = clock.Time,
                            RecordedTime = clock.Time,
                        }
                    );
                    break;
                case ScenarioAssertion assertion when IsFor(assertion, version):
                    var verdict = checker.Check(assertion, replay.State, log);
                    if (!verdict.IsTrue)
                    {
                        failures.Add(
                            new ScenarioFailure(
                                step.Span,
                                step.Words,
                                verdict.Expected,
                                verdict.Actual,
                                version.Reader
                            )
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
