using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Language.Parsing;

namespace Foedus.Language.Binding;

/// <summary>Finds readings and puts each reader's sentences in place of those that they restate (design rule 14).</summary>
internal static class ReadingFinder
{
    private const int MostReaders = 32;

    public static bool IsReading(Statement statement) =>
        Phrases.Match(statement.Tokens, statement.First, statement.Last, "Reading of", statement.First) > 0;

    public static List<ReaderText> Find(Unit unit, Scope scope, Reporter reporter)
    {
        var readers = new List<ReaderText>();
        foreach (var statement in unit.Statements.Where(IsReading))
        {
            var colon = Enumerable
                .Range(statement.First, statement.Last - statement.First)
                .FirstOrDefault(i => statement.Tokens[i].Text == ":", -1);
            if (colon < 0 || colon + 1 >= statement.Last)
            {
                reporter.Report(Rules.BadReading, statement.Span);
                continue;
            }
            var (reader, eid) = Head(statement, colon);
            var text = readers.Find(other => other.Reader == reader);
            if (text is null && readers.Count == MostReaders)
            {
                reporter.Report(Rules.TooManyReaders, statement.Span, MostReaders.ToString());
                break;
            }
            if (text is null)
            {
                text = new ReaderText(reader, [.. unit.Statements.Where(other => !IsReading(other))]);
                readers.Add(text);
            }
            var restated = statement with { First = colon + 1 };
            if (
                !(
                    eid is null
                        ? ReplaceDefinition(text.Statements, restated, scope)
                        : ReplaceProvision(text.Statements, restated, eid)
                )
            )
            {
                reporter.Report(Rules.ReadingOfNothing, statement.Span, reader);
            }
        }
        return readers;
    }

    /// <summary>"Reading of Russia" or "Reading of Russia of Article 2(1)".</summary>
    private static (string Reader, string? Eid) Head(Statement statement, int colon)
    {
        var of = Enumerable
            .Range(statement.First + 2, Math.Max(0, colon - statement.First - 2))
            .FirstOrDefault(
                i =>
                    statement.Tokens[i].Text == "of"
                    && i + 1 < colon
                    && statement.Tokens[i + 1].Text is "Article" or "Annex",
                -1
            );
        var end = of < 0 ? colon : of;
        var start = statement.First + 2;
        if (statement.Tokens[start].Text == "the" && start + 1 < end)
        {
            start++;
        }
        var reader = statement.WordsOf(start, end);
        if (of < 0)
        {
            return (reader, null);
        }
        var eid =
            (statement.Tokens[of + 1].Text == "Annex" ? "annex_" : "art_")
            + (of + 2 < colon ? statement.Tokens[of + 2].Text : "");
        if (of + 4 < colon && statement.Tokens[of + 3].Text == "(")
        {
            eid += "__para_" + statement.Tokens[of + 4].Text;
        }
        return (reader, eid);
    }

    private static bool ReplaceProvision(List<Statement> statements, Statement restated, string eid)
    {
        var there = statements.FindIndex(other => other.Eid == eid);
        if (there < 0)
        {
            return false;
        }
        var place = statements[there];
        statements.RemoveAll(other => other.Eid == eid);
        statements.Insert(
            there,
            restated with
            {
                Article = place.Article,
                Paragraph = place.Paragraph,
                Point = place.Point,
            }
        );
        return true;
    }

    /// <summary>The same aspect of the same term: its definition, its beginning or its end.</summary>
    private static bool ReplaceDefinition(List<Statement> statements, Statement restated, Scope scope)
    {
        if (IsForce(restated))
        {
            statements.RemoveAll(IsForce);
            statements.Add(restated);
            return true;
        }
        if (AspectOf(restated, scope) is not { } aspect)
        {
            return false;
        }
        var there = statements.FindIndex(other => AspectOf(other, scope) == aspect);
        if (there < 0)
        {
            // The text is silent about this aspect: the reader adds it.
            statements.Add(restated);
            return true;
        }
        if (scope.TermOfStatement.TryGetValue(statements[there], out var term))
        {
            scope.TermOfStatement[restated] = term;
        }
        statements[there] = restated;
        return true;
    }

    /// <summary>Whether the agreement as a whole binds in law: readers differ on it also where the text is silent.</summary>
    private static bool IsForce(Statement statement) =>
        IsWhole(statement, "This Agreement is legally binding")
        || IsWhole(statement, "This Agreement is not legally binding");

    private static bool IsWhole(Statement statement, string sentence)
    {
        var length = Phrases.Match(statement.Tokens, statement.First, statement.Last, sentence, statement.First);
        return length > 0
            && (
                statement.First + length == statement.Last
                || (statement.First + length == statement.Last - 1 && statement.Tokens[statement.Last - 1].Text == ".")
            );
    }

    private static (Symbol Term, string Aspect)? AspectOf(Statement statement, Scope scope)
    {
        var start = statement.First;
        if (statement.Tokens[start].Text is "the" or "The" or "a" or "A" or "an" or "An" or "To" or "to")
        {
            start++;
        }
        var match = scope.Table.Match(statement.Tokens, start, statement.Last, SymbolKind.Any);
        var after = start + match.Length;
        if (match.Symbol is null || after >= statement.Last)
        {
            return null;
        }
        return statement.Tokens[after].Text switch
        {
            "begins" => (match.Symbol, "begins"),
            "ends" => (match.Symbol, "ends"),
            "is" => (match.Symbol, "is"),
            _ => null,
        };
    }
}
