namespace Foedus.Cli.Tests;

public sealed class FoedusCliTests
{
    [Fact]
    public void Version_prints_the_name_and_the_version_of_the_product() =>
        Assert.Equal(new CliRun(ExitCode.Done, $"foedus {FoedusCli.Version}\n", ""), CliRun.Of("--version"));

    [Fact]
    public void Help_goes_to_standard_output()
    {
        var run = CliRun.Of("--help");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains("--version", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', run.Out);
        Assert.Equal("", run.Error);
    }

    [Theory]
    [InlineData]
    [InlineData("nosuch")]
    [InlineData("--nosuch")]
    [InlineData("--nosuch", "nosuch", "one\ntwo")]
    public void A_wrong_command_line_is_one_line_with_a_remedy(params string[] args)
    {
        var run = CliRun.Of(args);

        Assert.Equal(ExitCode.Unusable, run.ExitCode);
        Assert.Equal("", run.Out);
        Assert.StartsWith("foedus: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("--help", run.Error, StringComparison.Ordinal);
        AssertOneLine(run.Error);
    }

    [Fact]
    public void A_defect_is_one_line_without_a_stack_trace()
    {
        var failure = new InvalidOperationException("broken\non purpose");
        var run = CliRun.With(edge => edge with { Out = new BrokenWriter(failure, onlyOnFlush: false) }, "--version");

        Assert.Equal(ExitCode.Unusable, run.ExitCode);
        Assert.StartsWith(
            "foedus: Unexpected InvalidOperationException: broken on purpose ",
            run.Error,
            StringComparison.Ordinal
        );
        AssertOneLine(run.Error);
    }

    [Fact]
    public void A_defect_shows_where_it_happened_when_asked()
    {
        var failure = new InvalidOperationException("broken");
        var run = CliRun.With(
            edge =>
                edge with
                {
                    Out = new BrokenWriter(failure, onlyOnFlush: false),
                    Variable = name => name == FoedusCli.DebugVariable ? "1" : null,
                },
            "--version"
        );

        Assert.Contains("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Output_that_cannot_be_written_is_not_success()
    {
        var failure = new IOException("No space left on device.");
        var run = CliRun.With(edge => edge with { Out = new BrokenWriter(failure, onlyOnFlush: true) }, "--version");

        Assert.Equal(ExitCode.Unusable, run.ExitCode);
        Assert.StartsWith("foedus: No space left on device.", run.Error, StringComparison.Ordinal);
        AssertOneLine(run.Error);
    }

    [Theory]
    [InlineData(28)]
    [InlineData(unchecked((int)0x8007_0070))]
    public void A_full_disk_is_called_one(int code)
    {
        var failure = new IOException("No space left on device", code);
        var run = CliRun.With(edge => edge with { Out = new BrokenWriter(failure, onlyOnFlush: true) }, "--version");

        Assert.Equal(
            (
                ExitCode.Unusable,
                "foedus: The disk is full: not all of the output was written. Make room on it, or write elsewhere.\n"
            ),
            (run.ExitCode, run.Error)
        );
    }

    [Theory]
    [InlineData(
        "Cannot parse argument '99999999999' for option '--max-parties', which takes a whole number",
        "check",
        "a",
        "--max-parties",
        "99999999999"
    )]
    [InlineData(
        "Cannot parse argument 'abc' for option '--seed', which takes a whole number",
        "stress",
        "a",
        "--plan",
        "p",
        "--seed",
        "abc"
    )]
    [InlineData("Cannot parse argument 'pdf' for option '--format'. Did you mean", "check", "a", "--format", "pdf")]
    [InlineData("Run 'foedus ledger init --help' to see what it takes.", "ledger", "init")]
    public void Wrong_arguments_are_named_in_plain_words(string expected, params string[] args)
    {
        var run = CliRun.Of(args);

        Assert.Equal((ExitCode.Unusable, ""), (run.ExitCode, run.Out));
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("defect", run.Error, StringComparison.Ordinal);
        AssertOneLine(run.Error);
    }

    [Fact]
    public void Output_that_is_closed_is_called_so()
    {
        var failure = new UnauthorizedAccessException("Access to the path is denied.");
        var run = CliRun.With(edge => edge with { Out = new BrokenWriter(failure, onlyOnFlush: true) }, "--version");

        Assert.Equal(ExitCode.Unusable, run.ExitCode);
        Assert.StartsWith("foedus: The output is closed", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_file_puts_into_a_message_is_kept_short_and_harmless()
    {
        var failure = new UnusableInputException("of \u001b[31mthe\r\nfile " + new string('a', 100_000));
        var run = CliRun.With(edge => edge with { Out = new BrokenWriter(failure, onlyOnFlush: false) }, "--version");

        Assert.StartsWith("foedus: of \\u001b[31mthe file aaa", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("a …\n", run.Error, StringComparison.Ordinal);
        Assert.True(run.Error.Length < 5_000);
        AssertOneLine(run.Error);
    }

    private static void AssertOneLine(string text) =>
        Assert.Equal(text.Length - 1, text.IndexOf('\n', StringComparison.Ordinal));
}
