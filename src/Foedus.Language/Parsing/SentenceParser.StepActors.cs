using System.Collections.Immutable;
using Foedus.Language.Binding;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Language.Syntax;

namespace Foedus.Language.Parsing;

/// <content>Steps in which named actors do something.</content>
internal sealed partial class SentenceParser
{
    private static readonly (string Words, string Kind)[] InstrumentVerbs =
    [
        ("signed", "signature"),
        ("signs", "signature"),
        ("sign", "signature"),
        ("ratified", "ratification"),
        ("ratifies", "ratification"),
        ("ratify", "ratification"),
        ("accepts the amendment", "acceptance of amendment"),
        ("accepted the amendment", "acceptance of amendment"),
        ("accept the amendment", "acceptance of amendment"),
        ("accepts the reservation of", "acceptance of reservation"),
        ("accepted the reservation of", "acceptance of reservation"),
        ("accept the reservation of", "acceptance of reservation"),
        ("accepted", "acceptance"),
        ("accepts", "acceptance"),
        ("accept", "acceptance"),
        ("approved", "approval"),
        ("approves", "approval"),
        ("approve", "approval"),
        ("acceded", "accession"),
        ("accedes", "accession"),
        ("accede", "accession"),
        ("applies provisionally", "provisional application"),
        ("apply provisionally", "provisional application"),
        ("gives notice of withdrawal", "notice of withdrawal"),
        ("gave notice of withdrawal", "notice of withdrawal"),
        ("give notice of withdrawal", "notice of withdrawal"),
        ("gives notice of non-renewal", "notice of non-renewal"),
        ("gave notice of non-renewal", "notice of non-renewal"),
        ("give notice of non-renewal", "notice of non-renewal"),
        ("withdraws its notice", "withdrawal of notice"),
        ("withdrew its notice", "withdrawal of notice"),
        ("makes a reservation", "reservation"),
        ("made a reservation", "reservation"),
        ("withdraws its reservation", "withdrawal of reservation"),
        ("withdrew its reservation", "withdrawal of reservation"),
        ("objects to the reservation of", "objection"),
        ("objected to the reservation of", "objection"),
        ("object to the reservation of", "objection"),
        ("withdraws its objection to the reservation of", "withdrawal of objection"),
        ("withdrew its objection to the reservation of", "withdrawal of objection"),
        ("agrees to the renewal", "agreement to renewal"),
        ("agreed to the renewal", "agreement to renewal"),
        ("agree to the renewal", "agreement to renewal"),
        ("proposes an amendment", "request"),
    ];

    private void ReadActorStep(ImmutableArray<string> names, int mark)
    {
        AcceptStepTime();
        // A defined act of the author's own comes before the built-in words, unless these go on further.
        var verb = Match(SymbolKind.Act);
        var isReport = Text(at) is "reports" or "report" or "reported" && SeesSymbolAt(at + 1, SymbolKind.Event);
        if (
            !isReport
            && verb.Symbol is not null
            && verb.Form is WordForm.Third or WordForm.Base or WordForm.Past
            && verb.Length >= InstrumentVerbLength()
        )
        {
            at += verb.Length;
            ReadDeed(names, verb.Symbol.Index);
            return;
        }
        if (AcceptedAmendment() is { } amendment)
        {
            ReadDeposit(names, "acceptance of amendment", amendment);
            return;
        }
        foreach (var (words, kind) in InstrumentVerbs)
        {
            if (Accept(words))
            {
                ReadDeposit(names, kind);
                return;
            }
        }
        if (AcceptAny("reports", "report", "reported") is not null)
        {
            foreach (var name in names)
            {
                var again = at;
                ReadHappening(name);
                if (name != names[^1] && !failed)
                {
                    at = again;
                }
            }
        }
        else if (Text(at) is "vote" or "votes" or "voted" or "abstain" or "abstains" or "abstained")
        {
            var (vote, decision) = ReadVote();
            foreach (var name in names)
            {
                AddPending("vote.cast", name).With("decision", decision).With("vote", vote);
            }
        }
        else
        {
            ReadOtherStep(names, mark);
        }
    }

