using System.Globalization;
using Foedus.Analysis.Reporting;

namespace Foedus.Analysis.Rehearsing;

/// <summary>The report for a terminal.</summary>
public static class StressText
{
    /// <summary>More moments than this are thinned out; JSON has them all.</summary>
    private const int MostMoments = 14;

    private const int MostCuts = 12;

    public static void Write(StressReport report, TextWriter to)
    {
        to.Write($"{report.Title} ({report.Id})\n");
        to.Write(
            $"rehearsed{(report.Plan.Title is { } title ? $": {title}" : "")}, with {string.Join(", ", report.Parties)}\n"
        );
        if (report.Promises.IsEmpty)
        {
            to.Write("\nNo promise is declared ('It is guaranteed that …'), so there is nothing to rehearse.\n");
        }
        foreach (var promise in report.Promises)
        {
            Write(promise, report, to);
        }
        to.Write("\nTaken for granted\n");
        foreach (var line in report.Given.Concat(report.Limits))
        {
            to.Write($"  {line}\n");
        }
        foreach (var source in report.Sources)
        {
            to.Write($"  base rate {source}\n");
        }
    }

    /// <summary>57.3 %, or 40 % to 57.3 %.</summary>
    public static string Chance(double low, double high) =>
        high - low < 1e-12 || Percent(low) == Percent(high) ? Percent(low) : $"{Percent(low)} to {Percent(high)}";

    /// <summary>What is not quite sure is not shown as sure.</summary>
    public static string Percent(double share) =>
        share is > 0 and < 0.00005 ? "< 0.01 %"
        : share is < 1 and > 0.99995 && 1 - share > 1e-12 ? "> 99.99 %"
        : (share * 100).ToString("0.00", CultureInfo.InvariantCulture) + " %";

    /// <summary>At most so many points, the last of all among them, evenly spread over the changes.</summary>
    public static IEnumerable<CurvePoint> Thinned(PromiseRehearsal promise, int most)
    {
        var count = promise.Curve.Length;
        return count <= most
            ? promise.Curve
            : Enumerable
                .Range(0, most)
                .Select(i => promise.Curve[(int)Math.Round((double)i * (count - 1) / (most - 1))]);
    }

    private static void Write(PromiseRehearsal promise, StressReport report, TextWriter to)
    {
        to.Write($"\n{promise.Place}: {promise.Words}\n");
        if (promise.NotRehearsed is { } reason)
        {
            to.Write($"  not rehearsed: {reason}\n");
            return;
        }
        to.Write(
            $"  kept in time: {Chance(promise.Kept.Low, promise.Kept.High)}{Interval(promise.Kept, promise.IsExact)}\n"
        );
        to.Write($"  set off: {promise.SetOff}\n");
        to.Write($"  {promise.Method}\n");
        if (promise.Bounds.Length > 0)
        {
            to.Write($"  {promise.Bounds}\n");
        }
        to.Write("\n");
        var curve = new TextTable(
            promise.IsExact ? ["kept by hour", "chance"] : ["kept by hour", "chance", "interval"],
            rightAligned: [0]
        );
        foreach (var point in Thinned(promise, MostMoments))
        {
            string[] row = [Hours(point.After), Chance(point.Low, point.High)];
            curve.Add(promise.IsExact ? row : [.. row, $"{Percent(point.LowFrom)} to {Percent(point.HighTo)}"]);
        }
        curve.Write(to);
        to.Write("\n");
        var table = new TextTable(["who it hangs on", "Birnbaum", "Shapley"], rightAligned: [2]);
        foreach (var importance in promise.Importances)
        {
            var error = importance.BirnbaumError > 0 ? $" ± {Number(importance.BirnbaumError)}" : "";
            table.Add([
                importance.Name,
                Range(importance.BirnbaumLow, importance.BirnbaumHigh) + error,
                Number(importance.Shapley),
            ]);
        }
        table.Write(to);
        to.Write($"  {promise.ImportanceMethod}\n\n");
        to.Write("  Stopped, although all others do their best, by\n");
        foreach (var cut in promise.Cuts.Take(MostCuts))
        {
            to.Write($"    {cut.Words}\n");
        }
        if (promise.Cuts.IsEmpty)
        {
            to.Write("    nobody\n");
        }
        if (promise.Cuts.Length > MostCuts)
        {
            to.Write(string.Create(CultureInfo.InvariantCulture, $"    and {promise.Cuts.Length - MostCuts} more\n"));
        }
        if (promise.CutsNote.Length > 0)
        {
            to.Write($"    {promise.CutsNote}\n");
        }
        if (!promise.Idle.IsEmpty)
        {
            to.Write(
                $"  Makes no difference to this promise: {string.Join(", ", promise.Idle.Select(act => $"to {act}"))}\n"
            );
        }
    }

    public static string Hours(long milliseconds) =>
        (milliseconds / 3_600_000.0).ToString("0.##", CultureInfo.InvariantCulture);

    public static string Number(double number) => number.ToString("0.0000", CultureInfo.InvariantCulture);

    public static string Range(double low, double high) =>
        Number(low) == Number(high) ? Number(low) : $"{Number(low)} to {Number(high)}";

    private static string Interval(CurvePoint point, bool isExact) =>
        isExact ? "" : $" (interval {Percent(point.LowFrom)} to {Percent(point.HighTo)})";
}
