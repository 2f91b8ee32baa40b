using Foedus.Language.Core;

namespace Foedus.Language.Tests;

public sealed class StatesTests
{
    [Fact]
    public void Names_stand_in_the_order_the_search_needs() =>
        Assert.Equal(States.All.Order(StringComparer.Ordinal), States.All);

    [Fact]
    public void Every_name_is_found_and_no_other()
    {
        Assert.All(States.All, name => Assert.True(States.IsState(name)));
        Assert.False(States.IsState("Ruritania"));
        Assert.Equal(States.LongestName, States.All.Max(name => name.Split(' ').Length));
    }
}
