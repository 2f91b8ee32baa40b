namespace Foedus.Cli;

/// <summary>What the process tells its caller.</summary>
public static class ExitCode
{
    /// <summary>The command did what it was asked.</summary>
    public const int Done = 0;

    /// <summary>The command worked, and the answer is no.</summary>
    public const int No = 1;

    /// <summary>The command line or an input could not be used.</summary>
    public const int Unusable = 2;
}
