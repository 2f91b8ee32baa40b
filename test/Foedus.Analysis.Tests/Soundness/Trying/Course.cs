using System.Collections.Immutable;
using Foedus.Norms;
using Foedus.Norms.Events;

namespace Foedus.Analysis.Tests.Soundness.Trying;

/// <summary>
/// One course of events, run side by side through several machines (an agreement with and without a clause, or as each
/// reader reads it): what happened, when, and what each machine made of it.
/// </summary>
internal sealed class Course
{
    private readonly Course? before;
    private readonly int count;

    private Course(Course? before, Event? happened, long at, ImmutableArray<StepResult> results)
    {
        this.before = before;
        count = (before?.count ?? 0) + 1;
        Happened = happened;
        At = at;
        Results = results;
    }

    /// <summary>What happened last; null where only time passed.</summary>
    public Event? Happened { get; }

    public long At { get; }

    /// <summary>What the last step led to, by machine.</summary>
    public ImmutableArray<StepResult> Results { get; }

    public State State => Results[0].State;

    public static Course Begin(params ReadOnlySpan<Machine> machines) =>
        new(
            null,
            null,
            long.MinValue,
            [.. machines.ToArray().Select(machine => new StepResult(machine.Initial, [], []))]
        );

    public Course Then(Event told, long at)
    {
        var made = told with { Id = $"e{count:0000}", Time = at, RecordedTime = at };
        return new(this, made, at, [.. Results.Select(result => result.State.Machine.Step(result.State, made))]);
    }

    /// <summary>An event as a file gives it.</summary>
    public Course Then(Event told) =>
        new(this, told, told.Time, [.. Results.Select(result => result.State.Machine.Step(result.State, told))]);

    public Course Until(long at) =>
        new(this, null, at, [.. Results.Select(result => result.State.Machine.Advance(result.State, at))]);

    /// <summary>Time passes to the next moment at which something happens by itself in one of the machines; null where there is none by then.</summary>
    public Course? ToNextDeadline(long latest)
    {
        var next = Results.Min(result => result.State.NextDeadline ?? long.MaxValue);
        return next <= latest ? Until(Math.Max(next, At)) : null;
    }

    /// <summary>Nobody does anything for so long; every deadline on the way is a step of its own.</summary>
    public Course Idle(long milliseconds)
    {
        var end = At + milliseconds;
        var course = this;
        for (var i = 0; i < MostDeadlines && course.ToNextDeadline(end) is { } next; i++)
        {
            course = next;
        }
        return course.At < end ? course.Until(end) : course;
    }

    /// <summary>This course and all before it, the last first.</summary>
    public IEnumerable<Course> Back()
    {
        for (var course = this; course is not null; course = course.before)
        {
            yield return course;
        }
    }

    /// <summary>All that one machine made happen, from the beginning.</summary>
    public IEnumerable<Transition> History(int machine = 0) =>
        Back().Reverse().SelectMany(course => course.Results[machine].Transitions);

    /// <summary>Every course of at most so many steps from here: any of the letters a second later, or time passing to the next deadline.</summary>
    public IEnumerable<Course> All(IReadOnlyList<Event> alphabet, int length)
    {
        yield return this;
        if (length == 0)
        {
            yield break;
        }
        foreach (var next in Next(alphabet).SelectMany(next => next.All(alphabet, length - 1)))
        {
            yield return next;
        }
    }

    /// <summary>The same, shortest first, without those that lead one machine where a shorter one has led already.</summary>
    public IEnumerable<Course> Distinct(IReadOnlyList<Event> alphabet, int length)
    {
        var seen = new Dictionary<ulong, List<State>>();
        List<Course> round = [this];
        for (var steps = 0; steps <= length; steps++)
        {
            var next = new List<Course>();
            foreach (var course in round)
            {
                var hash = course.State.CanonicalHash();
                var same = seen.GetValueOrDefault(hash) ?? (seen[hash] = []);
                if (same.Exists(course.State.CanonicalEquals))
                {
                    continue;
                }
                same.Add(course.State);
                yield return course;
                next.Add(course);
            }
            round = [.. steps < length ? next.SelectMany(course => course.Next(alphabet)) : []];
        }
    }

    /// <summary>Every step from every state of the machines that so few steps lead to; from a state met before nothing more is tried.</summary>
    /// <param name="memory">What two courses that lead to one state may still differ in.</param>
    public IEnumerable<Course> Steps(IReadOnlyList<Event> alphabet, int length, Func<Course, string>? memory = null)
    {
        var seen = new Dictionary<string, List<Course>>(StringComparer.Ordinal);
        IsNew(this);
        List<Course> round = [this];
        for (var steps = 0; steps < length; steps++)
        {
            var next = new List<Course>();
            foreach (var step in round.SelectMany(course => course.Next(alphabet)))
            {
                yield return step;
                if (IsNew(step))
                {
                    next.Add(step);
                }
            }
            round = next;
        }

        bool IsNew(Course course)
        {
            var key =
                $"{string.Join(' ', course.Results.Select(result => result.State.CanonicalHash()))} {memory?.Invoke(course)}";
            var same = seen.GetValueOrDefault(key) ?? (seen[key] = []);
            if (
                same.Exists(other =>
                    other
                        .Results.Zip(course.Results, (one, two) => one.State.CanonicalEquals(two.State))
                        .All(equal => equal)
                )
            )
            {
                return false;
            }
            same.Add(course);
            return true;
        }
    }

    public IEnumerable<Course> Next(IReadOnlyList<Event> alphabet)
    {
        foreach (var letter in alphabet)
        {
            yield return Then(letter, At + 1000);
        }
        if (ToNextDeadline(At + Decade) is { } waited)
        {
            yield return waited;
        }
    }

    public override string ToString() =>
        string.Join(
            "; ",
            Back()
                .Reverse()
                .Skip(1)
                .Select(course =>
                    course.Happened is { } told
                        ? $"{told.Source} {told.Type} {told.Data.Name} {told.Data.Outcome}"
                        : $"until {DateTimeOffset.FromUnixTimeMilliseconds(course.At):u}"
                )
        );

    private const long Decade = 3653L * 86_400_000;
    private const int MostDeadlines = 200;
}
