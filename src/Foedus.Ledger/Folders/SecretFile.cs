using System.IO;
using System.Text;

namespace Foedus.Ledger.Folders;

#pragma warning disable RS0030 // Private keys are files.

/// <summary>A file that only its owner reads. One that others can read is not taken: whoever read it can sign.</summary>
public static class SecretFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>Longer than any key.</summary>
    private const int MaximumLength = 1 << 16;

    /// <summary>Writes a new file; one that exists is never overwritten.</summary>
    public static void Create(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }
        using var file = new FileStream(path, options);
        file.Write(Encoding.UTF8.GetBytes(text));
        file.Flush(flushToDisk: true);
    }

    public static string Read(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
        {
            throw new IOException(
                $"{path} holds a private key and others can read it: run chmod 600 on it, and rotate the key if they may have."
            );
        }
        if (new FileInfo(path).Length > MaximumLength)
        {
            throw new IOException($"{path} is no key file: it is too long.");
        }
        return File.ReadAllText(path);
    }
}

#pragma warning restore RS0030
