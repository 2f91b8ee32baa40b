using System.Collections.Immutable;
using System.Globalization;

namespace Foedus.Analysis.Rehearsing;

/// <summary>A plan in words, so that a report says what it rests on.</summary>
internal static class PlanWords
{
    public static ImmutableArray<string> Of(StressPlan plan)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        foreach (
            var (name, conduct) in plan
                .Conduct.OrderBy(entry => entry.Key, StringComparer.Ordinal)
                .Prepend(new("everyone", plan.Everyone))
        )
        {
            var parts = conduct
                .Acts.OrderBy(entry => entry.Key, StringComparer.Ordinal)
                .Select(entry => $"{entry.Key} {Of(entry.Value)}")
                .Concat(conduct.AnyDuty is { } any ? [$"any duty {Of(any)}"] : [])
                .Concat(
                    conduct
                        .Votes.OrderBy(entry => entry.Key, StringComparer.Ordinal)
                        .Select(entry => $"votes{(entry.Key.Length > 0 ? $" on {entry.Key}" : "")} {Of(entry.Value)}")
                )
                .ToList();
            if (parts.Count > 0)
            {
                lines.Add($"{name}: {string.Join("; ", parts)}");
            }
        }
        lines.Add($"correlation: {Of(plan.Correlation)}");
        return lines.ToImmutable();
    }

    public static IEnumerable<BaseRate> Rates(StressPlan plan) =>
        plan
            .Conduct.Values.Append(plan.Everyone)
            .SelectMany(conduct =>
                conduct
                    .Acts.Values.Append(conduct.AnyDuty)
                    .OfType<DutyConduct>()
                    .Select(duty => duty.Honoured)
                    .Concat(conduct.Votes.Values.SelectMany(votes => (Chance[])[votes.Yes, votes.No]))
            )
            .Select(chance => chance.BaseRate)
            .OfType<BaseRate>()
            .Distinct()
            .OrderBy(rate => rate.Name, StringComparer.Ordinal);

    public static string Percent(double share) => (share * 100).ToString("0.##", CultureInfo.InvariantCulture) + " %";

    public static string Duration(long milliseconds) =>
        milliseconds % 3_600_000 == 0 || milliseconds > 172_800_000
            ? (milliseconds / 3_600_000.0).ToString("0.##", CultureInfo.InvariantCulture) + " h"
            : (milliseconds / 60_000.0).ToString("0.##", CultureInfo.InvariantCulture) + " min";

    private static string Of(DutyConduct duty) => $"{Of(duty.Honoured)} {After(duty.After)}";

    private static string Of(VoteConduct votes) => $"yes {Of(votes.Yes)}, no {Of(votes.No)} {After(votes.After)}";

    private static string Of(Chance chance) =>
        (chance.IsRange ? $"{Percent(chance.Low)} to {Percent(chance.High)}" : Percent(chance.Low))
        + (chance.BaseRate is { } rate ? $" (base rate '{rate.Name}')" : "");

    private static string After(ImmutableArray<DelayShare> after) =>
        after.Length == 1
            ? $"after {Duration(after[0].Delay)}"
            : $"after {string.Join(", ", after.Select(part => $"{Duration(part.Delay)} ({Percent(part.Share)})"))}";

    private static string Of(Correlation correlation) =>
        correlation switch
        {
            OneFactor factor =>
                $"one factor (Gaussian copula), rho {Number(factor.Rho)}{string.Concat(factor.Own.OrderBy(own => own.Key, StringComparer.Ordinal).Select(own => $", {own.Key} {Number(own.Value)}"))}",
            CorrelationMatrix matrix =>
                $"a correlation for each pair of {string.Join(", ", matrix.Names)} (Gaussian copula)",
            CommonCauses causes =>
                $"common causes: {string.Join("; ", causes.Causes.Select(cause => $"{cause.Name}, {Percent(cause.Chance)}, strikes {string.Join(", ", cause.Strikes)}"))}",
            _ => "none: all act independently of each other",
        };

    private static string Number(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);
}
