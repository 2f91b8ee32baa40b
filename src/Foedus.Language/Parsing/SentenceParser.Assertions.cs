using System.Collections.Immutable;
using System.Globalization;
using Foedus.Language.Binding;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Language.Syntax;

namespace Foedus.Language.Parsing;

/// <content>Then steps of scenarios.</content>
internal sealed partial class SentenceParser
{
    private static readonly (string Words, PowerState State)[] PowerWords =
    [
        ("enabled", PowerState.Enabled),
        ("exercised", PowerState.Exercised),
        ("expired", PowerState.Expired),
    ];

    private static readonly (string Words, ParticipationStatus Status)[] StandingWords =
    [
        ("has signed", ParticipationStatus.Signed),
        ("has consented", ParticipationStatus.Consented),
        ("has withdrawn", ParticipationStatus.Withdrawn),
        ("has given notice", ParticipationStatus.WithdrawalNotified),
        ("is suspended", ParticipationStatus.Suspended),
    ];

    private void ReadAssertion(ImmutableArray<ScenarioStep>.Builder steps)
    {
        string? reader = null;
        if (Accept("under the reading of") || Accept("Under the reading of"))
        {
            Accept("the");
            var mark = at;
            while (!AtEnd && Text(at) != ",")
            {
                at++;
            }
            reader = WordsOf(mark, at);
            if (!scenario.Readers.Contains(reader))
            {
                Fail(Rules.NoSuchReader, mark, at, reader);
            }
            Expect(",");
        }
        var assertion = ReadOneAssertion(reader);
        if (!failed && !AtEnd)
        {
            FailLeftOver();
        }
        if (!failed && assertion is not null)
        {
            steps.Add(assertion);
        }
    }

    private ScenarioAssertion? ReadOneAssertion(string? reader)
    {
        if (SeesOpposite())
        {
            Accept("it is not the case that");
            return ReadOneAssertion(reader) is { } denied
                ? new AssertOpposite(denied, reader, statement.Span, statement.Words)
                : null;
        }
        if (SeesReference())
        {
            return ReadClauseAssertion(reader);
        }
        if (AgreementAt(at) is { } target)
        {
            var mark = at;
            at = target.Next;
            var amended = Accept("has been amended");
            if (amended || Accept("has not been amended"))
            {
                return new AssertAmended(target.Agreement, !amended, reader, statement.Span, statement.Words);
            }
            if (Text(at) == "is" && ReadForceAssertion(target.Agreement, reader) is { } found)
            {
                return found;
            }
            at = mark;
        }
        var start = Text(at) is "the" or "a" or "an" ? at + 1 : at;
        var match = MatchAt(start, SymbolKind.Any);
        if (match.Symbol?.Kind == SymbolKind.Decision && Text(start + match.Length) is "is" or "fails" or "has")
        {
            at = start + match.Length;
            return ReadDecisionAssertion(match.Symbol.Index, reader);
        }
        if (SeesQuoted())
        {
            return ReadDelegatedAssertion(reader);
        }
        if (!Sees("no") && !Sees("it") && SeesActor() && ReadStandingAssertion(reader) is { } standing)
        {
            return standing;
        }
        return new AssertCondition(ExpectCondition(), Negated: false, reader, statement.Span, statement.Words);
    }

    /// <summary>"It is not the case that" before what only a scenario can say; before a condition it is a part of the condition.</summary>
    private bool SeesOpposite()
    {
        var inner = at + Matches(at, "it is not the case that");
        if (inner == at)
        {
            return false;
        }
        if (SeesReferenceAt(inner) || (inner < last && tokens[inner].Kind == TokenKind.Quoted))
        {
            return true;
        }
        var mark = at;
        at = inner;
        if (AgreementAt(inner) is { } target)
        {
            at = target.Next;
            var isHere =
                Sees("has been amended")
                || Sees("has not been amended")
                || Sees("is suspended for")
                || Sees("is not suspended for");
            at = mark;
            return isHere;
        }
        AcceptArticle();
        var match = Match(SymbolKind.Any);
        var next = at + match.Length;
        at = mark;
        return match.Symbol?.Kind switch
        {
            SymbolKind.Decision => Text(next) is "is" or "fails",
            SymbolKind.Party or SymbolKind.Role => StandingWords.Any(words => SeesAt(next, words.Words)),
            null => StateLengthAt(inner) is > 0 and var length
                && StandingWords.Any(words => SeesAt(inner + length, words.Words)),
            _ => false,
        };
    }

