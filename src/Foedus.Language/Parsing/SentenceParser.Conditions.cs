using System.Collections.Immutable;
using Foedus.Language.Binding;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Language.Syntax;

namespace Foedus.Language.Parsing;

/// <content>Conditions: now, over history, and open ones.</content>
internal sealed partial class SentenceParser
{
    private static readonly Condition True = new Always();

    private static readonly (string Words, NormState State)[] StateWords =
    [
        ("active", NormState.Active),
        ("performed", NormState.Fulfilled),
        ("breached", NormState.Violated),
        ("repaired", NormState.Repaired),
        ("unrepaired", NormState.Unrepaired),
        ("suspended", NormState.Suspended),
        ("discharged", NormState.Discharged),
        ("excused", NormState.Excused),
        ("terminated", NormState.Terminated),
        ("dormant", NormState.Dormant),
    ];

    private static readonly (string Words, DecisionOutcome Outcome)[] OutcomeWords =
    [
        ("made", DecisionOutcome.Yes),
        ("refused", DecisionOutcome.No),
        ("undecided", DecisionOutcome.Silence),
        ("failed", DecisionOutcome.Failed),
    ];

    /// <summary>A condition that is asked again and again, or not at the occasion: nobody can be asked to settle a standard in it once.</summary>
    private Condition ExpectUndelegated()
    {
        var mark = at;
        var delegated = norm.Delegated;
        var condition = ExpectCondition();
        FailIfDelegated(delegated, mark);
        return condition;
    }

    private void FailIfDelegated(int before, int mark)
    {
        if (norm.Delegated != before)
        {
            Fail(
                Rules.DelegationNotHere,
                mark,
                at,
                draft.Standards.FindLast(standard => standard.Decision == norm.Delegated)?.Words ?? ""
            );
        }
    }

    private Condition ExpectCondition()
    {
        var mark = at;
        var delegated = norm.Delegated;
        if (!Enter())
        {
            return True;
        }
        var parts = ImmutableArray.CreateBuilder<Condition>();
        parts.Add(ExpectOneCondition());
        string? joint = null;
        while (!failed && Text(at) is "and" or "or" && !SeesOrDeadline())
        {
            var word = Text(at);
            if (joint is not null && joint != word)
            {
                Fail(Rules.MixedAndOr, mark, at + 1);
                break;
            }
            joint = word;
            at++;
            Accept("if");
            parts.Add(ExpectOneCondition());
        }
        Leave();
        if (joint == "or")
        {
            // The clause waits for the decision: it cannot be bound without it.
            FailIfDelegated(delegated, mark);
        }
        Close(mark, SyntaxKind.Condition);
        return parts.Count == 1 ? parts[0]
            : joint == "or" ? new Or(parts.ToImmutable())
            : new And(parts.ToImmutable());
    }

    private Condition ExpectOneCondition()
    {
        if (Accept("("))
        {
            var inner = ExpectCondition();
            Expect(")");
            return inner;
        }
        if (SeesQuoted())
        {
            return ReadOpenCondition();
        }
        if (Accept("it is not the case that"))
        {
            var mark = at;
            var delegated = norm.Delegated;
            var negated = ExpectOneCondition();
            FailIfDelegated(delegated, mark);
            return new Not(negated);
        }
        if (Accept("it is before"))
        {
            return new ClockIs(AtOrAfter: false, ExpectTime(isEnd: false));
        }
        if (Accept("it is"))
        {
            var time = ExpectTime(isEnd: false);
            Expect("or later");
            return new ClockIs(AtOrAfter: true, time);
        }
        if (Sees("for") && SeesPeriod(at + 1))
        {
            at++;
            var window = ExpectPeriod();
            Expect("no");
            var what = ExpectOneTrigger();
            if (AcceptAny("has occurred", "have occurred") is null)
            {
                FailExpected("“has occurred”, or in front “Upon” and the event for what is to be done when it occurs,");
            }
            return new OccasionCount(what, window, null, null, Comparison.AtMost, 0, WindowMustBeFull: true);
        }
        if (SeesReference())
        {
            return ReadNormCondition();
        }
        if (SeesComparison())
        {
            return ReadCounted();
        }
        return Sees("no") ? ReadNone() : ReadNamedCondition();
    }

