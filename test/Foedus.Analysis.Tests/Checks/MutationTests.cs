using Foedus.Analysis.Checks;
using Foedus.Language;
using Foedus.Language.Diagnostics;
using Foedus.Language.Text;

namespace Foedus.Analysis.Tests.Checks;

/// <summary>Defects of the kinds that drafts have, planted in a sound guarantee one at a time.</summary>
public sealed class MutationTests
{
    private const string Consequence =
        ";\n   failing which the other Guarantors in force may, by majority within 30 days, suspend its vote under Article 2";
    private const string Survival =
        "3. Withdrawal does not affect duties arising from an armed attack on Ukraine that occurred before it took effect.";
    private const string Consult =
        "1. Upon Determination, each Guarantor in force shall consult Ukraine within 24 hours.";
    private const string Provide =
        "2. Upon Determination, each Guarantor in force shall provide at least one measure from its declared package within 72 hours";
    private const string FirstStage = "first by the Special Commission, by majority of its members, within 24 hours;";
    private const string Reporters = "reported by any Party or by the Monitoring Mission";

    private static readonly (string Name, (string From, string To)[] Changes)[] Mutations =
    [
        (
            "a removed fallback upon refusal",
            [
                (
                    Sketch.Fallback,
                    "refusal is final; absent decision, by two thirds of the Guarantors in force, within 24 hours;"
                ),
            ]
        ),
        (
            "a removed second stage",
            [
                (Sketch.Fallback, "absent decision, Determination fails; upon refusal, Determination is refused;"),
                ("  " + Sketch.Fails, ""),
            ]
        ),
        (
            "silence that refuses",
            [
                (
                    Sketch.Fallback,
                    "absent decision, Determination fails; upon refusal, by two thirds of the Guarantors in force, within 24 hours;"
                ),
            ]
        ),
        ("a decision made by nobody", [(Sketch.Fails, "if no Guarantor is in force, Determination is made.")]),
        ("a loosened deadline beyond every stage", [("within 72 hours", "within 97 hours")]),
        ("a loosened deadline beyond the fallback", [("within 72 hours", "within 73 hours")]),
        ("a dropped deadline of consulting", [("consult Ukraine within 24 hours", "consult Ukraine")]),
        ("a dropped deadline of help", [(" within 72 hours", "")]),
        (
            "a first stage without a limit",
            [(FirstStage, "first by the Special Commission, by majority of its members;")]
        ),
        (
            "a fallback without a limit",
            [(Sketch.Fallback, "absent decision, or upon refusal, by two thirds of the Guarantors in force;")]
        ),
        (
            "a slow fallback",
            [
                (
                    Sketch.Fallback,
                    "absent decision, or upon refusal, by two thirds of the Guarantors in force, within 5 days;"
                ),
            ]
        ),
        (
            "a slow Commission",
            [(FirstStage, "first by the Special Commission, by majority of its members, within 48 hours;")]
        ),
        (
            "unanimity in the Commission",
            [(FirstStage, "first by the Special Commission, by unanimity of its members, within 24 hours;")]
        ),
        (
            "unanimity of the guarantors",
            [("by two thirds of the Guarantors in force", "by unanimity of the Guarantors in force")]
        ),
        ("an even Commission", [("a body of 5 members", "a body of 2 members")]),
        ("should for shall", [("shall provide", "should provide"), (Consequence, "")]),
        ("a dropped consequence", [(Consequence, "")]),
        (
            "a single helper",
            [
                ("each Guarantor in force shall provide", "France shall provide"),
                ("Ukraine is a Party.", "Ukraine is a Party.\nFrance is a Party."),
                (Consequence, ""),
            ]
        ),
        ("the victim as the only reporter", [(Reporters, "reported by Ukraine")]),
        ("a mission as the only reporter", [(Reporters, "reported by the Monitoring Mission")]),
        (
            "the wrong outcome",
            [
                (
                    Provide,
                    Provide.Replace("Upon Determination", "Upon refusal of Determination", StringComparison.Ordinal)
                ),
            ]
        ),
        (
            "an outcome that never comes",
            [
                (
                    Provide,
                    Provide.Replace("Upon Determination", "Upon failure of Determination", StringComparison.Ordinal)
                ),
            ]
        ),
        (
            "a swapped beneficiary",
            [
                (
                    "To provide is an act of a Guarantor toward Ukraine",
                    "To provide is an act of a Guarantor toward a Guarantor"
                ),
            ]
        ),
        (
            "swapped debtor and creditor",
            [
                (
                    "To provide is an act of a Guarantor toward Ukraine",
                    "To provide is an act of Ukraine toward a Guarantor"
                ),
            ]
        ),
        ("a dropped each", [("each Guarantor in force shall consult", "the Guarantors in force shall consult")]),
        (
            "a hidden self-judgment",
            [
                (
                    Provide,
                    Provide.Replace(
                        "Upon Determination, ",
                        "Upon Determination, once it has satisfied itself that help is needed, ",
                        StringComparison.Ordinal
                    )
                ),
            ]
        ),
        (
            "self-judged content",
            [("at least one measure from its declared package within", "such measures as it deems necessary within")]
        ),
        (
            "a head count",
            [
                (
                    Provide,
                    Provide.Replace(
                        "Upon Determination, ",
                        "Upon Determination, if at least 3 Guarantors are in force, ",
                        StringComparison.Ordinal
                    )
                ),
            ]
        ),
        ("a promise of more than is owed", [("receives at least one measure", "receives at least 4 measures")]),
        (
            "a promise of a kind that nobody owes",
            [("receives at least one measure", "receives at least one military measure")]
        ),
        ("a hasty promise", [("within 120 hours", "within 95 hours")]),
        (
            "a quick way out",
            [("12 months after receipt", "1 day after receipt"), (Survival, "3. Withdrawal ends all duties.")]
        ),
        ("a ban on what is owed", [(Consult, Consult + "\n3. Each Guarantor in force shall not consult Ukraine.")]),
        ("a ban on help", [(Consult, Consult + "\n3. Each Guarantor in force shall not provide.")]),
        ("a trigger by word of one", [("2. Upon Determination", "2. Upon an armed attack on Ukraine")]),
        (
            "an undefined term",
            [
                (
                    "Upon Determination, each Guarantor in force shall consult",
                    "Upon Assessment, each Guarantor in force shall consult"
                ),
            ]
        ),
        ("a vague measure", [("at least one measure from its declared package", "appropriate measures")]),
        ("a decider that no longer exists", [("The Special Commission is a body of 5 members.\n", "")]),
        (
            "a promise upon something else",
            [
                ("upon an armed attack on Ukraine, Ukraine receives", "upon a threat, Ukraine receives"),
                (
                    "The Ceasefire is an agreement.",
                    "A threat is an event, reported by any Party.\nThe Ceasefire is an agreement."
                ),
            ]
        ),
        (
            "one vote for all",
            [
                ("by two thirds of the Guarantors in force", "by France"),
                ("Ukraine is a Party.", "Ukraine is a Party.\nFrance is a Party."),
            ]
        ),
    ];

