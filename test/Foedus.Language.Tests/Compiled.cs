using Foedus.Language.Diagnostics;
using Foedus.Language.Text;

namespace Foedus.Language.Tests;

/// <summary>Compiling texts in tests.</summary>
internal static class Compiled
{
    public static Compilation From(
        string text,
        string name = "example.foedus.md",
        params (string Name, string Text)[] others
    ) =>
        Compiler.Compile(
            new SourceText(name, text),
            wanted =>
                others.FirstOrDefault(other => other.Name == wanted) is { Text: not null } found
                    ? new SourceText(found.Name, found.Text)
                    : null
        );

    /// <summary>Definitions that many tests share, and sentences in an article below them.</summary>
    public static Compilation FromSentences(string sentences) =>
        From($"{DiagnosticExample.Prelude}\n## Article 2 (Test)\n\n```foedus\n{sentences}\n```\n");

    public static Core.Agreement Good(Compilation compilation)
    {
        var errors = compilation
            .Diagnostics.Where(diagnostic => diagnostic.Level == Level.Error)
            .Select(diagnostic => diagnostic.ToString());
        Assert.Equal("", string.Join("\n", errors));
        return compilation.Core ?? throw new InvalidOperationException("No core, and no error either.");
    }

    public static string Sample(string name) =>
        File.ReadAllText(Repository.PathOf("test", "Foedus.Language.Tests", "Samples", name));

    /// <summary>Every agreement in the repository.</summary>
    public static IEnumerable<string> AllSamples()
    {
        foreach (
            var folder in new[]
            {
                Repository.PathOf("test", "Foedus.Language.Tests", "Samples"),
                Repository.PathOf("docs", "language"),
                Repository.PathOf("treaties"),
            }
        )
        {
            if (!Directory.Exists(folder))
            {
                continue;
            }
            foreach (
                var file in Directory
                    .EnumerateFiles(folder, "*.foedus.md", SearchOption.AllDirectories)
                    .Order(StringComparer.Ordinal)
            )
            {
                yield return file;
            }
        }
    }

    public static Compilation AtPath(string path)
    {
        var folder = Path.GetDirectoryName(path) ?? "";
        return Compiler.Compile(
            new SourceText(Path.GetFileName(path), File.ReadAllText(path)),
            wanted =>
                File.Exists(Path.Combine(folder, wanted))
                    ? new SourceText(wanted, File.ReadAllText(Path.Combine(folder, wanted)))
                    : null
        );
    }
}
