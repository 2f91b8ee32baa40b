using System.Collections.Immutable;
using Foedus.Language.Binding;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Language.Syntax;

namespace Foedus.Language.Parsing;

/// <content>What is to be done: acts with their counter-party, items, amounts and manner.</content>
internal sealed partial class SentenceParser
{
    private static readonly string[] VagueWords =
    [
        "appropriate",
        "necessary",
        "adequate",
        "reasonable",
        "sufficient",
        "credible",
        "robust",
        "effective",
        "proportionate",
        "meaningful",
        "significant",
        "substantial",
        "decisive",
        "serious",
        "prompt",
        "suitable",
        "possible",
        "feasible",
    ];

    private void CheckActors(ActTerm act, ActorSet actors, int mark, int end)
    {
        if (failed || draft.Outline is null || actors is BoundActor || universe.MayOverlap(actors, act.Actors))
        {
            return;
        }
        var swapped = act.Toward is not null && universe.MayOverlap(actors, act.Toward);
        Fail(swapped ? Rules.ActorSwapped : Rules.NotAnActor, mark, end, WordsOf(mark, end), act.Name);
    }

    private NormContent ReadAct(Bearer bearer, Modality modality, int bearerMark)
    {
        var mark = at;
        var verb = Match(SymbolKind.Act);
        if (verb.Symbol is null && AcceptAny(OpenTimes) is { } promptly)
        {
            // "shall forthwith consult": the time stands before the verb.
            norm.OpenDeadline = (promptly, SpanOf(mark, at));
            Warn(Rules.OpenDeadline, mark, at, promptly);
            verb = Match(SymbolKind.Act);
        }
        if (verb.Symbol is null || verb.Form != WordForm.Base)
        {
            RefuseOtherModalBefore();
            if (verb.Symbol is not null)
            {
                Fail(
                    Rules.WrongVerbForm,
                    at,
                    at + verb.Length,
                    new Fix($"Write “{verb.Symbol.Name}”.", SpanOf(at, at + verb.Length), verb.Symbol.Name),
                    WordsOf(at, at + verb.Length),
                    verb.Symbol.Name
                );
            }
            else if (modality == Modality.Duty && PowerVerbAt(at))
            {
                Fail(Rules.PowerAsDuty, at, at + 1, Text(at));
            }
            else
            {
                FailUndefined(SymbolKind.Act, "an act");
            }
            return new HasNoRight(null, null);
        }
        at += verb.Length;
        if (draft.TermAt(verb.Symbol.Index) is not ActTerm act)
        {
            return new PerformAct(verb.Symbol.Index, null, null, null, []);
        }
        norm.Grades.Add(new SlotGrade(Slot.Act, 4, act.Name, SpanOf(at - verb.Length, at)));
        CheckBearer(act, bearer, bearerMark, at - verb.Length);
        var toward = ReadToward(act, modality);
        var items = ReadItems(act, modality);
        if (toward is null && Sees("toward"))
        {
            toward = ReadToward(act, modality);
        }
        var amount = ReadAmount(act);
        if (toward is null && Sees("toward"))
        {
            toward = ReadToward(act, modality);
        }
        var filters = ImmutableArray.CreateBuilder<AttributeFilter>();
        ReadFilters(act.Attributes, act.Name, filters);
        ReadManner();
        if (act.Toward is not null)
        {
            norm.Grades.Add(GradeOf(toward, act, modality, mark));
        }
        Close(mark, SyntaxKind.Content);
        return new PerformAct(
            verb.Symbol.Index,
            toward?.Set ?? DefaultToward(act),
            items,
            amount,
            filters.ToImmutable()
        )
        {
            TowardEach = toward?.Quantifier == Quantifier.Each,
        };
    }

    private void CheckBearer(ActTerm act, Bearer bearer, int bearerMark, int mark)
    {
        if (failed || draft.Outline is null || bearer.Who is BoundActor || universe.MayOverlap(bearer.Who, act.Actors))
        {
            return;
        }
        var swapped = act.Toward is not null && universe.MayOverlap(bearer.Who, act.Toward);
        var fix = swapped ? SwapBack(bearerMark, mark) : null;
        var bearerEnd = mark - 1;
        while (
            bearerEnd - 1 > bearerMark && tokens[bearerEnd - 1].Text is ("shall" or "has" or "have" or "no" or "right")
        )
        {
            bearerEnd--;
        }
        Fail(
            swapped ? Rules.ActorSwapped : Rules.NotAnActor,
            bearerMark,
            mark - 1,
            fix,
            WordsOf(bearerMark, bearerEnd),
            act.Name
        );
    }

