namespace Foedus.Cli;

#pragma warning disable RS0030 // The one place that touches the disk.

/// <summary>The disk of this machine.</summary>
public sealed class DiskFiles : IFiles
{
    public bool FileExists(string path) => File.Exists(path);

    public bool FolderExists(string path) => Directory.Exists(path);

    public string FullPath(string path) => Path.GetFullPath(path);

    public Stream OpenRead(string path) => File.OpenRead(path);

    public Stream Create(string path) => File.Create(path);

    public void CreateFolder(string path) => Directory.CreateDirectory(path);

    // The order a file system lists entries in differs between machines.
    public IReadOnlyList<string> FilesIn(string folder) =>
        [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal)];

    public IReadOnlyList<string> FoldersIn(string folder) =>
        [.. Directory.GetDirectories(folder).Order(StringComparer.Ordinal)];
}

#pragma warning restore RS0030
