namespace Foedus.Norms.Events;

/// <summary>What is wrong with a line, while nobody has asked yet which line it is.</summary>
internal sealed class LineFault
{
    public string What { get; private set; } = "";

    public string Remedy { get; private set; } = "";

    /// <summary>Notes the fault and returns false, so that a parser says and returns it in one statement.</summary>
    public bool Is(string what, string remedy)
    {
        What = what;
        Remedy = remedy;
        return false;
    }
}
