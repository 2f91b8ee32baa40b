using Foedus.Analysis.Exploring;
using Foedus.Analysis.Inputs;
using Foedus.Analysis.Rehearsing;
using Foedus.Language;
using Foedus.Language.Core;
using Foedus.Language.Text;
using Foedus.Norms;

namespace Foedus.Analysis.Tests.Rehearsing;

/// <summary>Agreements whose promises have chances in closed form, and plans for them.</summary>
internal static class Rehearsals
{
    public static readonly string[] Names =
    [
        "France",
        "Poland",
        "Canada",
        "Germany",
        "Italy",
        "Spain",
        "Norway",
        "Sweden",
        "Finland",
        "Denmark",
        "Albania",
        "Andorra",
    ];

    /// <summary>The promise is kept if at least so many of the guarantors provide something.</summary>
    public static Agreement AtLeast(int needed) =>
        Of(
            $"""
            # At least so many
            ## Article 1
            ```foedus
            Ukraine is a Party.
            A Guarantor is a Party other than Ukraine.
            An armed attack on Ukraine is an event, reported by any Party.
            A measure is military or economic.
            To provide is an act of a Guarantor toward Ukraine, with a measure.
            ```
            ## Article 2
            ```foedus
            1. This Agreement enters into force for each Party upon its ratification.
            2. Upon an armed attack on Ukraine, each Guarantor in force shall provide at least one measure within 72 hours.
            ```
            ## Article 3
            ```foedus
            It is guaranteed that, upon an armed attack on Ukraine, Ukraine receives at least {Number(
                needed
            )} within 120 hours.
            ```
            """
        );

    /// <summary>The promise is kept if two thirds of the guarantors vote for it and somebody then provides.</summary>
    public static Agreement Voted { get; } =
        Of(
            """
            # By a vote
            ## Article 1
            ```foedus
            Ukraine is a Party.
            A Guarantor is a Party other than Ukraine.
            An armed attack on Ukraine is an event, reported by any Party.
            A measure is military or economic.
            To provide is an act of a Guarantor toward Ukraine, with a measure.
            ```
            ## Article 2
            ```foedus
            1. This Agreement enters into force for each Party upon its ratification.
            2. Determination is decided upon an armed attack on Ukraine by two thirds of the Guarantors in force, within 24 hours; if no Guarantor is in force, Determination fails.
            3. Upon Determination, each Guarantor in force shall provide at least one measure within 72 hours.
            ```
            ## Article 3
            ```foedus
            It is guaranteed that, upon an armed attack on Ukraine, Ukraine receives at least one measure within 120 hours.
            ```
            """
        );

    public static StressPlan Plan(Agreement agreement, string yaml)
    {
        var problems = new List<InputProblem>();
        var plan = PlanReader.Read(yaml, "plan.yaml", agreement, problems);
        Assert.Empty(problems);
        Assert.NotNull(plan);
        return plan;
    }

    public static PromiseRehearsal Run(Agreement agreement, string yaml)
    {
        var problems = new List<InputProblem>();
        var report = Rehearsal.Run(agreement, Plan(agreement, yaml), problems);
        Assert.Empty(problems);
        Assert.NotNull(report);
        Assert.Null(report.Promises[0].NotRehearsed);
        return report.Promises[0];
    }

    public static string Everyone(int parties, string conduct, string more = "") =>
        $$"""
            parties: [{{string.Join(", ", Names.Take(parties))}}]
            conduct:
              everyone: {{conduct}}
            {{more}}
            """;

    public static Setting Setting(Agreement agreement, StressPlan plan) =>
        Foedus.Analysis.Exploring.Setting.With(Machine.Create(agreement), plan.Parties);

    public static double AtLeast(int needed, IReadOnlyList<double> chances)
    {
        var counts = new double[chances.Count + 1];
        counts[0] = 1;
        foreach (var chance in chances)
        {
            for (var i = chances.Count; i >= 0; i--)
            {
                counts[i] = (counts[i] * (1 - chance)) + (i > 0 ? counts[i - 1] * chance : 0);
            }
        }
        return counts.Skip(needed).Sum();
    }

    public static Agreement Of(string text)
    {
        var compilation = Compiler.Compile(new SourceText("agreement.foedus.md", text), _ => null);
        Assert.True(compilation.Core is not null, string.Join('\n', compilation.Diagnostics));
        return compilation.Core;
    }

    private static string Number(int needed) => needed == 1 ? "one measure" : $"{needed} measures";
}
