using System.Text;
using Foedus.Analysis.Reporting;

namespace Foedus.Analysis.Rehearsing;

/// <summary>The chance over time as a picture: steps, with a band where there is a range or an interval.</summary>
internal static class StressCurve
{
    private const double Height = 100;
    private const double Width = 1000;

    public static void Append(StringBuilder page, PromiseRehearsal promise)
    {
        page.Append(
            $"<figure class=\"curve\" role=\"img\" aria-label=\"{Html.Text($"Chance that the promise is kept, rising to {StressText.Chance(promise.Kept.Low, promise.Kept.High)} at hour {StressText.Hours(promise.Horizon)}")}\">\n"
        );
        page.Append(
            $"<div class=\"plot\"><svg viewBox=\"0 0 {Html.Number(Width)} {Html.Number(Height)}\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
        );
        for (var i = 0; i <= 4; i++)
        {
            page.Append(
                $"<line class=\"{(i == 4 ? "axis" : "grid")}\" x1=\"0\" x2=\"{Html.Number(Width)}\" y1=\"{Html.Number(Height * i / 4)}\" y2=\"{Html.Number(Height * i / 4)}\"/>"
            );
        }
        var lower = Steps(promise, point => point.LowFrom);
        var upper = Steps(promise, point => point.HighTo);
        page.Append(
            $"<path class=\"band\" d=\"M{string.Join('L', upper.Select(Point))}L{string.Join('L', lower.AsEnumerable().Reverse().Select(Point))}Z\"/>"
        );
        page.Append(
            $"<path class=\"line\" d=\"M{string.Join('L', Steps(promise, point => point.Low).Select(Point))}\"/>"
        );
        page.Append(
            $"<path class=\"line\" d=\"M{string.Join('L', Steps(promise, point => point.High).Select(Point))}\"/>"
        );
        page.Append("</svg>");
        for (var i = 0; i <= 4; i++)
        {
            page.Append(
                $"<span class=\"y\" style=\"top:{Html.Number(100.0 * i / 4)}%;left:-3.2rem\">{100 - (25 * i)} %</span>"
            );
        }
        page.Append("</div>\n<div class=\"x\">");
        for (var i = 0; i <= 4; i++)
        {
            var words = StressText.Hours(promise.Horizon * i / 4);
            page.Append($"<span style=\"left:{Html.Number(25.0 * i)}%\">{words}{(i == 4 ? " h" : "")}</span>");
        }
        page.Append("</div>\n</figure>\n");

        string Point((double X, double Y) point) => $"{Html.Number(point.X)} {Html.Number(point.Y)}";
    }

    private static List<(double X, double Y)> Steps(PromiseRehearsal promise, Func<CurvePoint, double> of)
    {
        var steps = new List<(double, double)> { (0, Height) };
        var last = 0.0;
        foreach (var point in promise.Curve)
        {
            var x = promise.Horizon == 0 ? Width : Width * point.After / promise.Horizon;
            steps.Add((x, Height * (1 - last)));
            last = of(point);
            steps.Add((x, Height * (1 - last)));
        }
        return steps;
    }
}
