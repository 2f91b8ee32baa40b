namespace Foedus.Analysis.Backtesting;

/// <summary>A span of days counted from day 0, the first day of a truce; both ends are included.</summary>
/// <param name="Last">Null: until the truce ends.</param>
public readonly record struct DayWindow(int First, int? Last)
{
    /// <summary>The fortnight before the truce.</summary>
    public static DayWindow Before { get; } = new(-14, -1);

    /// <summary>The spans after it.</summary>
    public static IReadOnlyList<DayWindow> After { get; } =
    [new(0, 6), new(7, 13), new(14, 29), new(30, 59), new(60, null)];

    public string Name =>
        Last is { } last
            ? First < 0
                ? $"{Sign(First)} … {Sign(last)}"
                : $"{First}–{last}"
            : $"{First}–end";

    private static string Sign(int day) => day < 0 ? $"−{-day}" : $"{day}";
}
