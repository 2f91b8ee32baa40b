namespace Foedus.Ledger.Storage;

/// <summary>The store wrote nothing and says why; for instance the disk is full. The same batch may be tried again.</summary>
public sealed class StoreRefusedException(string message, Exception? inner = null) : IOException(message, inner);
