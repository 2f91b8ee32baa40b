using System.Collections.Immutable;
using System.Globalization;
using Foedus.Language.Binding;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Language.Syntax;

namespace Foedus.Language.Parsing;

/// <content>References to provisions.</content>
internal sealed partial class SentenceParser
{
    /// <summary>Which norms of a provision a reference means, when it names no link of a chain itself.</summary>
    private enum ReferenceTo
    {
        Heads,
        Powers,
        All,
    }

    private const int WidestReference = 1000;

    private static readonly (string Word, Modality Modality)[] NormWords =
    [
        ("duty", Modality.Duty),
        ("prohibition", Modality.Prohibition),
        ("permission", Modality.Permission),
        ("power", Modality.Power),
        ("disability", Modality.Disability),
        ("maintenance", Modality.Maintenance),
        ("hortatory", Modality.Hortatory),
    ];

    private bool SeesReference() => SeesReferenceAt(at);

    private bool SeesReferenceAt(int index) =>
        (Text(index) is "Article" or "Annex" or "paragraph" && index + 1 < last)
        || (Text(index) == "Articles" && index + 1 < last && char.IsAsciiDigit(Text(index + 1)[0]))
        || SeesAt(index, "this Article")
        || (Text(index) is "consequence" or "the" && SeesAt(index + (Text(index) == "the" ? 1 : 0), "consequence"))
        || (IsNormWord(Text(index)) && SeesNumber(index + 1) && Text(index + 2) == "of");

    private static bool IsNormWord(string word)
    {
        foreach (var (candidate, _) in NormWords)
        {
            if (candidate == word)
            {
                return true;
            }
        }
        return false;
    }

    /// <param name="mayBeWithoutNorms">Something else stands in the provision that is meant as well.</param>
    private ImmutableArray<int> ExpectReference(ReferenceTo to = ReferenceTo.Heads, bool mayBeWithoutNorms = false)
    {
        if (to == ReferenceTo.All && Accept("Articles"))
        {
            return ExpectArticles(mayBeWithoutNorms);
        }
        var mark = at;
        var link = -1;
        Modality? only = null;
        Accept("the");
        if (Accept("consequence"))
        {
            link = SeesNumber(at) ? ExpectCount() : 1;
            Expect("of");
        }
        else if (IsNormWord(Text(at)) && SeesNumber(at + 1) && Text(at + 2) == "of")
        {
            only = NormWords.First(word => word.Word == Text(at)).Modality;
            at++;
            link = ExpectCount();
            Expect("of");
        }
        if (!ReadProvision(out var eid, out var agreement))
        {
            return [];
        }
        Close(mark, SyntaxKind.Reference);
        if (draft.Outline is not { } outline)
        {
            return [];
        }
        var found = Select(outline.Provisions, agreement, eid, link, only, to);
        if (found.IsEmpty && to == ReferenceTo.Heads && link < 0)
        {
            found = Select(outline.Provisions, agreement, eid, link, only, ReferenceTo.All);
        }
        if (found.Length > WidestReference)
        {
            Fail(Rules.ReferenceTooWide, mark, at, WordsOf(mark, at), WidestReference.ToString());
            return [];
        }
        if (to == ReferenceTo.Powers && !(ArePowers(found) && found.Length > 0))
        {
            Fail(Rules.NoPowerThere, mark, at, WordsOf(mark, at));
            return [];
        }
        if (found.IsEmpty && !mayBeWithoutNorms)
        {
            Fail(Rules.NoSuchProvision, mark, at, WordsOf(mark, at));
        }
        return found;
    }

    private bool ArePowers(ImmutableArray<int> clauses) =>
        clauses.All(clause =>
            draft.Outline?.Provisions.Exists(entry => entry.Clause == clause && entry.Modality == Modality.Power)
            == true
        );

    /// <summary>Behind "Articles": "2, 3(1) and 5", "2 to 4".</summary>
    private ImmutableArray<int> ExpectArticles(bool mayBeWithoutNorms)
    {
        var clauses = new SortedSet<int>();
        do
        {
            var mark = at;
            var written = Text(at);
            at = Math.Min(at + 1, last);
            var parts = Parts();
            var upTo = written;
            if (Sees("to") && parts.Length == 0 && SeesNumber(at + 1))
            {
                at++;
                upTo = Text(at);
                at++;
            }
            if (
                upTo == written
                || !int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || !int.TryParse(upTo, NumberStyles.None, CultureInfo.InvariantCulture, out var end)
                || end < number
                || end - number > WidestReference
            )
            {
                (number, end) = (0, 0);
            }
            Close(mark, SyntaxKind.Reference);
            if (draft.Outline is not { } outline)
            {
                continue;
            }
            for (var one = number; one <= end; one++)
            {
                var name = end == 0 ? written : one.ToString(CultureInfo.InvariantCulture);
                var found = Select(
                    outline.Provisions,
                    Agreement,
                    InAnnex("art_" + name) + parts,
                    -1,
                    null,
                    ReferenceTo.All
                );
                if ((found.IsEmpty && !mayBeWithoutNorms) || (end == 0 && upTo != written))
                {
                    Fail(Rules.NoSuchProvision, mark, at, $"Article {WordsOf(mark, at)}");
                    return [];
                }
                clauses.UnionWith(found);
            }
        } while (!failed && SeesFurtherArticle());
        if (clauses.Count > WidestReference)
        {
            Fail(Rules.ReferenceTooWide, at - 1, at, WordsOf(at - 1, at), WidestReference.ToString());
            return [];
        }
        return [.. clauses];
    }

