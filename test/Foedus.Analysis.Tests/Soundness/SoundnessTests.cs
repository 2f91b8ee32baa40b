using System.Globalization;
using System.Text.RegularExpressions;
using Foedus.Analysis.Checks;
using Foedus.Analysis.Tests.Soundness.Trying;
using Foedus.Language;
using Foedus.Language.Core;
using Foedus.Language.Text;

namespace Foedus.Analysis.Tests.Soundness;

/// <summary>Five hundred small agreements: every verdict of the checks is that of the oracle, which tries everything.</summary>
public sealed partial class SoundnessTests
{
    private const int Each = 50;

    public static TheoryData<int> Hundreds => [.. Enumerable.Range(0, 10)];

    [Theory]
    [MemberData(nameof(Hundreds))]
    [OracleFor(
        Codes.NotKept,
        Codes.SinglePoint,
        Codes.BlockingMinority,
        Codes.DecisionGap,
        Codes.LateRatifier,
        Codes.NoConsequence,
        Codes.Escape,
        Codes.ExitRace,
        Codes.Conflict,
        Graded.Compliance,
        Graded.Resilience
    )]
    public void Every_verdict_is_that_of_trying_everything(int part)
    {
        var differences = new List<string>();
        for (var seed = part * Each; seed < (part + 1) * Each; seed++)
        {
            var drawn = RandomAgreement.Draw(seed);
            var compilation = Compiler.Compile(new SourceText("random.foedus.md", drawn.Text), _ => null);
            Assert.True(
                compilation.Core is not null,
                $"{seed}: {string.Join('\n', compilation.Diagnostics)}\n{drawn.Text}"
            );
            differences.AddRange(
                Differences(compilation.Core, drawn).Select(difference => $"seed {seed}: {difference}\n{drawn.Text}\n")
            );
        }

        Assert.True(
            differences.Count == 0,
            $"{differences.Count} differences\n{string.Join('\n', differences.Take(3))}"
        );
    }

    private static IEnumerable<string> Differences(Agreement agreement, RandomAgreement drawn)
    {
        var result = AgreementCheck.Run(agreement, new CheckOptions(3));
        var oracle = new Oracle(agreement, drawn);
        List<Finding> Of(string code) => [.. result.Findings.Where(finding => finding.Code == code)];

        // The promise.
        var least = oracle.SmallestCoalition(atOnce: false, out var singles);
        var zeal = least == 0;
        if (zeal)
        {
            least = oracle.SmallestCoalition(atOnce: true, out singles);
        }
        var expected =
            zeal && least == 0 ? "not compliance-effective, resilient: not at all"
            : zeal ? $"acts at once it is kept, and then {K(least)}"
            : $": compliance-effective, not vacuous, resilient: {K(least)}";
        if (!Regex.IsMatch(result.Effective, Regex.Escape(expected) + "(,|$)"))
        {
            yield return $"promise: the oracle says “{expected}”, the check “{result.Effective}”";
        }
        else if (least != 0)
        {
            var named = Of(Codes.SinglePoint)
                .Select(finding => SinglePoint().Match(finding.Message).Groups[1].Value)
                .Order(StringComparer.Ordinal);
            if (!named.SequenceEqual(singles.Order(StringComparer.Ordinal)))
            {
                yield return $"single points: the oracle finds {string.Join(", ", singles)}, the check {string.Join(", ", named)}";
            }
        }

        // The duty.
        (string What, bool Oracle, bool Check)[] verdicts =
        [
            ("escape", oracle.CanBeLeftUndone(out var arises) && arises, Of(Codes.Escape).Count > 0),
            (
                "no consequence",
                oracle.BreachOpensNothing(),
                Of(Codes.NoConsequence)
                    .Exists(finding =>
                        finding.Provision.Contains("Article 3(1)", StringComparison.Ordinal)
                        || !finding.Provision.Contains('(', StringComparison.Ordinal)
                    )
            ),
            ("exit race", oracle.HasExitRace(), Of(Codes.ExitRace).Count > 0),
            ("conflict", oracle.HasConflict(), Of(Codes.Conflict).Count > 0),
            ("late ratifier", oracle.HasLateRatifier(), Of(Codes.LateRatifier).Count > 0),
        ];
        foreach (var (what, byOracle, byCheck) in verdicts.Where(verdict => verdict.Oracle != verdict.Check))
        {
            yield return $"{what}: the oracle says {byOracle}, the check {byCheck}";
        }

        // The decision.
        if (agreement.Decisions.IsEmpty)
        {
            yield break;
        }
        for (var stage = 1; stage <= agreement.Decisions[0].Stages.Length; stage++)
        {
            var minority = oracle.BlockingMinority(stage, out var electors);
            var at = agreement.Decisions[0].Stages.Length > 1 ? $" at stage {stage}" : "";
            var told = Of(Codes.BlockingMinority)
                .Exists(finding =>
                    finding.Message
                    == $"Blocking minority{at}: {minority?.ToString(CultureInfo.InvariantCulture)} of {electors}."
                );
            var any = Of(Codes.BlockingMinority)
                .Exists(finding => finding.Message.StartsWith($"Blocking minority{at}:", StringComparison.Ordinal));
            if (minority is null ? any : !told)
            {
                yield return $"blocking minority{at}: the oracle says {minority} of {electors}, the check {string.Join(" ", Of(Codes.BlockingMinority).Select(finding => finding.Message))}";
            }
        }
        var first = agreement.Decisions[0].Stages.Length > 1 ? "at stage 1 " : "";
        foreach (var (refusal, word) in ((bool, string)[])[(false, "silence"), (true, "refusal")])
        {
            var found = Of(Codes.DecisionGap)
                .Exists(finding => finding.Message.StartsWith($"Gap: {first}{word}", StringComparison.Ordinal));
            if (oracle.IsFinal(refusal) != found)
            {
                yield return $"gap upon {word}: the oracle says {oracle.IsFinal(refusal)}, the check {found}";
            }
        }
    }

    private static string K(int? least) => least is { } size ? $"k = {size - 1}" : "k = any number";

    [GeneratedRegex("Single point of failure: (?:the )?(.+?)\\. Its")]
    private static partial Regex SinglePoint();
}
