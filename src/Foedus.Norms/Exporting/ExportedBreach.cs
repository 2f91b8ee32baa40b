using System.Globalization;

namespace Foedus.Norms.Exporting;

/// <summary>A breach as the run found it, in the form in which the monitor is to find it.</summary>
/// <param name="ClauseId">Whose formula.</param>
/// <param name="At">As the log's stamps.</param>
/// <param name="Tuple">The values of the formula's columns.</param>
public sealed record ExportedBreach(string ClauseId, long At, IReadOnlyList<string> Tuple)
{
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"@{At} ({string.Join(',', Tuple.Select(value => $"\"{value}\""))})"
        );
}
