using System.Collections.Immutable;
using Foedus.Language.Binding;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Language.Syntax;

namespace Foedus.Language.Parsing;

/// <content>Definitions of terms, except decisions.</content>
internal sealed partial class SentenceParser
{
    /// <summary>Reads the definition whose name the declarer has already entered under the given index.</summary>
    private void ReadDefinition(int index, SymbolKind kind)
    {
        var name = scope.SymbolOfTerm[index].Name;
        Term? term = kind switch
        {
            SymbolKind.Party => ReadParty(name),
            SymbolKind.Role => ReadRole(name),
            SymbolKind.Body => ReadBody(name),
            SymbolKind.Event => ReadEvent(name),
            SymbolKind.Act => ReadActDefinition(name),
            SymbolKind.State => ReadState(name),
            SymbolKind.Kind => ReadKindDefinition(name),
            SymbolKind.Menu => ReadMenu(name),
            SymbolKind.Agreement => ReadAgreementDefinition(name, index),
            SymbolKind.Quantity => ReadQuantity(name),
            SymbolKind.Area => ReadArea(name),
            SymbolKind.Clock => ReadClock(name),
            SymbolKind.Amendment => ReadAmendmentDefinition(name),
            _ => null,
        };
        if (!failed && !AtEnd)
        {
            FailLeftOver();
        }
        Close(first, SyntaxKind.Definition);
        if (!failed)
        {
            draft.Terms[index] = term;
        }
    }

    /// <summary>Moves behind the name that is being defined.</summary>
    private void SkipName(string verb)
    {
        while (!AtEnd && !Sees(verb))
        {
            at++;
        }
        Expect(verb);
    }

    private PartyTerm ReadParty(string name)
    {
        at = last;
        return new PartyTerm(name, Agreement, statement.Span);
    }

    private AmendmentTerm ReadAmendmentDefinition(string name)
    {
        SkipName("is an amendment of this Agreement");
        return new AmendmentTerm(name, Agreement, statement.Span);
    }

    private RoleTerm ReadRole(string name)
    {
        SkipName(Matches(first, "The") > 0 && !SeesVerb("is") ? "are" : "is");
        return new RoleTerm(name, Agreement, ExpectActors(), statement.Span);
    }

    private bool SeesVerb(string verb)
    {
        for (var i = at; i < last; i++)
        {
            if (Text(i) == verb)
            {
                return true;
            }
            if (Text(i) is "are" or "is")
            {
                return false;
            }
        }
        return false;
    }

    private BodyTerm ReadBody(string name)
    {
        SkipName("is a body");
        var members = 0;
        ActorSet? composedOf = null;
        if (Accept("of"))
        {
            members = ExpectCount();
            Expect(members == 1 ? "member" : "members");
            if (members == 0)
            {
                Fail(Rules.BodyOfNobody, at - 2, at, name);
            }
        }
        else if (Accept("composed of one member for each"))
        {
            composedOf = ExpectActors();
        }
        return new BodyTerm(name, Agreement, members, composedOf, statement.Span);
    }

    private EventTerm ReadEvent(string name)
    {
        SkipName("is an event");
        ActorSet? against = Accept("against") ? ExpectActors() : null;
        ActorSet? reporters = null;
        ImmutableArray<EventAttribute> attributes = [];
        while (!failed && Accept(","))
        {
            if (Accept("reported by"))
            {
                inReporters = against is not null;
                reporters = ReadReporters();
                inReporters = false;
            }
            else if (Accept("with"))
            {
                attributes = ReadAttributes();
            }
            else
            {
                FailExpected("“reported by” or “with”");
            }
        }
        if (reporters is null && !failed)
        {
            Fail(
                Rules.NoReporter,
                first,
                last,
                new Fix("Name who may report it.", SpanOf(last, last), ", reported by any Party"),
                name
            );
        }
        return new EventTerm(name, Agreement, reporters ?? Nobody, against, attributes, statement.Span);
    }

    private ActorSet ReadReporters()
    {
        var sets = new List<ActorSet> { ExpectActors() };
        while (!failed && (Accept("or by") || Accept("and by")))
        {
            sets.Add(ExpectActors());
        }
        return sets.Count == 1 ? sets[0] : new UnionOf([.. sets]);
    }

    private ImmutableArray<EventAttribute> ReadAttributes()
    {
        var attributes = ImmutableArray.CreateBuilder<EventAttribute>();
        do
        {
            attributes.Add(ReadAttribute());
        } while (!failed && ((Text(at) == "," && Text(at + 1) is "a" or "an" && Accept(",")) || Accept("and")));
        return attributes.ToImmutable();
    }

    private EventAttribute ReadAttribute()
    {
        if (Accept("a place"))
        {
            return new EventAttribute("place", AttributeType.Place);
        }
        if (Accept("a number of"))
        {
            return new EventAttribute(ExpectName(), AttributeType.Number);
        }
        if (Accept("a Party as"))
        {
            return new EventAttribute(ExpectName(), AttributeType.Party);
        }
        if (!Accept("an") && !Accept("a"))
        {
            FailExpected("“a” and the name of an attribute");
        }
        return new EventAttribute(ExpectName(), AttributeType.Text);
    }

