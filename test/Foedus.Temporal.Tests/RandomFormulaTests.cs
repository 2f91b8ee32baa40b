using System.Text;
using Foedus.Temporal.Formulas;
using Foedus.Temporal.Monitoring;
using FsCheck;
using FsCheck.Fluent;

namespace Foedus.Temporal.Tests;

/// <summary>The monitor against the definition of satisfaction, on random formulas and logs.</summary>
public sealed class RandomFormulaTests
{
    private static Arbitrary<RandomCase> Cases() =>
        Arb.From(
            Gen.Choose(0, int.MaxValue - 1).Select(seed => RandomCase.FromSeed(seed)),
            item => item.Shrink()
        );

    private static void ForAll(int cases, Func<RandomCase, bool> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(cases), Prop.ForAll(Cases(), property));

    [Fact]
    public void Verdicts_are_what_the_definition_says() =>
        ForAll(
            3000,
            item =>
            {
                if (!MonitoredFormula.TryCompile(item.Formula, item.Signature, out _, out _))
                {
                    return true;
                }
                AssertSame(Expected(item), Monitoring.Run(item.Signature, [item.Formula], item.Log.ToString()));
                return true;
            }
        );

    private static void AssertSame(string expected, string actual)
    {
        if (expected != actual)
        {
            throw new InvalidOperationException($"expected:\n{expected}actual:\n{actual}");
        }
    }

    private static string Expected(RandomCase item)
    {
        var naive = new NaiveSemantics(item.Log, item.Formula);
        var text = new StringBuilder();
        var decided = naive.Decided(item.Formula);
        for (var i = 0; i < decided; i++)
        {
            var rows = naive.Verdict(item.Formula, i);
            if (rows.Count == 0)
            {
                continue;
            }
            text.Append($"@{item.Log.TimePoints[i].Stamp} (time point {i}): ");
            var sorted = rows.OrderBy(row => row, Comparer<string>.Create(CompareRows));
            text.Append(item.Formula.FreeVariables.Count == 0 ? "true" : string.Join(' ', sorted.Select(row => $"({row})")));
            text.Append('\n');
        }
        return text.ToString();
    }

    private static int CompareRows(string? left, string? right)
    {
        var a = (left ?? "").Split(',').Select(long.Parse).ToList();
        var b = (right ?? "").Split(',').Select(long.Parse).ToList();
        for (var i = 0; i < a.Count; i++)
        {
            if (a[i] != b[i])
            {
                return a[i].CompareTo(b[i]);
            }
        }
        return 0;
    }
}
