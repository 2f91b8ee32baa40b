using System.Collections.Immutable;

namespace Foedus.Analysis.Backtesting;

/// <summary>How many incidents, and how many people died in them (best estimate of the source).</summary>
public readonly record struct Tally(int Incidents, int Deaths)
{
    public static Tally Of(ImmutableArray<Incident> incidents)
    {
        var deaths = 0;
        foreach (var incident in incidents)
        {
            deaths += incident.Deaths;
        }
        return new Tally(incidents.Length, deaths);
    }
}