    /// <summary>A new name, up to the next comma or "and".</summary>
    private string ExpectName()
    {
        var mark = at;
        while (
            !AtEnd && tokens[at].Kind == TokenKind.Word && Text(at) is not ("and" or "or" or "counted" or "reported")
        )
        {
            at++;
        }
        if (at == mark)
        {
            FailExpected("a name");
        }
        return WordsOf(mark, at);
    }

    private ActTerm ReadActDefinition(string name)
    {
        SkipName("is an act");
        ActorSet actors = new EveryParty(Agreement);
        if (Accept("of"))
        {
            actors = ReadReportersOf();
        }
        ActorSet? toward = Accept("toward") ? ExpectActors() : null;
        string? kind = null;
        int? item = null;
        string? unit = null;
        QuantityStage? stage = null;
        int? quantity = null;
        var attributes = ImmutableArray.CreateBuilder<EventAttribute>();
        while (!failed && Accept(","))
        {
            if (Accept("of a") || Accept("of an"))
            {
                kind = ReadKindOfAct();
            }
            else if (Accept("with"))
            {
                do
                {
                    if (Accept("an amount in") || Accept("a quantity in"))
                    {
                        unit = ExpectName();
                    }
                    else if (MatchAt(at + 1, SymbolKind.Kind).Symbol is { } symbol && (Sees("a") || Sees("an")))
                    {
                        AcceptSymbol(SymbolKind.Kind);
                        item = symbol.Index;
                    }
                    else
                    {
                        attributes.Add(ReadAttribute());
                    }
                } while (!failed && ((Text(at) == "," && Text(at + 1) is "a" or "an" && Accept(",")) || Accept("and")));
            }
            else if (Accept("counted as"))
            {
                stage = ExpectStage();
                Expect("in");
                quantity = ExpectSymbol(SymbolKind.Quantity, "a quantity")?.Index;
            }
            else
            {
                FailExpected("“of a … kind”, “with” or “counted as”");
            }
        }
        if (
            quantity is { } counted
            && draft.TermAt(counted) is QuantityTerm sum
            && unit is not null
            && !SameUnit(sum.Unit, unit)
        )
        {
            Fail(Rules.WrongUnit, first, last, sum.Name, sum.Unit, unit);
        }
        return new ActTerm(
            name,
            Agreement,
            actors,
            toward,
            kind,
            item,
            unit,
            stage,
            quantity,
            attributes.ToImmutable(),
            statement.Span
        );
    }

    private ActorSet ReadReportersOf()
    {
        var sets = new List<ActorSet> { ExpectActors() };
        while (!failed && (Accept("or of") || Accept("and of")))
        {
            sets.Add(ExpectActors());
        }
        return sets.Count == 1 ? sets[0] : new UnionOf([.. sets]);
    }

    /// <summary>"of a diplomatic kind".</summary>
    private string ReadKindOfAct()
    {
        var mark = at;
        while (!AtEnd && Text(at) is not ("kind" or ","))
        {
            at++;
        }
        var words = WordsOf(mark, at);
        Expect("kind");
        return words;
    }

    private StateTerm ReadState(string name)
    {
        SkipName("is a state");
        var holds = Accept("that holds at the start");
        return new StateTerm(name, Agreement, null, null, holds, statement.Span);
    }

    /// <summary>"The Truce begins upon …", "The Truce ends on …": completes a state that another sentence declares.</summary>
    private void ReadStateEdge(Symbol symbol)
    {
        AcceptArticle();
        at += Match(SymbolKind.State).Length;
        var begins = Accept("begins");
        if (!begins)
        {
            Expect("ends");
        }
        Trigger trigger;
        if ((Sees("on") || Sees("at")) && SeesTimeAt(at + 1))
        {
            at++;
            trigger = new AtInstant(ExpectTime(isEnd: !begins));
        }
        else if (SeesPeriod(at))
        {
            trigger = ExpectTrigger();
        }
        else
        {
            if (AcceptAny("upon", "when", "at", "on") is null)
            {
                FailExpected("“upon” and an occasion, or “on” and a date");
            }
            trigger = ExpectTrigger();
        }
        if (!failed && !AtEnd)
        {
            FailLeftOver();
        }
        Close(first, SyntaxKind.Definition);
        if (failed || draft.TermAt(symbol.Index) is not StateTerm state)
        {
            return;
        }
        if (draft.StateEdges.Add((symbol.Index, begins)))
        {
            draft.Terms[symbol.Index] = begins ? state with { Begins = trigger } : state with { Ends = trigger };
        }
        else
        {
            Fail(Rules.SecondEdge, first, last, symbol.Name, begins ? "begins" : "ends");
        }
    }

    private KindTerm ReadKindDefinition(string name)
    {
        SkipName("is");
        var kinds = ImmutableArray.CreateBuilder<string>();
        do
        {
            var mark = at;
            var kind = ExpectName();
            if (kinds.Contains(kind) && !failed)
            {
                Fail(Rules.DuplicateKind, mark, at, kind);
            }
            kinds.Add(kind);
        } while (!failed && (Accept(",") || Accept("or")));
        return new KindTerm(name, Agreement, kinds.ToImmutable(), statement.Span);
    }

