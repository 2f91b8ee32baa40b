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
            || TryReadLaterEntry()
            || RefuseOtherAmendment()
            || TryReadAgreementRule()
            || TryReadWithdrawal()
            || TryReadReservations()
            || TryReadLateReservations()
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

    /// <summary>"Amendments enter into force …": how an amendment is adopted is said of the agreement.</summary>
    private bool RefuseOtherAmendment()
    {
        if (
            (Sees("Amendments") || Sees("Any amendment") || Sees("An amendment"))
            && Match(SymbolKind.Any).Symbol is null
        )
        {
            Fail(Rules.OtherAmendment, first, last, WordsOf(first, Math.Min(last, first + 4)));
        }
        return failed;
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
        else if (Accept("shall not be subject to reservations") || Accept("is not subject to reservations"))
        {
            if (agreement != Agreement)
            {
                FailExpected("“this Agreement” or one of its provisions before “is not subject to reservations”");
            }
            AddReservations(false, []);
        }
        else if (AcceptAny(Unlimited) is not null)
        {
            // It ends by nothing that the text names: what the law of treaties says of such an agreement is inserted anyway.
        }
        else if (
            AcceptAny(
                "applies provisionally",
                "shall apply provisionally",
                "is applied provisionally",
                "shall be applied provisionally"
            )
            is not null
        )
        {
            ReadProvisional(agreement);
        }
        else if (AcceptAny("remains in force", "shall remain in force", "shall continue in force") is not null)
        {
            ReadDuration(agreement);
        }
        else if (Accept("may be amended by"))
        {
            ReadAmendment(agreement);
        }
        else if (
            AcceptAny(
                "is open to accession by",
                "is open for accession by",
                "shall be open to accession by",
                "shall be open for accession by"
            )
            is not null
        )
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
        else if (Accept("is suspended") || Accept("shall be suspended"))
        {
            ReadSuspension(agreement, []);
        }
        else if (agreement != Agreement && Text(at) is "shall" or "may" or "should" or "has")
        {
            // Another agreement in the place of an actor is told to be none.
            return false;
        }
        else
        {
            Fail(Rules.OtherAgreementRule, first, last, PhraseAt(at));
        }
        return true;
    }

    private static readonly string[] Unlimited =
    [
        "is concluded for an unlimited period",
        "is of unlimited duration",
        "shall be of unlimited duration",
        "remains in force indefinitely",
        "shall remain in force indefinitely",
        "shall continue in force indefinitely",
    ];

    /// <summary>"Article 3 is not legally binding", "Article 3(2) does not survive termination", "Article 3 is suspended while …".</summary>
    private bool TryReadClauseRule()
    {
        if (!SeesReference() && !Sees("This Article"))
        {
            return false;
        }
        var clauses = ExpectReference(ReferenceTo.All);
        if (
            AcceptAny(
                "shall not be subject to reservations",
                "is not subject to reservations",
                "are not subject to reservations"
            )
            is not null
        )
        {
            AddReservations(false, clauses);
        }
        else if (Accept("is not legally binding"))
        {
            draft.NotBinding.UnionWith(clauses);
        }
        else if (Accept("is legally binding"))
        {
            draft.Binding.UnionWith(clauses);
        }
        else if (AcceptAny("does not survive termination", "does not survive withdrawal") is { } ends)
        {
            Mark(draft.NotSurviving, clauses, EndingIn(ends));
        }
        else if (AcceptAny("survives termination", "survives withdrawal") is { } outlives)
        {
            Mark(draft.Surviving, clauses, EndingIn(outlives));
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
                {
                    Of = EndingIn(outlives),
                }
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

    private static Endings EndingIn(string words) =>
        words.EndsWith("termination", StringComparison.Ordinal) ? Endings.Termination : Endings.Withdrawal;

    private static void Mark(Dictionary<int, Endings> marks, ImmutableArray<int> clauses, Endings of)
    {
        foreach (var clause in clauses)
        {
            marks[clause] = marks.GetValueOrDefault(clause) | of;
        }
    }

    private void ReadProvisional(int agreement)
    {
        ActorSet whom = Accept("for") ? ExpectActors() : new EveryParty(agreement);
        if (AcceptAny("from", "upon") is null)
        {
            FailExpected(
                "“from” and an occasion (“applies provisionally from signature”; until the entry into force needs not be said)"
            );
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
            else if (SeesCalendarEnd(at) && ExpectCalendarEnd() is var (instant, ahead, anchor))
            {
                until = instant;
                untilOccasion = instant is null
                    ? new After(anchor ?? new OnEntryIntoForce(agreement, null), ahead)
                    : null;
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

    /// <summary>Where "may withdraw" or "may denounce" speaks of leaving the agreement and of no defined act; −1 if nowhere.</summary>
    private int FindWithdrawal()
    {
        for (var i = at + 1; i < last; i++)
        {
            if (Text(i) is "withdraw" or "denounce" && Text(i - 1) == "may")
            {
                return
                    Text(i + 1) is "by" or "from" or "upon" or "on" or "this" or "at" or ""
                    && MatchAt(i, SymbolKind.Act).Symbol is null
                    ? i
                    : -1;
            }
        }
        return -1;
    }

    private bool TryReadWithdrawal()
    {
        Period? notBefore = null;
        if (Sees("Once this Agreement has been in force for") || Sees("After this Agreement has been in force for"))
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
        if (FindWithdrawal() < 0)
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
        var verb = at;
        if (
            AcceptAny("may withdraw from this Agreement", "may withdraw", "may denounce this Agreement", "may denounce")
                is null
            || AcceptAny("by notice", "by written notice", "by giving notice", "by giving written notice") is null
        )
        {
            Fail(Rules.OtherWithdrawal, verb, last, PhraseAt(Math.Min(at, last - 1)));
            return true;
        }
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

    private bool TryReadSurvival()
    {
        if (!Sees("Withdrawal") && !Sees("Termination"))
        {
            return false;
        }
        var of = Text(at++) == "Termination" ? Endings.Termination : Endings.Withdrawal;
        if (Accept("or termination") || Accept("or withdrawal"))
        {
            of = Endings.Both;
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
        if (survives)
        {
            Mark(draft.Surviving, clauses, of);
        }
        Add(
            new SurvivalRule(RuleId, Agreement, on, clauses, survives, statement.Span, statement.Words, null)
            {
                Of = of,
            }
        );
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