    /// <summary>The sentence with debtor and creditor in each other's place, where the creditor stands right behind the verb.</summary>
    private Fix? SwapBack(int bearerMark, int verbMark)
    {
        if (!SeesActor())
        {
            return null;
        }
        var toward = at;
        var modal = verbMark - (Text(verbMark - 1) is "not" or "keep" ? 2 : 1);
        ExpectActors();
        var swapped = $"{WordsOf(toward, at)} {WordsOf(modal, toward)} {WordsOf(bearerMark, modal)}";
        return failed ? null : new Fix("Exchange the two.", SpanOf(bearerMark, at), swapped);
    }

    private ItemDemand? ReadItems(ActTerm act, Modality modality)
    {
        var mark = at;
        if (Accept("by such") || Accept("such"))
        {
            return ReadSelfJudgedItems(act, mark);
        }
        if (act.Item is not { } item || draft.TermAt(item) is not KindTerm kinds)
        {
            return null;
        }
        if (Sees("with") && SeesItemsAhead(item))
        {
            at++;
        }
        var isCompared = ComparisonAt(at, out var length) is Comparison.AtLeast or Comparison.Equal;
        at += isCompared ? length : 0;
        var numberAt = at;
        if (SeesTimes(at))
        {
            at = mark;
            return null;
        }
        var minimum = 1;
        var counted = SeesNumber(at);
        if (counted)
        {
            minimum = ExpectCount();
        }
        else if (!isCompared)
        {
            counted = Accept("any") || Accept("an") || Accept("a");
        }
        var standardMark = at;
        var standard = Array.IndexOf(VagueWords, Text(at)) >= 0 ? Text(at++) : null;
        var wanted = ReadKinds(kinds);
        var noun = Match(SymbolKind.Kind);
        if (noun.Symbol?.Index != item)
        {
            at = mark;
            if (standard is not null || !wanted.IsEmpty || (counted && (act.Unit is null || !SeesAmountAt(numberAt))))
            {
                at = mark;
                Fail(Rules.NotAnItem, mark, Math.Min(last, mark + 4), act.Name, kinds.Name);
            }
            return null;
        }
        at += noun.Length;
        var spread = ReadSpread(modality, minimum, wanted.IsEmpty ? kinds.Kinds.Length : wanted.Length, mark);
        int? menu = null;
        if (Accept("from its"))
        {
            menu = ExpectSymbol(SymbolKind.Menu, "a menu")?.Index;
            if (menu is { } index && draft.TermAt(index) is MenuTerm declared && declared.Of != item)
            {
                Fail(Rules.MenuOfOtherKind, mark, at, declared.Name, kinds.Name);
            }
        }
        if (standard is not null)
        {
            ReadStandard(standard, standardMark, Slot.Object);
        }
        else
        {
            GradeItems(modality, minimum, menu, mark);
        }
        Close(mark, SyntaxKind.Items);
        return new ItemDemand(item, minimum, wanted, menu) { Spread = spread };
    }

