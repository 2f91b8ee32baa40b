namespace Foedus.Cli.Tests;

/// <summary><c>foedus export</c>, and <c>foedus monitor</c> on what it writes.</summary>
public sealed class ExportCommandTests
{
    private static readonly string Events = Repository.PathOf("treaties", "energy-truce-2026.events.ndjson");

    [Fact]
    public void Somebody_whom_nobody_knows_is_refused_as_in_a_run()
    {
        using var folder = new EventFolder();
        var events = folder.File(
            "events.ndjson",
            EventFolder.Determined.Replace("\"source\":\"Canada\"", "\"source\":\"Atlantis\"", StringComparison.Ordinal)
        );

        var run = CliRun.Of("export", EventFolder.Sketch, events, "--to", "mfotl", Path.Combine(folder.Path, "out"));

        Assert.Equal(ExitCode.Unusable, run.ExitCode);
        Assert.Contains("line 4: 'source' 'Atlantis' is neither", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "out")));
    }

    [Fact]
    public void The_monitor_finds_the_breaches_in_the_folder_that_export_writes()
    {
        var folder = Directory.CreateTempSubdirectory("foedus-").FullName;
        var run = CliRun.Of("export", TreatyPath.Of("energy-truce-2026"), Events, "--to", "mfotl", folder);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("clauses with a formula", run.Out, StringComparison.Ordinal);
        Assert.Contains(
            "has no formula (reading of Zelenskyy): it has no deadline",
            run.Error,
            StringComparison.Ordinal
        );
        var breaches = 0;
        foreach (var reading in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
        {
            var expected = File.ReadAllLines(Path.Combine(reading, "breaches.txt"));
            foreach (var formula in Directory.GetFiles(reading, "*.mfotl"))
            {
                var clause = Path.GetFileNameWithoutExtension(formula);
                var monitor = CliRun.Of(
                    "monitor",
                    "--signature",
                    Path.Combine(reading, "treaty.sig"),
                    "--log",
                    Path.Combine(reading, "history.log"),
                    "--formula",
                    formula
                );
                Assert.Equal("", monitor.Error);
                var found = monitor.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
                Assert.Equal(
                    expected.Count(line => line.StartsWith(clause + ": ", StringComparison.Ordinal)),
                    found.Length
                );
                breaches += found.Length;
            }
        }
        Assert.True(breaches > 0);
    }

    [Fact]
    public void Formats_that_are_not_built_are_refused()
    {
        var run = CliRun.Of("export", TreatyPath.Of("energy-truce-2026"), Events, "--to", "ics", "folder");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("ics", run.Error, StringComparison.Ordinal);
    }
}
