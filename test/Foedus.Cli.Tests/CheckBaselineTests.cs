namespace Foedus.Cli.Tests;

/// <summary>
/// The report of every treaty, as it was read by a person and accepted. A difference is explained before it is accepted:
/// <c>FOEDUS_RENEW_BASELINES=1 dotnet run --project test/Foedus.Cli.Tests -- --filter-class '*CheckBaseline*'</c> writes them anew.
/// </summary>
public sealed class CheckBaselineTests
{
    public static TheoryData<string> Treaties =>
        [
            .. Directory
                .GetFiles(Repository.PathOf("treaties"), "*.foedus.md", SearchOption.TopDirectoryOnly)
                .Append(Repository.PathOf("treaties", "examples", "sketch.foedus.md"))
                .Select(path => Path.GetFileName(path).Replace(".foedus.md", "", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Treaties))]
    public void The_report_is_the_one_that_was_accepted(string id)
    {
        var path = id == "sketch" ? Repository.PathOf("treaties", "examples", "sketch.foedus.md") : TreatyPath.Of(id);
        var report = CliRun.Of("check", path).Out.Replace(path, $"{id}.foedus.md", StringComparison.Ordinal);
        var baseline = Repository.PathOf("test", "Foedus.Cli.Tests", "Baselines", "check", $"{id}.txt");
        if (Environment.GetEnvironmentVariable("FOEDUS_RENEW_BASELINES") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(baseline) ?? "");
            File.WriteAllText(baseline, report);
        }

        Assert.Equal(File.ReadAllText(baseline), report);
    }
}
