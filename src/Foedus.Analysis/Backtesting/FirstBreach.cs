using System.Collections.Immutable;
using NodaTime;

namespace Foedus.Analysis.Backtesting;

/// <summary>The first recorded breach of a truce, to the day: the sources know no hour.</summary>
/// <param name="Day">The first day an incident is recorded on.</param>
/// <param name="NoLaterThan">The day by which the truce was certainly broken; later than <paramref name="Day"/> where the first incidents are only known to a range of days.</param>
/// <param name="Incidents">The incidents of <paramref name="Day"/>.</param>
public sealed record FirstBreach(LocalDate Day, LocalDate NoLaterThan, ImmutableArray<Incident> Incidents)
{
    public Tally Tally => Tally.Of(Incidents);

    public bool DayIsExact => Day == NoLaterThan;
}
