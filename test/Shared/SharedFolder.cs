namespace Foedus.Testing;

/// <summary>
/// Vectors that are kept outside the repository. The environment variable <c>FOEDUS_SHARED</c> names their folder;
/// a test that needs one asks here and is skipped, with the reason, where it is missing.
/// </summary>
internal static class SharedFolder
{
    public const string Variable = "FOEDUS_SHARED";

    /// <summary>The full path of a file or folder under the shared folder, for instance <c>Require("vectors", "x.json")</c>.</summary>
    public static string Require(params string[] parts)
    {
        var folder = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(folder))
        {
            Assert.Skip($"{Variable} is not set: this test needs {string.Join('/', parts)} from the shared folder.");
        }

        var path = Path.GetFullPath(Path.Combine([folder, .. parts]));
        if (!Path.Exists(path))
        {
            Assert.Skip($"{Variable} has no {string.Join('/', parts)}.");
        }
        return path;
    }
}
