namespace Foedus.Temporal.Monitoring;

/// <summary>Formulas that are right one by one, but cannot be run. The message says what to change.</summary>
public sealed class InvalidFormulasException(string message, Exception inner) : Exception(message, inner);