    /// <summary>Behind "unless": an open standard there is not taken as met, for an exception is not presumed.</summary>
    private bool readsExcuse;

    /// <summary>A standard in quotation marks: open, or delegated to a decision when "(as decided by …)" follows.</summary>
    private Condition ReadOpenCondition()
    {
        var mark = at;
        var words = ExpectQuoted();
        if (Sees("( as decided by"))
        {
            // The clause hangs on the decision's yes: what is left of the condition is true.
            ReadDelegation(words, mark);
            return True;
        }
        Close(mark, SyntaxKind.Standard);
        if (isStep)
        {
            Fail(Rules.OpenInScenario, mark, at, words);
            return True;
        }
        Warn(Rules.OpenTerm, mark, at, words);
        return new OpenCondition(AddStandard(StandardKind.OpenTerm, words, null, mark), Assumed: !readsExcuse);
    }

    private Condition ReadNormCondition()
    {
        var mark = at;
        var clauses = ExpectReference();
        var negated = false;
        if (Accept("has been breached") || Accept("has not been breached") && (negated = true))
        {
            var by = AcceptBearersOf(NormState.Violated);
            var count = new OccasionCount(
                new OnNorm(clauses, NormState.Violated) { By = by },
                AcceptWindow(out var since),
                since,
                null,
                Comparison.AtLeast,
                1,
                WindowMustBeFull: false
            );
            return negated ? new Not(count) : count;
        }
        Expect("is");
        negated = Accept("not");
        foreach (var (words, state) in StateWords)
        {
            if (!Accept(words))
            {
                continue;
            }
            var by = AcceptBearersOf(NormState.Violated);
            var same = Accept("in the same case");
            var any = clauses
                .Select(Condition (clause) => new NormIs(clause, state, same) { By = by })
                .ToImmutableArray();
            var condition = any.Length == 1 ? any[0] : new Or(any);
            Close(mark, SyntaxKind.Condition);
            return negated ? new Not(condition) : condition;
        }
        FailExpected("what the provision is (performed, breached, repaired, suspended …)");
        return True;
    }

    /// <summary>"in the last 30 days" or "since the beginning of the Truce"; neither: the whole history.</summary>
    private Period? AcceptWindow(out Trigger? since)
    {
        since = null;
        if (Accept("in the last") || Accept("within the last"))
        {
            return ExpectPeriod();
        }
        if (Accept("since"))
        {
            since = ExpectTrigger();
        }
        return null;
    }

    /// <summary>What begins with "at least", "fewer than" …: a sum, a number of parties, a number of occasions.</summary>
    private Condition ReadCounted()
    {
        var mark = at;
        var comparison = AcceptComparison() ?? Comparison.AtLeast;
        if (SeesAmountOfQuantity())
        {
            return ReadQuantityCondition(comparison);
        }
        var count = ExpectCount();
        if (Sees("of the"))
        {
            at += 1;
        }
        if (!failed && SeesActor())
        {
            var actors = ExpectActorPhrase();
            if (AcceptAny("are", "is") is null || !Accept("in force"))
            {
                FailExpected("“are in force”");
            }
            return new CountOfActors(InForce(actors.Set, Agreement), comparison, count);
        }
        var occasion = ExpectOneTrigger();
        return ReadOccurred(occasion, comparison, count, mark);
    }

    private static ActorSet InForce(ActorSet set, int agreement) =>
        set is InForceOnly ? set : new InForceOnly(set, agreement) { OrSuspended = true };

    private bool SeesAmountOfQuantity()
    {
        var next = at + 2;
        var unitFirst =
            Text(at).Length > 0 && tokens[at].Kind == TokenKind.Word && !SeesNumber(at) && SeesNumber(at + 1);
        return (unitFirst || SeesNumber(at)) && Text(next) == "of" && SeesSymbolAt(next + 1, SymbolKind.Quantity);
    }

