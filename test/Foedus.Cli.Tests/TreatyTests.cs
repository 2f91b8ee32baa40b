using System.Text.RegularExpressions;

namespace Foedus.Cli.Tests;

/// <summary>The agreements in the repository are programs: each compiles, and its scenarios run every clause to an end.</summary>
public sealed partial class TreatyTests
{
    private const int FewestScenarios = 6;

    public static TheoryData<string> Treaties =>
        [
            .. Directory
                .GetFiles(Repository.PathOf("treaties"), "*.foedus.md")
                .Select(Name)
                .Order(StringComparer.Ordinal),
        ];

    public static TheoryData<string> Examples =>
        [
            .. Directory
                .GetFiles(Repository.PathOf("treaties", "examples"), "*.foedus.md")
                .Concat(Directory.GetFiles(Repository.PathOf("docs", "language"), "*.foedus.md"))
                .Select(Name)
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Treaties))]
    public void A_treaty_compiles_and_its_scenarios_pass_and_cover_every_clause(string path)
    {
        var run = Test(path);

        Assert.Matches(WholeCoverage(), run.Out);
        Assert.True(
            PassedScenario().Count(run.Out) >= FewestScenarios,
            $"{path} has fewer than {FewestScenarios} scenarios:\n{run.Out}"
        );
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_compiles_and_its_scenarios_pass(string path) => Test(path);

    [Theory]
    [InlineData("treaties/budapest-1994.foedus.md", "budapest-1994")]
    [InlineData("treaties/dayton-1995.foedus.md", "dayton-1a")]
    [InlineData("treaties/energy-truce-2026.foedus.md", "energy-truce-2026")]
    [InlineData("treaties/locarno-1925.foedus.md", "locarno-1925")]
    [InlineData("treaties/minsk2-2015.foedus.md", "minsk2-2015")]
    [InlineData("treaties/nato-1949.foedus.md", "nato-1949")]
    [InlineData("treaties/paris-2026-draft.foedus.md", "paris-2026-draft")]
    [InlineData("treaties/paris-2026.foedus.md", "paris-2026")]
    [InlineData("treaties/ukraine-2025.foedus.md", "ukraine-2025")]
    [InlineData("treaties/us-ukraine-2024.foedus.md", "us-ua-2024")]
    public void A_treaty_goes_by_the_id_the_field_knows_it_by(string path, string id) =>
        Assert.Contains($"\nid: {id}\n", File.ReadAllText(Repository.PathOf(path)), StringComparison.Ordinal);

    private static CliRun Test(string path)
    {
        var run = CliRun.Of("test", Repository.PathOf(path));

        Assert.True(run.ExitCode == ExitCode.Done, $"{path}\n{run.Error}\n{run.Out}");
        return run;
    }

    private static string Name(string path) => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/');

    [GeneratedRegex(@"clause coverage 100 %", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex WholeCoverage();

    [GeneratedRegex(@"^  passed  ", RegexOptions.Multiline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex PassedScenario();
}
