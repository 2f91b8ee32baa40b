using Foedus.Language.Binding;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Language.Syntax;

namespace Foedus.Language.Parsing;

/// <summary>
/// Reads one sentence by recursive descent, straight into the typed core: the longest match over defined terms decides what a phrase is, so reading and binding cannot be told apart.
/// After the first fault the rest of the sentence is skipped: the cursor stands at its end and every rule returns something harmless, so nothing throws and nothing is reported twice.
/// </summary>
internal sealed partial class SentenceParser
{
    private const int DeepestNesting = 40;

    private readonly Scope scope;
    private readonly Draft draft;
    private readonly Statement statement;
    private readonly List<Token> tokens;
    private readonly List<(SyntaxKind Kind, int First, int Last)> nodes = [];
    private readonly int first;
    private int at;
    private int last;
    private bool failed;
    private int depth;

    public SentenceParser(Scope scope, Draft draft, Statement statement)
    {
        this.scope = scope;
        this.draft = draft;
        this.statement = statement;
        tokens = statement.Tokens;
        first = statement.First;
        at = statement.First;
        last = statement.Last;
    }

    private SymbolTable Table => scope.Table;

    private int Agreement => scope.Agreement;

    private bool AtEnd => at >= last;

    private string Text(int index) => index < last && index >= 0 ? tokens[index].Meaning : "";

    /// <summary>How many tokens from an index on spell out the phrase; the first word of a sentence may begin with a capital letter.</summary>
    private int Matches(int index, string phrase) => Phrases.Match(tokens, index, last, phrase, first);

    private bool Sees(string phrase) => Matches(at, phrase) > 0;

    private bool SeesAt(int index, string phrase) => Matches(index, phrase) > 0;

    private bool Accept(string phrase)
    {
        var count = Matches(at, phrase);
        at += count;
        return count > 0;
    }

    /// <summary>Accepts the first of several phrases that stands here; null if none does.</summary>
    private string? AcceptAny(params ReadOnlySpan<string> phrases)
    {
        foreach (var phrase in phrases)
        {
            if (Accept(phrase))
            {
                return phrase;
            }
        }
        return null;
    }

    private bool Expect(string phrase)
    {
        if (Accept(phrase))
        {
            return true;
        }
        FailExpected($"“{phrase}”");
        return false;
    }

    private bool AcceptArticle() => Accept("the") || Accept("an") || Accept("a");

    private SourceSpan SpanOf(int from, int to)
    {
        var end = Math.Min(to, statement.Last);
        if (from >= end)
        {
            var place =
                from > statement.First && from - 1 < tokens.Count
                    ? tokens[Math.Min(from, statement.Last) - 1]
                    : tokens[statement.First];
            return from >= statement.Last
                ? statement.Source.Span(place.End, place.End)
                : statement.Source.Span(place.Start, place.End);
        }
        return statement.Source.Span(tokens[from].Start, tokens[end - 1].End);
    }

    private string WordsOf(int from, int to) => statement.WordsOf(from, Math.Min(to, statement.Last));

    /// <summary>The words from an index to the next punctuation, for messages.</summary>
    private string PhraseAt(int index)
    {
        if (index >= statement.Last)
        {
            return "the end of the sentence";
        }
        var end = index + 1;
        while (end < statement.Last && end < index + 3 && tokens[end].Kind != TokenKind.Punctuation)
        {
            end++;
        }
        return $"“{statement.WordsOf(index, end)}”";
    }

    private void Fail(DiagnosticRule rule, int from, int to, params string[] values) =>
        Fail(rule, from, to, null, values);

    private void Fail(DiagnosticRule rule, int from, int to, Fix? fix, params string[] values)
    {
        if (failed)
        {
            return;
        }
        failed = true;
        draft.Reporter.Report(rule, SpanOf(from, to), fix, values);
        nodes.Add((SyntaxKind.Skipped, Math.Max(first, Math.Min(from, last)), last));
        at = last;
    }

    private void Warn(DiagnosticRule rule, int from, int to, params string[] values)
    {
        if (!failed)
        {
            draft.Reporter.Report(rule, SpanOf(from, to), null, values);
        }
    }

    private void FailExpected(string what) => Fail(Rules.Expected, at, at + 1, what, PhraseAt(at));

    /// <summary>Reports a name that is not defined, with the nearest one that is.</summary>
    private void FailUndefined(SymbolKind kinds, string wanted)
    {
        if (failed)
        {
            return;
        }
        if (AtEnd || tokens[at].Kind is not (TokenKind.Word or TokenKind.Number))
        {
            FailExpected(wanted);
            return;
        }
        var (words, length, nearest) = NearestAt(kinds);
        if (nearest is null)
        {
            Fail(Rules.Undefined, at, at + length, words, wanted, FormOf(kinds, words));
            return;
        }
        var span = SpanOf(at, at + length);
        Fail(
            Rules.UndefinedNear,
            at,
            at + length,
            new Fix($"Write {nearest.Name}.", span, nearest.Name),
            words,
            nearest.Name
        );
    }