    /// <summary>"accepts the First Amendment": its name.</summary>
    private string? AcceptedAmendment()
    {
        if (Text(at) is not ("accepts" or "accepted" or "accept"))
        {
            return null;
        }
        var start = Text(at + 1) is "the" ? at + 2 : at + 1;
        var match = MatchAt(start, SymbolKind.Amendment);
        if (match.Symbol is null)
        {
            return null;
        }
        at = start + match.Length;
        return match.Symbol.Name;
    }

    private int InstrumentVerbLength()
    {
        foreach (var (words, _) in InstrumentVerbs)
        {
            if (Matches(at, words) is > 0 and var length)
            {
                return length;
            }
        }
        return 0;
    }

    private void ReadOtherStep(ImmutableArray<string> names, int mark)
    {
        if (AcceptAny("decides", "decided", "makes", "made") is not null)
        {
            Announce(names, "yes", ReadDecided());
        }
        else if (AcceptAny("refuses", "refused") is not null)
        {
            Announce(names, "no", ReadDecided());
        }
        else if (AcceptAny("is satisfied that", "are satisfied that") is not null)
        {
            var start = at;
            var words = SeesQuoted() ? ExpectQuoted() : "";
            if (words.Length == 0)
            {
                while (!AtEnd && Text(at) != ",")
                {
                    at++;
                }
                words = WordsOf(start, at);
            }
            Announce(names, "yes", words);
        }
        else if (AcceptAny("declares", "declare", "declared") is not null)
        {
            ReadDeclared(names);
        }
        else if (AcceptAny("exercises", "exercise", "exercised") is not null)
        {
            var power = ReadDecided();
            string? against = Accept("against") ? ExpectPartyName() : null;
            foreach (var name in names)
            {
                var made = AddPending("power.exercised", name).With("power", power);
                if (against is not null)
                {
                    made.With("against", against);
                }
            }
        }
        else if (AcceptAny("retracts", "retracted") is not null)
        {
            AddPending("event.retracted", names[0]).With("id", ExpectMention(isEvent: true));
        }
        else if (AcceptAny("corrects", "corrected") is not null)
        {
            ReadCorrection(names[0]);
        }
        else
        {
            var remedy = ActBegunHere() is { } act
                ? $"write the act as it is defined, “{act}”, and what goes with it behind that"
                : "define an act if it is one";
            Fail(Rules.UnknownStep, mark, Math.Min(last, at + 3), WordsOf(mark, Math.Min(last, at + 3)), remedy);
        }
    }

    /// <summary>"lends 2 ships" where to lend ships is defined: an act by its first word.</summary>
    private string? ActBegunHere()
    {
        foreach (var symbol in Table.Symbols)
        {
            if (
                symbol.Kind == SymbolKind.Act
                && symbol.Name.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space
            )
            {
                var stem = symbol.Name[..space].TrimEnd('e', 'y');
                if (
                    stem.Length > 1
                    && Text(at).StartsWith(stem, StringComparison.Ordinal)
                    && Text(at).Length <= space + 3
                )
                {
                    return symbol.Name;
                }
            }
        }
        return null;
    }

    private void Announce(ImmutableArray<string> names, string outcome, string decision)
    {
        foreach (var name in names)
        {
            AddPending("decision.announced", name).With("decision", decision).With("outcome", outcome);
        }
    }

