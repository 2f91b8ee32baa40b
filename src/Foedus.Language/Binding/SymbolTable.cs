using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Foedus.Language.Core;
using Foedus.Language.Parsing;

namespace Foedus.Language.Binding;

/// <summary>The defined terms of one unit and of those it rests on, found by longest match over words.</summary>
internal sealed class SymbolTable
{
    private sealed class Node
    {
        public Dictionary<string, Node>? Next;
        public List<(Symbol Symbol, WordForm Form)>? Here;
    }

    private const int LongestFolded = 64;

    /// <summary>Among more terms than this no nearest one is looked for: the search would cost more than the hint is worth.</summary>
    private const int MostCompared = 2000;
    private readonly Node root = new();
    private readonly List<Symbol> symbols = [];

    public IReadOnlyList<Symbol> Symbols => symbols;

    public Symbol? Find(string name)
    {
        foreach (var symbol in symbols)
        {
            if (symbol.Name == name)
            {
                return symbol;
            }
        }
        return null;
    }

    public void AddNoun(Symbol symbol)
    {
        symbols.Add(symbol);
        AddForm(symbol.Name, symbol, WordForm.Singular);
        AddForm(Inflection.Plural(symbol.Name), symbol, WordForm.Plural);
    }

    public void AddAct(Symbol symbol, ImmutableArray<string> past)
    {
        symbols.Add(symbol);
        AddVerb(symbol.Name, symbol, past);
    }

    /// <summary>Another word for a term, from the glossary.</summary>
    public void AddSynonym(string words, Symbol symbol)
    {
        if (symbol.Kind == SymbolKind.Act)
        {
            AddVerb(words, symbol, []);
            return;
        }
        AddForm(words, symbol, WordForm.Singular);
        AddForm(Inflection.Plural(words), symbol, WordForm.Plural);
    }

    private void AddVerb(string words, Symbol symbol, ImmutableArray<string> past)
    {
        var space = words.IndexOf(' ', StringComparison.Ordinal);
        var verb = space < 0 ? words : words[..space];
        var rest = space < 0 ? "" : words[space..];
        AddForm(verb + rest, symbol, WordForm.Base);
        AddForm(Inflection.Third(verb) + rest, symbol, WordForm.Third);
        AddForm(Inflection.Progressive(verb) + rest, symbol, WordForm.Progressive);
        foreach (var form in past)
        {
            AddForm(form, symbol, WordForm.Past);
        }
        if (!past.IsEmpty)
        {
            return;
        }
        var (simple, participle) = Inflection.Past(verb);
        AddForm(simple + rest, symbol, WordForm.Past);
        if (participle != simple)
        {
            AddForm(participle + rest, symbol, WordForm.Past);
        }
    }

    private void AddForm(string words, Symbol symbol, WordForm form)
    {
        var node = root;
        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            node.Next ??= new Dictionary<string, Node>(StringComparer.Ordinal);
            if (!node.Next.TryGetValue(word, out var next))
            {
                node.Next.Add(word, next = new Node());
            }
            node = next;
        }
        node.Here ??= [];
        node.Here.Add((symbol, form));
    }

    /// <summary>The longest term of one of the kinds that begins at a token; of equally long ones the unit's own before those of agreements it rests on.</summary>
    public SymbolMatch Match(List<Token> tokens, int at, int last, SymbolKind kinds)
    {
        var best = MatchFrom(tokens, at, last, kinds, fold: false);
        return best.Symbol is null ? MatchFrom(tokens, at, last, kinds, fold: true) : best;
    }

    private SymbolMatch MatchFrom(List<Token> tokens, int at, int last, SymbolKind kinds, bool fold)
    {
        var best = default(SymbolMatch);
        var node = root;
        for (var i = at; i < last && node.Next is not null; i++)
        {
            if (
                !(
                    fold && i == at
                        ? TryFolded(node.Next, tokens[i].Text, out var next)
                        : node.Next.TryGetValue(tokens[i].Text, out next)
                            || node.Next.TryGetValue(tokens[i].Meaning, out next)
                )
            )
            {
                break;
            }
            node = next;
            if (node.Here is null)
            {
                continue;
            }
            foreach (var (symbol, form) in node.Here)
            {
                if ((symbol.Kind & kinds) != 0)
                {
                    best = new SymbolMatch(symbol, form, i + 1 - at);
                    break;
                }
            }
        }
        return best;
    }

    /// <summary>Looks a word up with the case of its first letter turned, without making a string of it.</summary>
    private static bool TryFolded(Dictionary<string, Node> nodes, string word, [NotNullWhen(true)] out Node? next)
    {
        next = null;
        if (word.Length is 0 or > LongestFolded)
        {
            return false;
        }
        Span<char> folded = stackalloc char[word.Length];
        word.CopyTo(folded);
        folded[0] = char.IsUpper(word[0]) ? char.ToLowerInvariant(word[0]) : char.ToUpperInvariant(word[0]);
        return nodes.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(folded, out next);
    }

    /// <summary>The defined term nearest to some words in spelling, if one is near.</summary>
    public Symbol? Nearest(string words, SymbolKind kinds)
    {
        if (symbols.Count > MostCompared)
        {
            return null;
        }
        Symbol? best = null;
        var bestDistance = Math.Max(1, words.Length / 3) + 1;
        foreach (var symbol in symbols)
        {
            if ((symbol.Kind & kinds) == 0)
            {
                continue;
            }
            var distance = Math.Min(
                Spelling.Distance(words, symbol.Name, bestDistance),
                Spelling.Distance(words, Inflection.Plural(symbol.Name), bestDistance)
            );
            if (distance < bestDistance)
            {
                best = symbol;
                bestDistance = distance;
            }
        }
        return best;
    }
}
