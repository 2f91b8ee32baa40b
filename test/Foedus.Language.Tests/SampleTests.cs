using Foedus.Language.Diagnostics;
using Foedus.Language.Text;

namespace Foedus.Language.Tests;

/// <summary>What holds of every agreement in the repository.</summary>
public sealed class SampleTests
{
    public static TheoryData<string> Samples =>
        [.. Compiled.AllSamples().Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Compiles(string path) => Compiled.Good(Compiled.AtPath(Repository.PathOf(path)));

    [Theory]
    [MemberData(nameof(Samples))]
    public void Tree_gives_the_source_back(string path)
    {
        var tree = Compiled.AtPath(Repository.PathOf(path)).Tree;
        Assert.Equal(tree.Source.Content, tree.ToSource());
        Assert.Equal("", Trees.Fault(tree));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Formatting_is_idempotent_and_keeps_the_meaning(string path)
    {
        var full = Repository.PathOf(path);
        var before = Compiled.Good(Compiled.AtPath(full));
        var once = Formatter.Format(new SourceText(Path.GetFileName(full), File.ReadAllText(full)));
        Assert.Equal(once, Formatter.Format(new SourceText(Path.GetFileName(full), once)));
        var folder = Path.GetDirectoryName(full) ?? "";
        var after = Compiler.Compile(
            new SourceText(Path.GetFileName(full), once),
            wanted => new SourceText(wanted, File.ReadAllText(Path.Combine(folder, wanted)))
        );
        Assert.DoesNotContain(after.Diagnostics, diagnostic => diagnostic.Level == Level.Error);
        Assert.Equal(CorePrinter.Print(before), CorePrinter.Print(Compiled.Good(after)));
    }

    [Fact]
    public void Spans_lie_in_the_text_and_hold_the_words()
    {
        var path = Repository.PathOf("test", "Foedus.Language.Tests", "Samples", "sketch.foedus.md");
        var text = File.ReadAllText(path);
        foreach (var clause in Compiled.Good(Compiled.AtPath(path)).Clauses)
        {
            var words = text[clause.Span.Start..clause.Span.End]
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(clause.Words, string.Join(' ', words));
            Assert.Equal(text.AsSpan(0, clause.Span.Start).Count('\n') + 1, clause.Span.Line);
        }
    }
}
