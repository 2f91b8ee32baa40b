using Foedus.Analysis.Rehearsing;

namespace Foedus.Analysis.Tests.Rehearsing;

public sealed class NumericsTests
{
    /// <summary>Values of published tables of the normal distribution.</summary>
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.841344746068543)]
    [InlineData(-1.959963984540054, 0.025)]
    [InlineData(-6, 9.865876450376946e-10)]
    [InlineData(-8, 6.220960574271785e-16)]
    public void The_normal_distribution_is_the_tables(double x, double p)
    {
        Assert.Equal(p, NormalDistribution.Cumulative(x), 14);
        Assert.Equal(1, NormalDistribution.Cumulative(x) / p, 7);
        Assert.Equal(x, NormalDistribution.Quantile(p), 8);
    }

    [Fact]
    public void Quantile_and_distribution_undo_each_other()
    {
        for (var i = 1; i < 1000; i++)
        {
            Assert.Equal(i / 1000.0, NormalDistribution.Cumulative(NormalDistribution.Quantile(i / 1000.0)), 13);
        }
        Assert.Equal(
            (double.NegativeInfinity, double.PositiveInfinity),
            (NormalDistribution.Quantile(0), NormalDistribution.Quantile(1))
        );
    }

    /// <summary>An interval's end is where just the tail that is left out remains, summed term by term.</summary>
    [Theory]
    [InlineData(0, 10, 0.95)]
    [InlineData(3, 10, 0.95)]
    [InlineData(12, 54, 0.95)]
    [InlineData(199, 200, 0.99)]
    [InlineData(7, 7, 0.9)]
    public void Clopper_and_Pearson_leave_out_half_of_the_rest_on_each_side(int hits, int trials, double confidence)
    {
        var (low, high) = BinomialInterval.Of(hits, trials, confidence);

        if (hits == 0)
        {
            Assert.Equal(0, low);
        }
        else
        {
            Assert.Equal((1 - confidence) / 2, Rehearsals.AtLeast(hits, [.. Enumerable.Repeat(low, trials)]), 9);
        }
        if (hits == trials)
        {
            Assert.Equal(1, high);
        }
        else
        {
            Assert.Equal(
                (1 - confidence) / 2,
                1 - Rehearsals.AtLeast(hits + 1, [.. Enumerable.Repeat(high, trials)]),
                9
            );
        }
    }

    [Fact]
    public void The_generator_is_the_published_one()
    {
        // xoshiro256** from splitmix64 with the seed 0: the first numbers of the authors' code.
        var generator = new SeededGenerator(0);

        Assert.Equal(
            (ulong[])[11091344671253066420, 13793997310169335082, 1900383378846508768],
            (ulong[])[generator.Next(), generator.Next(), generator.Next()]
        );
    }

    [Fact]
    public void Uniform_numbers_fill_the_unit_interval_evenly()
    {
        var generator = new SeededGenerator(42);
        var bins = new int[20];
        for (var i = 0; i < 200_000; i++)
        {
            bins[(int)(generator.Uniform() * bins.Length)]++;
        }

        Assert.InRange(bins.Sum(count => Math.Pow(count - 10_000, 2) / 10_000), 5, 45);
    }

    [Fact]
    public void Base_rates_are_ranges_with_their_source()
    {
        Assert.All(
            BaseRate.All,
            rate => Assert.True(rate.Low < rate.High && rate.Source.Contains("(20", StringComparison.Ordinal))
        );
        Assert.Equal(
            (0.12, 0.36),
            BaseRate
                .All.Where(rate => rate.Name == "alliances in war after 1945")
                .Select(rate => (rate.Low, rate.High))
                .Single()
        );
    }

    /// <summary>The counts behind the base rates, from the data they cite.</summary>
    [Fact]
    public void Base_rates_are_those_of_the_data()
    {
        var lines = File.ReadAllLines(SharedFolder.Require("data", "alliance_fulfilment_berkemeier_fuhrmann2018.csv"));
        var header = lines[0].Split(',').Select(name => name.Trim('"')).ToList();
        var (honoured, violated, defence) = (
            header.IndexOf("honorLLM"),
            header.IndexOf("violateLLM"),
            header.IndexOf("defense")
        );
        var rows = lines
            .Skip(1)
            .Select(line => line.Split(',').Select(cell => cell.Trim('"')).ToList())
            .Where(row => row[honoured] == "1" || row[violated] == "1")
            .ToList();

        Assert.Equal((73, 146), (rows.Count(row => row[honoured] == "1"), rows.Count));
        var pacts = rows.Where(row => row[defence] == "1").ToList();
        Assert.Equal((42, 102), (pacts.Count(row => row[honoured] == "1"), pacts.Count));
    }
}
