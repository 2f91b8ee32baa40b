namespace Foedus.Analysis.Tests;

public sealed class RoomTests
{
    [Fact]
    public void Knows_only_norms_and_what_norms_joins() =>
        Assert.Empty(Room.UsedBy("Foedus.Analysis").Except(["Foedus.Language", "Foedus.Norms", "Foedus.Temporal"]));
}
