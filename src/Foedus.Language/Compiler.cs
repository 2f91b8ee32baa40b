using Foedus.Language.Binding;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Language.Parsing;
using Foedus.Language.Syntax;
using Foedus.Language.Text;

namespace Foedus.Language;

/// <summary>Turns the text of an agreement, and of those it rests on, into the typed core.</summary>
/// <remarks>
/// Blocks → sentences → declared terms → outline (which clauses there are) → meaning (with every reference resolved) → readings. Pure and total: whatever the text, it returns.
/// </remarks>
public static class Compiler
{
    /// <param name="main">The agreement's own file.</param>
    /// <param name="load">Gives the text of a file that the agreement rests on, by the name the text uses; null if there is none.</param>
    public static Compilation Compile(SourceText main, Func<string, SourceText?> load)
    {
        var reporter = new Reporter();
        var closure = Closure.Load(main, load, reporter);
        var nodes = new Dictionary<Statement, List<(SyntaxKind Kind, int First, int Last)>>();
        var core = new Assembler(closure, reporter).Build(nodes);
        var tree = TreeBuilder.Build(closure.Units[0], nodes);
        var diagnostics = reporter.InOrder([.. closure.Units.Select(unit => unit.Source.Path)]);
        return new Compilation(reporter.ErrorCount > 0 ? null : core, diagnostics, tree);
    }
}
