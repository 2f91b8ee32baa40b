using System.Collections.Immutable;
using System.Globalization;
using Foedus.Language.Binding;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Language.Syntax;

namespace Foedus.Language.Parsing;

/// <content>Occasions: what can set a clause off, anchor a deadline or end a period.</content>
internal sealed partial class SentenceParser
{
    private static readonly Trigger Never = new AtInstant(long.MaxValue);

    private static readonly (string Words, InstrumentKind Kind)[] InstrumentNouns =
    [
        ("signature", InstrumentKind.Signature),
        ("ratification", InstrumentKind.Ratification),
        ("acceptance of the amendment", InstrumentKind.AcceptanceOfAmendment),
        ("acceptance of reservation", InstrumentKind.AcceptanceOfReservation),
        ("acceptance", InstrumentKind.Acceptance),
        ("approval", InstrumentKind.Approval),
        ("accession", InstrumentKind.Accession),
        ("provisional application", InstrumentKind.ProvisionalApplication),
        ("notice of withdrawal", InstrumentKind.NoticeOfWithdrawal),
        ("notice of non-renewal", InstrumentKind.NoticeOfNonRenewal),
        ("withdrawal of notice", InstrumentKind.WithdrawalOfNotice),
        ("reservation", InstrumentKind.Reservation),
        ("objection", InstrumentKind.Objection),
        ("withdrawal of reservation", InstrumentKind.WithdrawalOfReservation),
        ("withdrawal of objection", InstrumentKind.WithdrawalOfObjection),
    ];

    private static readonly (string Words, NormState State)[] NormNouns =
    [
        ("breach of", NormState.Violated),
        ("final breach of", NormState.Unrepaired),
        ("performance of", NormState.Fulfilled),
        ("repair of", NormState.Repaired),
        ("discharge of", NormState.Discharged),
        ("excuse of", NormState.Excused),
        ("suspension of", NormState.Suspended),
        ("termination of", NormState.Terminated),
        ("activation of", NormState.Active),
    ];

    private Trigger ExpectTrigger()
    {
        var mark = at;
        if (!Enter())
        {
            return Never;
        }
        var outer = inTrigger;
        inTrigger = true;
        var triggers = new List<Trigger> { ExpectOneTrigger() };
        while (!failed && Sees("or") && !SeesOrDeadline() && SeesTriggerAt(at + 1))
        {
            at++;
            AddAlternative(triggers);
        }
        Leave();
        inTrigger = outer;
        Close(mark, SyntaxKind.Trigger);
        return triggers.Count == 1 ? triggers[0] : new AnyOfTriggers([.. triggers]);
    }

    /// <summary>"the first attack or incident" is the first of either; "the first attack or an incident" names two occasions.</summary>
    private void AddAlternative(List<Trigger> triggers)
    {
        var isBare =
            !(Text(at) is "a" or "an" or "the" or "any" or "its" or "each")
            && OrdinalAt(at) == 0
            && Match(SymbolKind.Event).Symbol is not null;
        var next = ExpectOneTrigger();
        if (!isBare || triggers[^1] is not Nth first)
        {
            triggers.Add(next);
            return;
        }
        var parts = first.Of is AnyOfTriggers any ? any.Triggers : [first.Of];
        triggers[^1] = first with { Of = new AnyOfTriggers(parts.Add(next)) };
    }

    /// <summary>Behind "72 hours after": "an attack or an incident" is counted from as a whole, up to the next period or date.</summary>
    private Trigger ExpectCountedFrom()
    {
        var triggers = new List<Trigger> { ExpectOneTrigger() };
        while (
            !failed
            && Sees("or")
            && !SeesOrDeadline()
            && !SeesPeriod(at + 1)
            && !SeesTimeAt(at + 1)
            && SeesTriggerAt(at + 1)
        )
        {
            at++;
            AddAlternative(triggers);
        }
        return triggers.Count == 1 ? triggers[0] : new AnyOfTriggers([.. triggers]);
    }

    /// <summary>The one who does or meets with something: "France", "any Guarantor", "a Party", "France or Poland".</summary>
    private ActorPhrase ExpectOneOf()
    {
        var phrase = ExpectActorPhrase();
        FailIfSeveral(
            phrase,
            Rules.OccasionBySeveral,
            one => one.Determiner is "each" or "every" || (one.IsPlural && one.OwnQuantifier != Quantifier.AnyOf)
        );
        return phrase;
    }

