using System.Text;

namespace Foedus.Cli.Tests;

public sealed class ReadmeTests
{
    private const string Left = "…";

    private static readonly string[] Pages = ["README.md", "docs/stress.md"];

    public static TheoryData<string, string> Commands =>
        [.. Pages.SelectMany(page => Examples(page).Select(example => (page, example.Command)))];

    [Theory]
    [MemberData(nameof(Commands))]
    public void An_example_prints_what_the_page_shows(string page, string command)
    {
        var shown = Examples(page).First(example => example.Command == command).Output;
        var run = CliRun.With(edge => edge with { Files = new RootedFiles() }, [.. Arguments(command)]);

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        var printed = run.Out.Split('\n');
        var next = 0;
        var mayskip = false;
        foreach (var line in shown)
        {
            if (line == Left)
            {
                mayskip = true;
                continue;
            }
            var found = Array.IndexOf(printed, line, next);
            Assert.True(mayskip ? found >= next : found == next, $"{command} does not print (in its place): {line}");
            next = found + 1;
            mayskip = false;
        }
    }

    [Fact]
    public void The_sentence_shown_is_one_of_the_sketch()
    {
        var readme = File.ReadAllText(Repository.PathOf("README.md"));
        var start = readme.IndexOf("```foedus\n", StringComparison.Ordinal) + "```foedus\n".Length;
        var clause = readme[start..readme.IndexOf("```", start, StringComparison.Ordinal)];

        Assert.Contains(
            Folded(clause),
            Folded(File.ReadAllText(Repository.PathOf("treaties", "examples", "sketch.foedus.md"))),
            StringComparison.Ordinal
        );

        static string Folded(string text) =>
            string.Join(' ', text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
    }

    private static IEnumerable<(string Command, IReadOnlyList<string> Output)> Examples(string page)
    {
        var lines = File.ReadAllLines(Repository.PathOf(page));
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i] == "```console")
            {
                var end = Array.IndexOf(lines, "```", i + 1);
                yield return (lines[i + 1]["$ foedus ".Length..], lines[(i + 2)..end]);
                i = end;
            }
        }
    }

    private static List<string> Arguments(string command)
    {
        var arguments = new List<string>();
        var current = new StringBuilder();
        var quoted = false;
        foreach (var c in command + " ")
        {
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c != ' ' || quoted)
            {
                current.Append(c);
            }
            else if (current.Length > 0)
            {
                arguments.Add(current.ToString());
                current.Clear();
            }
        }
        return arguments;
    }
}
