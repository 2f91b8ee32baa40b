namespace Foedus.Cli.Tests;

/// <summary>The disk with relative paths counted from the top of the source tree, wherever the test was started.</summary>
internal sealed class RootedFiles : IFiles
{
    private readonly DiskFiles _disk = new();

    public bool FileExists(string path) => _disk.FileExists(At(path));

    public bool FolderExists(string path) => _disk.FolderExists(At(path));

    public string FullPath(string path) => At(path);

    public Stream OpenRead(string path) => _disk.OpenRead(At(path));

    public Stream Create(string path) => throw new NotSupportedException($"{path}: examples write nothing.");

    public void CreateFolder(string path) => throw new NotSupportedException($"{path}: examples write nothing.");

    public IReadOnlyList<string> FilesIn(string folder) => _disk.FilesIn(At(folder));

    public IReadOnlyList<string> FoldersIn(string folder) => _disk.FoldersIn(At(folder));

    private static string At(string path) => Path.Combine(Repository.Root, path);
}
