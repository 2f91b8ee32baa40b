using System.CommandLine;
using System.Text;
using Foedus.Language;
using Foedus.Language.Text;

namespace Foedus.Cli.Commands;

/// <summary><c>foedus fmt</c>: lays agreements out in the one way, or says which are not.</summary>
internal static class FmtCommand
{
    public static Command Create(Edge edge)
    {
        var agreements = new Argument<string[]>("AGREEMENT")
        {
            Description = "Agreements (.foedus.md); they are rewritten in place.",
            Arity = ArgumentArity.OneOrMore,
        };
        var check = new Option<bool>("--check") { Description = "Change nothing; exit code 1 if a file would change." };
        var command = new Command(
            "fmt",
            "Lays out the formal clauses of agreements in the one way. Never changes their meaning.\n\n"
                + "Example: foedus fmt --check treaties/ukraine-2025.foedus.md"
        )
        {
            agreements,
            check,
        };
        command.SetAction(parse =>
        {
            var onlyCheck = parse.GetValue(check);
            var changed = 0;
            foreach (var path in parse.GetRequiredValue(agreements))
            {
                var text = InputText.Read(edge.Files, path, "an agreement", AgreementFile.LargestAgreement);
                var formatted = Formatter.Format(new SourceText(path, text));
                if (formatted == text)
                {
                    continue;
                }
                changed++;
                if (!onlyCheck)
                {
                    using var stream = edge.Files.Create(path);
                    stream.Write(Encoding.UTF8.GetBytes(formatted));
                }
                edge.Out.Write(
                    onlyCheck ? $"{path}: is not laid out; run 'foedus fmt {path}'\n" : $"{path}: laid out\n"
                );
            }
            return onlyCheck && changed > 0 ? ExitCode.No : ExitCode.Done;
        });
        return command;
    }
}
