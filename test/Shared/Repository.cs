namespace Foedus.Testing;

/// <summary>The source tree the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Foedus.slnx")))
            {
                return folder.FullName;
            }
        }
        throw new InvalidOperationException($"No Foedus.slnx above {AppContext.BaseDirectory}.");
    }
}
