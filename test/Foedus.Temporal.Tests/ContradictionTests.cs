using Foedus.Temporal.Parsing;

namespace Foedus.Temporal.Tests;

/// <summary>NOT x = x holds for no x: a formula may say so beside others, and nothing else has to bind the variable.</summary>
public sealed class ContradictionTests
{
    [Theory]
    [InlineData("NOT x = x", "")]
    [InlineData("(NOT x = x) AND x = y", "")]
    [InlineData("(NOT x = x) AND P(y)", "")]
    [InlineData("(NOT x = x) AND P(x)", "")]
    [InlineData("P(x) AND NOT x = x", "")]
    [InlineData("(NOT x = x) AND x = y AND P(y)", "")]
    [InlineData("P(y) AND ONCE ((NOT x = x) AND P(y))", "")]
    [InlineData("LET g(x,y) = (NOT x = x) AND x = y IN g(b,1) AND P(b)", "")]
    [InlineData("P(y) AND NOT EXISTS x. ((NOT x = x) AND P(y))", "(1)")]
    [InlineData("(NOT x = x) OR P(x)", "(1)")]
    [InlineData("P(x) AND NOT x < x", "(1)")]
    [InlineData("P(x) AND x <= x", "(1)")]
    public void What_contradicts_itself_holds_for_nothing(string formula, string tuples)
    {
        var output = Monitoring.Run(
            Monitoring.Signature("P(int)"),
            [Monitoring.Parse(formula)],
            "@1 P(1);\n",
            new LogReaderOptions()
        );

        Assert.Equal(
            tuples.Length == 0 ? [] : [$"@1 (time point 0): {tuples}"],
            output.Split('\n').Where(line => line.StartsWith('@'))
        );
    }
}