    /// <summary>The sentence that would define it, as far as the place says what it is.</summary>
    private static string FormOf(SymbolKind kinds, string words) =>
        kinds switch
        {
            SymbolKind.Act => " (“To notify is an act of any Party.”)",
            SymbolKind.Actor => char.IsUpper(words[0])
                ? $" (“{words} is a Party.”, “The {words} is a body.”)"
                : " (“A Guarantor is a Party other than Ukraine.”, “The Commission is a body.”)",
            SymbolKind.Event or (SymbolKind.Event | SymbolKind.Decision) =>
                " (“An incident is an event, reported by any Party.”)",
            _ => "",
        };

    private (string Words, int Length, Symbol? Nearest) NearestAt(SymbolKind kinds)
    {
        var limit = at;
        while (
            limit < last
            && limit < at + 6
            && tokens[limit].Kind == TokenKind.Word
            && !IsFunctionWord(tokens[limit].Text)
        )
        {
            limit++;
        }
        limit = Math.Max(limit, at + 1);
        if (!draft.Reporter.IsFull)
        {
            var run = at + 1;
            while (run < last && run < at + 6 && tokens[run].Kind == TokenKind.Word)
            {
                run++;
            }
            for (var end = run; end > at; end--)
            {
                var words = WordsOf(at, end);
                if (words.Length < 80 && Table.Nearest(words, kinds) is { } nearest)
                {
                    return (words, end - at, nearest);
                }
            }
        }
        return (WordsOf(at, limit), limit - at, null);
    }

    private static bool IsFunctionWord(string word) =>
        word
            is "is"
                or "are"
                or "shall"
                or "may"
                or "has"
                or "have"
                or "should"
                or "in"
                or "within"
                or "upon"
                or "by"
                or "other"
                or "that"
                or "and"
                or "or"
                or "with"
                or "from"
                or "to"
                or "for"
                or "toward"
                or "the"
                or "a"
                or "an"
                or "not"
                or "holds"
                or "does";

    private void Close(int mark, SyntaxKind kind)
    {
        if (at > mark && !failed)
        {
            nodes.Add((kind, mark, at));
        }
    }

    /// <summary>Refuses nesting deeper than any lawyer's; call <see cref="Leave"/> afterwards.</summary>
    private bool Enter()
    {
        if (++depth <= DeepestNesting)
        {
            return true;
        }
        Fail(Rules.TooDeep, at, at + 1, DeepestNesting.ToString());
        return false;
    }

    private void Leave() => depth--;

    private SymbolMatch Match(SymbolKind kinds) => Table.Match(tokens, at, last, kinds);

    private SymbolMatch MatchAt(int index, SymbolKind kinds) => Table.Match(tokens, index, last, kinds);

    /// <summary>Accepts a term of one of the kinds, after an article if there is one.</summary>
    private Symbol? AcceptSymbol(SymbolKind kinds)
    {
        var mark = at;
        AcceptArticle();
        var match = Match(kinds);
        if (match.Symbol is null)
        {
            at = mark;
            match = Match(kinds);
        }
        at += match.Length;
        return match.Symbol;
    }

    /// <summary>As <see cref="AcceptSymbol"/>; a term of another kind, or none, is an error.</summary>
    private Symbol? ExpectSymbol(SymbolKind kinds, string wanted)
    {
        var symbol = AcceptSymbol(kinds);
        if (symbol is not null || failed)
        {
            return symbol;
        }
        var mark = at;
        AcceptArticle();
        var other = Match(SymbolKind.Any);
        if (other.Symbol is null)
        {
            FailUndefined(kinds, wanted);
        }
        else
        {
            Fail(Rules.WrongKind, mark, at + other.Length, other.Symbol.Name, KindName(other.Symbol.Kind), wanted);
        }
        return null;
    }

    private static string KindName(SymbolKind kind) =>
        kind switch
        {
            SymbolKind.Party => "a party",
            SymbolKind.Role => "a role",
            SymbolKind.Body => "a body",
            SymbolKind.Event => "an event",
            SymbolKind.Act => "an act",
            SymbolKind.State => "a state",
            SymbolKind.Kind => "a list of kinds",
            SymbolKind.Menu => "a menu",
            SymbolKind.Decision => "a decision",
            SymbolKind.Agreement => "an agreement",
            SymbolKind.Quantity => "a quantity",
            SymbolKind.Area => "an area",
            SymbolKind.Clock => "a moment",
            _ => "an actor",
        };
}
