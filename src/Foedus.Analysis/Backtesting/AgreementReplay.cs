using System.Collections.Immutable;
using Foedus.Language.Core;
using Foedus.Norms;
using Foedus.Norms.Events;
using NodaTime;

namespace Foedus.Analysis.Backtesting;

/// <summary>Runs an agreement over a history: the incidents become reports, and what the machine concludes is told truce by truce.</summary>
public static class AgreementReplay
{
    /// <summary>The reports that the mapping makes of a history, in the order the history has them.</summary>
    public static IEnumerable<Event> ReportsOf(History history, HistoryMapping mapping)
    {
        foreach (var incident in history.Incidents)
        {
            foreach (
                var map in mapping.Events.Where(map =>
                    map.When.All(condition => condition.Holds(history.Table, incident.Row))
                )
            )
            {
                var time = MillisecondsOf(incident.Day.At(map.At), mapping.Zone);
                yield return new Event
                {
                    Type = EventType.OccurrenceReported,
                    Id = incident.Id,
                    Source = map.By,
                    Time = time,
                    RecordedTime = time,
                    Line = incident.Row.Line,
                    Data = new EventData
                    {
                        Name = map.Event,
                        Attributes = [.. AttributesOf(history.Table, incident, map, mapping.Incidents.DecimalMark)],
                    },
                };
            }
        }
    }

    /// <summary>
    /// Every transition of the agreement from its first event to the end of the last day of the history, which passes.
    /// </summary>
    /// <param name="alongside">What the history does not hold: instruments and the like.</param>
    public static TransitionList Run(
        Machine machine,
        History history,
        HistoryMapping mapping,
        IEnumerable<Event> alongside
    )
    {
        var events = alongside.Concat(ReportsOf(history, mapping)).ToList();
        events.Sort(Event.CompareInTime);
        var run = Norms.Run.From(machine.Initial);
        var list = new TransitionList();
        var end = EndOf(history.To, mapping.Zone);
        foreach (var @event in events.Where(@event => @event.Time <= end))
        {
            run.Apply(@event, list, list);
        }
        run.Advance(end, list);
        return list;
    }

    /// <summary>What the norms of the agreement did from one day to another, both included, in the order of the text; norms that did nothing are left out.</summary>
    public static ImmutableArray<NormTally> Over(
        LocalDate first,
        LocalDate last,
        Machine machine,
        string? reading,
        IEnumerable<Transition> transitions,
        DateTimeZone zone
    )
    {
        var from = MillisecondsOf(first.AtMidnight(), zone);
        var to = EndOf(last, zone);
        var all = transitions.ToList();
        var lapsed = Lapsed(machine, all);
        return
        [
            .. all.Where(transition =>
                    transition.Kind == TransitionKind.Norm && transition.At >= from && transition.At <= to
                )
                .GroupBy(transition => transition.Index)
                .OrderBy(group => group.Key)
                .Select(group =>
                    TallyOf(machine, reading, machine.Agreement.Clauses[group.Key], [.. group], lapsed, zone)
                )
                .Where(tally => tally.Triggered + tally.Performed + tally.Missed + tally.Repaired > 0),
        ];
    }

    /// <summary>Each norm, bearer and case that ever came to bind, in the order of the text.</summary>
    public static ImmutableArray<NormVerdict> Verdicts(
        Machine machine,
        string? reading,
        IEnumerable<Transition> transitions,
        DateTimeZone zone
    ) =>
        [
            .. transitions
                .Where(transition => transition.Kind == TransitionKind.Norm)
                .GroupBy(transition =>
                    (transition.Index, Bearer: machine.NameOf(transition.Bearer) ?? "", transition.Instance)
                )
                .OrderBy(group => group.Key.Index)
                .ThenBy(group => group.First().At)
                .ThenBy(group => group.Key.Bearer, StringComparer.Ordinal)
                .ThenBy(group => group.Key.Instance, StringComparer.Ordinal)
                .Select(group =>
                    VerdictOn(machine.Agreement.Clauses[group.Key.Index], reading, group.Key.Bearer, [.. group], zone)
                ),
        ];

