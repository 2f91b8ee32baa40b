using System.Collections.Immutable;
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
        ("is decided when", SymbolKind.Decision),
        ("is a body", SymbolKind.Body),
        ("is an event", SymbolKind.Event),
        ("is an agreement", SymbolKind.Agreement),
        ("is an amendment of this Agreement", SymbolKind.Amendment),
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
        if (
            verb < 0
            || Matches("It")
            || Matches("This")
            || Matches("Article")
            || Matches("Annex")
            || Matches("In this Agreement")
        )
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
        // "A Founder is a Party" names a role that every party has; "Poland is a Party" names a party.
        if (MatchesAt(verb, "is a Party") && verb + 3 == last && !Matches("A") && !Matches("An"))
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
            if (next == "accepted" && tokens[verb - 1].Text == "reservation")
            {
                // "A late reservation is accepted if …" is a rule, and no list of kinds.
                return [];
            }
            var isRole = next is "a" or "an" or "any" or "the" || char.IsUpper(next[0]);
            return [Declare(isRole ? SymbolKind.Role : SymbolKind.Kind, start, verb)];
        }
        var namesFollow = verb + 1 < last && (tokens[verb + 1].Text == "the" || char.IsUpper(tokens[verb + 1].Text[0]));
        if (tokens[verb].Text == "are" && Matches("The") && namesFollow)
        {
            return
            [
                new Declaration(
                    statement,
                    SymbolKind.Role,
                    Inflection.Singular(statement.WordsOf(start, verb)),
                    start,
                    verb,
                    []
                ),
            ];
        }
        return [];

        bool Matches(string phrase) => MatchesAt(first, phrase);
        bool MatchesAt(int index, string phrase) => Phrases.Match(tokens, index, last, phrase, first) > 0;
        Declaration Declare(SymbolKind kind, int from, int to) =>
            new(statement, kind, statement.WordsOf(from, to), from, to, []);
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
            if (
                (token.Kind != TokenKind.Word && !isListComma)
                || token.Text
                    is "shall"
                        or "may"
                        or "should"
                        or "has"
                        or "have"
                        or "that"
                        or "upon"
                        or "Upon"
                        or "If"
                        or "While"
            )
            {
                return -1;
            }
        }
        return -1;
    }

    /// <summary>"To pay for (paid for) weapons is an act": base words, declared past forms, and the rest of the verb.</summary>
    private static Declaration? FindAct(Statement statement)
    {
        var past = ImmutableArray.CreateBuilder<string>();
        var verb = statement.First + 1;
        var (open, close) = (-1, -1);
        var start = -1;
        for (var i = verb; i < statement.Last; i++)
        {
            var text = statement.Tokens[i].Text;
            if (text == "(" && open < 0 && i > verb)
            {
                open = i;
                start = i + 1;
            }
            else if (open >= 0 && close < 0 && text is ")" or ",")
            {
                past.Add(statement.WordsOf(start, i));
                start = i + 1;
                close = text == ")" ? i : -1;
            }
            else if (open < 0 || close >= 0)
            {
                if (Phrases.Match(statement.Tokens, i, statement.Last, "is an act", -1) > 0)
                {
                    return i == verb ? null : Act(statement, verb, open, close, i, past.ToImmutable());
                }
                if (statement.Tokens[i].Kind != TokenKind.Word)
                {
                    return null;
                }
            }
        }
        return null;
    }

    private static Declaration Act(
        Statement statement,
        int verb,
        int open,
        int close,
        int end,
        ImmutableArray<string> past
    )
    {
        var rest = close >= 0 && close + 1 < end ? " " + statement.WordsOf(close + 1, end) : "";
        var name = statement.WordsOf(verb, open < 0 ? end : open) + rest;
        return new Declaration(statement, SymbolKind.Act, name, verb, end, [.. past.Select(form => form + rest)]);
    }

    private static int StateLength(Statement statement, int index, int last)
    {
        for (var length = Math.Min(Core.States.LongestName, last - index); length > 1; length--)
        {
            if (Core.States.IsState(statement.WordsOf(index, index + length)))
            {
                return length;
            }
        }
        return 0;
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
                // The name of a state may hold an "and" of its own.
                i += Math.Max(0, StateLength(statement, i, verb) - 1);
                continue;
            }
            if (start < i && statement.Tokens[start].Text is "the" or "The")
            {
                start++;
            }
            if (start < i)
            {
                parties.Add(new Declaration(statement, SymbolKind.Party, statement.WordsOf(start, i), start, i, []));
            }
            start = i + 1;
        }
        return parties;
    }
}
