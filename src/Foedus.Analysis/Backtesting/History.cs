using System.Collections.Immutable;
using NodaTime;

namespace Foedus.Analysis.Backtesting;

/// <summary>The incidents of a history that count, by day and then in the order of the file.</summary>
/// <param name="Rows">How many data rows the file has, counted or not.</param>
public sealed record History(CsvTable Table, int Rows, LocalDate From, LocalDate To, ImmutableArray<Incident> Incidents)
{
    /// <summary>The incidents of the days from first to last, both included.</summary>
    public ImmutableArray<Incident> Between(LocalDate first, LocalDate last)
    {
        var start = FirstNotBefore(first);
        var end = last < LocalDate.MaxIsoValue ? FirstNotBefore(last.PlusDays(1)) : Incidents.Length;
        return end > start ? Incidents[start..end] : [];
    }

    private int FirstNotBefore(LocalDate day)
    {
        var low = 0;
        var high = Incidents.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Incidents[middle].Day < day)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }
        return low;
    }
}
