using System.Collections.Immutable;
using Foedus.Language.Binding;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Language.Syntax;

namespace Foedus.Language.Parsing;

/// <content>The instrument layer: how the agreement begins, binds, changes and ends.</content>
internal sealed partial class SentenceParser
{
    private string RuleId => scope.Unit.Prefix + statement.Eid;

    /// <summary>True when the sentence is one of this layer's; then it has been read.</summary>
    private bool TryReadParticipation()
    {
        var mark = at;
        var read =
            TryReadAmending()
            || TryReadAgreementRule()
            || TryReadWithdrawal()
            || TryReadReservations()
            || TryReadSurvival()
            || TryReadDepositary();
        if (!read)
        {
            at = mark;
            return false;
        }
        if (!failed && !AtEnd)
        {
            FailLeftOver();
        }
        Close(first, SyntaxKind.Participation);
        return true;
    }

    private void Add(ParticipationRule rule)
    {
        if (!failed)
        {
            draft.Participation.Add(rule);
        }
    }

    private bool TryReadAgreementRule()
    {
        if (AgreementAt(at) is not { } target)
        {
            return TryReadClauseRule();
        }
        at = target.Next;
        if (
            Text(at) is "shall" or "may" or "should" or "has"
            && !Sees("shall enter into force")
            && !Sees("may be amended by")
        )
        {
            return false;
        }
        var agreement = target.Agreement;
        if (Accept("enters into force") || Accept("shall enter into force"))
        {
            ReadEntryIntoForce(agreement);
        }
        else if (Accept("is in force from"))
        {
            var from = ExpectTime(isEnd: false);
            Add(
                new EntryIntoForceRule(
                    RuleId,
                    agreement,
                    PerParty: false,
                    new EveryParty(agreement),
                    [],
                    0,
                    null,
                    [],
                    null,
                    from,
                    null,
                    statement.Span,
                    statement.Words,
                    null
                )
            );
        }
        else if (Accept("applies provisionally"))
        {
            ReadProvisional(agreement);
        }
        else if (Accept("remains in force"))
        {
            ReadDuration(agreement);
        }
        else if (Accept("may be amended by"))
        {
            ReadAmendment(agreement);
        }
        else if (Accept("is open to accession by") || Accept("is open for accession by"))
        {
            var isAny = Accept("any State") || Accept("all States") || Accept("any state") || Accept("all states");
            Add(
                new AccessionRule(
                    RuleId,
                    agreement,
                    isAny ? null : ExpectActors(),
                    statement.Span,
                    statement.Words,
                    null
                )
            );
        }
        else if (Accept("is legally binding") || Accept("is not legally binding"))
        {
            Add(new ForceRule(RuleId, agreement, Text(at - 3) != "not", statement.Span, statement.Words, null));
        }
        else if (Accept("is suspended"))
        {
            ReadSuspension(agreement, []);
        }
        else
        {
            FailExpected(
                "what holds of the agreement (enters into force, remains in force, applies provisionally, may be amended by, is open to accession by, is legally binding, is suspended)"
            );
        }
        return true;
    }

    /// <summary>"Article 3 is not legally binding", "Article 3(2) does not survive termination", "Article 3 is suspended while …".</summary>
    private bool TryReadClauseRule()
    {
        if (!SeesReference() && !Sees("This Article"))
        {
            return false;
        }
        var clauses = ExpectReference(ReferenceTo.All);
        if (Accept("is not legally binding"))
        {
            draft.NotBinding.UnionWith(clauses);
        }
        else if (Accept("is legally binding"))
        {
            draft.Binding.UnionWith(clauses);
        }
        else if (Accept("does not survive termination") || Accept("does not survive withdrawal"))
        {
            draft.NotSurviving.UnionWith(clauses);
        }
        else if (Accept("survives termination") || Accept("survives withdrawal"))
        {
            Add(
                new SurvivalRule(
                    RuleId,
                    Agreement,
                    null,
                    clauses,
                    Survives: true,
                    statement.Span,
                    statement.Words,
                    null
                )
            );
        }
        else if (Accept("is suspended"))
        {
            ReadSuspension(Agreement, clauses);
        }
        else
        {
            FailExpected("“is not legally binding”, “does not survive termination” or “is suspended while …”");
        }
        return true;
    }

