using Foedus.Temporal.Evaluation;

namespace Foedus.Temporal.Planning;

/// <summary>Where the tuples of an operator come from: how many there have been, and from which events.</summary>
internal sealed class Flow
{
    public static readonly Flow None = new([]);

    private readonly Flow? _source;
    private readonly BuiltStream? _built;

    public Flow(IReadOnlyList<EventLog> logs) => Logs = logs;

    private Flow(Flow source, BuiltStream built)
    {
        Logs = source.Logs;
        _source = source;
        _built = built;
    }

    /// <summary>The logs whose events become tuples.</summary>
    public IReadOnlyList<EventLog> Logs { get; }

    /// <summary>How many there have been, those included that events wait to become.</summary>
    public double Tuples =>
        _built is null || _source is null ? Logs.Sum(log => log.Total)
        : _built.Yield is { } yield ? yield * _source.Tuples
        : _built.Produced;

    /// <summary>What two operators tell together.</summary>
    public static Flow Of(Operator left, Operator right) => new([.. left.Flow.Logs, .. right.Flow.Logs]);

    /// <summary>What a stream makes of these.</summary>
    public Flow Through(EventStream stream) =>
        stream is BuiltStream built && !ReferenceEquals(built, _built) ? new Flow(this, built) : this;
}
