using Foedus.Ledger.Keys;
using Foedus.Ledger.Notes;
using Foedus.Ledger.Sequencing;
using Foedus.Ledger.Storage;

namespace Foedus.Server;

/// <summary>The ledger that a server shows: read always, written while this node is the one that writes.</summary>
public interface ILedgerHost
{
    ILedgerReader Reader { get; }

    /// <summary>Null while another node writes.</summary>
    LedgerWriter? Writer { get; }

    /// <summary>The largest checkpoint the log has signed.</summary>
    SignedNote? Latest { get; }

    /// <summary>The checkpoint shown to everybody: with cosignatures, where there are witnesses.</summary>
    SignedNote? Published { get; }

    KeyRegistry Registry { get; }
}
