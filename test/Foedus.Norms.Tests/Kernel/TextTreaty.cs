using Foedus.Language;
using Foedus.Language.Core;
using Foedus.Language.Text;

namespace Foedus.Norms.Tests.Kernel;

/// <summary>Small agreements from text.</summary>
internal static class TextTreaty
{
    /// <param name="articles">Sentences; a line that begins with "## " is a heading.</param>
    public static Agreement Compile(string articles, string timeZone = "UTC")
    {
        var text = new System.Text.StringBuilder();
        text.Append("---\nid: test\ntimezone: ").Append(timeZone).Append("\n---\n# Test\n");
        var isOpen = false;
        foreach (var line in articles.Split('\n'))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                text.Append(isOpen ? "```\n" : "").Append(line).Append("\n```foedus\n");
                isOpen = true;
            }
            else
            {
                text.Append(line).Append('\n');
            }
        }
        text.Append("```\n");
        var compilation = Compiler.Compile(new SourceText("test.foedus.md", text.ToString()), static _ => null);
        Assert.True(compilation.Core is not null, string.Join('\n', compilation.Diagnostics));
        return compilation.Core;
    }

    /// <summary>Four parties, in force from 2026-01-01; an attack, help and talks.</summary>
    public static Agreement WithParties(string articles, string timeZone = "UTC") =>
        Compile(
            """
            ## Article 90
            Ukraine, France, Poland and Canada are Parties.
            A Guarantor is a Party other than Ukraine.
            The Council is a body.
            The Board is a body of 4 members.
            An attack is an event, reported by any Party, with a place, a sector and a number of deaths.
            A pause is an event, reported by any Party.
            To help is an act of a Party toward Ukraine.
            To talk is an act of a Party.
            To pay is an act of a Party toward Ukraine, with an amount in EUR.
            ## Article 91
            This Agreement is in force from 2026-01-01T00:00Z.
            Any Party may withdraw by notice to the Depositary; withdrawal takes effect 6 months after receipt.

            """ + articles,
            timeZone
        );
}