    /// <summary>"this Agreement is in force for France": null if it is a condition of another kind.</summary>
    private AssertParticipation? ReadForceAssertion(int agreement, string? reader)
    {
        var negated = Accept("is not");
        if (!negated)
        {
            Expect("is");
        }
        var status = ParticipationStatus.InForce;
        if (Accept("suspended for"))
        {
            status = ParticipationStatus.Suspended;
        }
        else if (!Accept("in force for"))
        {
            return null;
        }
        var names = NamesOf(ExpectActorPhrase(), mayBeAny: negated);
        return new AssertParticipation(agreement, names, status, negated, reader, statement.Span, statement.Words);
    }

    private AssertParticipation? ReadStandingAssertion(string? reader)
    {
        var mark = at;
        var phrase = ExpectActorPhrase();
        Accept("each");
        var plural = Text(at) == "have";
        foreach (var (words, status) in StandingWords)
        {
            var negated = words.Insert(3, " not");
            var isNegated = Accept(negated) || (plural && Accept("have not " + words["has ".Length..]));
            if (isNegated || Accept(words) || (plural && Accept("have " + words["has ".Length..])))
            {
                return new AssertParticipation(
                    0,
                    NamesOf(phrase),
                    status,
                    isNegated,
                    reader,
                    statement.Span,
                    statement.Words
                );
            }
        }
        if (!failed)
        {
            at = mark;
        }
        return null;
    }

    private AssertDecision ReadDecisionAssertion(int term, string? reader)
    {
        var decision = scope.DecisionOfTerm.GetValueOrDefault(term);
        return ReadOutcome(decision, reader);
    }

    /// <summary>"appropriate" under Article 3 is made: the decision of a delegated standard.</summary>
    private AssertDecision ReadDelegatedAssertion(string? reader)
    {
        var mark = at;
        var name = ReadDecided();
        var decision = -1;
        foreach (var candidate in scenario.Core.Decisions)
        {
            if (candidate.Name == name)
            {
                decision = candidate.Index;
            }
        }
        if (decision < 0)
        {
            Fail(Rules.NoDecisionThere, mark, at, WordsOf(mark, at));
        }
        return ReadOutcome(decision, reader);
    }

    private AssertDecision ReadOutcome(int decision, string? reader)
    {
        var negated = false;
        DecisionOutcome? outcome = null;
        int? stage = null;
        if (Accept("fails") || Accept("has failed"))
        {
            outcome = DecisionOutcome.Failed;
        }
        else
        {
            negated = Accept("is not") || Accept("has not been");
            if (!negated && !Accept("is") && !Accept("has been"))
            {
                FailExpected("“is”");
            }
            if (Accept("open"))
            {
                stage = Accept("at stage") ? ExpectStageOf(decision) : null;
            }
            else
            {
                outcome = ExpectOutcome();
            }
        }
        return new AssertDecision(
            decision,
            outcome,
            stage,
            ReadAssertedCase(),
            negated,
            reader,
            statement.Span,
            statement.Words
        );
    }

    private int ExpectStageOf(int decision)
    {
        var mark = at;
        var stage = ExpectCount();
        var stages = scenario.Core.Decisions.FirstOrDefault(one => one.Index == decision)?.Stages.Length ?? 0;
        if (!failed && stage > stages)
        {
            Fail(Rules.NoSuchStage, mark, at, WordsOf(mark, at), stages.ToString(CultureInfo.InvariantCulture));
        }
        return stage;
    }

