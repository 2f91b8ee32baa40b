using Foedus.Language;
using Foedus.Language.Core;
using Foedus.Language.Text;

namespace Foedus.Norms.Tests;

/// <summary>Agreements of the repository, compiled with those they rest on.</summary>
internal static class RepositoryText
{
    /// <param name="path">Below the repository, with slashes: <c>treaties/minsk2-2015.foedus.md</c>.</param>
    public static Agreement Compiled(string path)
    {
        var folder = Repository.PathOf(Path.GetDirectoryName(path) ?? ".");
        var compilation = Compiler.Compile(
            new SourceText(path, File.ReadAllText(Repository.PathOf(path))),
            name =>
                File.Exists(Path.Combine(folder, name))
                    ? new SourceText(name, File.ReadAllText(Path.Combine(folder, name)))
                    : null
        );
        Assert.True(compilation.Core is not null, string.Join('\n', compilation.Diagnostics));
        return compilation.Core;
    }
}
