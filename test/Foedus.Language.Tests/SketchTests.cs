using Foedus.Language.Core;
using Foedus.Language.Diagnostics;

namespace Foedus.Language.Tests;

/// <summary>The sketch of the design compiles as it stands; each careless edit of it is refused in its own way.</summary>
public sealed class SketchTests
{
    private static readonly string Sketch = Compiled.Sample("sketch.foedus.md");

    [Fact]
    public void Compiles_without_a_diagnostic()
    {
        var compilation = Compiled.From(Sketch, "sketch.foedus.md");
        Assert.Empty(compilation.Diagnostics);
        var core = Compiled.Good(compilation);
        Assert.Equal(
            ["art_3__para_1", "art_3__para_2__duty", "art_3__para_2__conseq_1"],
            core.Clauses.Select(clause => clause.Id)
        );
        var decision = Assert.Single(core.Decisions);
        Assert.Equal("art_2", decision.Id);
        Assert.Equal([StageEffect.Next, StageEffect.Nothing], decision.Stages.Select(stage => stage.OnSilence));
        Assert.Equal(StageEffect.Fails, decision.Stages[1].OnEmpty);
        Assert.Single(core.Guarantees);
    }

    [Fact]
    public void Prints_its_core_as_recorded() =>
        Assert.Equal(
            Compiled.Sample("sketch.core.txt"),
            CorePrinter.Print(Compiled.Good(Compiled.From(Sketch, "sketch.foedus.md")))
        );

    [Theory]
    [InlineData(
        "each Guarantor in force shall consult",
        "each Garantor in force shall consult",
        "FOE0202",
        "Guarantor"
    )]
    [InlineData(
        "decided upon an armed attack on Ukraine",
        "decided upon the Monitoring Mission",
        "FOE0204",
        "an armed attack on Ukraine"
    )]
    [InlineData(
        "each Guarantor in force shall consult Ukraine",
        "Ukraine shall consult each Guarantor in force",
        "FOE0310",
        "each Guarantor in force shall consult Ukraine"
    )]
    [InlineData(
        "each Guarantor in force shall consult",
        "the Guarantors in force shall consult",
        "FOE0303",
        "each Guarantor in force"
    )]
    [InlineData(
        "1. Upon Determination, each Guarantor",
        "1. Each Guarantor",
        "FOE0401",
        " of entry into force of this Agreement"
    )]
    [InlineData("two thirds of the Guarantors in force", "two thirds of the Guarantors", "FOE0502", " in force")]
    [InlineData(
        "absent decision, or upon refusal, by two",
        "absent decision, by two",
        "FOE0505",
        "; upon refusal, Determination is refused"
    )]
    [InlineData(
        "absent decision, or upon refusal, by two",
        "upon refusal, by two",
        "FOE0504",
        "; absent decision, Determination fails"
    )]
    [InlineData(
        ";\n  if no Guarantor is in force, Determination fails",
        "",
        "FOE0506",
        "; if the electorate is empty, Determination fails"
    )]
    [InlineData(
        "shall consult Ukraine within 24 hours.",
        "shall consult Ukraine within 24 hours or within 48 hours.",
        "FOE0402",
        ", at the latest"
    )]
    public void Refuses_careless_edits(string from, string to, string code, string fix)
    {
        Assert.Contains(from, Sketch, StringComparison.Ordinal);
        var compilation = Compiled.From(Sketch.Replace(from, to, StringComparison.Ordinal), "sketch.foedus.md");
        Assert.Null(compilation.Core);
        var diagnostic = compilation.Diagnostics[0];
        Assert.Equal(code, diagnostic.Code);
        Assert.NotEmpty(diagnostic.How);
        var mend = diagnostic.Fix;
        Assert.NotNull(mend);
        Assert.Equal(fix, mend.NewText);
        // The mend mends: with it the text compiles, or another fault comes to light.
        var edited = Sketch.Replace(from, to, StringComparison.Ordinal);
        var mended = string.Concat(edited.AsSpan(0, mend.At.Start), mend.NewText, edited.AsSpan(mend.At.End));
        Assert.DoesNotContain(Compiled.From(mended, "sketch.foedus.md").Diagnostics, other => other.Code == code);
    }

    [Theory]
    [InlineData("shall")]
    [InlineData("shall not")]
    [InlineData("may")]
    [InlineData("has no right to")]
    public void Names_who_is_no_actor_without_the_words_that_bind_it(string modality)
    {
        var compilation = Compiled.From(
            $"""
            ## Article 1
            ```foedus
            Ukraine is a Party.
            The Mission is a body.
            The Board is a body.
            To audit is an act of the Board.
            This Agreement is in force from 1 January 2026.
            ```
            ## Article 2
            ```foedus
            On 1 February 2026, the Mission {modality} audit.
            ```
            """,
            "audit.foedus.md"
        );
        var diagnostic = compilation.Diagnostics.Single(found => found.Code == "FOE0309");
        Assert.Contains("Mission is not among those who audit", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_circular_precedence()
    {
        var text = Sketch
            .Replace(
                "1. Upon Determination",
                "1. Notwithstanding Article 3(2), upon Determination",
                StringComparison.Ordinal
            )
            .Replace(
                "2. Upon Determination",
                "2. Notwithstanding Article 3(1), upon Determination",
                StringComparison.Ordinal
            );
        var diagnostic = Assert.Single(Compiled.From(text).Diagnostics);
        Assert.Equal("FOE0322", diagnostic.Code);
        var mend = diagnostic.Fix;
        Assert.NotNull(mend);
        Compiled.Good(
            Compiled.From(string.Concat(text.AsSpan(0, mend.At.Start), mend.NewText, text.AsSpan(mend.At.End)))
        );
    }

    [Fact]
    public void Accepts_self_judging_content_with_a_warning()
    {
        var text = Sketch.Replace(
            "at least one measure from its declared package",
            "such action as it deems necessary",
            StringComparison.Ordinal
        );
        var compilation = Compiled.From(text);
        var warning = Assert.Single(compilation.Diagnostics);
        Assert.Equal(("FOE0702", Level.Warning), (warning.Code, warning.Level));
        var clause = Compiled.Good(compilation).Clauses[1];
        var grade = Assert.Single(clause.Grades, grade => grade.Slot == Slot.Object);
        Assert.Equal((1, "such action as it deems necessary"), (grade.Grade, grade.Because));
    }
}