    private static NormVerdict VerdictOn(
        Clause clause,
        string? reading,
        string bearer,
        IReadOnlyList<Transition> transitions,
        DateTimeZone zone
    )
    {
        var breaches = transitions.Where(transition => transition.NormTo == NormState.Violated).ToList();
        var due = transitions.Select(transition => transition.Until).FirstOrDefault(until => until is not null);
        return new NormVerdict(
            clause.Id,
            reading,
            bearer,
            transitions[0].Instance,
            Local(transitions[0].At).Date,
            due is { } until ? Local(until) : null,
            breaches.Count,
            breaches.Count > 0 ? Local(breaches[0].At).Date : null,
            transitions[^1].ToName,
            LapsedOf(transitions).Any()
        );

        LocalDateTime Local(long at) => Instant.FromUnixTimeMilliseconds(at).InZone(zone).LocalDateTime;
    }

    /// <summary>Deadlines that passed unperformed, and that no late performance followed in the same case, as far as the record goes.</summary>
    private static HashSet<Transition> Lapsed(Machine machine, IEnumerable<Transition> transitions) =>
        transitions
            .Where(transition => transition.Kind == TransitionKind.Norm)
            .GroupBy(transition =>
                (transition.Index, Bearer: machine.NameOf(transition.Bearer) ?? "", transition.Instance)
            )
            .SelectMany(norm => LapsedOf([.. norm]))
            .ToHashSet();

    private static IEnumerable<Transition> LapsedOf(IReadOnlyList<Transition> transitions) =>
        transitions.Where(
            (transition, index) =>
                transition is { NormTo: NormState.Violated, Rule: Rule.DeadlinePassed }
                && transitions
                    .Skip(index + 1)
                    .TakeWhile(later => later.NormTo != NormState.Violated)
                    .All(later => later.NormTo != NormState.Repaired)
        );

    private static ImmutableArray<string> JointOf(Machine machine, Bearers bearers) =>
        bearers.Group is null
            ? []
            : [.. machine.Actors.Where((_, actor) => bearers.Includes(actor)).Order(StringComparer.Ordinal)];

    private static NormTally TallyOf(
        Machine machine,
        string? reading,
        Clause clause,
        IReadOnlyList<Transition> transitions,
        HashSet<Transition> lapsed,
        DateTimeZone zone
    )
    {
        var missed = transitions.Where(transition => transition.NormTo == NormState.Violated).ToList();
        var triggered = transitions
            .Where(transition => transition.NormFrom == NormState.Dormant && transition.NormTo == NormState.Active)
            .ToList();
        return new NormTally(
            clause.Id,
            clause.Words,
            reading,
            triggered.Count,
            transitions.Count(transition => transition.NormTo == NormState.Fulfilled),
            missed.Count,
            missed.Count(lapsed.Contains),
            transitions.Count(transition => transition.NormTo == NormState.Repaired),
            [
                .. missed
                    .GroupBy(transition => machine.NameOf(transition.Bearer) ?? "", StringComparer.Ordinal)
                    .OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => new BearerTally(group.Key, group.Count(), JointOf(machine, group.First().Bearer))),
            ],
            DayOf(triggered),
            DayOf(missed)
        );

        LocalDate? DayOf(List<Transition> list) =>
            list.Count == 0
                ? null
                : Instant.FromUnixTimeMilliseconds(list.Min(transition => transition.At)).InZone(zone).Date;
    }

    private static IEnumerable<AttributeValue> AttributesOf(
        CsvTable table,
        Incident incident,
        EventMapping map,
        char decimalMark
    )
    {
        foreach (var attribute in map.Attributes)
        {
            switch (attribute.Source)
            {
                case AttributeSource.Text:
                    yield return AttributeValue.OfText(attribute.Attribute, attribute.Value);
                    break;
                case AttributeSource.Deaths:
                    yield return AttributeValue.OfNumber(attribute.Attribute, incident.Deaths);
                    break;
                case AttributeSource.Place when incident is { Latitude: { } latitude, Longitude: { } longitude }:
                    yield return AttributeValue.OfPlace(attribute.Attribute, new GeoPoint(latitude, longitude));
                    break;
                case AttributeSource.Number
                    when CellNumber.Of(table.Cell(incident.Row, attribute.Value), decimalMark) is { } number:
                    yield return AttributeValue.OfNumber(attribute.Attribute, number);
                    break;
                case AttributeSource.Column when table.Cell(incident.Row, attribute.Value) is { Length: > 0 } cell:
                    yield return AttributeValue.OfText(attribute.Attribute, cell);
                    break;
            }
        }
    }

    private static long EndOf(LocalDate day, DateTimeZone zone) =>
        MillisecondsOf(day.PlusDays(1).AtMidnight(), zone) - 1;

    private static long MillisecondsOf(LocalDateTime local, DateTimeZone zone) =>
        local.InZoneLeniently(zone).ToInstant().ToUnixTimeMilliseconds();
}
