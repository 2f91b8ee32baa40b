namespace Foedus.Cli;

/// <summary>
/// The disk as a command sees it. Relative paths count from the folder the command was started in. What cannot be
/// read or written throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>, which end the run
/// with one line and exit code 2.
/// </summary>
public interface IFiles
{
    bool FileExists(string path);

    bool FolderExists(string path);

    string FullPath(string path);

    Stream OpenRead(string path);

    /// <summary>Opens a new or emptied file; the folder must exist.</summary>
    Stream Create(string path);

    void CreateFolder(string path);

    /// <summary>The files directly in a folder, in ordinal order of their paths.</summary>
    IReadOnlyList<string> FilesIn(string folder);

    /// <summary>The folders directly in a folder, in ordinal order of their paths.</summary>
    IReadOnlyList<string> FoldersIn(string folder);
}
