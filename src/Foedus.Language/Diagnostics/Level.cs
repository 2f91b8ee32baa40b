namespace Foedus.Language.Diagnostics;

/// <summary>Error: the agreement does not compile. Warning: it does, but somebody should decide. Note: what the compiler added or graded.</summary>
public enum Level
{
    Note,
    Warning,
    Error,
}