    private bool SeesFurtherArticle()
    {
        var mark = at;
        if (AcceptAny(", and", ", or", ",", "and", "or") is not null && char.IsAsciiDigit((Text(at) + " ")[0]))
        {
            return true;
        }
        at = mark;
        return false;
    }

    private static ImmutableArray<int> Select(
        List<ProvisionEntry> entries,
        int agreement,
        string eid,
        int link,
        Modality? only,
        ReferenceTo to
    )
    {
        var found = ImmutableArray.CreateBuilder<int>();
        var count = 0;
        foreach (var entry in entries)
        {
            if (entry.Agreement != agreement || !IsIn(entry.Eid, eid))
            {
                continue;
            }
            if (found.Count > WidestReference)
            {
                break;
            }
            var matches =
                only is { } modality ? entry.Modality == modality && entry.Link == 0 && ++count == link
                : link > 0 ? entry.Link == link
                : to switch
                {
                    ReferenceTo.All => true,
                    ReferenceTo.Powers => entry.Modality == Modality.Power,
                    _ => entry.Link == 0,
                };
            if (matches)
            {
                found.Add(entry.Clause);
            }
        }
        return found.ToImmutable();
    }

    private static bool IsIn(string eid, string provision) =>
        eid.StartsWith(provision, StringComparison.Ordinal)
        && (eid.Length == provision.Length || eid.AsSpan(provision.Length).StartsWith("__"));

    /// <summary>Reads "Article 3(2)(a)", "Annex A", "this Article", "paragraph 2", each with "of AGREEMENT" where it is another's.</summary>
    private bool ReadProvision(out string eid, out int agreement)
    {
        agreement = Agreement;
        eid = "";
        var mark = at;
        if (Accept("this Article"))
        {
            eid = statement.Article?.Eid ?? "";
        }
        else if (Accept("paragraph"))
        {
            eid = (statement.Article?.Eid ?? "") + "__para_" + Text(at);
            at++;
            eid += Points();
        }
        else if (Accept("Annex"))
        {
            eid = "annex_" + Text(at);
            at++;
            eid += Parts();
        }
        else if (Accept("Article"))
        {
            var number = Text(at);
            at++;
            var parts = Parts();
            if (Text(at) == "of" && Text(at + 1) == "Annex")
            {
                eid = "annex_" + Text(at + 2) + "__art_" + number + parts;
                at += 3;
            }
            else
            {
                eid = InAnnex("art_" + number) + parts;
            }
        }
        else
        {
            FailExpected(
                Sees("Articles")
                    ? "one provision (“a breach of Article 1 or a breach of Article 2”)"
                    : "a reference (Article 3(2))"
            );
            return false;
        }
        if (at > last)
        {
            at = mark;
            FailExpected("the number of a provision");
            return false;
        }
        if (Text(at) == "of" && AgreementAt(at + 1) is { } target)
        {
            agreement = target.Agreement;
            at = target.Next;
        }
        return !failed;
    }

    /// <summary>Inside an annex with articles of its own, "Article 2" is the annex's if it has one.</summary>
    private string InAnnex(string eid)
    {
        var own = statement.Article?.Eid ?? "";
        var split = own.IndexOf("__art_", StringComparison.Ordinal);
        if (split > 0 && scope.Unit.Articles.Exists(article => article.Eid == own[..split] + "__" + eid))
        {
            return own[..split] + "__" + eid;
        }
        return eid;
    }

    private string Parts()
    {
        if (Text(at) == "(" && at + 2 < last && tokens[at + 1].Kind is TokenKind.Number && Text(at + 2) == ")")
        {
            var paragraph = Text(at + 1);
            at += 3;
            return "__para_" + paragraph + Points();
        }
        return Points();
    }

    private string Points()
    {
        if (Text(at) == "(" && Text(at + 2) == ")" && Text(at + 1).Length <= 2 && tokens[at + 1].Kind == TokenKind.Word)
        {
            var point = Text(at + 1);
            at += 3;
            return "__point_" + point;
        }
        return "";
    }

    /// <summary>An agreement's name at a token, and where the text goes on.</summary>
    private (int Agreement, int Next)? AgreementAt(int index)
    {
        if (Text(index) is "this" or "This" && Text(index + 1) == "Agreement")
        {
            return (Agreement, index + 2);
        }
        var start = Text(index) is "the" or "The" ? index + 1 : index;
        var match = MatchAt(start, SymbolKind.Agreement);
        return match.Symbol is { } symbol && scope.AgreementOfTerm.TryGetValue(symbol.Index, out var agreement)
            ? (agreement, start + match.Length)
            : null;
    }

    private bool AcceptAgreement(out int agreement)
    {
        agreement = Agreement;
        if (AgreementAt(at) is not { } found)
        {
            return false;
        }
        agreement = found.Agreement;
        at = found.Next;
        return true;
    }

    private int ExpectAgreement()
    {
        if (!AcceptAgreement(out var agreement))
        {
            ExpectSymbol(SymbolKind.Agreement, "an agreement (this Agreement, or one that is defined)");
        }
        return agreement;
    }
}