    private void ReadEntryIntoForce(int agreement)
    {
        ActorSet whom = new EveryParty(agreement);
        var perParty = false;
        if (Accept("for each"))
        {
            perParty = true;
            whom = ExpectActors();
        }
        else if (Accept("for"))
        {
            whom = ExpectActors();
        }
        ImmutableArray<InstrumentKind> consent = [];
        var (count, fraction, named) = (0, (Threshold?)null, ImmutableArray<string>.Empty);
        Period? delay = null;
        long? notBefore = null;
        Condition? condition = null;
        if (SeesPeriod(at))
        {
            delay = ExpectPeriod();
            Expect("after");
            consent = ReadInstruments(out count, out fraction, out named, perParty);
        }
        else if (Accept("upon"))
        {
            Accept("its");
            consent = ReadInstruments(out count, out fraction, out named, perParty);
        }
        else if (Sees("on") && SeesTimeAt(at + 1))
        {
            at++;
            notBefore = ExpectTime(isEnd: false);
        }
        if (Accept(", once") || Accept("once"))
        {
            condition = ExpectCondition();
        }
        if (Accept(", not before") || Accept("not before"))
        {
            notBefore = ExpectTime(isEnd: false);
        }
        if (!failed && consent.IsEmpty && notBefore is null && condition is null)
        {
            FailExpected("“upon” and an instrument, “on” and a date, or “once” and a condition");
        }
        Add(
            new EntryIntoForceRule(
                RuleId,
                agreement,
                perParty,
                whom,
                consent,
                count,
                fraction,
                named,
                condition,
                notBefore,
                delay,
                statement.Span,
                statement.Words,
                null
            )
        );
    }

    /// <summary>"ratification or acceptance by 5 Parties, including France and Poland".</summary>
    private ImmutableArray<InstrumentKind> ReadInstruments(
        out int count,
        out Threshold? fraction,
        out ImmutableArray<string> named,
        bool perParty
    )
    {
        count = 0;
        fraction = null;
        named = [];
        var kinds = ImmutableArray.CreateBuilder<InstrumentKind>();
        do
        {
            Accept("its");
            var (length, kind) = InstrumentAt(at);
            if (length == 0)
            {
                FailExpected("an instrument (signature, ratification, acceptance, approval, accession)");
                break;
            }
            at += length;
            kinds.Add(kind);
        } while (Accept("or") || Accept(", or") || (Text(at) == "," && InstrumentAt(at + 1).Length > 0 && Accept(",")));
        if (Accept("by"))
        {
            if (perParty)
            {
                Fail(Rules.PerPartyThreshold, at - 1, last);
            }
            ReadConsents(ref count, ref fraction, ref named);
        }
        if (Accept(", including") || Accept("including"))
        {
            named = ReadNames();
        }
        else if (!perParty && count == 0 && fraction is null && named.IsEmpty && !failed)
        {
            fraction = new Threshold(ThresholdKind.Unanimity, 1, 1);
        }
        return kinds.ToImmutable();
    }

    private void ReadConsents(ref int count, ref Threshold? fraction, ref ImmutableArray<string> named)
    {
        if (Accept("all Parties") || Accept("each Party") || Accept("all the Parties") || Accept("both Parties"))
        {
            fraction = new Threshold(ThresholdKind.Unanimity, 1, 1);
        }
        else if (
            Accept("the majority of the Parties")
            || Accept("a majority of the Parties")
            || Accept("majority of the Parties")
        )
        {
            fraction = new Threshold(ThresholdKind.Majority, 1, 2);
        }
        else if (SeesThreshold() && (!Sees("at least") || SeesShareAt(at + 2)))
        {
            fraction = ExpectThreshold();
            Expect("of the Parties");
        }
        else if (SeesNumber(at) || Sees("at least"))
        {
            Accept("at least");
            count = ExpectCount();
            ExpectActors();
        }
        else
        {
            Accept("both");
            named = ReadNames();
        }
    }

