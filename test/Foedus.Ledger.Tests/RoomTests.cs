namespace Foedus.Ledger.Tests;

public sealed class RoomTests
{
    [Fact]
    public void Knows_no_other_room() => Assert.Empty(Room.UsedBy("Foedus.Ledger"));
}
