using System.IO;
using Foedus.Ledger.Notes;
using Microsoft.Win32.SafeHandles;

namespace Foedus.Ledger.Sequencing;

#pragma warning disable RS0030 // A high-water mark is a file.

/// <summary>
/// A high-water mark in a file of its own. It is overwritten in place: where a crash tears it, it no longer reads as a
/// checkpoint and stands for none. It is not synchronised with each batch: it may lag behind the database, never lead it.
/// </summary>
public sealed class HighWaterFile : IHighWaterMark
{
    private readonly SafeFileHandle file;
    private int length;

    public HighWaterFile(string path)
    {
        file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        length = (int)Math.Min(RandomAccess.GetLength(file), SignedNote.MaximumLength);
    }

    public SignedNote? Read()
    {
        var bytes = new byte[length];
        var count = RandomAccess.Read(file, bytes, 0);
        return SignedNote.TryParse(bytes.AsSpan(0, count), out var note, out _) ? note : null;
    }

    public void Write(SignedNote checkpoint)
    {
        var bytes = checkpoint.ToBytes();
        RandomAccess.Write(file, bytes, 0);
        if (bytes.Length < length)
        {
            RandomAccess.SetLength(file, bytes.Length);
        }
        length = bytes.Length;
    }

    public void Dispose()
    {
        try
        {
            RandomAccess.FlushToDisk(file);
        }
        catch (IOException)
        {
            // The mark may lag behind.
        }
        file.Dispose();
    }
}

#pragma warning restore RS0030
