namespace Foedus.Analysis.Exploring;

/// <summary>A course of events that we explored does not replay from its file: the finding is withheld, and the report says so.</summary>
internal sealed class WitnessException(string message) : Exception(message);
