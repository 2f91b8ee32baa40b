namespace Foedus.Language.Diagnostics;

/// <summary>How the failing example of a diagnostic becomes a whole file.</summary>
public static class DiagnosticExample
{
    /// <summary>The definitions that examples share.</summary>
    public const string Prelude = """
        # An example

        ## Article 1 (Definitions)

        ```foedus
        Ukraine is a Party.
        Poland is a Party.
        A Guarantor is a Party other than Ukraine.
        The Commission is a body of 5 members.
        The Mission is a body.
        An armed attack on Ukraine is an event, reported by any Party or by the Mission.
        An incident is an event, reported by the Mission, with a place, a sector and a number of deaths.
        The Ceasefire is an agreement.
        The Truce is a state.
        The Line is the line (48, 37), (49, 38).
        The Fund is a quantity in EUR.
        A measure is military, diplomatic or legal.
        A tool is manual or electric.
        A package is a list of measures, declared by each Guarantor upon ratification, with at least one of each kind.
        A chest is a list of tools, declared by each Guarantor.
        To consult is an act of a Guarantor toward Ukraine, of a diplomatic kind.
        To provide is an act of a Guarantor toward Ukraine, with a measure.
        To pay is an act of a Guarantor toward Ukraine, with an amount in EUR.
        To inform is an act of Ukraine toward a Guarantor.
        To protest is an act of any Party.
        ```

        """;

    /// <summary>A whole file that gives the diagnostic.</summary>
    public static string FileOf(DiagnosticRule rule) =>
        rule.Example.StartsWith('#') || rule.Example.StartsWith("---", StringComparison.Ordinal) ? rule.Example
        : rule.Example.StartsWith("```", StringComparison.Ordinal) ? Prelude + "\n" + rule.Example + "\n"
        : $"{Prelude}\n## Article 2 (Example)\n\n```foedus\n{rule.Example}\n```\n";
}
