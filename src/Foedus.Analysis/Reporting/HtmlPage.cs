using System.Text;

namespace Foedus.Analysis.Reporting;

/// <summary>The shell of a page that needs nothing else: no script, no font, no picture from elsewhere.</summary>
internal static class HtmlPage
{
    public const string End = "</main>\n</body>\n</html>\n";

    /// <summary>Everything before the content.</summary>
    /// <param name="title">Plain text, made safe here.</param>
    /// <param name="sheets">Style sheets on top of what all reports share.</param>
    public static StringBuilder Begin(string title, params ReadOnlySpan<string> sheets)
    {
        var page = new StringBuilder();
        page.Append(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{Html.Text(title)}</title>
            <style>
            {BacktestStyle.Sheet}

            """
        );
        foreach (var sheet in sheets)
        {
            page.Append(sheet).Append('\n');
        }
        return page.Append("</style>\n</head>\n<body>\n<main>\n");
    }
}
