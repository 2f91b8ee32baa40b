namespace Foedus.Ledger.Storage;

/// <summary>
/// A store as its one writer holds it. When <see cref="Append"/> returns, the batch survives a cut of the power. When it
/// throws <see cref="StoreRefusedException"/> nothing was written and the store can be used again; after any other
/// exception the store must not be written to any more: what is durable is not known until it is opened anew.
/// </summary>
public interface ILedgerStore : ILedgerReader
{
    void Append(AppendBatch batch);

    /// <summary>
    /// Whether this writer may still write, as far as it can tell without writing. False once another took over.
    /// </summary>
    bool IsHolder { get; }
}