    /// <summary>"ratified the Ceasefire on T, each declaring one measure of each kind, with a reservation to Article 3(2)".</summary>
    private void ReadDeposit(ImmutableArray<string> names, string kind, string? amendment = null)
    {
        var against = kind is "objection" or "acceptance of reservation" or "withdrawal of objection"
            ? ExpectPartyName()
            : null;
        Accept("to");
        var reservations =
            kind is "withdrawal of reservation" or "reservation" && SeesReference() ? ReadReserved() : [];
        Accept("of");
        var agreement = AcceptAgreement(out var target) && target != 0 ? scope.Agreements[target].Name : null;
        var precludes = false;
        (string Menu, ImmutableArray<string> Items)? menu = null;
        while (!failed && !AtEnd)
        {
            var mark = at;
            AcceptStepTime();
            Accept(",");
            if (kind == "objection" && Accept("precluding entry into force between them"))
            {
                precludes = true;
            }
            else if (Accept("with a reservation to") || Accept("with reservations to"))
            {
                reservations = ReadReserved();
            }
            else if (Accept("each declaring") || Accept("declaring"))
            {
                menu = ReadMenuItems();
            }
            else if (at > mark && Text(mark) != ",")
            {
                continue;
            }
            else
            {
                at = mark;
                break;
            }
        }
        foreach (var name in names)
        {
            var made = AddPending("instrument.deposited", name).With("kind", kind);
            if (agreement is not null)
            {
                made.With("agreement", agreement);
            }
            if (amendment is not null)
            {
                made.With("amendment", amendment);
            }
            if (against is not null)
            {
                made.With("against", against);
            }
            if (precludes)
            {
                made.With("precludes", "true");
            }
            if (!reservations.IsEmpty)
            {
                made.Data.Add(new("reservations", new DataValue(null, null, reservations)));
            }
            if (menu is var (menuName, items))
            {
                made.With("menu", menuName).With("items", items);
            }
        }
    }

    /// <summary>The provisions reserved, as event files name them: by reference.</summary>
    private ImmutableArray<string> ReadReserved()
    {
        var reserved = ImmutableArray.CreateBuilder<string>();
        do
        {
            var mark = at;
            ExpectReference(ReferenceTo.All);
            reserved.Add(WordsOf(mark, at));
        } while (!failed && Accept("and"));
        return reserved.ToImmutable();
    }

    private void ReadDeclared(ImmutableArray<string> names)
    {
        var (menu, items) = ReadMenuItems();
        foreach (var name in names)
        {
            AddPending("menu.declared", name).With("menu", menu).With("items", items);
        }
    }

    /// <summary>"one measure of each kind", "two military and one legal measure", with "in its declared package" where there are several menus.</summary>
    private (string Menu, ImmutableArray<string> Items) ReadMenuItems()
    {
        var mark = at;
        foreach (var term in scenario.Core.Terms)
        {
            if (term is not MenuTerm menu || draft.TermAt(menu.Of) is not KindTerm kinds)
            {
                continue;
            }
            at = mark;
            var items = TryReadItems(kinds);
            if (items.IsEmpty)
            {
                continue;
            }
            if (Accept("in its"))
            {
                var named = ExpectSymbol(SymbolKind.Menu, "a menu");
                return (named?.Name ?? "", items);
            }
            return (menu.Name, items);
        }
        at = mark;
        FailExpected("what is declared (one measure of each kind, two military measures)");
        return ("", []);
    }

    private ImmutableArray<string> TryReadItems(KindTerm kinds)
    {
        var items = ImmutableArray.CreateBuilder<string>();
        do
        {
            var count = 1;
            if (SeesNumber(at))
            {
                count = ExpectCount();
            }
            else if (!Accept("a") && !Accept("an"))
            {
                return [];
            }
            count = Math.Min(count, 1000);
            var (kind, length) = KindAt(kinds, at);
            at += length;
            var noun = Match(SymbolKind.Kind);
            if (noun.Symbol is not null && (draft.TermAt(noun.Symbol.Index) as KindTerm)?.Name == kinds.Name)
            {
                at += noun.Length;
            }
            else if (kind is null)
            {
                return [];
            }
            if (Accept("of each kind"))
            {
                items.AddRange(kinds.Kinds.SelectMany(each => Enumerable.Repeat(each, count)));
            }
            else
            {
                items.AddRange(Enumerable.Repeat(kind ?? kinds.Kinds[0], count));
            }
        } while ((Text(at) is "and" or "," && (SeesNumber(at + 1) || Text(at + 1) is "a" or "an")) && at++ >= 0);
        return items.ToImmutable();
    }