    private Condition ReadQuantityCondition(Comparison comparison)
    {
        var (value, unit, mark) = ExpectAmount();
        Expect("of");
        var symbol = ExpectSymbol(SymbolKind.Quantity, "a quantity");
        if (symbol is not null && draft.TermAt(symbol.Index) is QuantityTerm quantity && !SameUnit(quantity.Unit, unit))
        {
            Fail(Rules.WrongUnit, mark, mark + 2, quantity.Name, quantity.Unit, unit);
        }
        if (AcceptAny("has been", "have been", "is", "are") is null)
        {
            FailExpected("“has been”");
        }
        var stage = ExpectStage();
        var by = Accept("by") ? ExpectActors() : null;
        return new QuantityIs(symbol?.Index ?? -1, stage, by, comparison, value);
    }

    private QuantityStage ExpectStage()
    {
        var stage = AcceptAny("declared", "pledged", "allocated", "contracted", "paid", "delivered", "received");
        if (stage is null)
        {
            FailExpected("a stage (declared, pledged, allocated, contracted, paid, delivered, received)");
        }
        return stage switch
        {
            "declared" => QuantityStage.Declared,
            "pledged" => QuantityStage.Pledged,
            "allocated" => QuantityStage.Allocated,
            "contracted" => QuantityStage.Contracted,
            "delivered" => QuantityStage.Delivered,
            "received" => QuantityStage.Received,
            _ => QuantityStage.Paid,
        };
    }

    private Condition ReadNone()
    {
        var mark = at;
        at++;
        if (MatchAt(at, SymbolKind.Any).Symbol is { } symbol && (symbol.Kind & SymbolKind.Actor) != 0)
        {
            var actors = ExpectActorPhrase();
            if (Accept("has") || Accept("have"))
            {
                return new Not(ReadDone(actors with { IsPlural = false, Determiner = "any" }, mark));
            }
            if (!Accept("is in force") && !Accept("are in force"))
            {
                FailExpected("“is in force” or “has” and what was done");
            }
            return new CountOfActors(InForce(actors.Set, Agreement), Comparison.AtMost, 0);
        }
        var occasion = ExpectOneTrigger();
        return ReadOccurred(occasion, Comparison.AtMost, 0, mark);
    }

    /// <summary>"has occurred [in one sector] [in the last 7 days | since …] [for the third time]".</summary>
    private Condition ReadOccurred(Trigger occasion, Comparison comparison, int count, int mark)
    {
        var negated = false;
        if (Accept("has not occurred") || Accept("have not occurred"))
        {
            negated = true;
        }
        else if (!Accept("has occurred") && !Accept("have occurred"))
        {
            FailExpected("“has occurred”, or in front “Upon” and the event for what is to be done when it occurs,");
            return True;
        }
        string? groupBy = null;
        if (Sees("in the same") && AttributesOf(occasion).Any(attribute => SeesAt(at + 3, attribute.Name)))
        {
            var fix = new Fix("Write “in one”.", SpanOf(at, at + 3), "in one");
            Fail(
                Rules.Expected,
                at,
                at + 4,
                fix,
                $"“in one {Text(at + 3)}” (that so many have occurred in any one of them, whichever that is)",
                PhraseAt(at)
            );
        }
        if (Accept("in one"))
        {
            groupBy = ExpectAttribute(AttributesOf(occasion), WordsOf(mark, at), null)?.Name;
        }
        if (Sees("for the") && OrdinalAt(at + 2) > 0 && SeesAt(at + 3, "time"))
        {
            count = OrdinalAt(at + 2);
            at += 4;
        }
        if (comparison == Comparison.AtMost && count == 0 && !negated && Sees("for") && SeesPeriod(at + 1))
        {
            // "no incident has occurred for 60 days": as "for 60 days no incident has occurred", all of them within the life of the agreement.
            at++;
            return new OccasionCount(
                occasion,
                ExpectPeriod(),
                null,
                groupBy,
                comparison,
                count,
                WindowMustBeFull: true
            );
        }
        Trigger? since = null;
        // Of several, "within 7 days" can only be a window; of one it might be a time limit.
        var window =
            comparison == Comparison.AtLeast && count > 1 && Sees("within") && SeesNumber(at + 1) && Accept("within")
                ? ExpectPeriod()
                : AcceptWindow(out since);
        var occurred = new OccasionCount(occasion, window, since, groupBy, comparison, count, WindowMustBeFull: false);
        return negated ? new Not(occurred) : occurred;
    }

