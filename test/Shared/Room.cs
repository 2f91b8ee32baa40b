using System.Reflection;

namespace Foedus.Testing;

/// <summary>What one room of the architecture knows of the others.</summary>
internal static class Room
{
    /// <summary>The Foedus assemblies that the named assembly uses, in ordinal order.</summary>
    public static IReadOnlyList<string> UsedBy(string assembly) =>
        [
            .. Assembly
                .Load(assembly)
                .GetReferencedAssemblies()
                .Select(reference => reference.Name ?? "")
                .Where(name => name.StartsWith("Foedus.", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
}
