namespace Foedus.Norms;

/// <summary>The states that may become parties of an agreement whose list of parties is open.</summary>
internal static class PotentialParties
{
    public static string[] Names { get; } = ["France", "Poland", "Canada", "Ukraine", "United Kingdom", "Germany"];
}
