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
        var words = WithoutArticle(statement.Tokens[at].Text[1..^1].Trim());
        if (words.Length == 0)
        {
            reporter.Report(Rules.BadGlossary, statement.Span);
            return;
        }
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
        var name = isVerb ? words["to ".Length..] : words;
        foreach (var known in scope.Table.Symbols)
        {
            if (
                known.Unit == match.Symbol.Unit
                && string.Equals(known.Name, name, StringComparison.Ordinal)
                && isVerb == (known.Kind == SymbolKind.Act)
            )
            {
                var line = known.Span.Line.ToString(System.Globalization.CultureInfo.InvariantCulture);
                reporter.Report(Rules.DuplicateTerm, statement.Span, name, line);
                return;
            }
        }
        scope.Table.AddSynonym(name, match.Symbol);
    }

    /// <summary>"the Truce" in quotation marks is the term Truce: an article is no part of a term, and none is kept where it is used.</summary>
    private static string WithoutArticle(string words)
    {
        var space = words.IndexOf(' ', StringComparison.Ordinal);
        var first = space < 0 ? words : words[..space];
        return first is not ("the" or "The" or "a" or "A" or "an" or "An") ? words
            : space < 0 ? ""
            : words[space..].TrimStart();
    }
}
