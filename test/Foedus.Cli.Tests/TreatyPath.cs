namespace Foedus.Cli.Tests;

/// <summary>Files of the source tree that commands are tried on.</summary>
internal static class TreatyPath
{
    public static string Of(string id) => Repository.PathOf("treaties", $"{id}.foedus.md");

    public static string Map => Repository.PathOf("treaties", "minsk2-2015.map.yaml");

    public static string Extract => Repository.PathOf("treaties", "history", "ucdp-ukraine-2014-2021.csv");

    /// <summary>A new file with the given text, in a folder of its own.</summary>
    public static string Write(string name, string text)
    {
        var folder = Directory.CreateTempSubdirectory("foedus-");
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