    /// <summary>An occasion is about one at a time: of several, which one it is must be left open in so many words.</summary>
    private void FailIfSeveral(ActorPhrase phrase, DiagnosticRule rule, Func<ActorPhrase, bool> isSeveral)
    {
        foreach (var one in phrase.Members.IsEmpty ? [phrase] : phrase.Members)
        {
            if (!failed && isSeveral(one))
            {
                Fail(rule, one.First, one.Last, AnyInstead(one), WordsOf(one.First, one.Last), Singular(one, "any"));
            }
        }
        if (!failed && phrase.Conjunction == "and")
        {
            Fail(rule, phrase.First, phrase.Last, WordsOf(phrase.First, phrase.Last), "… or …");
        }
    }

    private bool SeesOrDeadline() => Text(at) == "or" && Text(at + 1) is "within" or "by" or "before";

    private bool SeesTriggerAt(int index) =>
        Text(index) is "a" or "an" or "the" or "any" or "its" or "each"
        || OrdinalAt(index) > 0
        || SeesPeriod(index)
        || SeesTimeAt(index)
        || MatchAt(index, SymbolKind.Any).Symbol is not null
        || StateLengthAt(index) > 0
        || InstrumentAt(index).Length > 0
        || SeesAt(index, "entry into force")
        || SeesAt(index, "deposit of")
        || NormNounAt(index).Length > 0;

    private (int Length, InstrumentKind Kind) InstrumentAt(int index)
    {
        foreach (var (words, kind) in InstrumentNouns)
        {
            if (Matches(index, words) is > 0 and var length)
            {
                return (length, kind);
            }
        }
        return (0, default);
    }

    private (int Length, NormState State) NormNounAt(int index)
    {
        foreach (var (words, state) in NormNouns)
        {
            if (Matches(index, words) is > 0 and var length && SeesReferenceAt(index + length))
            {
                return (length, state);
            }
        }
        return (0, default);
    }

    private Trigger ExpectOneTrigger()
    {
        if (SeesPeriod(at))
        {
            var length = ExpectPeriod();
            if (AcceptAny("after", "from") is null)
            {
                FailExpected("“after” or “from” and what the period is counted from");
                return Never;
            }
            return new After(ExpectCountedFrom(), length);
        }
        if (SeesTime())
        {
            return new AtInstant(ExpectTime(isEnd: false));
        }
        if (SeesCalendarDay(at))
        {
            var day = ExpectCalendarDay(EdgeSide.Begin);
            return new After(ExpectCountedFrom(), day);
        }
        if (SeesComparison() || SeesNumber(at))
        {
            Fail(Rules.CountAsOccasion, at, at + 1, PhraseAt(at));
            return Never;
        }
        if (AcceptClock() is { } clock)
        {
            return clock;
        }
        var mark = at;
        var hasArticle =
            Accept("the") || Accept("any") || Accept("each") || Accept("an") || Accept("a") || Accept("its");
        var ordinal = OrdinalAt(at);
        if (ordinal > 0)
        {
            at++;
        }
        var trigger = ReadOccasion(mark, hasArticle);
        if (failed)
        {
            return Never;
        }
        if (ordinal == 0 && Sees("for the") && OrdinalAt(at + 2) > 0 && SeesAt(at + 3, "time"))
        {
            ordinal = OrdinalAt(at + 2);
            at += 4;
        }
        var perParty = ofSameParty;
        ofSameParty = false;
        if (perParty && ordinal == 0)
        {
            Fail(
                Rules.Expected,
                mark,
                at,
                "which in number (“the third breach of Article 3 by the same Party”)",
                PhraseAt(mark)
            );
        }
        var perInstance = ordinal > 0 && Accept("in the same case");
        return ordinal > 0 ? new Nth(trigger, ordinal, perInstance) { PerParty = perParty } : trigger;
    }

