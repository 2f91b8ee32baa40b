using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Foedus.Language;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Language.Text;

namespace Foedus.Cli;

/// <summary>Compiles an agreement from the disk, with the agreements it rests on.</summary>
internal static class AgreementFile
{
    /// <summary>In bytes; the compiler takes no longer text either.</summary>
    public const int LargestAgreement = 8 * 1024 * 1024;

    /// <summary>False when it does not compile; each error has then been printed on standard error as a line of its own.</summary>
    /// <exception cref="UnusableInputException">The file cannot be read.</exception>
    public static bool TryCompile(Edge edge, string path, [NotNullWhen(true)] out Agreement? core)
    {
        var compilation = Compile(edge.Files, path);
        core = compilation.Core;
        if (core is not null)
        {
            return true;
        }
        edge.Out.Flush();
        foreach (var diagnostic in compilation.Diagnostics)
        {
            if (diagnostic.Level == Level.Error)
            {
                edge.Error.Write($"{diagnostic}\n");
            }
        }
        return false;
    }

    /// <param name="id">What digests name the agreement by: the SHA-256 of its text; where it rests on others, of their hashes behind each other.</param>
    public static bool TryCompile(Edge edge, string path, [NotNullWhen(true)] out Agreement? core, out string id)
    {
        var hashes = new List<byte[]>();
        // Compiled once to see whether it can be, and once more to know all that it rests on.
        Compile(edge.Files, path, text => hashes.Add(SHA256.HashData(Encoding.UTF8.GetBytes(text.Content))));
        id = Convert.ToHexStringLower(
            hashes.Count == 1 ? hashes[0] : SHA256.HashData([.. hashes.SelectMany(hash => hash)])
        );
        return TryCompile(edge, path, out core);
    }

    /// <param name="onRead">Told of each text that is read, the agreement's own first.</param>
    /// <param name="added">Sentences that stand as an annex below the text.</param>
    public static Compilation Compile(IFiles files, string path, Action<SourceText>? onRead = null, string added = "")
    {
        var folder = Path.GetDirectoryName(path) ?? "";
        var main = new SourceText(path, InputText.Read(files, path, "an agreement", LargestAgreement) + added);
        onRead?.Invoke(main);
        var compilation = Compiler.Compile(
            main,
            name =>
            {
                var loaded = Load(files, Path.Combine(folder, name));
                if (loaded is not null)
                {
                    onRead?.Invoke(loaded);
                }
                return loaded;
            }
        );
        if (compilation.Core is { } core && SaysNothing(core))
        {
            throw new UnusableInputException(
                $"{path}: No formal sentence stands in it, so it binds nobody. Write what binds in blocks that begin with ```foedus, below the headings of the articles."
            );
        }
        return compilation;
    }

    /// <summary>An empty file, or a page that is no agreement: any verdict on it would be a verdict on nothing.</summary>
    private static bool SaysNothing(Agreement core) =>
        core
            is {
                Terms.IsEmpty: true,
                Clauses.IsEmpty: true,
                Decisions.IsEmpty: true,
                Guarantees.IsEmpty: true,
                Scenarios.IsEmpty: true
            }
        && core.Participation.All(rule => rule.Default is not null);

    // An agreement that is not there is a diagnostic of the sentence that names it.
    private static SourceText? Load(IFiles files, string path) =>
        files.FileExists(path)
            ? new SourceText(path, InputText.Read(files, path, "an agreement", LargestAgreement))
            : null;
}