    private ImmutableArray<EventAttribute> AttributesOf(Trigger trigger) =>
        trigger switch
        {
            OnEvent happening => (draft.TermAt(happening.Term) as EventTerm)?.Attributes ?? [],
            OnAct performed => (draft.TermAt(performed.Term) as ActTerm)?.Attributes ?? [],
            _ => [],
        };

    private Condition ReadNamedCondition()
    {
        var mark = at;
        if (AcceptAgreement(out var agreement))
        {
            return ReadAgreementCondition(agreement);
        }
        var article = AcceptArticle();
        var match = Match(SymbolKind.Any);
        switch (match.Symbol?.Kind)
        {
            case SymbolKind.State:
                at += match.Length;
                return ReadStateCondition(match.Symbol.Index);
            case SymbolKind.Decision when Text(at + match.Length) is "is" or "has":
                at += match.Length;
                return ReadDecisionCondition(match.Symbol.Index);
            default:
                at = mark;
                break;
        }
        if (match.Symbol is not null && (match.Symbol.Kind & SymbolKind.Actor) == 0 || match.Symbol is null && article)
        {
            var occasion = ExpectOneTrigger();
            return ReadOccurred(occasion, Comparison.AtLeast, 1, mark);
        }
        if (OrdinalAt(at) == 0 && SeesActor())
        {
            return ReadActorCondition();
        }
        FailUndefined(
            SymbolKind.Any,
            "a condition (“the Truce holds”, “at least 3 incidents have occurred in the last 30 days”, “Poland has consulted”)"
        );
        return True;
    }

    private Condition ReadAgreementCondition(int agreement)
    {
        if (Accept("has not been in force"))
        {
            return new Not(new HasBeenInForce(agreement, null));
        }
        if (Accept("has been in force"))
        {
            var inForce = new IsInForce(agreement, null);
            return Accept("for") ? new HeldFor(inForce, ExpectPeriod())
                : Accept("since") ? new HeldSince(inForce, ExpectTrigger())
                : new HasBeenInForce(agreement, null);
        }
        if (Accept("has entered into force"))
        {
            return new HasBeenInForce(agreement, Accept("for") ? ExpectActors() : null);
        }
        if (Accept("has not entered into force"))
        {
            return new Not(new HasBeenInForce(agreement, Accept("for") ? ExpectActors() : null));
        }
        Expect("is");
        var negated = Accept("not");
        var isSuspended = Accept("suspended");
        if (!isSuspended)
        {
            Expect("in force");
        }
        var asked = new IsInForce(agreement, null) { ButSuspended = isSuspended };
        var condition = Accept("for") ? InForceOf(asked, ExpectActorPhrase()) : asked;
        return negated ? new Not(condition) : condition;
    }

    /// <summary>Of "any Guarantor" one is enough, of "Poland or Canada" too; of all others that are named, each.</summary>
    private static Condition InForceOf(IsInForce asked, ActorPhrase actors) =>
        actors.Conjunction == "or" ? new Or([.. actors.Members.Select(one => InForceOf(asked, one))])
        : actors.Conjunction == "and" ? new And([.. actors.Members.Select(one => InForceOf(asked, one))])
        : asked with
        {
            Who = actors.Set,
            ForAny = actors.OwnQuantifier == Quantifier.AnyOf || (actors.Determiner is "a" or "an" && !actors.IsSingle),
        };