    private ImmutableArray<string> ReadNames()
    {
        var names = ImmutableArray.CreateBuilder<string>();
        do
        {
            Accept("the");
            names.Add(ExpectPartyName());
        } while (
            !failed
            && (
                (Text(at) == "," && SeesActorAt(at + 1) && Accept(","))
                || (Text(at) == "and" && SeesActorAt(at + 1) && Accept("and"))
            )
        );
        return names.ToImmutable();
    }

    private void ReadProvisional(int agreement)
    {
        ActorSet whom = Accept("for") ? ExpectActors() : new EveryParty(agreement);
        if (AcceptAny("from", "upon") is null)
        {
            FailExpected("“from” and an occasion");
        }
        var from = ExpectTrigger();
        if (Accept("for"))
        {
            whom = ExpectActors();
        }
        Add(new ProvisionalRule(RuleId, agreement, whom, from, statement.Span, statement.Words, null));
    }

    private void ReadDuration(int agreement)
    {
        Period? length = null;
        long? until = null;
        Trigger? untilOccasion = null;
        if (Accept("for"))
        {
            length = ExpectPeriod();
            if (Accept("from its entry into force"))
            {
                // The default, spelt out.
            }
        }
        else
        {
            Expect("until");
            if (SeesTime())
            {
                until = ExpectTime(isEnd: true);
            }
            else
            {
                untilOccasion = ExpectTrigger();
            }
        }
        Period? renewal = null;
        Period? noticeBefore = null;
        var byAgreement = false;
        if (Accept(", renewed for further periods of") || Accept(", renewable for further periods of"))
        {
            renewal = ExpectPeriod();
            if (Accept("by agreement of the Parties"))
            {
                byAgreement = true;
            }
            else if (Accept("unless a Party gives notice") || Accept("unless any Party gives notice"))
            {
                Accept("at least");
                noticeBefore = ExpectPeriod();
                Expect("before the end");
            }
        }
        Add(
            new DurationRule(
                RuleId,
                agreement,
                length,
                until,
                untilOccasion,
                renewal,
                byAgreement,
                noticeBefore,
                statement.Span,
                statement.Words,
                null
            )
        );
    }

    private void ReadAmendment(int agreement)
    {
        var threshold = new Threshold(ThresholdKind.Unanimity, 1, 1);
        ActorSet by = new EveryParty(agreement);
        if (!Accept("all Parties") && !Accept("agreement of all Parties") && !Accept("agreement of the Parties"))
        {
            threshold = ExpectThreshold();
            Expect("of");
            by = ExpectActors();
        }
        var bindsAll = false;
        if (Accept("; an amendment binds"))
        {
            bindsAll = Accept("all Parties");
            if (!bindsAll)
            {
                Expect("only the Parties that accept it");
            }
        }
        Add(new AmendmentRule(RuleId, agreement, threshold, by, bindsAll, statement.Span, statement.Words, null));
    }

    private static readonly string[] AmendingVerbs = ["replaces", "adds", "deletes"];

