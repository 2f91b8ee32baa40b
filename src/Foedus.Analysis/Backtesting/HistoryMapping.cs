using System.Collections.Immutable;
using NodaTime;

namespace Foedus.Analysis.Backtesting;

/// <summary>How the rows of a recorded history become incidents, truces and events of an agreement. Written as a YAML file beside the agreement.</summary>
public sealed record HistoryMapping
{
    public required string Name { get; init; }

    /// <summary>Whom to credit, and under which licence the data is used; printed in every report.</summary>
    public required string Attribution { get; init; }

    /// <summary>What the data cannot show; printed in every report.</summary>
    public required string Limits { get; init; }

    public required IncidentMapping Incidents { get; init; }
    public required ImmutableArray<EventMapping> Events { get; init; }
    public required TruceMapping? Truces { get; init; }

    /// <summary>The zone whose calendar the days of the history are in.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>An event file replayed together with the history, relative to the mapping: signatures and the like, which no list of incidents holds.</summary>
    public required string? EventFile { get; init; }
}