    /// <summary>"of different kinds", "of each kind": only what is to be delivered is counted by kinds.</summary>
    private ItemSpread ReadSpread(Modality modality, int minimum, int kinds, int mark)
    {
        if (modality is not (Modality.Duty or Modality.Hortatory))
        {
            return ItemSpread.Any;
        }
        if (Accept("of each kind"))
        {
            return ItemSpread.EachKind;
        }
        if (!Accept("of different kinds"))
        {
            return ItemSpread.Any;
        }
        if (minimum < 2 || minimum > kinds)
        {
            Fail(Rules.NotSoManyKinds, mark, at, kinds.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        return ItemSpread.DifferentKinds;
    }

    /// <summary>Whether the noun of a list of kinds comes within the next few words: "with at least one support measure".</summary>
    private bool SeesItemsAhead(int item)
    {
        for (var i = at + 1; i < Math.Min(last, at + 10) && tokens[i].Kind != TokenKind.Punctuation; i++)
        {
            if (MatchAt(i, SymbolKind.Kind).Symbol?.Index == item)
            {
                return true;
            }
        }
        return false;
    }

    private void GradeItems(Modality modality, int minimum, int? menu, int mark)
    {
        // Bounded choice needs a minimum of one; a choice among nothing promises nothing.
        var floor = menu is { } index && draft.TermAt(index) is MenuTerm { MinimumOfEachKind: 0, MinimumTotal: 0 };
        var grade =
            modality is Modality.Prohibition or Modality.Disability ? 4
            : minimum >= 1 && !floor ? 3
            : 1;
        norm.Grades.Add(new SlotGrade(Slot.Object, grade, WordsOf(mark, at), SpanOf(mark, at)));
    }

    /// <summary>"such action as it deems necessary": the bearer alone decides what it owes.</summary>
    private ItemDemand? ReadSelfJudgedItems(ActTerm act, int mark)
    {
        if (AtEnd || tokens[at].Kind != TokenKind.Word)
        {
            FailExpected("a noun (such action as it deems necessary)");
            return null;
        }
        at++;
        if (!Accept("as it deems") || AcceptAny("necessary", "appropriate", "fit") is null)
        {
            FailExpected("“as it deems necessary”");
            return null;
        }
        var words = WordsOf(mark, at);
        norm.Standards.Add(AddStandard(StandardKind.SelfJudging, words, norm.Index, mark));
        norm.Grades.Add(new SlotGrade(Slot.Object, 1, words, SpanOf(mark, at)));
        Warn(Rules.SelfJudging, mark, at, words);
        return act.Item is { } item ? new ItemDemand(item, 0, [], null) : null;
    }

    /// <summary>A vague word: delegated when "(as decided by …)" follows, open otherwise.</summary>
    private void ReadStandard(string words, int mark, Slot slot)
    {
        if (Sees("( as decided by"))
        {
            ReadDelegation(words, mark);
            norm.Grades.Add(new SlotGrade(slot, 2, words, SpanOf(mark, at)));
            return;
        }
        norm.Standards.Add(AddStandard(StandardKind.OpenTerm, words, norm.Index, mark));
        norm.Grades.Add(new SlotGrade(slot, 0, words, SpanOf(mark, at)));
        Warn(Rules.OpenTerm, mark, mark + 1, words);
    }

    private void ReadManner()
    {
        while (!failed && Accept("in accordance with"))
        {
            var mark = at;
            var words = ExpectQuoted();
            if (!failed)
            {
                ReadStandard(words, mark, Slot.Act);
            }
        }
    }

    private int AddStandard(StandardKind kind, string words, int? clause, int mark)
    {
        draft.Standards.Add(
            new Standard(kind, words, clause ?? (norm.Index >= 0 ? norm.Index : null), null, SpanOf(mark, at))
        );
        return draft.Standards.Count - 1;
    }

    private bool SeesAmountAt(int index) =>
        (SeesNumber(index) && index + 1 < last && tokens[index + 1].Kind == TokenKind.Word)
        || (
            index < last
            && tokens[index].Kind == TokenKind.Word
            && index + 1 < last
            && tokens[index + 1].Kind == TokenKind.Number
        );

    private Amount? ReadAmount(ActTerm act)
    {
        var mark = at;
        if (Accept("its share of") || Accept("of its share of"))
        {
            return ReadShareOf(act, mark);
        }
        if (SeesLeadTime(at))
        {
            RefuseLeadTime(at);
            return null;
        }
        var comparisonAt = at;
        var of = Accept("of");
        var comparison = AcceptComparison();
        if (!of && SeesTimes(at))
        {
            return ReadTimes(act, comparison, mark);
        }
        if (!SeesAmountAt(at) || (comparison is null && !of && !LooksLikeAmount(act)))
        {
            at = comparisonAt;
            return null;
        }
        var (value, unit, amountMark) = ExpectAmount();
        Accept("in total");
        if (act.Unit is null)
        {
            Fail(Rules.ActWithoutAmount, mark, at, act.Name);
        }
        else if (!SameUnit(act.Unit, unit))
        {
            Fail(Rules.WrongUnit, amountMark, at, act.Name, act.Unit, unit);
        }
        var shares = Accept("in shares of") ? ReadShares() : [];
        norm.Grades.Add(new SlotGrade(Slot.Object, 4, WordsOf(mark, at), SpanOf(mark, at)));
        Close(mark, SyntaxKind.Amount);
        return new Amount(comparison ?? Comparison.AtLeast, value, act.Unit ?? unit, shares);
    }

    /// <summary>"once", "twice", "3 times".</summary>
    private bool SeesTimes(int index) =>
        Text(index) is "once" or "twice" || (SeesNumber(index) && Text(index + 1) == "times");

    /// <summary>How often the act is to be done, or may be: each report of it counts one, or as often as it says.</summary>
    private Amount? ReadTimes(ActTerm act, Comparison? comparison, int mark)
    {
        var times =
            Accept("once") ? 1
            : Accept("twice") ? 2
            : ExpectCount();
        Accept("times");
        if (act.Unit is not null)
        {
            Fail(Rules.TimesOfAmounts, mark, at, act.Name, act.Unit);
        }
        norm.Grades.Add(new SlotGrade(Slot.Object, 4, WordsOf(mark, at), SpanOf(mark, at)));
        Close(mark, SyntaxKind.Amount);
        return new Amount(comparison ?? Comparison.AtLeast, times, Amount.Times, []);
    }

    private bool LooksLikeAmount(ActTerm act) =>
        act.Unit is not null
        || (
            tokens[at].Kind == TokenKind.Word
            && at + 1 < last
            && tokens[at + 1].Kind == TokenKind.Number
            && tokens[at].Text.Length == 3
            && char.IsUpper(tokens[at].Text[1])
        );

    private Amount? ReadShareOf(ActTerm act, int mark)
    {
        var symbol = ExpectSymbol(SymbolKind.Quantity, "a quantity");
        if (symbol is null || draft.TermAt(symbol.Index) is not QuantityTerm quantity)
        {
            return null;
        }
        if (quantity.Total is not { } total || quantity.Shares.IsEmpty)
        {
            Fail(Rules.QuantityWithoutShares, mark, at, quantity.Name);
            return null;
        }
        if (act.Unit is null)
        {
            Fail(Rules.ActWithoutAmount, mark, at, act.Name);
        }
        else if (!SameUnit(act.Unit, quantity.Unit))
        {
            Fail(Rules.WrongUnit, mark, at, act.Name, act.Unit, quantity.Unit);
        }
        norm.Grades.Add(new SlotGrade(Slot.Object, 4, WordsOf(mark, at), SpanOf(mark, at)));
        Close(mark, SyntaxKind.Amount);
        return new Amount(Comparison.AtLeast, total, quantity.Unit, quantity.Shares);
    }

    /// <summary>"EUR 500" or "40 vehicles".</summary>
    private (decimal Value, string Unit, int Mark) ExpectAmount()
    {
        var mark = at;
        string unit;
        decimal value;
        if (TryNumber(at, out value))
        {
            at++;
            value = Scaled(value);
            unit = Text(at);
        }
        else
        {
            unit = Text(at);
            at++;
            value = Scaled(ExpectNumber());
            at--;
        }
        if (!failed && (unit.Length == 0 || !char.IsLetter(unit[0])))
        {
            FailExpected("an amount with its unit (EUR 500, 40 vehicles)");
        }
        at = Math.Min(at + 1, last);
        return (value, unit, mark);
    }

    /// <summary>"100 million EUR", "EUR 1.5 billion".</summary>
    private decimal Scaled(decimal value)
    {
        var scale = Text(at) switch
        {
            "thousand" => 1_000m,
            "million" => 1_000_000m,
            "billion" => 1_000_000_000m,
            _ => 0,
        };
        // What is larger than any sum of the world is no amount that a text means; it stays as written.
        if (scale == 0 || Math.Abs(value) > 1_000_000_000_000m)
        {
            return value;
        }
        at++;
        return value * scale;
    }

    private static bool SameUnit(string declared, string written) =>
        declared == written || Inflection.Plural(declared) == written || declared == Inflection.Plural(written);

    private ImmutableArray<BurdenShare> ReadShares()
    {
        var shares = ImmutableArray.CreateBuilder<BurdenShare>();
        var mark = at;
        do
        {
            var name = ExpectPartyName();
            var percent = ExpectNumber();
            Expect("%");
            shares.Add(new BurdenShare(name, percent / 100));
        } while (!failed && (Accept(",") || Accept("and")));
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
        return shares.ToImmutable();
    }
}
