namespace Foedus.Analysis.Tests.Soundness.Trying;

/// <summary>Verdicts of the checks beside those of an oracle: what differs, and how often each answer was the right one.</summary>
internal sealed class Comparison
{
    private readonly SortedDictionary<string, (int Yes, int No)> answers = new(StringComparer.Ordinal);
    private readonly List<string> differences = [];

    public void Verdict(string what, bool byOracle, bool byCheck, Func<string> of)
    {
        var (yes, no) = answers.GetValueOrDefault(what);
        answers[what] = byOracle ? (yes + 1, no) : (yes, no + 1);
        if (byOracle != byCheck)
        {
            differences.Add($"{what}: the oracle says {byOracle}, the check {byCheck}; {of()}");
        }
    }

    public void Difference(string what) => differences.Add(what);

    /// <summary>No verdict differs, and of each kind both answers occur: at least one in <paramref name="share"/> is a yes, and one a no.</summary>
    public void Holds(int share)
    {
        Assert.True(
            differences.Count == 0,
            $"{differences.Count} differences; {Tally()}\n{string.Join('\n', differences.Select(difference => difference.Split('\n')[0]).Take(20))}\n{string.Join('\n', differences.Take(3))}"
        );
        Assert.True(answers.Count > 0);
        Assert.True(
            answers.Values.All(answer => Math.Min(answer.Yes, answer.No) * share >= answer.Yes + answer.No),
            $"one answer is too rare: {Tally()}"
        );
    }

    private string Tally() =>
        string.Join(", ", answers.Select(answer => $"{answer.Key}: {answer.Value.Yes} yes, {answer.Value.No} no"));
}
