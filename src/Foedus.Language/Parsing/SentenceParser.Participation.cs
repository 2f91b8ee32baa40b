using System.Collections.Immutable;
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
            && !Sees("shall not be subject to reservations")
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
        else if (Accept("shall not be subject to reservations") || Accept("is not subject to reservations"))
        {
            if (agreement != Agreement)
            {
                FailExpected("“this Agreement” or one of its provisions before “is not subject to reservations”");
            }
            AddReservations(false, []);
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
