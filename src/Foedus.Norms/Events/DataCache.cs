namespace Foedus.Norms.Events;

/// <summary>
/// Gives the data of an event without reading it anew where the same bytes stood in an earlier line: acts and reports of
/// one kind repeat each other a million times. What falls on the slot of another replaces it only when it comes for the
/// second time, so that data of which no two are alike costs no more than a look.
/// </summary>
internal sealed class DataCache
{
    private const int SlotCount = 1 << 10;

    /// <summary>Longer data hardly ever repeats.</summary>
    private const int LongestData = 256;

    private readonly Slot[] slots = new Slot[SlotCount];

    /// <param name="place">Where <see cref="Offer"/> may keep what was not found.</param>
    public bool TryFind(EventType type, ReadOnlySpan<byte> json, out EventData data, out uint place)
    {
        data = EventData.None;
        place = 0;
        if (json.Length > LongestData)
        {
            return false;
        }
        place = ByteHash.Of(json);
        ref readonly var slot = ref slots[place % SlotCount];
        if (slot.Data is not { } known || slot.Type != type || !json.SequenceEqual(slot.Json))
        {
            return false;
        }
        data = known;
        return true;
    }

    /// <summary>Data that was read because it was not found.</summary>
    public void Offer(EventType type, ReadOnlySpan<byte> json, EventData data, uint place)
    {
        if (json.Length > LongestData)
        {
            return;
        }
        ref var slot = ref slots[place % SlotCount];
        if (slot.Seen == place)
        {
            slot = new Slot(type, json.ToArray(), data, place);
        }
        slot.Seen = place;
    }

    /// <param name="Seen">Hash of the data that last missed.</param>
    private record struct Slot(EventType Type, byte[]? Json, EventData? Data, uint Seen);
}
