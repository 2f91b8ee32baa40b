using System.Collections.Immutable;
using Foedus.Language.Binding;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Language.Syntax;

namespace Foedus.Language.Parsing;

/// <content>Narrowing an event or act by place, number, words, items.</content>
internal sealed partial class SentenceParser
{
    private void ReadFilters(
        ImmutableArray<EventAttribute> attributes,
        string term,
        ImmutableArray<AttributeFilter>.Builder filters
    )
    {
        while (!failed)
        {
            var mark = at;
            if ((Sees("in") || Sees("outside")) && SeesSymbolAt(at + 1, SymbolKind.Area))
            {
                var inside = Text(at) == "in";
                at++;
                var area = AcceptSymbol(SymbolKind.Area);
                AddPlace(attributes, term, filters, area?.Index ?? -1, inside, mark);
            }
            else if (Sees("within") && SeesNumber(at + 1) && SeesAt(at + 2, "km of"))
            {
                at++;
                var distance = ExpectNumber();
                Expect("km of");
                AddPlace(attributes, term, filters, NearbyArea(distance), inside: true, mark);
            }
            else if (Sees("with") && SeesAttributeFilter())
            {
                at++;
                ReadAttributeFilter(attributes, term, filters);
            }
            else
            {
                return;
            }
            Close(mark, SyntaxKind.Filter);
        }
    }

    private bool SeesSymbolAt(int index, SymbolKind kinds)
    {
        if (Text(index) is "the" or "a" or "an")
        {
            index++;
        }
        return MatchAt(index, kinds).Symbol is not null;
    }

    /// <summary>"with" also begins other phrases: "with a quorum of".</summary>
    private bool SeesAttributeFilter() =>
        !SeesAt(at + 1, "the consent of")
        && !SeesAt(at + 1, "the prior consent of")
        && !SeesAt(at + 1, "the agreement of")
        && !SeesAt(at + 1, "the approval of")
        && !SeesAt(at + 1, "a quorum of")
        && !SeesAt(at + 1, "the reservation")
        && !SeesAt(at + 1, "a reservation");

    private void AddPlace(
        ImmutableArray<EventAttribute> attributes,
        string term,
        ImmutableArray<AttributeFilter>.Builder filters,
        int area,
        bool inside,
        int mark
    )
    {
        foreach (var attribute in attributes)
        {
            if (attribute.Type == AttributeType.Place)
            {
                filters.Add(new AreaFilter(attribute.Name, area, inside));
                return;
            }
        }
        Fail(Rules.NoPlace, mark, at, term);
    }

    /// <summary>An area defined in passing: "within 5 km of the Contact Line". It becomes a term of its own, found again by its words.</summary>
    private int NearbyArea(decimal distance)
    {
        var symbol = ExpectSymbol(SymbolKind.Area, "an area or a line");
        if (symbol is null || draft.TermAt(symbol.Index) is not AreaTerm area)
        {
            return -1;
        }
        var name = $"within {distance} km of the {area.Name}";
        return draft.AddArea(area with { Name = name, DistanceKm = area.DistanceKm + distance });
    }

    private static readonly (string Words, Comparison Comparison)[] Comparisons =
    [
        ("at least", Comparison.AtLeast),
        ("not less than", Comparison.AtLeast),
        ("no less than", Comparison.AtLeast),
        ("not fewer than", Comparison.AtLeast),
        ("no fewer than", Comparison.AtLeast),
        ("at most", Comparison.AtMost),
        ("not more than", Comparison.AtMost),
        ("no more than", Comparison.AtMost),
        ("more than", Comparison.More),
        ("fewer than", Comparison.Less),
        ("less than", Comparison.Less),
        ("exactly", Comparison.Equal),
    ];

    private Comparison? ComparisonAt(int index, out int length)
    {
        foreach (var (words, comparison) in Comparisons)
        {
            length = Matches(index, words);
            if (length > 0)
            {
                return comparison;
            }
        }
        length = 0;
        return null;
    }

    private Comparison? AcceptComparison()
    {
        var comparison = ComparisonAt(at, out var length);
        at += length;
        return comparison;
    }

    private bool SeesComparison() => SeesComparisonAt(at);

    private bool SeesComparisonAt(int index) => ComparisonAt(index, out _) is not null;