    /// <summary>"The First Amendment replaces Article 3(1) by Article 7", "This Agreement deletes Article 3 of the Treaty".</summary>
    private bool TryReadAmending()
    {
        var start = Text(at) is "The" or "the" ? at + 1 : at;
        var named = MatchAt(start, SymbolKind.Amendment);
        int? term = named.Symbol?.Index;
        var verb =
            named.Symbol is not null ? start + named.Length
            : AgreementAt(at) is { } target && target.Agreement == Agreement ? target.Next
            : -1;
        if (verb < 0 || !AmendingVerbs.Contains(Text(verb)))
        {
            return false;
        }
        if (term is { } said)
        {
            draft.AmendmentsSaid.Add(said);
        }
        var mark = at;
        at = verb;
        var (replaced, replacing) = (Amended.Nothing, Amended.Nothing);
        var amended = Agreement;
        if (Accept("adds"))
        {
            replacing = ExpectAmended();
        }
        else
        {
            var isDeletion = Accept("deletes");
            if (!isDeletion)
            {
                Expect("replaces");
            }
            var from = at;
            replaced = ExpectAmended();
            amended =
                draft.Outline is { } outline && !replaced.IsEmpty ? AgreementsOf(outline, replaced).First() : Agreement;
            if (!failed && draft.Outline is not null && (term is null) == (amended == Agreement))
            {
                Fail(term is null ? Rules.AmendsItself : Rules.AmendsAnother, from, at, WordsOf(from, at));
            }
            if (!isDeletion && !failed)
            {
                Expect("by");
                replacing = ExpectAmended();
            }
        }
        if (
            !failed
            && draft.Outline is { } known
            && (AgreementsOf(known, replacing).Any(own => own != Agreement) || replacing.Overlaps(replaced))
        )
        {
            Fail(Rules.ReplacedByForeign, mark, at, WordsOf(mark, at));
        }
        if (!failed && term is null && replaced.IsEmpty && draft.Outline is not null)
        {
            Fail(Rules.AmendsItself, mark, at, WordsOf(mark, at));
        }
        var pending = ReadPending(replaced, replacing);
        Add(
            new AmendingRule(
                RuleId,
                amended,
                term,
                Agreement,
                replaced.Clauses,
                replacing.Clauses,
                statement.Span,
                statement.Words,
                null
            )
            {
                ReplacedDecisions = replaced.Decisions,
                ReplacingDecisions = replacing.Decisions,
                Pending = pending,
            }
        );
        return true;
    }

    /// <summary>"; pending decisions begin anew", "; pending decisions end": otherwise they go on as they were begun.</summary>
    private PendingRounds ReadPending(Amended replaced, Amended replacing)
    {
        var mark = at;
        var pending = AcceptAny("; pending decisions begin anew", "; pending decisions end") switch
        {
            "; pending decisions begin anew" => PendingRounds.BeginAnew,
            "; pending decisions end" => PendingRounds.End,
            _ => PendingRounds.GoOn,
        };
        var isPossible =
            !replaced.Decisions.IsEmpty && (pending != PendingRounds.BeginAnew || !replacing.Decisions.IsEmpty);
        if (!failed && pending != PendingRounds.GoOn && !isPossible && draft.Outline is not null)
        {
            Fail(Rules.NothingPending, mark, at, WordsOf(mark + 1, at));
        }
        return pending;
    }

    /// <summary>What an amendment names: the norms of a provision and the decision that stands in it, or a decision by its name.</summary>
    private readonly record struct Amended(ImmutableArray<int> Clauses, ImmutableArray<int> Decisions)
    {
        public static Amended Nothing { get; } = new([], []);

        public bool IsEmpty => Clauses.IsEmpty && Decisions.IsEmpty;

        public bool Overlaps(Amended other) =>
            Clauses.Any(other.Clauses.Contains) || Decisions.Any(other.Decisions.Contains);
    }

    private Amended ExpectAmended()
    {
        if (!SeesReference())
        {
            var symbol = ExpectSymbol(SymbolKind.Decision, "a provision (Article 3), or a decision by its name");
            var decision = symbol is null ? -1 : scope.DecisionOfTerm.GetValueOrDefault(symbol.Index, -1);
            return failed || decision < 0 || draft.Outline is null ? Amended.Nothing : new Amended([], [decision]);
        }
        var decisions = DecisionsReferredTo();
        if (failed)
        {
            return Amended.Nothing;
        }
        var mark = at;
        var clauses = ExpectReference(mayBeWithoutNorms: true);
        if (!failed && clauses.IsEmpty && decisions.IsEmpty && draft.Outline is { } outline)
        {
            Fail(HoldsRules(outline, mark) ? Rules.AmendsLife : Rules.NoSuchProvision, mark, at, WordsOf(mark, at));
        }
        return new Amended(clauses, decisions);
    }

