using Foedus.Language.Core;
using Foedus.Norms.Conditions;
using Foedus.Norms.Events;
using Foedus.Norms.Replay;
using Foedus.Temporal.Conditions;

namespace Foedus.Norms.Exporting;

/// <summary>Runs an agreement over a history and writes down what a monitor needs to find the same breaches.</summary>
public sealed class MfotlExporter : ITransitionSink, INoticeSink, IHistoryObserver
{
    private readonly Machine _machine;
    private readonly Run _run;
    private readonly ConditionTranslator _conditions;
    private readonly ClauseExport?[] _clauses;
    private readonly List<KeyValuePair<string, string>> _refused = [];
    private readonly ExportLog _log = new();
    private readonly List<(long At, string Event)> _pending = [];
    private readonly List<ExportedBreach> _breaches = [];
    private readonly Dictionary<NormKey, string> _bearers = [];
    private readonly Dictionary<NormKey, long> _deadlines = [];
    private readonly List<(ClauseExport Clause, NormKey Key, long At)> _openings = [];
    private readonly Dictionary<NormKey, long> _openedAt = [];
    private bool _isWithoutEffect;

    private MfotlExporter(Machine machine)
    {
        _machine = machine;
        _run = Run.From(machine.Initial);
        _conditions = new ConditionTranslator(machine.Plan);
        _clauses = new ClauseExport?[machine.Plan.Clauses.Length];
        foreach (var clause in machine.Plan.Clauses)
        {
            var export = ClauseExport.Of(clause, machine.Plan.Calendar, _conditions, out var why);
            _clauses[clause.Core.Index] = export;
            if (export is null)
            {
                _refused.Add(new(clause.Core.Id, why));
            }
        }
    }

    /// <summary>The text's own export, or one for each reading.</summary>
    /// <param name="events">In the order of arrival; asked once, with a machine that knows who is who in the agreement.</param>
    public static IReadOnlyList<MfotlExport> Export(
        Agreement agreement,
        Func<Machine, IEnumerable<Event>> events,
        long? until
    )
    {
        (string? Reader, Machine Machine)[] versions = agreement.Readings.IsDefaultOrEmpty
            ? [(null, Machine.Create(agreement))]
            : [.. agreement.Readings.Select(reading => (reading.Reader, Machine.Create(reading.Agreement)))];
        var arrived = events(versions[0].Machine).ToList();
        return [.. versions.Select(version => Export(version.Reader, version.Machine, arrived, until))];
    }

    private static MfotlExport Export(string? reader, Machine machine, List<Event> arrived, long? until)
    {
        var replay = new EventReplay(machine, NoReplaySink.Instance, ReplayOptions.Default with { Until = until });
        foreach (var one in arrived)
        {
            replay.Add(one);
        }
        var exporter = new MfotlExporter(machine);
        return exporter.Export(reader, replay.Effective, until);
    }

    private MfotlExport Export(string? reader, IReadOnlyList<Event> events, long? until)
    {
        _run.Observe(this);
        foreach (var one in events)
        {
            Pass(one.Time, isIncluded: one.Type == EventType.ClockReached);
            if (one.Type is not (EventType.ClockReached or EventType.EventCorrected or EventType.EventRetracted))
            {
                Apply(one);
            }
        }
        if (until is { } end)
        {
            Pass(end, isIncluded: true);
        }
        WriteDeadlines();

        var formulas = new List<KeyValuePair<string, string>>();
        var signature = new List<string> { "settled()", "closed()" };
        foreach (var clause in _clauses)
        {
            if (clause is null)
            {
                continue;
            }
            signature.AddRange(clause.Signature());
            if (clause.Refusal is { } refusal)
            {
                _refused.Add(new(clause.Plan.Core.Id, refusal));
                continue;
            }
            formulas.Add(new(clause.Plan.Core.Id, clause.Formula().ToString()));
        }
        signature.AddRange(_conditions.Signature());
        var origin = _log.Origin;
        return new MfotlExport(
            reader,
            origin,
            string.Join('\n', signature) + "\n",
            _log.ToString(),
            formulas,
            _refused,
            [
                .. _breaches
                    .Where(breach => formulas.Exists(one => one.Key == breach.ClauseId))
                    .Select(breach => breach with { At = breach.At - origin }),
            ]
        );
    }

