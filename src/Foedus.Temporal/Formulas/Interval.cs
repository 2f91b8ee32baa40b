using System.Globalization;

namespace Foedus.Temporal.Formulas;

/// <summary>
/// How far a temporal operator looks, in units of the log's stamps, both ends included. An open bound is written as
/// the next integer inside: <c>(3,7)</c> is <c>[4,6]</c>. <c>(3,4)</c> is legal and contains nothing.
/// </summary>
public readonly record struct Interval
{
    /// <summary>The high bound that means "without end".</summary>
    public const long Infinity = long.MaxValue;

    /// <summary>The largest finite bound: sums of a stamp and a bound stay within a long.</summary>
    public const long Largest = 1L << 60;

    /// <param name="low">From 0 to <see cref="Largest"/>.</param>
    /// <param name="high">From 0 to <see cref="Largest"/>, or <see cref="Infinity"/>.</param>
    public Interval(long low, long high)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(low);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(low, Largest);
        if (high != Infinity && (high < -1 || high > Largest))
        {
            throw new ArgumentOutOfRangeException(nameof(high), high, "Outside 0 to 2^60.");
        }
        Low = low;
        High = high;
    }

    public long Low { get; }

    public long High { get; }

    public bool IsBounded => High != Infinity;

    /// <summary>All of time: <c>[0,*)</c>.</summary>
    public static Interval All { get; } = new(0, Infinity);

    public bool Contains(long distance) => distance >= Low && distance <= High;

    public override string ToString() =>
        IsBounded
            ? string.Create(CultureInfo.InvariantCulture, $"[{Low},{High}]")
            : string.Create(CultureInfo.InvariantCulture, $"[{Low},*)");
}