    /// <summary>Whether the provision named from <paramref name="mark"/> on says something of the life of its agreement.</summary>
    private bool HoldsRules(Draft outline, int mark)
    {
        var end = at;
        at = mark;
        var isRead = ReadProvision(out var eid, out var agreement);
        at = end;
        return isRead
            && outline.Participation.Any(rule =>
                rule.Agreement == agreement && IsIn(rule.Id[(rule.Id.LastIndexOf('/') + 1)..], eid)
            );
    }

    /// <summary>The declared decisions in the provision that is named next, which is not taken in.</summary>
    private ImmutableArray<int> DecisionsReferredTo()
    {
        var mark = at;
        if (
            Text(at) is "the" or "consequence"
            || IsNormWord(Text(at))
            || !ReadProvision(out var eid, out var agreement)
            || draft.Outline is not { } outline
        )
        {
            at = mark;
            return [];
        }
        at = mark;
        return
        [
            .. outline
                .DecisionProvisions.Where(place => place.Agreement == agreement && IsIn(place.Eid, eid))
                .Select(place => place.Decision)
                .Where(decision => !outline.Standards.Exists(standard => standard.Decision == decision)),
        ];
    }

    private static IEnumerable<int> AgreementsOf(Draft outline, Amended amended) =>
        amended
            .Clauses.Select(clause => outline.Provisions.First(entry => entry.Clause == clause).Agreement)
            .Concat(
                amended.Decisions.Select(decision =>
                    outline.DecisionProvisions.FirstOrDefault(place => place.Decision == decision).Agreement
                )
            );

    private void ReadSuspension(int agreement, ImmutableArray<int> clauses)
    {
        ActorSet whom = Accept("for") ? ExpectActors() : new EveryParty(agreement);
        Expect("while");
        Add(
            new SuspensionRule(
                RuleId,
                agreement,
                whom,
                ExpectCondition(),
                clauses,
                statement.Span,
                statement.Words,
                null
            )
        );
    }

    private static readonly string[] WithdrawalPhrases =
    [
        "may withdraw by notice",
        "may withdraw from this Agreement by notice",
        "may denounce this Agreement by notice",
    ];

    private bool TryReadWithdrawal()
    {
        Period? notBefore = null;
        if (Sees("Once this Agreement has been in force for"))
        {
            at += 8;
            notBefore = ExpectPeriod();
            Expect(",");
        }
        if (Accept("No Party may withdraw"))
        {
            Add(
                new WithdrawalRule(
                    RuleId,
                    Agreement,
                    new EveryParty(Agreement),
                    default,
                    null,
                    Forbidden: true,
                    statement.Span,
                    statement.Words,
                    null
                )
            );
            return true;
        }
        if (WithdrawalPhrases.FirstOrDefault(FindPhrase) is not { } words)
        {
            return false;
        }
        var phrase = ExpectActorPhrase();
        if (phrase.IsPlural && phrase.OwnQuantifier is null && !failed)
        {
            Fail(
                Rules.IndefiniteBearer,
                phrase.First,
                phrase.Last,
                WordsOf(phrase.First, phrase.Last),
                "any Party",
                "Parties"
            );
        }
        Expect(words);
        if (!Accept("to the Depositary") && Sees("to"))
        {
            // Who else is told is prose: a notice counts from its receipt in the one place where instruments are deposited.
            FailExpected("“to the Depositary”");
            return true;
        }
        if (
            AcceptAny(
                "; withdrawal takes effect",
                "; the withdrawal takes effect",
                "; denunciation takes effect",
                "; the denunciation takes effect"
            )
            is null
        )
        {
            Fail(
                Rules.WithdrawalWithoutTime,
                first,
                last,
                new Fix("Say when.", SpanOf(last, last), "; withdrawal takes effect 12 months after receipt"),
                []
            );
            return true;
        }
        var notice = Accept("upon receipt") ? default : ExpectPeriod();
        if (notice != default)
        {
            Expect("after receipt");
            Accept("of the notice");
        }
        Add(
            new WithdrawalRule(
                RuleId,
                Agreement,
                phrase.Set,
                notice,
                notBefore,
                Forbidden: false,
                statement.Span,
                statement.Words,
                null
            )
        );
        return true;
    }

