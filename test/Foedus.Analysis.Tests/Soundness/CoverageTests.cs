using System.Reflection;
using Foedus.Analysis.Checks;
using Foedus.Analysis.Tests.Soundness.Trying;
using Foedus.Testing;

namespace Foedus.Analysis.Tests.Soundness;

/// <summary>No verdict without an oracle: every code and every graded verdict is named by a test that tries everything, and the table of them is true.</summary>
public sealed class CoverageTests
{
    private const string Page = "test/Foedus.Analysis.Tests/Soundness/README.md";

    [Fact]
    public void Every_verdict_has_an_oracle()
    {
        var held = Held();
        var without = Verdicts().Where(verdict => !held.ContainsKey(verdict)).ToList();

        Assert.True(without.Count == 0, $"No test has [OracleFor] of {string.Join(", ", without)}.");
        Assert.Empty(held.Keys.Except(Verdicts(), StringComparer.Ordinal));
    }

    [Fact]
    public void The_table_of_oracles_is_true()
    {
        var held = Held();
        var rows = Verdicts().Select(verdict => $"| {verdict} | {string.Join(", ", held[verdict])} |");

        Assert.Equal(
            rows,
            File.ReadAllLines(Path.Combine(Repository.Root, Page))
                .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
                .SkipWhile(line => !line.StartsWith("| ---", StringComparison.Ordinal))
                .Skip(1)
        );
    }

    private static List<string> Verdicts() => [.. Constants(typeof(Codes)), .. Constants(typeof(Graded))];

    private static IEnumerable<string> Constants(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral)
            .Select(field => field.GetRawConstantValue())
            .OfType<string>();

    /// <summary>The tests that hold each verdict against an oracle, by the names of their classes.</summary>
    private static Dictionary<string, SortedSet<string>> Held()
    {
        var held = new Dictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (
            var (type, verdict) in typeof(CoverageTests)
                .Assembly.GetTypes()
                .SelectMany(type =>
                    type.GetMethods()
                        .Where(method => method.GetCustomAttribute<FactAttribute>() is not null)
                        .SelectMany(method => method.GetCustomAttribute<OracleForAttribute>()?.Verdicts ?? [])
                        .Select(verdict => (type, verdict))
                )
        )
        {
            if (!held.TryGetValue(verdict, out var tests))
            {
                held[verdict] = tests = new(StringComparer.Ordinal);
            }
            tests.Add(type.Name);
        }
        return held;
    }
}