    private void ReadAttributeFilter(
        ImmutableArray<EventAttribute> attributes,
        string term,
        ImmutableArray<AttributeFilter>.Builder filters
    )
    {
        Accept("a");
        Accept("the");
        if (SeesComparison() || SeesNumber(at))
        {
            var comparison = AcceptComparison() ?? Comparison.Equal;
            var value = ExpectNumber();
            if (ExpectAttribute(attributes, term, AttributeType.Number) is { } counted)
            {
                filters.Add(new NumberFilter(counted.Name, comparison, value));
            }
            return;
        }
        if (ExpectAttribute(attributes, term, null) is not { } attribute)
        {
            return;
        }
        if (Accept("of"))
        {
            var comparison = AcceptComparison() ?? Comparison.Equal;
            filters.Add(new NumberFilter(attribute.Name, comparison, ExpectNumber()));
            return;
        }
        var words = ImmutableArray.CreateBuilder<string>();
        do
        {
            words.Add(attribute.Type == AttributeType.Party && !SeesQuoted() ? ExpectPartyName() : ExpectQuoted());
        } while (
            !failed
            && Text(at) == "or"
            && (
                at + 1 < last && tokens[at + 1].Kind == TokenKind.Quoted
                || attribute.Type == AttributeType.Party && SeesActorAt(at + 1)
            )
            && Accept("or")
        );
        filters.Add(new TextFilter(attribute.Name, words.ToImmutable()));
    }

    private string ExpectPartyName()
    {
        var phrase = ExpectOneActor();
        if (!failed && phrase.Core is not NamedActor)
        {
            Fail(Rules.Expected, phrase.First, phrase.Last, "the name of a party", PhraseAt(phrase.First));
        }
        return (phrase.Core as NamedActor)?.Name ?? "";
    }

    private EventAttribute? ExpectAttribute(ImmutableArray<EventAttribute> attributes, string term, AttributeType? type)
    {
        EventAttribute? best = null;
        var length = 0;
        foreach (var attribute in attributes)
        {
            var count = Math.Max(
                Matches(at, attribute.Name),
                Math.Max(
                    Matches(at, Inflection.Plural(attribute.Name)),
                    Matches(at, Inflection.Singular(attribute.Name))
                )
            );
            if (count > length && (type is null || attribute.Type == type))
            {
                best = attribute;
                length = count;
            }
        }
        if (best is null && type == AttributeType.Number && attributes.Any(attribute => attribute.Name == Text(at)))
        {
            Fail(Rules.AttributeNotCounted, at, at + 1, term, Text(at));
        }
        else if (best is null)
        {
            Fail(
                Rules.NoSuchAttribute,
                at,
                at + 1,
                term,
                Text(at),
                attributes.IsEmpty ? "none" : string.Join(", ", attributes.Select(a => a.Name))
            );
        }
        at += length;
        return best;
    }

    private bool SeesQuoted() => !AtEnd && tokens[at].Kind == TokenKind.Quoted;

    private string ExpectQuoted()
    {
        if (!SeesQuoted())
        {
            FailExpected("words in quotation marks");
            return "";
        }
        return Unquoted(tokens[at++].Text);
    }

    private static string Unquoted(string quoted)
    {
        var builder = new System.Text.StringBuilder();
        foreach (var word in quoted[1..^1].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            builder.Append(builder.Length > 0 ? " " : "").Append(word);
        }
        return builder.ToString();
    }

    /// <summary>In an occasion: "a military measure", "any measure", "a declared package's measure": which items the act delivered.</summary>
    private void ReadItemFilter(int kindTerm, ImmutableArray<AttributeFilter>.Builder filters)
    {
        if (draft.TermAt(kindTerm) is not KindTerm kinds)
        {
            return;
        }
        var mark = at;
        var determiner = AcceptAny("at least one", "any", "an", "a");
        var wanted = ReadKinds(kinds);
        var noun = MatchAt(at, SymbolKind.Kind);
        if (noun.Symbol?.Index == kindTerm)
        {
            at += noun.Length;
            if (!wanted.IsEmpty)
            {
                filters.Add(new TextFilter("item", wanted));
            }
            Close(mark, SyntaxKind.Items);
        }
        else if (determiner is not null || !wanted.IsEmpty)
        {
            at = mark;
        }
    }

    /// <summary>"military or economic": kinds of a list, none if none is named.</summary>
    private ImmutableArray<string> ReadKinds(KindTerm kinds)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        while (KindAt(kinds, at) is (not null, > 0) and var (kind, length))
        {
            found.Add(kind);
            at += length;
            if ((Text(at) is "or" or ",") && KindAt(kinds, at + 1).Length > 0)
            {
                at++;
                continue;
            }
            break;
        }
        return found.ToImmutable();
    }

    private (string? Kind, int Length) KindAt(KindTerm kinds, int index)
    {
        string? best = null;
        var length = 0;
        foreach (var kind in kinds.Kinds)
        {
            if (Matches(index, kind) is var count && count > length)
            {
                best = kind;
                length = count;
            }
        }
        return (best, length);
    }
}