    /// <summary>Stops at each instant at which something may happen by itself.</summary>
    private void Pass(long to, bool isIncluded)
    {
        while (_run.NextDeadline is { } due)
        {
            // What fell due before it was opened falls due at once.
            var next = Math.Max(due, _run.Now);
            if (isIncluded ? next > to : next >= to)
            {
                break;
            }
            _run.Advance(next, this);
            Write(next);
            _log.Close(next);
        }
        if (isIncluded)
        {
            _run.Advance(to, this);
            Write(to);
            _log.Close(to);
            return;
        }
        _run.AdvanceBefore(to, this);
        Write(to);
    }

    private void Apply(Event one)
    {
        _isWithoutEffect = false;
        _run.Apply(one, this, this);
        if (one.Type == EventType.ActPerformed && !_isWithoutEffect)
        {
            WriteAct(one);
        }
        Write(one.Time);
        _log.Settle(one.Time);
    }

    private void Write(long at)
    {
        foreach (var (when, what) in _pending)
        {
            _log.Add(when, what);
        }
        _pending.Clear();
        var changes = _conditions.Changes(_run).ToList();
        if (changes.Count > 0)
        {
            _log.Add(at, changes);
        }
    }

    /// <summary>An act comes before all that follows from it.</summary>
    private void WriteAct(Event one)
    {
        var plan = _machine.Plan;
        if (!plan.Acts.TryFind(one.Data.Name, out var act))
        {
            return;
        }
        var performer = _machine.ActorNamed(one.Data.Party ?? one.Source);
        var names = one.Data.Toward is not null;
        var toward = one.Data.Toward is { } named ? _machine.ActorNamed(named) : -1;
        var acts = new List<string>();
        foreach (var clause in _clauses)
        {
            if (
                clause is not { Kind: BreachKind.Prohibition }
                || clause.Plan.ActIndex != act
                || !FilterPlan.PassAll(clause.Plan.Filters, one)
                || !_run.HoldsToward(clause.Plan, performer, toward)
                || (
                    names
                    && clause.Plan.Toward is { } set
                    && (toward < 0 || !set.Contains(_run, Scope.None.WithBearer(performer), toward))
                )
            )
            {
                continue;
            }
            var values = $"{Quoted(performer)},{Quoted(toward)},\"{ExportNames.Text(one.Id)}\"";
            acts.Add(
                one.Subject is { } subject && !clause.Plan.IsStanding
                    ? $"act_in_{clause.Name}({values},\"{ExportNames.Text(subject)}\")"
                    : $"act_{clause.Name}({values})"
            );
        }
        if (acts.Count > 0)
        {
            _log.Add(one.Time, acts);
        }
    }

