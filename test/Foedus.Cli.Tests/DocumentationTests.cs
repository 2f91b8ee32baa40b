using System.Text.RegularExpressions;

namespace Foedus.Cli.Tests;

public sealed partial class DocumentationTests
{
    public static TheoryData<string> Pages =>
        [
            "README.md",
            "CONTRIBUTING.md",
            .. Directory
                .GetFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_to_the_source_tree_leads_somewhere(string page)
    {
        var folder = Path.GetDirectoryName(Repository.PathOf(page)) ?? Repository.Root;
        var dead = RelativeLink()
            .Matches(File.ReadAllText(Repository.PathOf(page)))
            .Select(match => match.Groups["target"].Value)
            .Where(target => !Path.Exists(Path.Combine(folder, target)));

        Assert.Empty(dead);
    }

    [Fact]
    public void The_architecture_page_links_every_project()
    {
        var page = File.ReadAllText(Repository.PathOf("docs", "architecture.md"));
        var projects = Directory.GetDirectories(Repository.PathOf("src")).Select(Path.GetFileName);

        Assert.DoesNotContain(projects, name => !page.Contains($"](../src/{name})", StringComparison.Ordinal));
    }

    [GeneratedRegex(
        @"\]\((?!\w+:|#)(?<target>[^)#\s]+)[^)]*\)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000
    )]
    private static partial Regex RelativeLink();
}