    private Condition ReadStateCondition(int term)
    {
        var holds = new StateHolds(term);
        if (Accept("does not hold"))
        {
            return new Not(holds);
        }
        if (Accept("has held"))
        {
            if (Accept("for"))
            {
                return new HeldFor(holds, ExpectPeriod());
            }
            Expect("since");
            return new HeldSince(holds, ExpectTrigger());
        }
        Expect("holds");
        return holds;
    }

    private Condition ReadDecisionCondition(int term)
    {
        var negated = false;
        if (Accept("is not") || Accept("has not been"))
        {
            negated = true;
        }
        else if (AcceptAny("is", "has been", "has") is null)
        {
            FailExpected("“has been”");
        }
        foreach (var (words, outcome) in OutcomeWords)
        {
            if (Accept(words))
            {
                Condition decided = new WasDecided(
                    scope.DecisionOfTerm.GetValueOrDefault(term),
                    outcome,
                    Accept("in the same case")
                );
                return negated ? new Not(decided) : decided;
            }
        }
        FailExpected("the outcome (made, refused, undecided, failed)");
        return True;
    }

    /// <summary>"Poland has consulted Ukraine in the last 30 days", "Ukraine is in force"?</summary>
    private Condition ReadActorCondition()
    {
        var mark = at;
        var actors = ExpectActorPhrase();
        if (Accept("is in force") || Accept("are in force"))
        {
            return InForceOf(new IsInForce(Agreement, null), actors);
        }
        if (AcceptAny("has", "have") is null)
        {
            var named = MatchAt(mark, SymbolKind.Body | SymbolKind.Party).Symbol?.Kind == SymbolKind.Body;
            Fail(
                named ? Rules.BodyAsEvent : Rules.Expected,
                named ? mark : at,
                named ? at : at + 1,
                named ? [WordsOf(mark, at)] : ["“has” and what was done", PhraseAt(at)]
            );
            return True;
        }
        return ReadDone(actors, mark);
    }

    /// <summary>Behind "has": "[not] consulted Ukraine [in the last 30 days | since …]".</summary>
    private Condition ReadDone(ActorPhrase actors, int mark)
    {
        var negated = Accept("not");
        CheckWhoHas(actors, negated);
        var isBreach = Text(at) == "breached" && SeesReferenceAt(at + 1);
        var verb = Match(SymbolKind.Act);
        if (!isBreach && (verb.Symbol is null || verb.Form != WordForm.Past))
        {
            FailUndefined(SymbolKind.Act, "an act in the past (“has consulted”)");
            return True;
        }
        at += isBreach ? 1 : verb.Length;
        var done = isBreach
            ? new OnNorm(ExpectReference(), NormState.Violated)
            : ReadActTrigger(verb.Symbol?.Index ?? -1, actors, mark);
        var window = AcceptWindow(out var since);
        // "Poland and Canada have" is that both have, "have not" that neither has.
        var each = actors.Conjunction == "and" ? actors.Members.Select(one => one.Set) : [actors.Set];
        var conditions = each.Select(
                Condition (who) =>
                {
                    var by =
                        done is OnAct act ? act with { Actors = who }
                        : done is OnNorm breach ? breach with { By = who }
                        : done;
                    var condition = new OccasionCount(
                        by,
                        window,
                        since,
                        null,
                        Comparison.AtLeast,
                        1,
                        WindowMustBeFull: false
                    );
                    return negated ? new Not(condition) : condition;
                }
            )
            .ToImmutableArray();
        return conditions.Length == 1 ? conditions[0] : new And(conditions);
    }

    /// <summary>Of several it must be plain whether all of them have, or any.</summary>
    private void CheckWhoHas(ActorPhrase actors, bool negated)
    {
        var isUnclear = actors.Members.IsEmpty
            ? !actors.IsSingle && (actors.IsPlural || actors.Determiner is "each" or "every" || negated)
            : actors.Members.Any(one => !one.IsSingle) || (negated && actors.Conjunction == "or");
        if (isUnclear && !failed)
        {
            Fail(Rules.PastOfSeveral, actors.First, actors.Last, WordsOf(actors.First, actors.Last));
        }
    }
}
