using System.Globalization;
using System.Text;
using Foedus.Language.Core;
using Foedus.Norms.Events;
using Foedus.Norms.Replay;
using Foedus.Norms.Snapshots;
using Foedus.Norms.Tests.Kernel;
using Foedus.Norms.Tests.Replay;

namespace Foedus.Norms.Tests.Snapshots;

/// <summary>A replay that is saved and goes on elsewhere says, to the letter, what it would have said had it never stopped.</summary>
public sealed class SnapshotTests
{
    private const int EventsOfARun = 90;

    public static TheoryData<string> Agreements()
    {
        var data = new TheoryData<string>();
        foreach (var folder in (string[])["treaties", "docs/language"])
        {
            foreach (
                var file in Directory.GetFiles(Repository.PathOf(folder), "*.foedus.md").Order(StringComparer.Ordinal)
            )
            {
                data.Add(folder + "/" + Path.GetFileName(file));
            }
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Agreements))]
    public void A_replay_goes_on_where_another_was_saved(string path)
    {
        var core = RepositoryText.Compiled(path);
        var machine = Machine.Create(core);
        for (var seed = 1; seed <= 2; seed++)
        {
            var events = new RandomEvents(core, machine, seed)
                .Take(EventsOfARun, EventTimeOf("2026-01-01T00:00:00Z"))
                .ToArray();
            AssertSame(core, Jumbled(events, seed), cuts: [0, 1, 17, 40, 77]);
        }
    }

    [Fact]
    public void So_it_is_with_corrections_and_retractions_at_every_place()
    {
        for (var seed = 1; seed <= 3; seed++)
        {
            var shuffled = Sketch.EventfulYear.ToArray();
            new Random(seed).Shuffle(shuffled);
            AssertSame(Sketch.Agreement, shuffled, [.. Enumerable.Range(0, shuffled.Length)]);
        }
    }

    [Theory]
    [InlineData(2000)]
    [InlineData(2001)]
    [InlineData(2417)]
    [InlineData(2999)]
    public void A_digest_goes_on_where_another_was_saved_and_takes_no_other_bytes(int at)
    {
        var events = Many(3500).ToList();
        using var whole = new VerdictDigest(Sketch.Agreement, () => events);
        var expected = new List<string>();
        byte[] saved = [];
        foreach (var arrived in events)
        {
            if (whole.Add(arrived))
            {
                expected.Add(whole.Current());
            }
            saved = whole.Events == at ? whole.Save() : saved;
        }
        expected.Add(whole.Current());
        Assert.Equal(4, expected.Distinct(StringComparer.Ordinal).Count());

        using var later = VerdictDigest.TryRestore(Sketch.Agreement, () => events, saved);
        Assert.NotNull(later);
        Assert.Equal(at, later.Events);
        var found = new List<string>();
        foreach (var arrived in events.Skip(at))
        {
            if (later.Add(arrived))
            {
                found.Add(later.Current());
            }
        }
        found.Add(later.Current());
        Assert.Equal(expected[2..], found);

        foreach (var place in (int[])[0, 20, 70, 100, saved.Length / 2, saved.Length - 1])
        {
            var damaged = saved.ToArray();
            damaged[place] ^= 1;
            Assert.Null(VerdictDigest.TryRestore(Sketch.Agreement, () => events, damaged));
        }
        Assert.Null(VerdictDigest.TryRestore(Sketch.Agreement, () => events, saved[..^1]));
        Assert.Null(VerdictDigest.TryRestore(Sketch.Agreement, () => events, []));
    }

    [Fact]
    public void A_digest_hangs_on_every_event_and_on_lines_that_are_none()
    {
        var events = Many(1200).ToList();
        Assert.Equal(DigestOf(events), DigestOf(events));
        Assert.NotEqual(DigestOf(events), DigestOf([.. events.Take(500), .. events.Skip(501)]));
        using var passing = new VerdictDigest(Sketch.Agreement, () => events);
        using var plain = new VerdictDigest(Sketch.Agreement, () => events);
        for (var i = 0; i < 999; i++)
        {
            passing.Add(events[i]);
            plain.Add(events[i]);
        }
        Assert.True(passing.Pass());
        Assert.False(passing.Add(events[999]));
        Assert.True(plain.Add(events[999]));
        Assert.Equal((1001L, 1000L), (passing.Events, plain.Events));
    }

    private static string DigestOf(List<Event> events)
    {
        using var digest = new VerdictDigest(Sketch.Agreement, () => events);
        foreach (var arrived in events)
        {
            digest.Add(arrived);
        }
        return digest.Current();
    }

    private static IEnumerable<Event> Many(int count)
    {
        yield return Sketch.Ceasefire;
        foreach (var party in (string[])["France", "Poland", "Canada"])
        {
            yield return Sketch.Ratification(party);
        }
        var random = new Random(7);
        var start = new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero);
        for (var i = 4; i < count; i++)
        {
            var at = start.AddMinutes((i * 11) - (random.Next(5) == 0 ? random.Next(600) : 0));
            var time = (at < start ? start : at).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            yield return random.Next(60) switch
            {
                0 => Sketch.Attack($"e{i}", "Ukraine", time),
                < 20 => Sketch.VoteOf($"e{i}", "France", time),
                < 40 => Sketch.VoteOf($"e{i}", "Poland", time, random.Next(2) == 0 ? "no" : "yes"),
                _ => Sketch.Act($"e{i}", "Canada", "consult", time),
            };
        }
    }

    /// <summary>One event in three arrives up to eight places late.</summary>
    private static Event[] Jumbled(Event[] events, int seed)
    {
        var random = new Random(seed);
        return
        [
            .. events
                .Select((arrived, i) => (arrived, Place: i + (random.Next(3) == 0 ? random.Next(8) : 0)))
                .OrderBy(pair => pair.Place)
                .Select(pair => pair.arrived),
        ];
    }

    private static void AssertSame(Agreement core, Event[] events, int[] cuts)
    {
        // A short window, so that late reports are also met when their time is no longer at hand.
        foreach (var window in (int[])[6, 1000])
        {
            var machine = Machine.Create(core);
            var (expected, lengths, saved) = Whole(machine, events, window, cuts);
            foreach (var cut in cuts)
            {
                Assert.Equal(expected[lengths[cut]..], Rest(machine, events, window, cut, saved[cut]));
            }
        }
    }

    private static (string Text, Dictionary<int, int> Lengths, Dictionary<int, byte[]> Saved) Whole(
        Machine machine,
        Event[] events,
        int window,
        int[] cuts
    )
    {
        using var output = new MemoryStream();
        using var writer = new RunJsonWriter(output);
        var replay = new EventReplay(machine, SinkOf(machine, writer), OptionsOf(events, window));
        var lengths = new Dictionary<int, int>();
        var saved = new Dictionary<int, byte[]>();
        for (var i = 0; i < events.Length; i++)
        {
            if (cuts.Contains(i))
            {
                writer.Flush();
                lengths.Add(i, Encoding.UTF8.GetString(output.ToArray()).Length);
                using var kept = new MemoryStream();
                using (var to = new SnapshotWriter(kept))
                {
                    replay.Save(to);
                }
                saved.Add(i, kept.ToArray());
            }
            replay.Add(events[i]);
        }
        writer.Flush();
        return (Encoding.UTF8.GetString(output.ToArray()), lengths, saved);
    }

    private static string Rest(Machine machine, Event[] events, int window, int cut, byte[] saved)
    {
        using var output = new MemoryStream();
        using var writer = new RunJsonWriter(output);
        var replay = new EventReplay(machine, SinkOf(machine, writer), OptionsOf(events, window));
        using (var from = new SnapshotReader(new MemoryStream(saved)))
        {
            replay.Restore(from);
        }
        writer.Flush();
        Assert.Equal(0, output.Length);
        foreach (var arrived in events.Skip(cut))
        {
            replay.Add(arrived);
        }
        writer.Flush();
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static JsonRunSink SinkOf(Machine machine, RunJsonWriter writer) =>
        new(new RunVersion(null, machine, new StandingBook(machine, keepsBreaches: false)), writer, withNotices: true);

    private static ReplayOptions OptionsOf(Event[] events, int window) =>
        new()
        {
            CheckpointEvery = 3,
            WindowEvents = window,
            LargestWindowEvents = window * 2,
            WindowTime = 0,
            History = () => events,
        };

    private static long EventTimeOf(string text)
    {
        Assert.True(EventTime.TryParse(text, secondsOptional: false, out var time, out _));
        return time;
    }
}
