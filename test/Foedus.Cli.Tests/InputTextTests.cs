namespace Foedus.Cli.Tests;

public sealed class InputTextTests
{
    [Fact]
    public void A_byte_order_mark_is_not_text() => Assert.Equal("a\n", Read([0xEF, 0xBB, 0xBF, .. "a\n"u8]));

    [Theory]
    [InlineData(
        new byte[] { (byte)'a', (byte)'\n', 0xC3, 0x28 },
        "line 2, column 1: This is not UTF-8 text. Save the file as UTF-8."
    )]
    [InlineData(
        new byte[] { (byte)'\n', (byte)'\n', 0 },
        "line 3, column 1: This is not text. Name a file that is a mapping."
    )]
    public void What_is_not_text_says_where(byte[] bytes, string expected) =>
        Assert.EndsWith(
            expected,
            Assert.Throws<UnusableInputException>(() => Read(bytes)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_file_that_is_too_large_is_refused() =>
        Assert.Contains(
            "larger than 1 MiB",
            Assert.Throws<UnusableInputException>(() => Read(new byte[(1 << 20) + 1])).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_folder_and_a_missing_file_are_named()
    {
        var files = new DiskFiles();
        Assert.Contains(
            "This is a folder.",
            Assert.Throws<UnusableInputException>(() => InputText.Read(files, Repository.Root, "an agreement")).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "no such file",
            Assert
                .Throws<UnusableInputException>(() =>
                    InputText.Read(files, Repository.PathOf("nosuch.md"), "an agreement")
                )
                .Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("check")]
    [InlineData("test")]
    [InlineData("explain")]
    public void A_text_without_a_formal_sentence_is_no_agreement(string command)
    {
        using var folder = new EventFolder();
        foreach (var text in (string[])["", "# A page\n\nAbout something else.\n"])
        {
            var path = folder.File("page.foedus.md", text);

            var run = CliRun.Of(command, path);

            Assert.Equal((ExitCode.Unusable, ""), (run.ExitCode, run.Out));
            Assert.StartsWith($"foedus: {path}: No formal sentence stands in it", run.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("--signature", "a signature")]
    [InlineData("--formula", "a formula")]
    [InlineData("--log", "a log")]
    public void A_monitor_names_the_file_that_is_none(string option, string what)
    {
        using var folder = new EventFolder();
        var given = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["--signature"] = folder.File("s.sig", "P(x:int)\n"),
            ["--formula"] = folder.File("f.mfotl", "ONCE P(x)\n"),
            ["--log"] = folder.File("l.log", "@1 P(1)\n"),
        };
        foreach (
            var (path, says) in new[]
            {
                (folder.Path, "This is a folder. Name the file in it"),
                (Path.Combine(folder.Path, "none"), "There is no such file."),
            }
        )
        {
            given[option] = path;

            var run = CliRun.Of(["monitor", .. given.SelectMany(pair => (string[])[pair.Key, pair.Value])]);

            Assert.Equal((ExitCode.Unusable, ""), (run.ExitCode, run.Out));
            Assert.StartsWith($"foedus: {path}: {says}", run.Error, StringComparison.Ordinal);
            Assert.Contains(what, run.Error, StringComparison.Ordinal);
        }
    }

    private static string Read(byte[] bytes) => InputText.Read(new OneFile(bytes), "f", "a mapping", 1 << 20);

    private sealed class OneFile(byte[] bytes) : IFiles
    {
        public bool FileExists(string path) => true;

        public bool FolderExists(string path) => false;

        public string FullPath(string path) => path;

        public Stream OpenRead(string path) => new MemoryStream(bytes);

        public Stream Create(string path) => throw new NotSupportedException();

        public void CreateFolder(string path) => throw new NotSupportedException();

        public IReadOnlyList<string> FilesIn(string folder) => [];

        public IReadOnlyList<string> FoldersIn(string folder) => [];
    }
}
