using System.Reflection;

namespace Foedus.Cli;

/// <summary>
/// The treaties and the history that travel inside the program, under the paths they have in the repository. Read only:
/// the tour is the same from any folder and on any machine.
/// </summary>
public sealed class EmbeddedFiles : IFiles
{
    private static readonly Assembly Carrier = typeof(EmbeddedFiles).Assembly;

    public bool FileExists(string path) => Carrier.GetManifestResourceInfo(Name(path)) is not null;

    public bool FolderExists(string path) => false;

    public string FullPath(string path) => path;

    public Stream OpenRead(string path) =>
        Carrier.GetManifestResourceStream(Name(path))
        ?? throw new FileNotFoundException($"The program carries no {path}.");

    public Stream Create(string path) => throw new IOException($"{path} is inside the program and cannot be written.");

    public void CreateFolder(string path) =>
        throw new IOException($"{path} is inside the program and cannot be written.");

    public IReadOnlyList<string> FilesIn(string folder) =>
        [
            .. Carrier
                .GetManifestResourceNames()
                .Where(name => name.StartsWith(Name(folder) + "/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];

    public IReadOnlyList<string> FoldersIn(string folder) => [];

    private static string Name(string path) => path.Replace('\\', '/');
}