    /// <summary>A named moment, "D-Day", or a number of days after it, "D+30".</summary>
    private Trigger? AcceptClock()
    {
        if (AtEnd)
        {
            return null;
        }
        var start = Text(at) == "the" ? at + 1 : at;
        var match = MatchAt(start, SymbolKind.Clock);
        if (match.Symbol is { } symbol)
        {
            at = start + match.Length;
            return new AtClock(symbol.Index);
        }
        var text = Text(at);
        var plus = text.IndexOf('+', StringComparison.Ordinal);
        if (
            plus <= 0
            || !int.TryParse(text[(plus + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        )
        {
            return null;
        }
        var name = text[..plus];
        foreach (var candidate in Table.Symbols)
        {
            if (
                candidate.Kind == SymbolKind.Clock
                && (candidate.Name == name || candidate.Name == name + "-Day" || candidate.Name == name + "-Hour")
            )
            {
                at++;
                // H+72 counts the hours of an hour, D+30 the days of a day; the text may say which.
                var unit =
                    IsUnitOfTime(Text(at)) ? Text(at++)
                    : candidate.Name.EndsWith("-Hour", StringComparison.Ordinal) ? "hours"
                    : "days";
                return new After(new AtClock(candidate.Index), Longer(default, count, unit));
            }
        }
        Fail(Rules.UndefinedClock, at, at + 1, text, name);
        return Never;
    }

    /// <summary>"termination of this Agreement": where it ends, if those words stand there.</summary>
    private int? EndOfAgreementAt(int index) =>
        Text(index) is "termination" or "expiry" or "expiration" && Text(index + 1) == "of"
            ? AgreementAt(index + 2)?.Next
            : null;

    private Trigger ReadOccasion(int mark, bool hasArticle)
    {
        var (nounLength, state) = NormNounAt(at);
        if (nounLength > 0)
        {
            at += nounLength;
            var clauses = ExpectReference();
            ofSameParty = Accept("by the same Party");
            return new OnNorm(clauses, state) { By = ofSameParty || isDecided ? null : AcceptBearersOf(state) };
        }
        if (EndOfAgreementAt(at) is { } words)
        {
            var end = "end of " + WordsOf(at + 2, words);
            Fail(
                Rules.Expected,
                at,
                words,
                new Fix($"Write “the {end}”.", SpanOf(at, words), hasArticle ? end : "the " + end),
                $"“the {end}”",
                PhraseAt(at)
            );
            return Never;
        }
        if (AcceptAny("exercise of", "expiry of") is { } power)
        {
            return OnPowerOf(power == "exercise of" ? PowerState.Exercised : PowerState.Expired);
        }
        if (Sees("deposit of") && Match(SymbolKind.Any).Symbol is null)
        {
            at += 2;
            return ReadDepositOccasion();
        }
        if (Accept("entry into force"))
        {
            var agreement = Accept("of") ? ExpectAgreement() : Agreement;
            return new OnEntryIntoForce(agreement, Accept("for") ? ExpectOneOf().Set : null);
        }
        if (Accept("beginning of"))
        {
            return new OnState(ExpectSymbol(SymbolKind.State, "a state")?.Index ?? -1, Begins: true);
        }
        if (Accept("end of"))
        {
            return ReadEnd();
        }
        if (AcceptAny("refusal of", "failure of", "silence on") is { } outcome)
        {
            return new OnDecision(
                ExpectDecision(),
                outcome switch
                {
                    "refusal of" => DecisionOutcome.No,
                    "failure of" => DecisionOutcome.Failed,
                    _ => DecisionOutcome.Silence,
                }
            );
        }
        // A defined term comes before the built-in words for instruments: the longest match is the author's own.
        var match = Match(SymbolKind.Any);
        var (length, kind) = InstrumentAt(at);
        if (length > 0 && match.Length < length)
        {
            at += length;
            return ReadInstrument(kind, mark);
        }
        if (match.Symbol is null && Accept("withdrawal"))
        {
            var of =
                Accept("of") || Accept("by") ? ExpectOneOf().Set
                : Text(mark) == "its" ? Own()
                : null;
            return new OnEnd(Agreement, of ?? new EveryParty(Agreement));
        }
        return ReadTermOccasion(mark, hasArticle, match);
    }

    /// <summary>The occasion just read speaks of "the same Party": what is counted is counted for each apart.</summary>
    private bool ofSameParty;

    /// <summary>The occasion of a decision is being read: behind it "by" begins who decides.</summary>
    private bool isDecided;

    /// <summary>Behind "a breach of Article 3": "by Russia".</summary>
    private ActorSet? AcceptBearersOf(NormState state)
    {
        if (!Sees("by") || SeesThresholdAt(at + 1))
        {
            return null;
        }
        at++;
        var mark = at;
        var set = ExpectOneOf().Set;
        if (set is BoundActor && state is not (NormState.Violated or NormState.Unrepaired or NormState.Repaired))
        {
            Fail(Rules.Expected, mark, at, "a party by its name, or a role", PhraseAt(mark));
        }
        return set;
    }

    private Trigger OnPowerOf(PowerState state)
    {
        var mark = at;
        var clauses = ExpectReference(ReferenceTo.Powers);
        if (clauses.Length > 1)
        {
            Fail(Rules.AmbiguousReference, mark, at, WordsOf(mark, at), "powers");
        }
        return clauses.Length == 1 ? new OnPower(clauses[0], state) : Never;
    }

    private Trigger ReadEnd()
    {
        if (AcceptAgreement(out var agreement))
        {
            return new OnEnd(agreement, Accept("for") ? ExpectOneOf().Set : null);
        }
        return new OnState(
            ExpectSymbol(SymbolKind.State | SymbolKind.Agreement, "a state or an agreement")?.Index ?? -1,
            Begins: false
        );
    }

    /// <summary>"its" in front of an instrument or a withdrawal: of who deposited the instrument that is the occasion, of the party in breach in a consequence, else of who is bound. Outside norms nobody.</summary>
    private ActorSet? Own() =>
        norm.Index < 0 ? null
        : inConsequence ? new BoundActor(Core.Binding.Violator)
        : occasion is OnInstrument ? It()
        : new BoundActor(Core.Binding.Bearer);

    private Trigger ReadInstrument(InstrumentKind kind, int mark)
    {
        var agreement = Agreement;
        if ((Sees("of") || Sees("to")) && AgreementAt(at + 1) is { } target)
        {
            agreement = target.Agreement;
            at = target.Next;
        }
        var by =
            Accept("by") ? ExpectOneOf().Set
            : Text(mark) == "its" ? Own()
            : null;
        RefuseOwnSignature(kind, by, mark);
        return new OnInstrument(kind, agreement, by);
    }

    /// <summary>"deposit of the tenth instrument of ratification or accession", "deposit of an instrument of ratification by France".</summary>
    private Trigger ReadDepositOccasion()
    {
        var number = 0;
        var mark = at;
        if (Text(at) == "the" && OrdinalAt(at + 1) > 0)
        {
            number = OrdinalAt(at + 1);
            at += 2;
        }
        else if (AcceptAny("an", "any", "the", "its") is null)
        {
            FailExpected("which instrument (“the tenth instrument of ratification”, “an instrument of ratification”)");
            return Never;
        }
        var isOwn = Text(at - 1) == "its";
        Expect("instrument of");
        var kinds = ImmutableArray.CreateBuilder<InstrumentKind>();
        ReadInstrumentKinds(kinds);
        Accept("with the Depositary");
        var by =
            isOwn ? Own()
            : Accept("by") ? ExpectOneOf().Set
            : null;
        ImmutableArray<Trigger> each = [.. kinds.Select(kind => new OnInstrument(kind, Agreement, by))];
        if (each.IsEmpty)
        {
            return Never;
        }
        var one = each.Length == 1 ? each[0] : new AnyOfTriggers(each);
        if (number > 0 && by is not null)
        {
            Fail(Rules.Expected, mark, at, "which in number, or whose,", PhraseAt(mark));
        }
        return number > 0 ? new Nth(one, number, PerInstance: false) : one;
    }

    /// <summary>Of each party it is kept when it consented; what else it deposited, and when, can be an occasion, but nothing to count back to.</summary>
    private void RefuseOwnSignature(InstrumentKind kind, ActorSet? by, int mark)
    {
        if (
            by is BoundActor { Binding: Core.Binding.Bearer }
            && readsDeadline
            && kind
                is not (
                    InstrumentKind.Ratification
                    or InstrumentKind.Acceptance
                    or InstrumentKind.Approval
                    or InstrumentKind.Accession
                )
        )
        {
            Fail(Rules.Expected, mark, at, "its ratification, acceptance, approval or accession", PhraseAt(mark));
        }
    }

    private int ExpectDecision()
    {
        var symbol = ExpectSymbol(SymbolKind.Decision, "a decision");
        return symbol is not null && scope.DecisionOfTerm.TryGetValue(symbol.Index, out var decision) ? decision : 0;
    }

    private Trigger ReadTermOccasion(int mark, bool hasArticle, SymbolMatch match)
    {
        switch (match.Symbol?.Kind)
        {
            case SymbolKind.Event:
                at += match.Length;
                return ReadEventFilters(match.Symbol.Index);
            case SymbolKind.Decision:
                at += match.Length;
                return new OnDecision(scope.DecisionOfTerm.GetValueOrDefault(match.Symbol.Index), DecisionOutcome.Yes);
            case SymbolKind.Clock:
                at += match.Length;
                return new AtClock(match.Symbol.Index);
            case SymbolKind.State:
                Fail(Rules.StateAsOccasion, mark, at + match.Length, match.Symbol.Name);
                return Never;
            case SymbolKind.Agreement:
                Fail(Rules.AgreementAsOccasion, mark, at + match.Length, match.Symbol.Name);
                return Never;
            case null
                when Text(at) is "request" or "invitation" or "demand" or "consent" && Text(at + 1) is "of" or "by":
                Fail(Rules.RequestAsOccasion, at, at + 2, WordsOf(at, at + 2), Text(at));
                return Never;
            default:
                at = mark;
                return ReadActOccasion(match, hasArticle);
        }
    }

    /// <summary>"Ukraine requests reassurance", "any Guarantor provides a military measure".</summary>
    private Trigger ReadActOccasion(SymbolMatch match, bool hasArticle)
    {
        var mark = at;
        if (!SeesActor())
        {
            if (match.Symbol is not null)
            {
                Fail(
                    Rules.WrongKind,
                    mark,
                    mark + match.Length + (hasArticle ? 1 : 0),
                    match.Symbol.Name,
                    KindName(match.Symbol.Kind),
                    "an occasion (an event, a decision, a breach, an instrument …)"
                );
            }
            else
            {
                AcceptArticle();
                FailUndefined(
                    SymbolKind.Event | SymbolKind.Decision,
                    "an occasion (an event, a decision, a breach, an instrument …)"
                );
            }
            return Never;
        }
        var actors = ExpectOneOf();
        var verb = Match(SymbolKind.Act);
        if (failed || verb.Symbol is null || verb.Form is not (WordForm.Third or WordForm.Base or WordForm.Past))
        {
            var name = WordsOf(mark, at);
            if (match.Symbol?.Kind == SymbolKind.Body)
            {
                Fail(
                    Rules.BodyAsEvent,
                    mark,
                    at,
                    ReportedBy(match.Symbol.Name, mark) ?? DecidedBy(match.Symbol.Index, mark),
                    match.Symbol.Name
                );
            }
            else if (AtEnd || Text(at) is "," or ";")
            {
                Fail(Rules.ActorAsOccasion, mark, at, name);
            }
            else
            {
                FailUndefined(SymbolKind.Act, "an act (“" + name + " consults …”)");
            }
            return Never;
        }
        at += verb.Length;
        return ReadActTrigger(verb.Symbol.Index, actors, mark);
    }

    /// <summary>An event that the body may report, in its place.</summary>
    private Fix? ReportedBy(string body, int mark)
    {
        foreach (var symbol in Table.Symbols)
        {
            if (
                symbol.Kind == SymbolKind.Event
                && draft.TermAt(symbol.Index) is EventTerm happening
                && universe.MayOverlap(new NamedActor(body), happening.Reporters)
            )
            {
                var article = "aeiou".Contains(char.ToLowerInvariant(happening.Name[0]), StringComparison.Ordinal)
                    ? "an"
                    : "a";
                return new Fix($"Write “{article} {happening.Name}”.", SpanOf(mark, at), $"{article} {happening.Name}");
            }
        }
        return null;
    }

    private Fix? DecidedBy(int body, int mark)
    {
        foreach (var decision in draft.Outline?.Decisions ?? [])
        {
            if (decision is not null && decision.Stages.Any(stage => stage.Electorate.Body == body))
            {
                return new Fix($"Write “{decision.Name}”.", SpanOf(mark, at), decision.Name);
            }
        }
        return null;
    }

    private Trigger ReadActTrigger(int term, ActorPhrase actors, int mark)
    {
        if (draft.TermAt(term) is not ActTerm act)
        {
            return Never;
        }
        CheckActors(act, actors.Set, mark, actors.Last);
        ActorSet? toward = null;
        if (Accept("toward") || (act.Toward is not null && SeesActor()))
        {
            toward = ExpectTowardAny();
        }
        var filters = ImmutableArray.CreateBuilder<AttributeFilter>();
        if (act.Item is { } item)
        {
            ReadItemFilter(item, filters);
        }
        if (toward is null && Accept("toward"))
        {
            toward = ExpectTowardAny();
        }
        if (Accept("for"))
        {
            toward ??= ExpectTowardAny();
        }
        ReadFilters(act.Attributes, act.Name, filters);
        return new OnAct(term, actors.Set, toward, filters.ToImmutable());
    }

    private Trigger ReadEventFilters(int term)
    {
        if (draft.TermAt(term) is not EventTerm happening)
        {
            return new OnEvent(term, [], null);
        }
        ActorSet? against = null;
        if ((Sees("against") || Sees("on")) && SeesActorAt(at + 1))
        {
            var mark = at;
            at++;
            against = ExpectOneOf().Set;
            if (happening.Against is null)
            {
                Fail(Rules.EventWithoutAgainst, mark, at, happening.Name);
            }
        }
        var filters = ImmutableArray.CreateBuilder<AttributeFilter>();
        ReadFilters(happening.Attributes, happening.Name, filters);
        return new OnEvent(term, filters.ToImmutable(), against);
    }
}