    private MenuTerm ReadMenu(string name)
    {
        SkipName("is a list of");
        var of = ExpectSymbol(SymbolKind.Kind, "a list of kinds");
        Accept(",");
        Expect("declared by");
        var by = ExpectActors();
        InstrumentKind? upon = null;
        if (Accept("upon"))
        {
            var (length, kind) = InstrumentAt(at);
            if (length == 0)
            {
                FailExpected("an instrument (ratification, signature, accession …)");
            }
            at += length;
            upon = kind;
        }
        var each = 0;
        var total = 0;
        while (!failed && (Accept(", with") || Accept("and")))
        {
            Accept("at least");
            var count = ExpectCount();
            if (Accept("of each kind"))
            {
                each = count;
            }
            else
            {
                ExpectSymbol(SymbolKind.Kind, "“of each kind”, or the items");
                total = count;
            }
        }
        return new MenuTerm(name, Agreement, of?.Index ?? -1, by, upon, each, total, statement.Span);
    }

    private AgreementTerm ReadAgreementDefinition(string name, int index)
    {
        if (SeesVerb("is") && FindPhrase("is the agreement in"))
        {
            SkipName("is the agreement in");
            at++;
        }
        else
        {
            SkipName("is an agreement");
        }
        return new AgreementTerm(name, Agreement, scope.AgreementOfTerm.GetValueOrDefault(index), statement.Span);
    }

    private bool FindPhrase(string phrase)
    {
        for (var i = at; i < last; i++)
        {
            if (Matches(i, phrase) > 0)
            {
                return true;
            }
        }
        return false;
    }

    private QuantityTerm ReadQuantity(string name)
    {
        SkipName("is a quantity");
        if (Accept("in"))
        {
            return new QuantityTerm(name, Agreement, ExpectName(), null, [], statement.Span);
        }
        Expect("of");
        var (total, unit, _) = ExpectAmount();
        Accept("in total");
        ImmutableArray<BurdenShare> shares = [];
        if (Accept(", of which"))
        {
            var mark = at;
            var list = ImmutableArray.CreateBuilder<BurdenShare>();
            do
            {
                var party = ExpectPartyName();
                Accept("bears");
                var percent = ExpectNumber();
                Expect("%");
                list.Add(new BurdenShare(party, percent / 100));
            } while (!failed && (Accept(",") || Accept("and")));
            shares = list.ToImmutable();
            var sum = shares.Sum(share => share.Share);
            if (!failed && sum != 1)
            {
                Fail(
                    Rules.SharesDoNotSum,
                    mark,
                    at,
                    (sum * 100).ToString("0.##", System.Globalization.CultureInfo.InvariantCulture)
                );
            }
        }
        return new QuantityTerm(name, Agreement, unit, total, shares, statement.Span);
    }

    private AreaTerm ReadArea(string name)
    {
        SkipName("is");
        if (Accept("the line"))
        {
            return new AreaTerm(name, Agreement, ReadPoints(2), Closed: false, 0, statement.Span);
        }
        if (Accept("the area bounded by"))
        {
            return new AreaTerm(name, Agreement, ReadPoints(3), Closed: true, 0, statement.Span);
        }
        Expect("the area within");
        var distance = ExpectNumber();
        Expect("km of");
        if (Accept("the line"))
        {
            return new AreaTerm(name, Agreement, ReadPoints(2), Closed: false, distance, statement.Span);
        }
        var symbol = ExpectSymbol(SymbolKind.Area, "a line or an area");
        return draft.TermAt(symbol?.Index ?? -1) is AreaTerm area
            ? area with
            {
                Name = name,
                Agreement = Agreement,
                DistanceKm = area.DistanceKm + distance,
                Span = statement.Span,
            }
            : new AreaTerm(name, Agreement, [], Closed: false, distance, statement.Span);
    }

    private ImmutableArray<GeoPoint> ReadPoints(int least)
    {
        var mark = at;
        var points = ImmutableArray.CreateBuilder<GeoPoint>();
        do
        {
            points.Add(ExpectPoint());
        } while (!failed && (Accept(",") || Accept("and")));
        if (!failed && points.Count < least)
        {
            Fail(Rules.TooFewPoints, mark, at, least.ToString());
        }
        return points.ToImmutable();
    }

    private GeoPoint ExpectPoint()
    {
        var mark = at;
        if (!Accept("("))
        {
            FailExpected("a place, latitude and longitude in degrees as in “(48.0, 37.8)”,");
        }
        var latitude = ExpectNumber();
        Expect(",");
        var longitude = ExpectNumber();
        Expect(")");
        if (!failed && (latitude is < -90 or > 90 || longitude is < -180 or > 180))
        {
            Fail(Rules.NoSuchPoint, mark, at, WordsOf(mark, at));
        }
        return new GeoPoint((double)latitude, (double)longitude);
    }

    private ClockTerm ReadClock(string name)
    {
        SkipName("is the moment of");
        return new ClockTerm(name, Agreement, ExpectTrigger(), statement.Span);
    }
}
