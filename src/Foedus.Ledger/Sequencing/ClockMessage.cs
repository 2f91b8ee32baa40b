using Foedus.Ledger.Entries;
using Foedus.Ledger.Json;
using Foedus.Ledger.Signing;

namespace Foedus.Ledger.Sequencing;

/// <summary>What the operator signs when nothing arrives: that this index carries this time.</summary>
public static class ClockMessage
{
    public static byte[] Payload(long index, long recordedTime) =>
        CanonicalJson.Write(
            JsonObject.Of(new JsonMember("index", index), new JsonMember("recordedtime", recordedTime))
        );

    public static string Sign(Es256PrivateKey operatorKey, string origin, long index, long recordedTime) =>
        CompactJws.Sign(operatorKey, MessageTypes.Clock, origin, Payload(index, recordedTime));
}
