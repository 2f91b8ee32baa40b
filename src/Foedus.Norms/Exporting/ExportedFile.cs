namespace Foedus.Norms.Exporting;

/// <summary>One file of an export.</summary>
/// <param name="Path">Relative to the folder of the export, with slashes.</param>
public sealed record ExportedFile(string Path, string Text);
