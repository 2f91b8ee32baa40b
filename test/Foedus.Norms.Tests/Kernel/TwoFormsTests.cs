using Foedus.Language.Core;
using Foedus.Norms.Events;
using FsCheck;
using FsCheck.Fluent;

namespace Foedus.Norms.Tests.Kernel;

/// <summary>One kernel, two uses: in place, and frozen after every step. They may not differ in anything.</summary>
public sealed class TwoFormsTests
{
    private const int EventsOfARun = 120;

    public static TheoryData<string> Agreements()
    {
        var data = new TheoryData<string> { "sketch" };
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
    public void Stepping_over_frozen_states_and_running_in_place_are_the_same(string agreement)
    {
        var core = CoreOf(agreement);
        var machine = Machine.Create(core);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3), Prop.ForAll<int>(seed => AreTheSame(core, machine, seed)));
    }

    [Fact]
    public void A_state_is_the_same_as_itself_later_and_elsewhere_but_not_as_another()
    {
        var core = SketchCore.Build();
        var machine = Machine.Create(core);
        State At(string start) =>
            machine
                .Step(
                    machine
                        .Step(
                            machine.Initial,
                            Of(
                                EventType.InstrumentDeposited,
                                start,
                                "Depositary",
                                new EventData { Name = "entry into force", Agreement = "Ceasefire" }
                            )
                        )
                        .State,
                    Of(
                        EventType.OccurrenceReported,
                        start,
                        "Ukraine",
                        new EventData { Name = "armed attack on Ukraine" }
                    )
                )
                .State;
        var march = At("2026-03-01T06:00Z");
        var april = At("2026-04-01T06:00Z");
        var later = machine.Advance(march, march.Now + 3_600_000).State;

        // A year in force is a day in force, where the text asks for no age.
        var armed = new Rehearsal(core)
            .Occurs("2026-01-01T00:00Z", "Depositary", "entry into force of the Ceasefire")
            .Ratifies("2026-01-05T00:00Z", "France");
        Assert.True(
            armed.State.CanonicalEquals(armed.Machine.Advance(armed.State, Rehearsal.At("2027-01-05T00:00Z")).State)
        );

        Assert.True(march.CanonicalEquals(april));
        Assert.Equal(march.CanonicalHash(), april.CanonicalHash());
        Assert.False(march.CanonicalEquals(later));
        Assert.NotEqual(march.CanonicalHash(), later.CanonicalHash());
    }

    private static Event Of(EventType type, string time, string source, EventData data) =>
        new()
        {
            Type = type,
            Id = "one",
            Source = source,
            Time = Rehearsal.At(time),
            RecordedTime = Rehearsal.At(time),
            Data = data,
        };

    private static bool AreTheSame(Agreement core, Machine machine, int seed)
    {
        var events = new RandomEvents(core, machine, seed)
            .Take(EventsOfARun, Rehearsal.At("2026-01-01T00:00Z"))
            .ToList();
        var inPlace = new TransitionList();
        var run = Run.From(machine.Initial);
        var stepped = new List<Transition>();
        var state = machine.Initial;
        var kept = new List<(State State, ulong Hash)>();
        var middle = machine.Initial;
        foreach (var @event in events)
        {
            run.Apply(@event, inPlace, inPlace);
            var step = machine.Step(state, @event);
            stepped.AddRange(step.Transitions);
            state = step.State;
            kept.Add((state, state.CanonicalHash()));
            if (kept.Count == EventsOfARun / 2)
            {
                middle = state;
            }
        }
        var end = events[^1].Time + (400L * 86_400_000);
        run.Advance(end, inPlace);
        var last = machine.Advance(state, end);
        stepped.AddRange(last.Transitions);

        Assert.NotEmpty(stepped);
        Assert.Equal(inPlace.Transitions.Count, stepped.Count);
        for (var i = 0; i < stepped.Count; i++)
        {
            Assert.Equal(
                inPlace.Transitions[i] with
                {
                    Cause = null,
                },
                stepped[i] with
                {
                    Cause = null,
                },
                SameTransition.Instance
            );
        }
        var frozen = run.Freeze();
        Assert.True(frozen.CanonicalEquals(last.State));
        Assert.Equal(frozen.CanonicalHash(), last.State.CanonicalHash());
        // Nothing that came later has touched an earlier state.
        Assert.All(kept, entry => Assert.Equal(entry.Hash, entry.State.CanonicalHash()));

        var resumed = Run.From(middle);
        var tail = new TransitionList();
        foreach (var @event in events.Skip(EventsOfARun / 2))
        {
            resumed.Apply(@event, tail);
        }
        resumed.Advance(end, tail);
        return resumed.Freeze().CanonicalEquals(frozen);
    }

    private static Agreement CoreOf(string agreement) =>
        agreement == "sketch" ? SketchCore.Build() : RepositoryText.Compiled(agreement);

    /// <summary>Lists and groups by their members.</summary>
    private sealed class SameTransition : IEqualityComparer<Transition>
    {
        public static SameTransition Instance { get; } = new();

        public bool Equals(Transition x, Transition y) => Words(x) == Words(y) && Plain(x).Equals(Plain(y));

        public int GetHashCode(Transition transition) => transition.At.GetHashCode();

        private static Transition Plain(Transition transition) =>
            transition with
            {
                Bearer = new Bearers(transition.Bearer.Single, null),
                Provisions = Provisions.None,
            };

        private static string Words(Transition transition) =>
            string.Join(' ', transition.Provisions.Ids)
            + "|"
            + string.Join(' ', transition.Provisions.Defaults)
            + "|"
            + string.Join(' ', transition.Bearer.Group ?? []);
    }
}
