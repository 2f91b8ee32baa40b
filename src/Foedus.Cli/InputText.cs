using System.Globalization;
using System.Text;

namespace Foedus.Cli;

/// <summary>Reads whole text files. What is not one, or is too large, ends the run with one line that says so.</summary>
public static class InputText
{
    /// <summary>Larger than any agreement, mapping or history worth holding in memory as a whole.</summary>
    public const int LargestFile = 256 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    /// <param name="what">What the file should be, as a noun: "an agreement", "a mapping".</param>
    /// <exception cref="UnusableInputException">The file cannot be read as text.</exception>
    public static string Read(IFiles files, string path, string what, int largest = LargestFile)
    {
        using var stream = Open(files, path, what);
        var bytes = ReadBytes(stream, path, what, largest);
        try
        {
            var text = Strict.GetString(bytes);
            if (text.Contains('\0', StringComparison.Ordinal))
            {
                throw new UnusableInputException(
                    $"{path}, {PlaceOf(bytes, Array.IndexOf(bytes, (byte)0))}: This is not text. Name a file that is {what}."
                );
            }
            return text.StartsWith('\uFEFF') ? text[1..] : text;
        }
        catch (DecoderFallbackException exception)
        {
            throw new UnusableInputException(
                $"{path}, {PlaceOf(bytes, exception.Index)}: This is not UTF-8 text. Save the file as UTF-8."
            );
        }
    }

    /// <param name="what">What the file should be, as a noun: "a log".</param>
    /// <exception cref="UnusableInputException">It is a folder, or there is none.</exception>
    public static Stream Open(IFiles files, string path, string what)
    {
        if (files.FolderExists(path))
        {
            throw new UnusableInputException($"{path}: This is a folder. Name the file in it that is {what}.");
        }
        if (!files.FileExists(path))
        {
            throw new UnusableInputException($"{path}: There is no such file. Check the path of {what}.");
        }
        return files.OpenRead(path);
    }

    private static byte[] ReadBytes(Stream stream, string path, string what, int largest)
    {
        using var memory = new MemoryStream();
        var buffer = new byte[81920];
        int read;
        while ((read = stream.Read(buffer, 0, buffer.Length)) > 0)
        {
            if (memory.Length + read > largest)
            {
                throw new UnusableInputException(
                    $"{path}: The file is larger than {largest / (1024 * 1024)} MiB, too large for {what}. Check that it is the right file."
                );
            }
            memory.Write(buffer, 0, read);
        }
        return memory.ToArray();
    }

    private static string PlaceOf(byte[] bytes, int index)
    {
        var before = bytes.AsSpan(0, Math.Clamp(index, 0, bytes.Length));
        var line = 1 + before.Count((byte)'\n');
        var column = before.Length - before.LastIndexOf((byte)'\n');
        return string.Create(CultureInfo.InvariantCulture, $"line {line}, column {column}");
    }
}
