namespace Foedus.Ledger.Storage;

/// <summary>Another writer holds the store now. Whoever gets this never writes again.</summary>
public sealed class StoreFencedException(string message) : IOException(message);
