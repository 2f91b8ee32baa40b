using Foedus.Analysis.Checks;
using Foedus.Language;
using Foedus.Language.Core;
using Foedus.Language.Text;

namespace Foedus.Analysis.Tests.Checks;

/// <summary>Agreements of a few sentences, each article given as its sentences.</summary>
internal static class Small
{
    public static Agreement Compiled(params string[] articles) => Named("small", "Small", articles);

    public static Agreement Named(string id, string title, params string[] articles)
    {
        var text =
            $"---\nid: {id}\ntitle: {title}\n---\n"
            + string.Concat(
                articles.Select((article, index) => $"## Article {index + 1}\n```foedus\n{article}\n```\n")
            );
        var compilation = Compiler.Compile(new SourceText($"{id}.foedus.md", text), _ => null);
        Assert.True(compilation.Core is not null, string.Join('\n', compilation.Diagnostics));
        return compilation.Core;
    }

    public static CheckResult Check(params string[] articles) => AgreementCheck.Run(Compiled(articles), Sketch.Few);

    public static List<Finding> Found(CheckResult result, string code) =>
        [.. result.Findings.Where(finding => finding.Code == code)];
}
