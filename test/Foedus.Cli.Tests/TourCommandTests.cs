namespace Foedus.Cli.Tests;

public sealed class TourCommandTests
{
    [Fact]
    public void The_tour_compiles_tests_replays_and_writes_its_report()
    {
        var path = TreatyPath.Write("tour.html", "");
        var run = CliRun.Of("tour", "--out", path);

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.Matches("ukraine-2025: \\d+ norms", run.Out);
        Assert.Matches("minsk2-2015: (\\d+) of \\1 pass, 100 % of the norms covered", run.Out);
        Assert.Contains(
            "  Minsk II                   2015-02-15  2015-02-15          0 days   106/275  32/91   9/14   23/26    42/62 ",
            run.Out,
            StringComparison.Ordinal
        );
        Assert.Contains($"4. The same with pictures: {path}\n", run.Out, StringComparison.Ordinal);
        Assert.StartsWith("<!DOCTYPE html>\n", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_program_carries_is_what_the_repository_holds()
    {
        var carried = new EmbeddedFiles();
        var paths = carried.FilesIn("treaties");

        Assert.Equal(6, paths.Count);
        foreach (var path in paths)
        {
            using var stream = carried.OpenRead(path);
            using var reader = new StreamReader(stream);
            Assert.Equal(File.ReadAllText(Repository.PathOf(path.Split('/'))), reader.ReadToEnd());
        }
    }

    [Fact]
    public void A_report_that_cannot_be_written_is_one_line()
    {
        var run = CliRun.Of("tour", "--out", Path.Combine(Repository.Root, "no", "such", "folder", "tour.html"));

        Assert.Equal(ExitCode.Unusable, run.ExitCode);
        Assert.StartsWith("foedus: ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }
}