    /// <summary>What is behind the verb: "a military measure toward Ukraine", "EUR 5,000,000", "with 500 troops".</summary>
    private void ReadDeed(ImmutableArray<string> names, int term)
    {
        if (draft.TermAt(term) is not ActTerm act)
        {
            return;
        }
        var data = new PendingEvent("act.performed", "").With("act", act.Name);
        string? toward = null;
        while (!failed && !AtEnd)
        {
            var mark = at;
            if (act.Item is { } wanted && Sees("with") && SeesItemsAhead(wanted))
            {
                at++;
            }
            if (Accept("toward") || (toward is null && SeesActor() && !Sees("a") && !Sees("an")))
            {
                toward = ExpectPartyName();
            }
            else if (
                act.Item is { } item
                && draft.TermAt(item) is KindTerm kinds
                && TryReadItems(kinds) is { IsEmpty: false } items
            )
            {
                data.With("item", items);
                if (Accept("from its"))
                {
                    ExpectSymbol(SymbolKind.Menu, "a menu");
                }
            }
            else if (Restore(mark) && ReadDeedAmount(act, data))
            {
                Close(mark, SyntaxKind.Amount);
            }
            else
            {
                at = mark;
                break;
            }
        }
        ReadParticulars(act.Attributes, act.Name, data);
        if (toward is null && act.Toward is NamedActor named)
        {
            toward = named.Name;
        }
        foreach (var name in names)
        {
            var made = AddPending("act.performed", name);
            made.Data.AddRange(data.Data);
            if (toward is not null)
            {
                made.With("toward", toward);
            }
        }
    }

    private bool Restore(int mark)
    {
        at = mark;
        return true;
    }

    private bool ReadDeedAmount(ActTerm act, PendingEvent data)
    {
        var mark = at;
        Accept("of");
        if (act.Unit is null || !SeesAmountAt(at))
        {
            at = mark;
            return false;
        }
        var (value, unit, amountMark) = ExpectAmount();
        if (!SameUnit(act.Unit, unit))
        {
            Fail(Rules.WrongUnit, amountMark, at, act.Name, act.Unit, unit);
        }
        data.With("quantity", value).With("unit", act.Unit);
        if (Accept(", funded by") || Accept("funded by"))
        {
            ReadFunders(act, data);
        }
        return true;
    }

    /// <summary>A joint lot: "funded by France EUR 50 and Poland EUR 40".</summary>
    private void ReadFunders(ActTerm act, PendingEvent data)
    {
        do
        {
            var funder = ExpectPartyName();
            var (part, unit, mark) = ExpectAmount();
            if (act.Unit is { } wanted && !SameUnit(wanted, unit))
            {
                Fail(Rules.WrongUnit, mark, at, act.Name, wanted, unit);
            }
            data.With("funders." + funder, part);
        } while (!failed && ((Text(at) == "," && SeesActorAt(at + 1) && Accept(",")) || Accept("and")));
    }

    /// <summary>"corrects "attack-1" to T", "… with 3 deaths", "… against Poland".</summary>
    private void ReadCorrection(string author)
    {
        var made = AddPending("event.corrected", author).With("id", ExpectMention(isEvent: true));
        var said = at;
        if (Accept("to"))
        {
            var time = ExpectTime(isEnd: false);
            made.With("time", InstantText(time));
        }
        var particulars = new PendingEvent("", "");
        var attributes = scenario
            .Core.Terms.OfType<EventTerm>()
            .SelectMany(term => term.Attributes)
            .Concat(scenario.Core.Terms.OfType<ActTerm>().SelectMany(term => term.Attributes))
            .Distinct();
        ReadParticulars([.. attributes], "the event", particulars);
        foreach (var (name, value) in particulars.Data)
        {
            made.Data.Add(new("data." + name, value));
        }
        if (at == said)
        {
            FailExpected("what is corrected (“to 2026-03-01T06:00Z”, “with 3 deaths”, “against Poland”)");
        }
    }

    /// <summary>The name of a case or event of this scenario, in quotation marks.</summary>
    private string ExpectMention(bool isEvent)
    {
        var mark = at;
        var name = ExpectQuoted();
        if (!failed)
        {
            scenario.Mentions.Add(new ScenarioMention(name, isEvent, SpanOf(mark, at)));
        }
        return name;
    }

    private static string InstantText(long time) =>
        DateTime
            .UnixEpoch.AddMilliseconds(time)
            .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
