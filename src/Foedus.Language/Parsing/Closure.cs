using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Language.Text;

namespace Foedus.Language.Parsing;

/// <summary>The main file and all that it rests on, each read once.</summary>
internal sealed class Closure
{
    private readonly Reporter reporter;
    private readonly Func<string, SourceText?> load;
    private readonly Dictionary<string, int> loaded = new(StringComparer.Ordinal);

    private Closure(Func<string, SourceText?> load, Reporter reporter)
    {
        this.load = load;
        this.reporter = reporter;
    }

    /// <summary>Units by order of loading, the main one first. A unit's agreement index is its place in <see cref="Agreements"/>.</summary>
    public List<Unit> Units { get; } = [];

    public List<AgreementInfo> Agreements { get; } = [];

    /// <summary>The agreement that a defining sentence names.</summary>
    public Dictionary<Statement, int> AgreementOf { get; } = [];

    public static Closure Load(SourceText main, Func<string, SourceText?> load, Reporter reporter)
    {
        var closure = new Closure(load, reporter);
        var unit = UnitReader.Read(main, 0, "", reporter);
        closure.Units.Add(unit);
        closure.Agreements.Add(new AgreementInfo(unit.Title, "", main.Path, HasText: true, main.Span(0, 0)));
        closure.Follow(unit, [FileName(main.Path)]);
        return closure;
    }

    private static string FileName(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];

    private void Follow(Unit unit, List<string> chain)
    {
        foreach (var statement in unit.Statements)
        {
            foreach (var declaration in Declarer.Declarations(statement))
            {
                if (declaration.Kind != Binding.SymbolKind.Agreement)
                {
                    continue;
                }
                AgreementOf[statement] =
                    Phrases.Match(statement.Tokens, declaration.Last, statement.Last, "is the agreement in", -1) > 0
                        ? FollowFile(unit, declaration, chain)
                        : AddWithoutText(unit, declaration);
            }
        }
    }

    private int AddWithoutText(Unit unit, Declaration declaration)
    {
        Agreements.Add(
            new AgreementInfo(declaration.Name, unit.Prefix, null, HasText: false, declaration.Statement.Span)
        );
        return Agreements.Count - 1;
    }

    private int FollowFile(Unit unit, Declaration declaration, List<string> chain)
    {
        var statement = declaration.Statement;
        var at = declaration.Last + 4;
        var file = at < statement.Last ? statement.Tokens[at].Text.Trim('"', '“', '”') : "";
        var span =
            at < statement.Last
                ? unit.Source.Span(statement.Tokens[at].Start, statement.Tokens[at].End)
                : statement.Span;
        if (chain.Contains(file))
        {
            reporter.Report(Rules.CyclicAgreements, span, string.Join(" → ", [.. chain, file]));
            return AddWithoutText(unit, declaration);
        }
        if (loaded.TryGetValue(file, out var known))
        {
            unit.RestsOn.Add(known);
            return known;
        }
        if (file.Length == 0 || load(file) is not { } source)
        {
            reporter.Report(Rules.NoSuchFile, span, file);
            return AddWithoutText(unit, declaration);
        }
        var index = Agreements.Count;
        var name = FileName(file);
        var stem = name.EndsWith(".foedus.md", StringComparison.Ordinal) ? name[..^".foedus.md".Length] : name;
        var other = UnitReader.Read(source, index, unit.Prefix + stem + "/", reporter);
        Agreements.Add(new AgreementInfo(declaration.Name, other.Prefix, file, HasText: true, statement.Span));
        loaded.Add(file, index);
        Units.Add(other);
        unit.RestsOn.Add(index);
        Follow(other, [.. chain, file]);
        return index;
    }
}
