using System.Collections.Immutable;
using System.Globalization;
using Foedus.Language.Core;
using Foedus.Norms.Events;

namespace Foedus.Norms.Tests.Kernel;

/// <summary>Random events in the vocabulary of an agreement, in time order: most make sense, some do not.</summary>
internal sealed class RandomEvents
{
    private readonly Random _random;
    private readonly Agreement _core;
    private readonly string[] _actors;
    private readonly string[] _subjects = ["a", "b", "c"];

    /// <summary>By name: accepted often enough that some come to bind while the run goes on.</summary>
    private readonly string[] _amendments;

    public RandomEvents(Agreement core, Machine machine, int seed)
    {
        _core = core;
        _random = new Random(seed);
        _amendments = [.. core.Terms.OfType<AmendmentTerm>().Select(term => term.Name)];
        _actors =
        [
            .. machine
                .Actors.Where(name =>
                    !States.IsState(name)
                    || core.Terms.Any(term => term is PartyTerm && term.Name == name)
                    || name is "France" or "Poland" or "Canada" or "Germany"
                )
                .Take(14),
        ];
    }

    public IEnumerable<Event> Take(int count, long from)
    {
        var time = from;
        for (var i = 0; i < count; i++)
        {
            time += _random.Next(4) == 0 ? 0 : _random.NextInt64(1, 3 * 86_400_000L);
            if (_random.Next(40) == 0)
            {
                time += 200L * 86_400_000;
            }
            yield return Make(i, time);
        }
    }

    private Event Make(int number, long time)
    {
        var type = number < 12 ? EventType.InstrumentDeposited : (EventType)_random.Next(7);
        var data = type switch
        {
            EventType.OccurrenceReported => new EventData
            {
                Name = NameOf<EventTerm>() ?? "entry into force of the Ceasefire",
                Against = Maybe(Actor()),
                Attributes = Attributes(),
            },
            EventType.ActPerformed => new EventData
            {
                Name = NameOf<ActTerm>(),
                Toward = Maybe(Actor()),
                Items = Items(),
                Quantity = _random.Next(2) == 0 ? _random.Next(1000) : null,
                Attributes = Attributes(),
            },
            EventType.VoteCast => new EventData
            {
                Name = Votable(),
                Vote = (Vote)_random.Next(1, 4),
                Member = Maybe(_random.Next(1, 6).ToString(CultureInfo.InvariantCulture)),
            },
            EventType.DecisionAnnounced => new EventData
            {
                Name = Votable(),
                Outcome = _random.Next(3) == 0 ? "no" : "yes",
            },
            EventType.InstrumentDeposited when _amendments.Length > 0 && number > 5 && _random.Next(2) == 0 =>
                new EventData
                {
                    Name = "acceptance of amendment",
                    Attributes = [AttributeValue.OfText("amendment", _amendments[_random.Next(_amendments.Length)])],
                },
            EventType.InstrumentDeposited => new EventData
            {
                Name = Instrument(number),
                Agreement = Maybe(_core.Agreements[_random.Next(_core.Agreements.Length)].Name),
                Items = ["military", "diplomatic", "economic", "legal"],
            },
            EventType.MenuDeclared => new EventData { Name = NameOf<MenuTerm>() ?? "menu", Items = Items() },
            _ => new EventData { Name = Votable(), Against = Maybe(Actor()) },
        };
        return new Event
        {
            Type = type,
            Id = string.Create(CultureInfo.InvariantCulture, $"e{number:0000}"),
            Source =
                type == EventType.InstrumentDeposited && data.Name is "entry into force" or "end"
                    ? "Depositary"
                    : Actor(),
            Time = time,
            RecordedTime = time,
            Subject = _random.Next(3) == 0 ? _subjects[_random.Next(_subjects.Length)] : null,
            Data = data,
        };
    }

    private string Instrument(int number) =>
        number < 12
            ? (string)(
                _random.Next(6) == 0 ? "entry into force"
                : _random.Next(3) == 0 ? "signature"
                : "ratification"
            )
            : InstrumentNames.Of((InstrumentKind)_random.Next(15));

    private ImmutableArray<string> Items() =>
        [
            .. Enumerable
                .Range(0, _random.Next(1, 5))
                .Select(_ => (string[])["military", "diplomatic", "economic", "legal", "training"])
                .Select(kinds => kinds[_random.Next(kinds.Length)]),
        ];

    private ImmutableArray<AttributeValue> Attributes() =>
        [
            AttributeValue.OfNumber("deaths", _random.Next(30)),
            AttributeValue.OfText("sector", _subjects[_random.Next(_subjects.Length)]),
            AttributeValue.OfPlace(
                "place",
                new GeoPoint(47 + (_random.NextDouble() * 2), 37 + (_random.NextDouble() * 2))
            ),
        ];

    private string? NameOf<T>()
        where T : Term
    {
        var names = _core.Terms.OfType<T>().ToList();
        return names.Count == 0 ? null : names[_random.Next(names.Count)].Name;
    }

    private string Votable()
    {
        var names = _core
            .Decisions.Select(decision => decision.Name)
            .Concat(_core.Clauses.Where(clause => clause.Content is ExercisePower).Select(clause => clause.Id))
            .Concat(
                _core
                    .Standards.Where(standard => standard.Kind == StandardKind.SelfJudging)
                    .Select(standard => standard.Words)
            )
            .ToList();
        return names.Count == 0 ? "nothing" : names[_random.Next(names.Count)];
    }

    private string Actor() => _actors[_random.Next(_actors.Length)];

    private string? Maybe(string value) => _random.Next(2) == 0 ? value : null;
}
