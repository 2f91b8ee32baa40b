using System.Diagnostics.CodeAnalysis;
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
        return TryParse(bytes.AsSpan(0, count), out var note) ? note : null;
    }

    /// <summary>A note, behind which there may be empty lines.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out SignedNote? note)
    {
        var end = bytes.LastIndexOfAnyExcept((byte)'\n');
        return SignedNote.TryParse(bytes[..Math.Min(bytes.Length, end + 2)], out note, out _);
    }

    public void Write(SignedNote checkpoint)
    {
        var bytes = checkpoint.ToBytes();
        // Notes differ by a few bytes in length. A shorter one is filled up with line ends: a change of the file's length at
        // each commit would cost more than the writing.
        var filled = bytes;
        if (bytes.Length < length)
        {
            filled = new byte[length];
            bytes.CopyTo(filled, 0);
            filled.AsSpan(bytes.Length).Fill((byte)'\n');
        }
        RandomAccess.Write(file, filled, 0);
        length = filled.Length;
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
