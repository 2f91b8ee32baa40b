using Foedus.Analysis.Checks;
using Foedus.Language;
using Foedus.Language.Core;
using Foedus.Language.Text;
using Foedus.Norms.Events;
using Foedus.Norms.Replay;

namespace Foedus.Analysis.Tests.Checks;

/// <summary>The guarantee of the readme, and what becomes of it when its words are changed.</summary>
internal static class Sketch
{
    public const string Fallback =
        "absent decision, or upon refusal, by two thirds of the Guarantors in force, within 24 hours;";
    public const string Fails = "if no Guarantor is in force, Determination fails.";

    public static CheckOptions Few { get; } = new(3);

    private const string Text = """
        # A guarantee
        ## Article 1 (Definitions)
        ```foedus
        Ukraine is a Party.
        A Guarantor is a Party other than Ukraine.
        The Special Commission is a body of 5 members.
        The Monitoring Mission is a body.
        An armed attack on Ukraine is an event, reported by any Party or by the Monitoring Mission.
        The Ceasefire is an agreement.
        To consult is an act of a Guarantor toward Ukraine, of a diplomatic kind.
        To provide is an act of a Guarantor toward Ukraine, with a measure.
        A measure is military, diplomatic, economic or legal.
        A declared package is a list of measures, declared by each Guarantor upon ratification, with at least one of each kind.
        ```
        ## Article 2 (Determination)
        ```foedus
        Determination is decided upon an armed attack on Ukraine
          first by the Special Commission, by majority of its members, within 24 hours;
          absent decision, or upon refusal, by two thirds of the Guarantors in force, within 24 hours;
          if no Guarantor is in force, Determination fails.
        ```
        ## Article 3 (Guarantee)
        ```foedus
        1. Upon Determination, each Guarantor in force shall consult Ukraine within 24 hours.
        2. Upon Determination, each Guarantor in force shall provide at least one measure from its declared package within 72 hours;
           failing which the other Guarantors in force may, by majority within 30 days, suspend its vote under Article 2.
        ```
        ## Article 4 (Entry into force and withdrawal)
        ```foedus
        1. This Agreement enters into force for each Party upon its ratification, once the Ceasefire is in force.
        2. Any Party may withdraw by notice to the Depositary; withdrawal takes effect 12 months after receipt.
        3. Withdrawal does not affect duties arising from an armed attack on Ukraine that occurred before it took effect.
        ```
        ## Article 5 (The promise)
        ```foedus
        It is guaranteed that, upon an armed attack on Ukraine, Ukraine receives at least one measure within 120 hours.
        ```
        """;

    public static CheckResult Check(params (string From, string To)[] changes) => Check(Few, changes);

    public static CheckResult Check(CheckOptions options, params (string From, string To)[] changes) =>
        AgreementCheck.Run(Compiled(changes), options);

    public static Agreement Compiled(params (string From, string To)[] changes) => Of(TextWith(changes));

    public static string TextWith(params (string From, string To)[] changes)
    {
        var text = Text;
        foreach (var (from, to) in changes)
        {
            Assert.Contains(from, text, StringComparison.Ordinal);
            text = text.Replace(from, to, StringComparison.Ordinal);
        }
        return text;
    }

    private static Agreement Of(string text)
    {
        var compilation = Compiler.Compile(new SourceText("sketch.foedus.md", text), _ => null);
        Assert.True(compilation.Core is not null, string.Join('\n', compilation.Diagnostics));
        return compilation.Core;
    }

    /// <summary>Runs the witness as <c>foedus run</c> would: what it prints, as "norm bearer state".</summary>
    public static List<string> Run(Agreement agreement, Finding finding)
    {
        Assert.NotNull(finding.Witness);
        var transitions = new List<string>();
        var session = new RunSession(agreement, null, null, version => new Log(version, transitions));
        using var file = new MemoryStream(
            System.Text.Encoding.UTF8.GetBytes(string.Join('\n', finding.Witness.Lines) + "\n")
        );
        var reader = new EventReader(file);
        while (reader.TryRead(out var read))
        {
            session.Add(read);
        }
        session.Finish();
        Assert.Null(reader.Fault);
        return transitions;
    }

    private sealed class Log(RunVersion version, List<string> transitions) : IReplaySink
    {
        public void Add(in Norms.Transition transition)
        {
            version.Book.Enter(transition);
            transitions.Add(
                $"{version.Machine.NormIdOf(transition)} {version.Machine.NameOf(transition.Bearer)} {transition.ToName}"
            );
        }

        public void Revise(in Norms.Transition transition, RevisionKind kind, Event because) =>
            Assert.Fail("A witness is in order.");

        public void Note(in Norms.Notice notice) { }
    }
}