    private DecisionOutcome ExpectOutcome()
    {
        foreach (var (words, outcome) in OutcomeWords)
        {
            if (Accept(words))
            {
                return outcome;
            }
        }
        FailExpected("what it is (made, refused, undecided, failed, open)");
        return DecisionOutcome.Yes;
    }

    private ScenarioAssertion? ReadClauseAssertion(string? reader)
    {
        var mark = at;
        var heads = ExpectReference();
        var end = at;
        if (AcceptAny("binds", "bind") is not null)
        {
            return ReadBinds(heads, mark, negated: false, reader);
        }
        if (AcceptAny("does not bind", "do not bind") is not null)
        {
            return ReadBinds(heads, mark, negated: true, reader);
        }
        var negated = Accept("is not");
        if (!negated && !Accept("is"))
        {
            FailExpected("“binds”, “does not bind” or “is”");
            return null;
        }
        foreach (var (words, state) in PowerWords)
        {
            if (!Accept(words))
            {
                continue;
            }
            var back = at;
            at = mark;
            var powers = ExpectReference(ReferenceTo.Powers);
            if (!failed && powers.Length != 1)
            {
                Fail(Rules.AmbiguousReference, mark, end, WordsOf(mark, end), "powers");
            }
            at = failed ? at : back;
            return failed
                ? null
                : new AssertPower(
                    powers[0],
                    state,
                    ReadAssertedCase(),
                    negated,
                    reader,
                    statement.Span,
                    statement.Words
                );
        }
        foreach (var (words, state) in StateWords)
        {
            if (Accept(words))
            {
                if (state != NormState.Dormant)
                {
                    FailIfPowers(heads, mark);
                }
                return ReadNormAssertion(heads, state, negated, reader);
            }
        }
        FailExpected(
            "what it is (performed, breached, repaired, unrepaired, suspended, discharged, excused, terminated; enabled, exercised, expired)"
        );
        return null;
    }

    private AssertNorm ReadBinds(ImmutableArray<int> clauses, int mark, bool negated, string? reader)
    {
        FailIfPowers(clauses, mark);
        var names = ReadAssertedNames(mayBeAny: negated);
        var creditors = ReadCreditors(mayBeAny: negated);
        long? until = Accept("until") ? ExpectTime(isEnd: true) : null;
        return new AssertNorm(
            clauses,
            NormState.Active,
            names,
            until,
            ReadAssertedCase(),
            negated,
            reader,
            statement.Span,
            statement.Words
        )
        {
            Creditors = creditors,
        };
    }

    private AssertNorm ReadNormAssertion(ImmutableArray<int> clauses, NormState state, bool negated, string? reader)
    {
        var names = Accept("by") || Accept("for") ? ReadAssertedNames(mayBeAny: negated) : [];
        var creditors = ReadCreditors(mayBeAny: negated);
        return new AssertNorm(
            clauses,
            state,
            names,
            null,
            ReadAssertedCase(),
            negated,
            reader,
            statement.Span,
            statement.Words
        )
        {
            Creditors = creditors,
        };
    }

    /// <summary>A power binds nobody and is not performed: what is denied of it so would always be true.</summary>
    private void FailIfPowers(ImmutableArray<int> clauses, int mark)
    {
        if (!failed && !clauses.IsEmpty && ArePowers(clauses))
        {
            Fail(Rules.PowerIsNoDuty, mark, at, WordsOf(mark, at));
        }
    }

    private ImmutableArray<string> ReadCreditors(bool mayBeAny) => Accept("toward") ? ReadAssertedNames(mayBeAny) : [];

    private string? ReadAssertedCase() =>
        Accept(", in case") || Accept("in case") ? ExpectMention(isEvent: false) : null;

    private ImmutableArray<string> ReadAssertedNames(bool mayBeAny) => NamesOf(ExpectActorPhrase(), mayBeAny);
}
