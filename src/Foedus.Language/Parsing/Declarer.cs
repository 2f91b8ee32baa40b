using Foedus.Language.Binding;
using Foedus.Language.Diagnostics;

namespace Foedus.Language.Parsing;

/// <summary>The first pass: finds which sentences define which terms, so that definitions may come anywhere.</summary>
internal static class Declarer
{
    private const int LongestSubject = 40;

    private static readonly (string Phrase, SymbolKind Kind)[] Skeletons =
    [
        ("is decided upon", SymbolKind.Decision),
        ("is a body", SymbolKind.Body),
        ("is an event", SymbolKind.Event),
        ("is an agreement", SymbolKind.Agreement),
        ("is the agreement in", SymbolKind.Agreement),
        ("is a state", SymbolKind.State),
        ("is a list of", SymbolKind.Menu),
        ("is a quantity", SymbolKind.Quantity),
        ("is the line", SymbolKind.Area),
        ("is the area", SymbolKind.Area),
        ("is the moment of", SymbolKind.Clock),
    ];

    /// <summary>What a sentence defines: nothing, one term, or several parties.</summary>
    public static IEnumerable<Declaration> Declarations(Statement statement)
    {
        var tokens = statement.Tokens;
        var (first, last) = (statement.First, statement.Last);
        if (Matches("To") && FindAct(statement) is { } act)
        {
            return [act];
        }
        var verb = FindVerb(statement);
        if (verb < 0 || Matches("It") || Matches("This") || Matches("Article") || Matches("Annex") || Matches("In this Agreement"))
        {
            return [];
        }
        var hasArticle = Matches("A") || Matches("An") || Matches("The");
        var start = hasArticle ? first + 1 : first;
        if (start >= verb)
        {
            return [];
        }
        foreach (var (phrase, kind) in Skeletons)
        {
            if (MatchesAt(verb, phrase))
            {
                return [Declare(kind, start, verb)];
            }
        }
        if (MatchesAt(verb, "is a Party") && verb + 3 == last)
        {
            return [Declare(SymbolKind.Party, start, verb)];
        }
        if (MatchesAt(verb, "are Parties") && verb + 2 == last)
        {
            return Parties(statement, verb);
        }
        if (tokens[verb].Text == "is" && (Matches("A") || Matches("An")) && verb + 1 < last)
        {
            var next = tokens[verb + 1].Text;
            var isRole = next is "a" or "an" or "any" or "the" || char.IsUpper(next[0]);
            return [Declare(isRole ? SymbolKind.Role : SymbolKind.Kind, start, verb)];
        }
        var namesFollow = verb + 1 < last && (tokens[verb + 1].Text == "the" || char.IsUpper(tokens[verb + 1].Text[0]));
        if (tokens[verb].Text == "are" && Matches("The") && namesFollow)
        {
            return [new Declaration(statement, SymbolKind.Role, Inflection.Singular(statement.WordsOf(start, verb)), start, verb, null)];
        }
        return [];

        bool Matches(string phrase) => MatchesAt(first, phrase);
        bool MatchesAt(int index, string phrase) => Phrases.Match(tokens, index, last, phrase, first) > 0;
        Declaration Declare(SymbolKind kind, int from, int to) => new(statement, kind, statement.WordsOf(from, to), from, to, null);
    }

    /// <summary>The index of the "is" or "are" behind a subject that is a name; −1 if the sentence is of another build.</summary>
    private static int FindVerb(Statement statement)
    {
        var end = Math.Min(statement.Last, statement.First + LongestSubject);
        for (var i = statement.First; i < end; i++)
        {
            var token = statement.Tokens[i];
            if (token.Text is "is" or "are")
            {
                return i;
            }
            var isListComma = token.Text == ",";
            if ((token.Kind != TokenKind.Word && !isListComma) || token.Text is "shall" or "may" or "should" or "has" or "have" or "that" or "upon" or "Upon" or "If" or "While")
            {
                return -1;
            }
        }
        return -1;
    }

    private static Declaration? FindAct(Statement statement)
    {
        string? past = null;
        var nameEnd = -1;
        for (var i = statement.First + 1; i < statement.Last; i++)
        {
            var text = statement.Tokens[i].Text;
            if (text == "(" && nameEnd < 0 && i == statement.First + 2)
            {
                past = i + 1 < statement.Last ? statement.Tokens[i + 1].Text : null;
                i += 2;
                continue;
            }
            if (Phrases.Match(statement.Tokens, i, statement.Last, "is an act", -1) > 0)
            {
                nameEnd = i;
                break;
            }
            if (statement.Tokens[i].Kind != TokenKind.Word)
            {
                return null;
            }
        }
        if (nameEnd <= statement.First + 1)
        {
            return null;
        }
        var verb = statement.First + 1;
        var rest = past is null ? verb + 1 : verb + 4;
        var name = statement.WordsOf(verb, verb + 1) + (rest < nameEnd ? " " + statement.WordsOf(rest, nameEnd) : "");
        return new Declaration(statement, SymbolKind.Act, name, verb, nameEnd, past);
    }

    /// <summary>"France, Poland and Canada are Parties."</summary>
    private static List<Declaration> Parties(Statement statement, int verb)
    {
        var parties = new List<Declaration>();
        var start = statement.First;
        for (var i = start; i <= verb; i++)
        {
            var text = statement.Tokens[i].Text;
            if (i != verb && text is not ("," or "and"))
            {
                continue;
            }
            if (start < i && statement.Tokens[start].Text is "the" or "The")
            {
                start++;
            }
            if (start < i)
            {
                parties.Add(new Declaration(statement, SymbolKind.Party, statement.WordsOf(start, i), start, i, null));
            }
            start = i + 1;
        }
        return parties;
    }
}
