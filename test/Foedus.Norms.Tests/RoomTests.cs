namespace Foedus.Norms.Tests;

public sealed class RoomTests
{
    [Fact]
    public void Knows_only_language_and_temporal() =>
        Assert.Empty(Room.UsedBy("Foedus.Norms").Except(["Foedus.Language", "Foedus.Temporal"]));
}
