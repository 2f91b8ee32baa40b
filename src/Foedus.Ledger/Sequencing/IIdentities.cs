using Foedus.Ledger.Merkle;

namespace Foedus.Ledger.Sequencing;

/// <summary>Which events a log holds, by source and id.</summary>
public interface IIdentities
{
    bool TryFind(string source, string id, out long index, out MerkleHash payloadHash);
}
