using Foedus.Ledger.Notes;

namespace Foedus.Ledger.Sequencing;

/// <summary>
/// The largest checkpoint this log ever signed, kept apart from the database: when an old backup of the database is put
/// back, it tells.
/// </summary>
public interface IHighWaterMark : IDisposable
{
    SignedNote? Read();

    /// <summary>Called after the entries are durable and before the checkpoint is shown to anybody.</summary>
    void Write(SignedNote checkpoint);
}