    private bool TryReadReservations()
    {
        var none = Sees("No reservations") || Sees("No reservation");
        if (!none && !Sees("Reservations"))
        {
            return false;
        }
        at += none ? 2 : 1;
        var clauses = ReadReservable();
        var permitted = !none;
        if (AcceptAny("are permitted", "is permitted", "may be made") is null)
        {
            if (none || AcceptAny("are not permitted", "may not be made") is null)
            {
                FailExpected("“are permitted”, “are not permitted” or “may be made”");
                return true;
            }
            permitted = false;
        }
        if (clauses.IsEmpty)
        {
            clauses = ReadReservable();
        }
        Add(
            new ReservationRule(
                RuleId,
                Agreement,
                permitted,
                clauses,
                new Period(0, 12, 0, 0),
                statement.Span,
                statement.Words,
                null
            )
        );
        return true;
    }

    /// <summary>"to Article 3(1) and Article 4"; "to this Agreement" is all of it, and needs not be said.</summary>
    private ImmutableArray<int> ReadReservable()
    {
        if (!Accept("to"))
        {
            return [];
        }
        if (AgreementAt(at) is { } target && target.Agreement == Agreement)
        {
            at = target.Next;
            return [];
        }
        return ExpectReferences();
    }

    /// <summary>One reference, or several with "and" or "or".</summary>
    private ImmutableArray<int> ExpectReferences()
    {
        var clauses = new SortedSet<int>(ExpectReference(ReferenceTo.All));
        while (!failed && SeesFurtherReference())
        {
            clauses.UnionWith(ExpectReference(ReferenceTo.All));
        }
        return [.. clauses];
    }

    private bool SeesFurtherReference()
    {
        var mark = at;
        if (AcceptAny(", and", ", or", ",", "and", "or") is not null && SeesReference())
        {
            return true;
        }
        at = mark;
        return false;
    }

    private bool TryReadSurvival()
    {
        if (!Sees("Withdrawal") && !Sees("Termination"))
        {
            return false;
        }
        at++;
        if (Accept("or termination") || Accept("or withdrawal"))
        {
            // Both end the agreement for the party; the core has one rule for both.
        }
        Trigger? on = null;
        ImmutableArray<int> clauses = [];
        var survives = true;
        if (Accept("does not affect duties arising from"))
        {
            on = ExpectOneTrigger();
            Expect("that occurred before it took effect");
        }
        else if (Accept("does not affect duties that arose before it took effect"))
        {
            on = null;
        }
        else if (Accept("does not affect"))
        {
            clauses = ExpectReferences();
        }
        else if (Accept("ends all duties"))
        {
            survives = false;
            clauses = Accept("under") ? ExpectReferences() : [];
        }
        else
        {
            FailExpected("“does not affect” or “ends all duties”");
        }
        Add(new SurvivalRule(RuleId, Agreement, on, clauses, survives, statement.Span, statement.Words, null));
        return true;
    }

    private bool TryReadDepositary()
    {
        string name;
        if (Accept("The Depositary is"))
        {
            name = ExpectDepositaryName();
        }
        else if (FindPhrase("is the Depositary"))
        {
            name = ExpectDepositaryName();
            Expect("is the Depositary");
        }
        else
        {
            return false;
        }
        Add(new DepositaryRule(RuleId, Agreement, name, statement.Span, statement.Words, null));
        return true;
    }

    private string ExpectDepositaryName()
    {
        var phrase = ExpectOneActor();
        if (!failed && phrase.Core is not NamedActor)
        {
            Fail(Rules.DepositaryNotOne, phrase.First, phrase.Last, WordsOf(phrase.First, phrase.Last));
        }
        return (phrase.Core as NamedActor)?.Name ?? "Depositary";
    }
}
