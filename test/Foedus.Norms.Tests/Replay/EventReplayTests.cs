using System.Text;
using Foedus.Norms.Events;
using Foedus.Norms.Replay;

namespace Foedus.Norms.Tests.Replay;

public sealed class EventReplayTests
{
    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 6)]
    [InlineData(3, 1_000)]
    [InlineData(48, 1_000)]
    public void Whatever_the_order_of_arrival_the_outcome_is_that_of_the_ordered_run(int checkpointEvery, int window)
    {
        var expected = Outcome(
            [.. Sketch.EventfulYear.OrderBy(e => e, Comparer<Event>.Create(Event.CompareInTime))],
            48,
            1_000
        );
        Assert.Contains(expected.Lines, line => line.Contains("\"violated\"", StringComparison.Ordinal));
        Assert.Contains(expected.Lines, line => line.Contains("\"repaired\"", StringComparison.Ordinal));
        var revisions = 0;
        for (var seed = 1; seed <= 60; seed++)
        {
            var shuffled = Sketch.EventfulYear.ToArray();
            new Random(seed).Shuffle(shuffled);

            var outcome = Outcome(shuffled, checkpointEvery, window);

            Assert.Equal(expected.Lines, outcome.Lines);
            Assert.Equal(expected.Standing, outcome.Standing);
            revisions += outcome.Revisions;
        }
        Assert.True(revisions > 0);
    }

    [Fact]
    public void A_late_report_turns_a_breach_into_performance_and_says_so()
    {
        var printed = new List<string>();
        var session = new RunSession(
            Sketch.Agreement,
            until: null,
            history: null,
            version => new Recorder(version, printed)
        );
        foreach (var @event in Determined())
        {
            session.Add(@event);
        }
        session.Add(Sketch.Event("t1", "Depositary", "clock.reached", "2026-03-05T08:00:00Z", null, "{}"));
        var breach = Assert.Single(
            printed,
            line =>
                line.Contains("art_3__para_2", StringComparison.Ordinal)
                && line.EndsWith("France violated", StringComparison.Ordinal)
        );
        Assert.StartsWith("2026-03-05T08:00:00Z", breach, StringComparison.Ordinal);
        printed.Clear();

        session.Add(Sketch.Act("late", "France", "provide", "2026-03-04T10:00:00Z", null, "military"));

        Assert.Contains(
            printed,
            line =>
                line.StartsWith("withdrawn by late: ", StringComparison.Ordinal)
                && line.EndsWith("France violated", StringComparison.Ordinal)
        );
        Assert.Contains(
            printed,
            line =>
                line.StartsWith("added by late: 2026-03-04T10:00:00Z", StringComparison.Ordinal)
                && line.EndsWith("France fulfilled", StringComparison.Ordinal)
        );
        var standing = session.Standings()[0].Standing;
        Assert.DoesNotContain(
            standing.Violated,
            entry => entry.Bearer == "France" && entry.Norm.StartsWith("art_3__para_2", StringComparison.Ordinal)
        );
        Assert.Contains(standing.Violated, entry => entry.Bearer == "Poland");
    }

    [Fact]
    public void Only_its_author_or_the_depositary_may_retract_a_report()
    {
        var stranger = Sketch.Event(
            "x",
            "Canada",
            "event.retracted",
            "2026-03-03T00:00:00Z",
            null,
            """{"id":"v1","source":"France"}"""
        );
        var depositary = Sketch.Event(
            "x",
            "Depositary",
            "event.retracted",
            "2026-03-03T00:00:00Z",
            null,
            """{"id":"v1","source":"France"}"""
        );

        var unchanged = Outcome([.. Determined(), stranger], 48, 1_000);
        var changed = Outcome([.. Determined(), depositary], 48, 1_000);

        Assert.Equal(Outcome([.. Determined()], 48, 1_000).Lines, unchanged.Lines);
        Assert.Contains(unchanged.Notices, notice => notice.Kind == NoticeKind.UnauthorisedAuthor);
        Assert.DoesNotContain(changed.Lines, line => line.Contains("\"to\":\"yes\"", StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_report_arriving_twice_counts_once()
    {
        var events = Determined();

        var outcome = Outcome([.. events, events[^1]], 48, 1_000);

        Assert.Equal(Outcome([.. events], 48, 1_000).Lines, outcome.Lines);
        Assert.Contains(
            outcome.Notices,
            notice =>
                notice.Kind == NoticeKind.RepeatedReport
                && notice.Detail.Contains("had arrived before", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Reports_later_than_the_end_asked_for_have_no_effect_unless_corrected()
    {
        var end = Time("2026-03-02T07:59:00Z");
        var cut = Outcome([.. Determined()], 48, 1_000, end);
        var corrected = Outcome(
            [
                .. Determined(),
                Sketch.Correction("k", "Poland", "2026-03-03T00:00:00Z", "v2", """{"time":"2026-03-02T07:00:00Z"}"""),
                Sketch.Correction("k", "France", "2026-03-03T00:00:00Z", "v1", """{"time":"2026-03-02T07:30:00Z"}"""),
            ],
            48,
            1_000,
            end
        );

        Assert.DoesNotContain(cut.Lines, line => line.Contains("\"to\":\"yes\"", StringComparison.Ordinal));
        Assert.Contains(
            corrected.Lines,
            line =>
                line.Contains("\"2026-03-02T07:30:00Z\"", StringComparison.Ordinal)
                && line.Contains("\"to\":\"yes\"", StringComparison.Ordinal)
        );
    }

    private static Event[] Determined() =>
        [
            Sketch.Ceasefire,
            Sketch.Ratification("France"),
            Sketch.Ratification("Poland"),
            Sketch.Ratification("Canada"),
            Sketch.Attack("a1", "Poland", "2026-03-01T06:00:00Z", "attack-1"),
            Sketch.VoteOf("v1", "France", "2026-03-02T08:00:00Z"),
            Sketch.VoteOf("v2", "Poland", "2026-03-02T08:00:00Z"),
        ];

    private static long Time(string text)
    {
        Assert.True(EventTime.TryParse(text, secondsOptional: false, out var time, out _));
        return time;
    }

    private static (string[] Lines, string Standing, int Revisions, List<Notice> Notices) Outcome(
        Event[] events,
        int checkpointEvery,
        int window,
        long? until = null
    )
    {
        var machine = Machine.Create(Sketch.Agreement);
        var version = new RunVersion(null, machine, new StandingBook(machine, keepsBreaches: false));
        var sink = new NetSink(version);
        var replay = new EventReplay(
            machine,
            sink,
            new ReplayOptions
            {
                Until = until,
                CheckpointEvery = checkpointEvery,
                WindowEvents = window,
                LargestWindowEvents = window * 2,
                WindowTime = 0,
                History = window < events.Length ? () => events : null,
            }
        );
        foreach (var @event in events)
        {
            replay.Add(@event);
        }
        if (until is { } end)
        {
            replay.Advance(end);
        }
        using var stream = new MemoryStream();
        using var writer = new RunJsonWriter(stream);
        writer.Write(Standing.Of(replay.State, version.Book, replay.LatestTime));
        writer.Flush();
        return (sink.Lines(), Encoding.UTF8.GetString(stream.ToArray()), sink.Revisions, sink.Notices);
    }

    private sealed class Recorder(RunVersion version, List<string> printed) : IReplaySink
    {
        public void Add(in Transition transition)
        {
            version.Book.Enter(transition);
            printed.Add(Line(transition));
        }

        public void Revise(in Transition transition, RevisionKind kind, Event because)
        {
            version.Book.Revise(transition, kind);
            printed.Add($"{(kind == RevisionKind.Added ? "added" : "withdrawn")} by {because.Id}: {Line(transition)}");
        }

        public void Note(in Notice notice) { }

        private string Line(in Transition transition) =>
            $"{EventTime.Format(transition.At)} {version.Machine.NormIdOf(transition)} {version.Machine.NameOf(transition.Bearer)} {transition.ToName}";
    }
}
