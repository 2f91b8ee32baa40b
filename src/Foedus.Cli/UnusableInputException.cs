namespace Foedus.Cli;

/// <summary>
/// Ends the run with exit code 2 and this one line on standard error.
/// </summary>
/// <param name="message">What is wrong, where, and how to mend it.</param>
public sealed class UnusableInputException(string message) : Exception(message);
