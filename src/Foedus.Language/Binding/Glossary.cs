using Foedus.Language.Diagnostics;
using Foedus.Language.Parsing;

namespace Foedus.Language.Binding;

/// <summary>Enters declared synonyms: In this Agreement, "aggression" means an armed attack on Ukraine.</summary>
internal static class Glossary
{
    public static void Read(Scope scope, Reporter reporter)
    {
        foreach (var statement in scope.Unit.Statements)
        {
            var at =
                statement.First
                + Phrases.Match(
                    statement.Tokens,
                    statement.First,
                    statement.Last,
                    "In this Agreement ,",
                    statement.First
                );
            if (at == statement.First)
            {
                continue;
            }
            var span = statement.Span;
            if (
                at + 2 >= statement.Last
                || statement.Tokens[at].Kind != TokenKind.Quoted
                || statement.Tokens[at + 1].Text != "means"
            )
            {
                reporter.Report(Rules.BadGlossary, span);
                continue;
            }
            Enter(scope, reporter, statement, at);
        }
    }

    private static void Enter(Scope scope, Reporter reporter, Statement statement, int at)
    {
        var words = statement.Tokens[at].Text[1..^1].Trim();
        var isVerb = words.StartsWith("to ", StringComparison.Ordinal);
        var from = at + 2;
        if (statement.Tokens[from].Text is "a" or "an" or "the" or "to")
        {
            from++;
        }
        var match = scope.Table.Match(statement.Tokens, from, statement.Last, SymbolKind.Any);
        if (
            match.Symbol is null
            || match.Length != statement.Last - from
            || isVerb != (match.Symbol.Kind == SymbolKind.Act)
        )
        {
            var span =
                from < statement.Last
                    ? scope.Unit.Source.Span(statement.Tokens[from].Start, statement.End)
                    : statement.Span;
            reporter.Report(Rules.GlossaryOfUnknown, span, statement.WordsOf(from, statement.Last), words);
            return;
        }
        scope.Table.AddSynonym(isVerb ? words["to ".Length..] : words, match.Symbol);
    }
}
