namespace Foedus.Temporal.Tests;

/// <summary>Verdicts recorded from outside monitors.</summary>
public sealed class VectorTests
{
    [Fact]
    public void Recorded_verdicts_agree()
    {
        var folder = SharedFolder.Require("vectors", "mfotl");
        var cases = Directory.GetFiles(folder, "*.mfotl").Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(cases);
        foreach (var formula in cases)
        {
            var stem = Path.Combine(folder, Path.GetFileNameWithoutExtension(formula));
            var actual = Monitoring.Run(
                File.ReadAllText(stem + ".sig"),
                File.ReadAllText(formula),
                File.ReadAllText(stem + ".log")
            );
            Assert.True(File.ReadAllText(stem + ".out") == actual, formula);
        }
    }
}
