using System.Globalization;
using Foedus.Analysis.Checks;
using Foedus.Language;
using Foedus.Language.Core;
using Foedus.Language.Text;
using Foedus.Norms;

namespace Foedus.Analysis.Tests.Soundness.Trying;

/// <summary>Agreements put together from the sentences of their articles, and the beginning from which all of them are tried.</summary>
internal static class Drafts
{
    public const long Day = 86_400_000;

    public static readonly long Begin = DateTimeOffset
        .Parse("2026-01-01T00:00:00Z", CultureInfo.InvariantCulture)
        .ToUnixTimeMilliseconds();

    /// <summary>How many agreements a group of checks is tried on: a share in the ordinary run, all of them where <c>FOEDUS_SLOW=1</c> asks for it.</summary>
    public static int Count => CountOf(60);

    /// <param name="ordinary">How many in the ordinary run: fewer where each takes long.</param>
    public static int CountOf(int ordinary) =>
        Environment.GetEnvironmentVariable("FOEDUS_SLOW") == "1" ? 500 : ordinary;

    /// <param name="parties">The closed list of parties, or empty where the text leaves it open.</param>
    public static string Text(string parties, params string[] articles) =>
        $"---\nid: drawn\ntitle: Drawn\n{(parties.Length > 0 ? $"parties: [{parties}]\n" : "")}---\n"
        + string.Concat(articles.Select((article, index) => $"## Article {index + 1}\n```foedus\n{article}\n```\n"));

    /// <param name="rests">The text of the one agreement that it rests on, where there is one.</param>
    public static Agreement Compiled(string text, string? rests = null)
    {
        var compilation = Compiler.Compile(
            new SourceText("drawn.foedus.md", text),
            name => rests is null ? null : new SourceText(name, rests)
        );
        Assert.True(compilation.Core is not null, $"{string.Join('\n', compilation.Diagnostics)}\n{text}\n{rests}");
        return compilation.Core;
    }

    public static List<Finding> Found(Agreement agreement, params string[] codes) =>
        [
            .. AgreementCheck
                .Run(agreement, new CheckOptions(3))
                .Findings.Where(finding => codes.Contains(finding.Code, StringComparer.Ordinal)),
        ];

    /// <summary>All of these have ratified, and a day has passed.</summary>
    public static Course Ratified(IEnumerable<string> parties, params ReadOnlySpan<Machine> machines)
    {
        var course = Course.Begin(machines);
        foreach (var party in parties.Order(StringComparer.Ordinal))
        {
            course = course.Then(Told.Instrument(party, "ratification"), Begin);
        }
        return course.Until(Begin + Day);
    }
}
