namespace Foedus.Cli.Tests;

public sealed class FmtCommandTests
{
    private const string Untidy = """
        # A treaty

        Prose   stays   as it is.

        ## Article 1
        ```foedus
        Ukraine is a Party.   France is a Party.
        To consult is an act of any Party toward Ukraine.
        France shall   consult Ukraine
               within 24 hours.
        ```
        """;

    [Fact]
    public void Check_names_what_would_change_and_changes_nothing()
    {
        var path = TreatyPath.Write("a.foedus.md", Untidy);
        var run = CliRun.Of("fmt", "--check", path);

        Assert.Equal((ExitCode.No, ""), (run.ExitCode, run.Error));
        Assert.StartsWith($"{path}: ", run.Out, StringComparison.Ordinal);
        Assert.Equal(Untidy, File.ReadAllText(path));
    }

    [Fact]
    public void A_file_is_laid_out_once_and_then_stays()
    {
        var path = TreatyPath.Write("a.foedus.md", Untidy);

        Assert.Equal(new CliRun(ExitCode.Done, $"{path}: laid out\n", ""), CliRun.Of("fmt", path));
        var text = File.ReadAllText(path);
        Assert.Contains("Prose   stays   as it is.", text, StringComparison.Ordinal);
        Assert.Contains("France shall consult Ukraine within 24 hours.", text, StringComparison.Ordinal);
        Assert.Equal(new CliRun(ExitCode.Done, "", ""), CliRun.Of("fmt", path));
        Assert.Equal(new CliRun(ExitCode.Done, "", ""), CliRun.Of("fmt", "--check", path));
        Assert.Equal(text, File.ReadAllText(path));
    }

    [Fact]
    public void Every_treaty_is_laid_out() =>
        Assert.Equal(
            new CliRun(ExitCode.Done, "", ""),
            CliRun.Of([
                "fmt",
                "--check",
                .. Directory.GetFiles(Repository.PathOf("treaties"), "*.foedus.md").Order(StringComparer.Ordinal),
            ])
        );
}
