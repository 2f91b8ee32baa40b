using Foedus.Analysis.Checks;
using Foedus.Analysis.Tests.Soundness.Trying;

namespace Foedus.Analysis.Tests.Soundness.Words;

/// <summary>How precise and how binding a text is, and what it leaves open: as it was put together, slot by slot; its floor as by letting everybody be idle.</summary>
public sealed class WordsSoundnessTests
{
    [Fact]
    [OracleFor(Graded.Precision, Graded.Floor, Graded.Obligation, Graded.OpenPoints)]
    public void Grades_and_open_points_are_those_the_text_was_put_together_with()
    {
        var comparison = new Comparison();
        for (var seed = 0; seed < Drafts.Count; seed++)
        {
            var drawn = DrawnNorms.Draw(seed);
            var agreement = Drafts.Compiled(drawn.Text);
            var result = AgreementCheck.Run(agreement, new CheckOptions(3));
            var idle = new FloorOracle(agreement);
            void Differ(string what, string byOracle, string byCheck)
            {
                if (byOracle != byCheck)
                {
                    comparison.Difference(
                        $"seed {seed}: {what}: the oracle says “{byOracle}”, the check “{byCheck}”\n{drawn.Text}"
                    );
                }
            }

            var floorless = drawn
                .Norms.Select((norm, index) => (Norm: norm, Index: index))
                .Where(each =>
                    each.Norm.IsDuty
                    && (
                        idle.NeverLate.Contains(each.Index)
                        || each.Norm.OwnWords.Any(words => words != DrawnNorms.Judgment)
                    )
                )
                .Select(each => each.Index)
                .ToHashSet();
            Differ("concrete", Concrete(drawn, floorless), result.Concrete);
            comparison.Verdict(
                "concrete",
                Concrete(drawn, floorless).StartsWith("yes", StringComparison.Ordinal),
                result.Concrete.StartsWith("yes", StringComparison.Ordinal),
                () => drawn.Text
            );
            comparison.Verdict(
                "content floor 0",
                floorless.Count > 0,
                result.Concrete.Contains("content floor 0", StringComparison.Ordinal),
                () => drawn.Text
            );
            Differ("binding", Binding(drawn), result.Binding.Split("; enters into force")[0]);
            comparison.Verdict(
                "binding",
                Binding(drawn).StartsWith("yes", StringComparison.Ordinal),
                result.Binding.StartsWith("yes", StringComparison.Ordinal),
                () => drawn.Text
            );
            Differ("open points", string.Join('\n', OpenPoints(drawn)), string.Join('\n', result.Open));
        }
        comparison.Holds(share: 5);
    }

    private static string Concrete(DrawnNorms drawn, HashSet<int> floorless)
    {
        var grades = drawn.Norms.Select(norm => norm.Precision).ToList();
        var isBindingAtAll = drawn.IsBinding != false;
        var duties = Enumerable.Range(0, drawn.Norms.Length).Where(index => drawn.Norms[index].IsDuty).ToList();
        var verdict =
            grades.TrueForAll(grade => grade >= 3) ? "yes"
            : grades.TrueForAll(grade => grade >= 2) ? "yes, where the deciders named decide"
            : duties.Count > 0 && duties.TrueForAll(floorless.Contains) ? "no"
            : grades.Count(grade => grade >= 2) * 2 < grades.Count ? "no"
            : "in part";
        var counts = Enumerable
            .Range(0, 5)
            .Reverse()
            .Where(grades.Contains)
            .Select(grade => $"{grades.Count(other => other == grade)} × P{grade}");
        var floor =
            floorless.Count == 0
                ? ""
                : $"; content floor 0 (an empty promise) in {string.Join(", ", floorless.Order().Select(Place))}";
        return $"{verdict}: {string.Join(", ", counts)}{floor}";
    }

    private static string Binding(DrawnNorms drawn)
    {
        var grades = drawn
            .Norms.Select(norm =>
                norm.Modality == "should" ? 1
                : drawn.IsBinding == false ? 0
                : norm.OwnWords.Length > 0 ? 2
                : 3
            )
            .ToList();
        var verdict =
            grades.TrueForAll(grade => grade < 2) ? "no, politically only"
            : grades.Exists(grade => grade < 2) ? "in part"
            : drawn.IsBinding is null ? "yes, but the text itself does not say so"
            : "yes";
        var counts = Enumerable
            .Range(0, 5)
            .Reverse()
            .Where(grades.Contains)
            .Select(grade => $"{grades.Count(other => other == grade)} × O{grade}");
        return $"{verdict}: {string.Join(", ", counts)}";
    }

    private static IEnumerable<string> OpenPoints(DrawnNorms drawn)
    {
        var norms = drawn.Norms.Select((norm, index) => (Norm: norm, At: Place(index))).ToList();
        string Line(string what, IEnumerable<string> places) =>
            places.Any() ? $"{what}: {string.Join(", ", places)}" : "";
        IEnumerable<string> Words(Func<DrawnNorm, string[]> of) =>
            norms
                .SelectMany(each => of(each.Norm).Select(words => (words, each.At)))
                .GroupBy(each => each.words, each => each.At, StringComparer.Ordinal)
                .Select(same => $"“{same.Key}” in {string.Join(" and ", same)}");
        return new[]
        {
            Line(
                "no time to perform",
                norms.Where(each => each.Norm is { IsDuty: true, HasTime: false }).Select(each => each.At)
            ),
            Line("no time to decide", drawn.DecisionEnds ? [] : ["Article 1 (Relief)"]),
            Line("nobody decides what it means", Words(norm => norm.OpenWords)),
            Line("the bearer decides what it means", Words(norm => norm.OwnWords)),
            Line("no answer to a breach", norms.Where(each => each.Norm.Modality != "should").Select(each => each.At)),
            Line(
                "said to bind politically only",
                norms.Where(each => each.Norm.Modality == "should").Select(each => each.At)
            ),
            Line(
                "left to general treaty law",
                [
                    "whether a party may leave (VCLT arts 54(b), 56(1))",
                    .. drawn.IsBinding is null ? (string[])["whether it binds in law (VCLT art. 26)"] : [],
                ]
            ),
        }.Where(line => line.Length > 0);
    }

    private static string Place(int index) => $"Article 2({index + 1})";
}
