using System.Globalization;
using Foedus.Analysis.Rehearsing;

namespace Foedus.Analysis.Tests.Rehearsing;

/// <summary>Exact results against formulas worked out without the machine.</summary>
public sealed class ClosedFormTests
{
    [Fact]
    public void K_of_n_alike_is_the_binomial_tail()
    {
        foreach (var (n, p) in ((int, double)[])[(1, 0.3), (3, 0.5), (5, 0.9), (8, 0.75), (12, 0.6)])
        {
            for (var k = 1; k <= n; k++)
            {
                var found = Rehearsals.Run(
                    Rehearsals.AtLeast(k),
                    Rehearsals.Everyone(n, Invariant($"{{provide: {p}}}"))
                );

                Assert.True(found.IsExact);
                Assert.Equal(Rehearsals.AtLeast(k, [.. Enumerable.Repeat(p, n)]), found.Kept.Low, 12);
                Assert.Equal(found.Kept.Low, found.Kept.High);
            }
        }
    }

    [Fact]
    public void K_of_n_with_chances_of_their_own_is_the_Poisson_binomial_tail()
    {
        double[] chances = [0.9, 0.8, 0.35, 0.6, 0.05, 1, 0.5];
        var own = string.Concat(
            chances.Select((chance, i) => Invariant($"  {Rehearsals.Names[i]}: {{provide: {chance}}}\n"))
        );
        for (var k = 1; k <= chances.Length; k++)
        {
            var found = Rehearsals.Run(
                Rehearsals.AtLeast(k),
                $"parties: [{string.Join(", ", Rehearsals.Names.Take(chances.Length))}]\nconduct:\n{own}"
            );

            Assert.True(found.IsExact);
            Assert.Equal(Rehearsals.AtLeast(k, chances), found.Kept.Low, 12);
        }
    }

    [Fact]
    public void A_vote_and_then_a_delivery_are_one_tail_times_the_other()
    {
        foreach (var n in (int[])[2, 3, 5, 6, 9])
        {
            var found = Rehearsals.Run(
                Rehearsals.Voted,
                Rehearsals.Everyone(n, "{provide: 0.3, votes: {yes: 0.7, no: 0.2}}")
            );

            var needed = ((2 * n) + 2) / 3;
            Assert.Equal(
                Rehearsals.AtLeast(needed, [.. Enumerable.Repeat(0.7, n)]) * (1 - Math.Pow(0.7, n)),
                found.Kept.Low,
                12
            );
        }
    }

    [Fact]
    public void What_is_done_too_late_for_the_promise_does_not_keep_it_and_hours_are_counted_from_the_trigger()
    {
        var found = Rehearsals.Run(
            Rehearsals.AtLeast(1),
            Rehearsals.Everyone(
                1,
                "{provide: {honoured: 0.8, after: {24 hours: 0.5, 100 hours: 0.25, 130 hours: 0.25}}}"
            )
        );

        Assert.Equal([24, 100, 120], found.Curve.Select(point => point.After / 3_600_000));
        Assert.Equal([0.4, 0.6, 0.6], found.Curve.Select(point => Math.Round(point.Low, 12)));
    }