    public void Add(in Transition transition)
    {
        if (transition.Kind != TransitionKind.Norm || _clauses[transition.Index] is not { } clause)
        {
            return;
        }
        var key = new NormKey(
            transition.Index,
            transition.Bearer.Group is null ? transition.Bearer.Single : -1,
            transition.Instance,
            transition.CounterParty,
            transition.Violator
        );
        if (!_bearers.TryGetValue(key, out var bearer))
        {
            bearer = _machine.NameOf(transition.Bearer) ?? "";
            _bearers[key] = bearer;
        }
        if (transition.Until is { } deadline)
        {
            _deadlines[key] = deadline;
            if (
                clause.Length is { } length
                && _openedAt.TryGetValue(key, out var openedAt)
                && deadline != openedAt + length
            )
            {
                // A power extends, another anchor tightens: the length does not tell the deadline.
                clause.Length = null;
            }
        }
        if (transition.NormTo == NormState.Suspended || transition.NormFrom == NormState.Suspended)
        {
            clause.Refusal ??= "in this run it was suspended and resumed";
        }
        var tuple = Tuple(key, bearer);
        if (transition.NormTo == NormState.Violated)
        {
            _breaches.Add(BreachOf(clause, transition, tuple));
            return;
        }
        if (What(clause, transition) is not { } what)
        {
            return;
        }
        if (what == "opened")
        {
            Opened(clause, key, transition);
        }
        _pending.Add(
            (transition.At, $"{what}_{clause.Name}({string.Join(',', tuple.Select(value => $"\"{value}\""))})")
        );
    }

    public void Add(in Notice notice) =>
        _isWithoutEffect |=
            notice.Kind
                is NoticeKind.UnauthorisedAuthor
                    or NoticeKind.UnknownName
                    or NoticeKind.ActWithoutRight
                    or NoticeKind.NotATarget;

    void IHistoryObserver.Told(long at, int history, in PointEvent told)
    {
        if (_conditions.Told(history, told) is { } written)
        {
            _pending.Add((at, written));
        }
    }

    private static string? What(ClauseExport clause, in Transition transition)
    {
        if (clause.Kind == BreachKind.Deadline && transition.Rule is Rule.Performed or Rule.LatePerformance)
        {
            return "performed";
        }
        if (
            clause.Kind != BreachKind.Deadline
            && transition.Rule is Rule.ConditionRestored or Rule.ConsequencePerformed or Rule.ConsequenceLapsed
        )
        {
            return null;
        }
        return (clause.IsOpen(transition.NormFrom), clause.IsOpen(transition.NormTo)) switch
        {
            (false, true) => "opened",
            (true, false) => "ended",
            _ => null,
        };
    }

    private void Opened(ClauseExport clause, in NormKey key, in Transition transition)
    {
        _openings.Add((clause, key, transition.At));
        _openedAt[key] = transition.At;
        if (
            clause.Length is { } length
            && (transition.Anchor != transition.At || transition.Until != transition.At + length)
        )
        {
            // Who joins late is bound by the deadline of the others.
            clause.Length = null;
        }
    }

    private ExportedBreach BreachOf(ClauseExport clause, in Transition transition, string[] tuple)
    {
        var act = ExportNames.Text(transition.Cause?.Event.Id ?? "");
        var values = clause
            .Formula()
            .FreeVariables.Select(column =>
                column switch
                {
                    "b" => tuple[0],
                    "c" => tuple[1],
                    "i" => tuple[2],
                    "v" => tuple[3],
                    _ => act,
                }
            );
        return new ExportedBreach(clause.Plan.Core.Id, transition.At, [.. values]);
    }

    /// <summary>Instants at which something falls due are in the log whether or not it was performed.</summary>
    private void WriteDeadlines()
    {
        foreach (var instance in _run.Instances())
        {
            if (instance.Deadline != long.MaxValue)
            {
                _deadlines[instance.Key] = instance.Deadline;
            }
        }
        foreach (var (clause, key, at) in _openings)
        {
            if (clause.Kind != BreachKind.Deadline)
            {
                continue;
            }
            if (clause.Length is { } length)
            {
                _log.Due(at + length, null);
            }
            else if (_deadlines.TryGetValue(key, out var deadline))
            {
                var tuple = Tuple(key, _bearers[key]);
                _log.Due(
                    Math.Max(deadline, at),
                    $"due_{clause.Name}({string.Join(',', tuple.Select(value => $"\"{value}\""))})"
                );
            }
        }
    }

    private string[] Tuple(in NormKey key, string bearer) =>
        [
            ExportNames.Text(bearer),
            ExportNames.Text(_machine.NameOf(key.CounterParty) ?? ""),
            ExportNames.Text(key.Root),
            ExportNames.Text(_machine.NameOf(key.Violator) ?? ""),
        ];

    private string Quoted(int actor) => $"\"{ExportNames.Text(_machine.NameOf(actor) ?? "")}\"";

    private sealed class NoReplaySink : IReplaySink
    {
        public static NoReplaySink Instance { get; } = new();

        public void Add(in Transition transition) { }

        public void Revise(in Transition transition, RevisionKind kind, Event because) { }

        public void Note(in Notice notice) { }
    }
}
