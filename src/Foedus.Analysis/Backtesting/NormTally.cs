using System.Collections.Immutable;
using NodaTime;

namespace Foedus.Analysis.Backtesting;

/// <summary>What one norm of the agreement did over the days of a truce, as the machine that ran it reports.</summary>
/// <param name="Norm">The norm's id.</param>
/// <param name="Words">Its sentence in the text.</param>
/// <param name="Reading">Whose reading of the text; null where there is one only.</param>
/// <param name="Triggered">How often it came to bind somebody.</param>
/// <param name="Performed">How often it was performed in time.</param>
/// <param name="Missed">How often it was breached.</param>
/// <param name="Lapsed">How many of these breaches are deadlines that passed with no performance on record, not even a late one. A history of incidents records no acts, so such a breach may be the record's silence.</param>
/// <param name="Repaired">How many breaches were mended.</param>
/// <param name="MissedBy">Breaches by bearer.</param>
/// <param name="FirstTriggered">The first day it came to bind.</param>
/// <param name="FirstMissed">The first day it was breached.</param>
public sealed record NormTally(
    string Norm,
    string Words,
    string? Reading,
    int Triggered,
    int Performed,
    int Missed,
    int Lapsed,
    int Repaired,
    ImmutableArray<BearerTally> MissedBy,
    LocalDate? FirstTriggered,
    LocalDate? FirstMissed
);

/// <summary>How many breaches fall to one bearer.</summary>
/// <param name="Joint">Those who owe the duty together: its breach is none of each of them. Empty: one owes it alone.</param>
public readonly record struct BearerTally(string Bearer, int Missed, ImmutableArray<string> Joint)
{
    public bool IsJoint => !Joint.IsDefaultOrEmpty;
}
