using Foedus.Language.Binding;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Language.Syntax;

namespace Foedus.Language.Parsing;

/// <content>Which rule of the grammar a sentence belongs to.</content>
internal sealed partial class SentenceParser
{
    private ActorUniverse universe = new(new Draft(null, new Reporter(), 0, 0), [], []);

    public static void Read(Scope scope, Draft draft, Statement statement, ActorUniverse universe)
    {
        var parser = new SentenceParser(scope, draft, statement) { universe = universe };
        parser.ReadSentence();
        draft.Nodes[statement] = parser.nodes;
    }

    private void ReadSentence()
    {
        if (scope.TermOfStatement.TryGetValue(statement, out var term))
        {
            ReadDefined(term);
        }
        else if (Sees("It is guaranteed that"))
        {
            ReadGuarantee();
        }
        else if (Sees("It is assumed that"))
        {
            ReadAssumption();
        }
        else if (Sees("In this Agreement ,"))
        {
            // The declarer has entered the synonym; a fault in it is its to report.
            at = last;
            Close(first, SyntaxKind.Definition);
        }
        else if (StateEdge() is { } state)
        {
            ReadStateEdge(state);
        }
        else if (SeesHeading() is { } heading)
        {
            Fail(Rules.HeadingInBlock, first, last, heading);
        }
        else if (!TryReadParticipation())
        {
            ReadNormSentence();
        }
    }

    /// <summary>"Article 3." or "Article 3 (Guarantee)." alone: what stands above a block, not in it.</summary>
    private string? SeesHeading()
    {
        if (Text(at) is not ("Article" or "Annex") || last - at < 2)
        {
            return null;
        }
        var isTitled = last - at > 4 && Text(at + 2) == "(" && Text(last - 1) == ")" && char.IsUpper(Text(at + 3)[0]);
        return last - at == 2 || isTitled ? WordsOf(at, last) : null;
    }

    private void ReadDefined(int term)
    {
        var symbol = scope.SymbolOfTerm[term];
        if (symbol.Kind == SymbolKind.Decision)
        {
            ReadDecision(term);
            return;
        }
        ReadDefinition(term, symbol.Kind);
    }

    private Symbol? StateEdge()
    {
        var start = Text(at) is "The" or "the" or "A" or "An" ? at + 1 : at;
        var match = MatchAt(start, SymbolKind.State);
        return match.Symbol is not null && Text(start + match.Length) is "begins" or "ends" ? match.Symbol : null;
    }
}