    [Fact]
    public void Of_forty_planted_defects_at_least_thirty_eight_are_found()
    {
        Assert.Equal(40, Mutations.Length);
        var sound = Seen();

        var missed = Mutations
            .Where(mutation => Seen(mutation.Changes).All(sound.Contains))
            .Select(mutation => mutation.Name)
            .ToList();

        Assert.True(missed.Count <= 2, string.Join('\n', missed));
    }

    /// <summary>What a reader of the report is told that weighs more than a note, without its place in the file.</summary>
    private static HashSet<string> Seen(params (string From, string To)[] changes)
    {
        var compilation = Compiler.Compile(new SourceText("sketch.foedus.md", Sketch.TextWith(changes)), _ => null);
        var seen = compilation
            .Diagnostics.Where(diagnostic => diagnostic.Level != Level.Note)
            .Select(diagnostic => $"{diagnostic.Code} {diagnostic.Message}")
            .ToHashSet(StringComparer.Ordinal);
        if (compilation.Core is { } core)
        {
            seen.UnionWith(
                AgreementCheck
                    .Run(core, Sketch.Few)
                    .Findings.Where(finding => finding.Level != Level.Note)
                    .Select(finding => $"{finding.Code} {finding.Provision} {finding.Message}")
            );
        }
        return seen;
    }
}
