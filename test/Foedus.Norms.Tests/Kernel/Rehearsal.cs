using System.Collections.Immutable;
using System.Globalization;
using Foedus.Language.Core;
using Foedus.Norms.Events;

namespace Foedus.Norms.Tests.Kernel;

/// <summary>Runs events through a machine and writes what changed, one line a transition.</summary>
internal sealed class Rehearsal
{
    private readonly Run _run;
    private readonly TransitionList _list = new();
    private int _next;

    public Rehearsal(Agreement agreement)
    {
        Machine = Machine.Create(agreement);
        _run = Run.From(Machine.Initial);
    }

    public Machine Machine { get; }

    public IReadOnlyList<Transition> Transitions => _list.Transitions;

    public IReadOnlyList<Notice> Notices => _list.Notices;

    public State State => _run.Freeze();

    public static long At(string time)
    {
        Assert.True(EventTime.TryParse(time, secondsOptional: true, out var at, out var fault), $"{time}: {fault}");
        return at;
    }

    public Rehearsal Say(Event @event)
    {
        _run.Apply(@event, _list, _list);
        return this;
    }

    public Rehearsal Until(string time)
    {
        _run.Advance(At(time), _list);
        return this;
    }

    public Rehearsal Occurs(
        string time,
        string author,
        string name,
        string? subject = null,
        string? id = null,
        params AttributeValue[] attributes
    ) =>
        Say(
            New(
                EventType.OccurrenceReported,
                time,
                author,
                subject,
                id,
                new EventData { Name = name, Attributes = [.. attributes] }
            )
        );

    public Rehearsal Strikes(string time, string author, string name, string? against) =>
        Say(
            New(
                EventType.OccurrenceReported,
                time,
                author,
                null,
                null,
                new EventData { Name = name, Against = against }
            )
        );

    public Rehearsal Ratifies(string time, params string[] parties)
    {
        foreach (var party in parties)
        {
            Deposits(time, party, "ratification");
        }
        return this;
    }

    public Rehearsal Deposits(
        string time,
        string party,
        string kind,
        ImmutableArray<string> items = default,
        ImmutableArray<string> reservations = default
    ) =>
        Say(
            New(
                EventType.InstrumentDeposited,
                time,
                party,
                null,
                null,
                new EventData
                {
                    Name = kind,
                    Items = items.IsDefault ? [] : items,
                    Reservations = reservations.IsDefault ? [] : reservations,
                }
            )
        );

    public Rehearsal Votes(
        string time,
        string author,
        string decision,
        Vote vote,
        string? subject = null,
        string? member = null
    ) =>
        Say(
            New(
                EventType.VoteCast,
                time,
                author,
                subject,
                null,
                new EventData
                {
                    Name = decision,
                    Vote = vote,
                    Member = member,
                }
            )
        );

    public Rehearsal Announces(string time, string author, string decision, string outcome) =>
        Say(
            New(
                EventType.DecisionAnnounced,
                time,
                author,
                null,
                null,
                new EventData { Name = decision, Outcome = outcome }
            )
        );

    public Rehearsal Acts(
        string time,
        string author,
        string act,
        string? subject = null,
        string? toward = null,
        ImmutableArray<string> items = default,
        decimal? quantity = null,
        string? unit = null
    ) =>
        Say(
            New(
                EventType.ActPerformed,
                time,
                author,
                subject,
                null,
                new EventData
                {
                    Name = act,
                    Toward = toward,
                    Items = items.IsDefault ? [] : items,
                    Quantity = quantity,
                    Unit = unit,
                }
            )
        );

    public Rehearsal Declares(string time, string author, string menu, ImmutableArray<string> items) =>
        Say(New(EventType.MenuDeclared, time, author, null, null, new EventData { Menu = menu, Items = items }));

    public Rehearsal Exercises(string time, string author, string power, string? against = null) =>
        Say(New(EventType.PowerExercised, time, author, null, null, new EventData { Name = power, Against = against }));

    /// <summary>All changes so far, or those of the given norm: <c>2026-03-01T06:00:00Z art_2 France/Ukraine [a1] dormant → active (triggered)</c>.</summary>
    public string Told(string? norm = null)
    {
        var lines = new List<string>();
        foreach (var transition in Transitions)
        {
            if (norm is null || string.Equals(Machine.NormIdOf(transition), norm, StringComparison.Ordinal))
            {
                lines.Add(Line(transition));
            }
        }
        return string.Join('\n', lines);
    }

    /// <summary>Changes of the norm as <c>bearer: from → to @time</c>.</summary>
    public string Brief(string norm)
    {
        var lines = new List<string>();
        foreach (var transition in Transitions)
        {
            if (string.Equals(Machine.NormIdOf(transition), norm, StringComparison.Ordinal))
            {
                lines.Add(
                    $"{Machine.NameOf(transition.Bearer) ?? "-"}: {transition.FromName} → {transition.ToName} @{EventTime.Format(transition.At)}"
                );
            }
        }
        return string.Join('\n', lines);
    }

    public string Line(in Transition transition) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{EventTime.Format(transition.At)} {Machine.NormIdOf(transition)} {Machine.NameOf(transition.Bearer) ?? "-"}/{Machine.NameOf(transition.CounterParty) ?? "-"} [{transition.Instance}] {transition.FromName} → {transition.ToName} ({RuleNames.Of(transition.Rule)})"
        );

    private Event New(EventType type, string time, string author, string? subject, string? id, EventData data) =>
        new()
        {
            Type = type,
            Id = id ?? string.Create(CultureInfo.InvariantCulture, $"e{++_next}"),
            Source = author,
            Time = At(time),
            RecordedTime = At(time),
            Subject = subject,
            Data = data,
        };
}