    [Fact]
    public void The_ends_of_ranges_are_the_chances_at_their_ends()
    {
        var found = Rehearsals.Run(Rehearsals.AtLeast(2), Rehearsals.Everyone(4, "{provide: [0.4, 0.7]}"));

        Assert.Equal(Rehearsals.AtLeast(2, [.. Enumerable.Repeat(0.4, 4)]), found.Kept.Low, 12);
        Assert.Equal(Rehearsals.AtLeast(2, [.. Enumerable.Repeat(0.7, 4)]), found.Kept.High, 12);
        Assert.StartsWith("the ends are the least and the greatest", found.Bounds, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_that_lean_on_one_factor_both_act_as_often_as_Sheppard_has_it()
    {
        foreach (var rho in (double[])[0.1, 0.5, 0.9])
        {
            var found = Rehearsals.Run(
                Rehearsals.AtLeast(2),
                Rehearsals.Everyone(2, "{provide: 0.5}", Invariant($"correlation: {{model: one factor, rho: {rho}}}"))
            );

            Assert.True(found.IsExact);
            Assert.Equal(0.25 + (Math.Asin(rho) / (2 * Math.PI)), found.Kept.Low, 9);
        }
    }

    [Fact]
    public void A_common_cause_leaves_each_alone_as_likely_and_all_together_less()
    {
        const string Cause =
            "correlation: {model: common cause, causes: {storm: {chance: 0.1, strikes: [France, Poland, Canada]}}}";
        var alone = Rehearsals.Run(
            Rehearsals.AtLeast(1),
            Rehearsals.Everyone(1, "{provide: 0.7}", Cause.Replace(", Poland, Canada", "", StringComparison.Ordinal))
        );
        var any = Rehearsals.Run(Rehearsals.AtLeast(1), Rehearsals.Everyone(3, "{provide: 0.7}", Cause));

        Assert.Equal(0.7, alone.Kept.Low, 12);
        Assert.Equal(0.9 * (1 - Math.Pow(1 - (0.7 / 0.9), 3)), any.Kept.Low, 12);
    }

    [Fact]
    public void Birnbaum_and_Shapley_of_k_of_n()
    {
        var found = Rehearsals.Run(Rehearsals.AtLeast(3), Rehearsals.Everyone(5, "{provide: 0.6}"));

        // Decisive is who finds exactly two of the four others delivering.
        var birnbaum = 6 * Math.Pow(0.6, 2) * Math.Pow(0.4, 2);
        Assert.Equal(5, found.Importances.Length);
        Assert.All(found.Importances, own => Assert.Equal(birnbaum, own.BirnbaumLow, 12));
        Assert.All(found.Importances, own => Assert.Equal(0.2, own.Shapley, 12));
        Assert.Equal("any 3 of France, Poland, Canada, Germany and Italy", Assert.Single(found.Cuts).Words);
    }

    [Fact]
    public void Shapley_of_one_who_must_and_one_of_two_others()
    {
        // Nobody provides anything before France has consulted, and then either of the two others suffices.
        var agreement = Rehearsals.Of(
            """
            # One and one of two
            ## Article 1
            ```foedus
            Ukraine is a Party.
            France is a Party.
            A Guarantor is a Party other than Ukraine.
            An armed attack on Ukraine is an event, reported by any Party.
            To consult is an act of France toward Ukraine.
            A measure is military or economic.
            To provide is an act of a Guarantor toward Ukraine, with a measure.
            ```
            ## Article 2
            ```foedus
            1. This Agreement enters into force for each Party upon its ratification.
            2. Upon an armed attack on Ukraine, France shall consult Ukraine within 24 hours.
            3. Upon performance of Article 2(2), each Guarantor in force other than France shall provide at least one measure within 48 hours.
            ```
            ## Article 3
            ```foedus
            It is guaranteed that, upon an armed attack on Ukraine, Ukraine receives at least one measure within 120 hours.
            ```
            """
        );
        var found = Rehearsals.Run(agreement, "parties: [Poland, Canada]\nconduct: {everyone: {any duty: 0.5}}");

        Assert.Equal(0.5 * 0.75, found.Kept.Low, 12);
        Assert.Equal(
            [("France", 0.6667), ("Canada", 0.1667), ("Poland", 0.1667)],
            found.Importances.Select(own => (own.Name, Math.Round(own.Shapley, 4)))
        );
        Assert.Equal(["France", "Poland and Canada"], found.Cuts.Select(cut => cut.Words));
        Assert.Equal([0.75, 0.25, 0.25], found.Importances.Select(own => Math.Round(own.BirnbaumLow, 12)));
    }

    [Fact]
    public void What_is_nearly_sure_is_not_shown_as_sure()
    {
        Assert.Equal(
            ["0.00 %", "< 0.01 %", "50.00 %", "> 99.99 %", "100.00 %"],
            new[] { 0, 1e-9, 0.5, 1 - 1e-9, 1 }.Select(StressText.Percent)
        );
        Assert.Equal("< 0.01 % to 30.00 %", StressText.Chance(1e-9, 0.3));
    }

    [Fact]
    public void A_promise_that_waits_for_a_decision_is_rehearsed_given_that_it_is_made()
    {
        var text = """
            # Once it is decided
            ## Article 1
            ```foedus
            Ukraine is a Party.
            A Guarantor is a Party other than Ukraine.
            An armed attack on Ukraine is an event, reported by any Party.
            To provide is an act of a Guarantor toward Ukraine.
            ```
            ## Article 2
            ```foedus
            1. This Agreement enters into force for each Party upon its ratification.
            2. Determination is decided upon an armed attack on Ukraine by two thirds of the Guarantors in force, within 24 hours; if no Guarantor is in force, Determination fails.
            3. Upon Determination, each Guarantor in force shall provide within 72 hours.
            ```
            ## Article 3
            ```foedus
            It is guaranteed that, upon Determination, Ukraine receives an act to provide within 120 hours.
            ```
            """;
        var found = Rehearsals.Run(Rehearsals.Of(text), Rehearsals.Everyone(3, "{provide: 0.4, votes: 0}"));

        Assert.Equal(1 - Math.Pow(0.6, 3), found.Kept.Low, 12);
        Assert.Contains("yes on Determination", found.SetOff, StringComparison.Ordinal);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
