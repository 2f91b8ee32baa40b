namespace Foedus.Analysis.Rehearsing;

/// <summary>
/// The standard normal distribution. The distribution function after Hart (1968) in the form of West (2005), the quantile
/// by Wichura's algorithm AS 241 (1988): the first to about fifteen places behind the point, the second to about fifteen digits.
/// </summary>
internal static class NormalDistribution
{
    private static readonly double InverseRootOfTwoPi = 1 / Math.Sqrt(2 * Math.PI);

    public static double Density(double x) => InverseRootOfTwoPi * Math.Exp(-x * x / 2);

    public static double Cumulative(double x)
    {
        var size = Math.Abs(x);
        var tail = 0.0;
        if (size <= 37)
        {
            var bell = Math.Exp(-size * size / 2);
            if (size < 7.07106781186547)
            {
                var above = Polynomial(
                    size,
                    [
                        220.206867912376,
                        221.213596169931,
                        112.079291497871,
                        33.912866078383,
                        6.37396220353165,
                        0.700383064443688,
                        0.0352624965998911,
                    ]
                );
                var below = Polynomial(
                    size,
                    [
                        440.413735824752,
                        793.826512519948,
                        637.333633378831,
                        296.564248779674,
                        86.7807322029461,
                        16.064177579207,
                        1.75566716318264,
                        0.0883883476483184,
                    ]
                );
                tail = bell * above / below;
            }
            else
            {
                var fraction = size + 0.65;
                for (var i = 4; i >= 1; i--)
                {
                    fraction = size + (i / fraction);
                }
                tail = bell / fraction * InverseRootOfTwoPi;
            }
        }
        return x > 0 ? 1 - tail : tail;
    }

    /// <summary>The x below which a share of <paramref name="p"/> lies; infinite for 0 and 1.</summary>
    public static double Quantile(double p)
    {
        if (p <= 0)
        {
            return double.NegativeInfinity;
        }
        if (p >= 1)
        {
            return double.PositiveInfinity;
        }
        var q = p - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            var r = 0.180625 - (q * q);
            return q
                * Polynomial(
                    r,
                    [
                        3.3871328727963666080,
                        133.14166789178437745,
                        1971.5909503065514427,
                        13731.693765509461125,
                        45921.953931549871457,
                        67265.770927008700853,
                        33430.575583588128105,
                        2509.0809287301226727,
                    ]
                )
                / Polynomial(
                    r,
                    [
                        1,
                        42.313330701600911252,
                        687.18700749205790830,
                        5394.1960214247511077,
                        21213.794301586595867,
                        39307.895800092710610,
                        28729.085735721942674,
                        5226.4952788528545610,
                    ]
                );
        }
        var root = Math.Sqrt(-Math.Log(q < 0 ? p : 1 - p));
        var x =
            root <= 5
                ? Polynomial(
                    root - 1.6,
                    [
                        1.42343711074968357734,
                        4.63033784615654529590,
                        5.76949722146069140550,
                        3.64784832476320460504,
                        1.27045825245236838258,
                        0.241780725177450611770,
                        0.0227238449892691845833,
                        0.000774545014278341407640,
                    ]
                )
                    / Polynomial(
                        root - 1.6,
                        [
                            1,
                            2.05319162663775882187,
                            1.67638483018380384940,
                            0.689767334985100004550,
                            0.148103976427480074590,
                            0.0151986665636164571966,
                            0.000547593808499534494600,
                            1.05075007164441684324e-9,
                        ]
                    )
                : Polynomial(
                    root - 5,
                    [
                        6.65790464350110377720,
                        5.46378491116411436990,
                        1.78482653991729133580,
                        0.296560571828504891230,
                        0.0265321895265761230930,
                        0.00124266094738807843860,
                        2.71155556874348757815e-5,
                        2.01033439929228813265e-7,
                    ]
                )
                    / Polynomial(
                        root - 5,
                        [
                            1,
                            0.599832206555887937690,
                            0.136929880922735805310,
                            0.0148753612908506148525,
                            0.000786869131145613259100,
                            1.84631831751005468180e-5,
                            1.42151175831644588870e-7,
                            2.04426310338993978564e-15,
                        ]
                    );
        return q < 0 ? -x : x;
    }

    /// <param name="coefficients">From the constant upwards.</param>
    private static double Polynomial(double x, ReadOnlySpan<double> coefficients)
    {
        var sum = 0.0;
        for (var i = coefficients.Length - 1; i >= 0; i--)
        {
            sum = (sum * x) + coefficients[i];
        }
        return sum;
    }
}
