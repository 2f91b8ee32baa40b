using Foedus.Language.Binding;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Language.Grading;
using Foedus.Language.Syntax;

namespace Foedus.Language.Parsing;

/// <content>Norms: openings, bearer, modality, and the chain of consequences.</content>
internal sealed partial class SentenceParser
{
    private NormContext norm = new() { Index = -1, ConsequenceOf = null };

    private void ReadNormSentence()
    {
        ReadNorm(null, 0);
        if (!failed && !AtEnd)
        {
            FailLeftOver();
        }
    }

    /// <summary>Words by which other texts begin a time limit.</summary>
    private static readonly string[] LateWords =
    [
        ", but not later than",
        ", and not later than",
        ", and in any event within",
        ", and in any case within",
        "and in any event within",
        "and in any case within",
        ", in any event within",
        "no later than",
        "not later than",
        ", no later than",
        ", not later than",
        "at the latest",
        "on or before",
        "not earlier than",
        "no earlier than",
        "prior to",
        "by the end of",
        "by midnight",
        "by noon",
        "between",
        "daily",
        "weekly",
        "monthly",
    ];

    private void FailLeftOver()
    {
        RefuseOtherWords();
        var or = Text(at) == "," ? at + 1 : at;
        if (Text(or) == "or" && Text(or + 1) is "within" or "by" or "before" or "until" or "for")
        {
            var from = tokens[at - 1].End;
            var tighter = Text(or + 1) is "until" or "for"
                ? null
                : new Fix("Tighten instead.", statement.Source.Span(from, tokens[or].End), ", at the latest");
            Fail(Rules.OrBetweenDeadlines, at, or + 1, tighter, []);
        }
        else if (Text(at) is "if" or "once" or "while")
        {
            Fail(Rules.ConditionAtEnd, at, last, Text(at));
        }
        else if (LateWords.FirstOrDefault(words => Sees(words)) is { } late)
        {
            var behind = at + Matches(at, late);
            var instead =
                SeesTimeAt(behind) || SeesClockAt(behind) ? "by"
                : SeesPeriod(behind) ? "within"
                : late == "by the end of" ? "before the end of"
                : null;
            Fail(
                Rules.OtherDeadline,
                at,
                behind,
                instead is null ? null : new Fix($"Write “{instead}”.", SpanOf(at, behind), instead),
                WordsOf(at, behind)
            );
        }
        else if (Text(at) is "to" && SeesActorAt(at + 1))
        {
            Fail(
                Rules.Expected,
                at,
                at + 1,
                new Fix("Write “toward”.", SpanOf(at, at + 1), "toward"),
                "“toward” before those it is done for",
                PhraseAt(at)
            );
        }
        else if (SeesUnknownName())
        {
            FailUndefined(SymbolKind.Any, "a name");
        }
        else
        {
            Fail(Rules.LeftOver, at, last, PhraseAt(at));
        }
    }

    /// <summary>A word that is written like a name and is none: misspelt more likely than left over.</summary>
    private bool SeesUnknownName() =>
        !AtEnd
        && tokens[at].Kind == TokenKind.Word
        && char.IsUpper(tokens[at].Text[0])
        && !SeesReference()
        && StateLengthAt(at) == 0
        && Match(SymbolKind.Any).Symbol is null;

    private int ReadNorm(int? consequenceOf, int link)
    {
        if (!Enter())
        {
            return -1;
        }
        var mark = at;
        readsDeadline = false;
        var outer = (norm, occasion, inConsequence);
        var index = draft.Clauses.Count;
        draft.Clauses.Add(null);
        norm = new NormContext { Index = index, ConsequenceOf = consequenceOf };
        inConsequence = consequenceOf is not null;
        occasion = null;
        if (consequenceOf is { } parent)
        {
            norm.Trigger = new OnNorm([parent], NormState.Violated);
        }
        ReadOpenings();
        ReadSubject(index, mark, link);
        (norm, occasion, inConsequence) = outer;
        Leave();
        return index;
    }

    private void ReadSubject(int index, int mark, int link)
    {
        var bearerMark = at;
        var bearer = ReadBearer();
        if (failed)
        {
            draft.Provisions.Add(new ProvisionEntry(Agreement, statement.Eid, index, link, Modality.Duty));
            return;
        }
        Close(bearerMark, SyntaxKind.Bearer);
        var modalityMark = at;
        var (modality, content) = ReadModality(ref bearer, bearerMark);
        draft.Provisions.Add(new ProvisionEntry(Agreement, statement.Eid, index, link, modality));
        if (failed)
        {
            return;
        }
        ReadDeadlines(modality);
        WarnOfOpenDeadline();
        if (Accept("unless") || Accept(", unless"))
        {
            readsExcuse = true;
            norm.Unless = ExpectUndelegated();
            readsExcuse = false;
        }
        Close(mark, link == 0 ? SyntaxKind.Norm : SyntaxKind.Consequence);
        var end = at;
        int? consequence = null;
        if (Sees("; failing which") || Sees(", failing which"))
        {
            at += 3;
            Accept(",");
            if (modality is not (Modality.Duty or Modality.Maintenance or Modality.Prohibition))
            {
                Fail(Rules.ConsequenceWithoutBreach, end, at, WordsOf(modalityMark, modalityMark + 1));
                return;
            }
            consequence = ReadNorm(index, link + 1);
        }
        if (!failed)
        {
            Complete(index, mark, end, modality, bearer, content, consequence);
        }
    }

    private void Complete(
        int index,
        int mark,
        int end,
        Modality modality,
        Bearer bearer,
        NormContent content,
        int? consequence
    )
    {
        var trigger = norm.Trigger ?? new FromEntryIntoForce(Agreement);
        var condition = norm.If;
        var until = norm.Until;
        if (
            norm.Delegated >= 0
            && norm.Delegated < draft.Decisions.Count
            && draft.Decisions[norm.Delegated] is { } decision
        )
        {
            draft.Decisions[norm.Delegated] = decision with
            {
                Upon = trigger is FromEntryIntoForce from ? new OnEntryIntoForce(from.Agreement, null) : trigger,
                If = condition,
            };
            var delegated = new OnDecision(norm.Delegated, DecisionOutcome.Yes);
            if (
                until is After { Of: var occasioned, Offset: var length }
                && (ReferenceEquals(occasioned, norm.Trigger) || occasioned is FromEntryIntoForce)
            )
            {
                // What holds for a period holds from when it binds, as a time limit runs from then.
                until = new After(delegated, length);
            }
            trigger = delegated;
            condition = null;
        }
        else if (condition is not null && trigger is FromEntryIntoForce && norm.Recurrence is null)
        {
            WarnOfLonelyIf(modality);
        }
        var clause = new Clause
        {
            Id = "",
            Index = index,
            Agreement = Agreement,
            Modality = modality,
            IsBinding = modality != Modality.Hortatory,
            Trigger = trigger,
            If = condition,
            While = norm.While,
            // "From 1 March 2026, each Party shall not …": a date is no occurrence that only those then in force could have met with.
            // So is a period that is running, for what holds or is to be done within it.
            Bearer =
                norm.HoldsFrom
                && (
                    modality is not (Modality.Duty or Modality.Hortatory)
                    || (norm.Recurrence is not null && norm.Deadlines.Count == 0)
                )
                    ? bearer with
                    {
                        IncludesLater = true,
                    }
                    : bearer,
            Content = content,
            Deadlines =
                trigger is FromEntryIntoForce && bearer.Quantifier is Quantifier.One or Quantifier.Each
                    ? [.. norm.Deadlines.Select(OfOwnEntry)]
                    : norm.Deadlines.ToImmutable(),
            Recurrence = norm.Recurrence,
            Until = until,
            Consequence = consequence,
            ConsequenceOf = norm.ConsequenceOf,
            Unless = norm.Unless,
            Standards = norm.Standards.ToImmutable(),
            Span = SpanOf(mark, end),
            Words = WordsOf(mark, end),
        };
        draft.Clauses[index] = clause with { Grades = Grader.Complete(clause, norm, draft) };
    }

    /// <summary>
    /// A clause that binds each from its own entry into force counts "within 30 days of entry into force of this Agreement"
    /// from there, too: who comes later would else be in breach on the day it comes (VCLT art. 28).
    /// </summary>
    private Deadline OfOwnEntry(Deadline deadline) =>
        deadline is Within { Anchor: OnEntryIntoForce { For: null } whole } within && whole.Agreement == Agreement
            ? within with
            {
                Anchor = new FromEntryIntoForce(Agreement),
            }
            : deadline;

    /// <summary>"If the Truce holds, no …" without an occasion is asked at the entry into force, and never again.</summary>
    private void WarnOfLonelyIf(Modality modality)
    {
        for (var index = first; index < at; index++)
        {
            if (Text(index) is "If" or "if")
            {
                var better = modality is Modality.Duty or Modality.Hortatory ? "once" : "while";
                var written = Text(index) == "If" ? char.ToUpperInvariant(better[0]) + better[1..] : better;
                draft.Reporter.Report(
                    Rules.IfWithoutOccasion,
                    SpanOf(index, index + 1),
                    new Fix($"Write “{better}”.", SpanOf(index, index + 1), written),
                    []
                );
                return;
            }
        }
    }

    private Bearer ReadBearer()
    {
        var mark = at;
        var phrase = Resolved(ExpectActorPhrase());
        if (failed)
        {
            return new Bearer(Nobody, Quantifier.One, 0, IncludesLater: false, SpanOf(mark, at));
        }
        var quantifier = phrase.OwnQuantifier;
        var atLeast = 0;
        if (quantifier is null || phrase.IsPlural)
        {
            (quantifier, atLeast) = ReadQuantifier(quantifier);
        }
        if (quantifier == Quantifier.Each && !phrase.IsPlural)
        {
            ReadWhoHas();
        }
        var grade = quantifier == Quantifier.AnyOf ? 3 : 4;
        norm.Grades.Add(new SlotGrade(Slot.Bearer, grade, WordsOf(mark, at), SpanOf(mark, at)));
        if (quantifier is null ? !SeesVotedPower() : quantifier == phrase.OwnQuantifier && phrase.IsUnevenList)
        {
            FailUncountedBearer(phrase);
        }
        return new Bearer(
            phrase.Set,
            quantifier ?? Quantifier.Together,
            atLeast,
            phrase.IncludesLater,
            SpanOf(mark, at)
        );
    }

    /// <summary>
    /// "each Guarantor that has (not) consulted Ukraine": a condition on the bearer's own past, asked when the occasion comes; without an occasion it is the occasion.
    /// </summary>
    private void ReadWhoHas()
    {
        var mark = at;
        if (!Accept("that has"))
        {
            return;
        }
        var bearer = new BoundActor(Core.Binding.Bearer);
        var condition = ReadDone(
            new ActorPhrase(bearer, bearer, IsPlural: false, "", SaysStatus: true, IncludesLater: false, mark, at),
            mark
        );
        if (failed)
        {
            return;
        }
        if (norm.HasOccasion || norm.ConsequenceOf is not null)
        {
            norm.If = norm.If is { } other ? new And([other, condition]) : condition;
        }
        else
        {
            SetTrigger(mark, new OnCondition(condition));
        }
    }

    private (Quantifier?, int) ReadQuantifier(Quantifier? found)
    {
        if (Accept("together"))
        {
            return (Quantifier.Together, 0);
        }
        if (Accept("jointly and severally"))
        {
            return (Quantifier.JointlyAndSeverally, 0);
        }
        if (Accept(", collectively at least") || Accept("collectively at least"))
        {
            var atLeast = ExpectCount();
            Accept(",");
            return (Quantifier.CollectivelyAtLeast, atLeast);
        }
        if (Accept("collectively") || Accept(", collectively ,"))
        {
            return (Quantifier.CollectivelyAtLeast, 0);
        }
        return Accept("each") ? (Quantifier.Each, 0) : (found, 0);
    }

    /// <summary>A power that is exercised by a vote binds its holders by the vote: the plural needs no quantifier.</summary>
    private bool SeesVotedPower() => Sees("may , by");

    private void FailUncountedBearer(ActorPhrase phrase)
    {
        var words = WordsOf(phrase.First, phrase.Last);
        var span = SpanOf(phrase.First, phrase.Last);
        if (phrase.Members.IsEmpty)
        {
            var each = Singular(phrase, "each");
            var rule = phrase.IsPlural ? Rules.BarePlural : Rules.IndefiniteBearer;
            Fail(
                rule,
                phrase.First,
                phrase.Last,
                new Fix($"Write “{each}”.", span, each),
                words,
                each,
                WordsWithoutDeterminer(phrase)
            );
            return;
        }
        // Where a word counts some of its members, nothing behind the list can count them all.
        var isPlain = phrase.Members.All(member => member.OwnQuantifier is null or Quantifier.One);
        Fail(
            Rules.UncountedList,
            phrase.First,
            phrase.Last,
            isPlain ? new Fix($"Write “{words} each”.", span, words + " each") : null,
            words,
            isPlain ? words : "… and …"
        );
    }

    private (Modality, NormContent) ReadModality(ref Bearer bearer, int bearerMark)
    {
        var mark = at;
        if (Accept("shall not"))
        {
            Close(mark, SyntaxKind.Modality);
            return (Modality.Prohibition, ReadAct(bearer, Modality.Prohibition, bearerMark));
        }
        if (Sees("shall keep") && MatchAt(at + 1, SymbolKind.Act).Symbol is null)
        {
            at += 2;
            Close(mark, SyntaxKind.Modality);
            return (Modality.Maintenance, ReadKeep());
        }
        if (Accept("shall"))
        {
            Close(mark, SyntaxKind.Modality);
            return (Modality.Duty, ReadAct(bearer, Modality.Duty, bearerMark));
        }
        if (Accept("should"))
        {
            Close(mark, SyntaxKind.Modality);
            Warn(Rules.Hortatory, mark, at);
            return (Modality.Hortatory, ReadAct(bearer, Modality.Hortatory, bearerMark));
        }
        if (Accept("has no right to") || Accept("have no right to"))
        {
            Close(mark, SyntaxKind.Modality);
            return (Modality.Disability, ReadDisability(bearer, bearerMark));
        }
        if (Sees("may not"))
        {
            Fail(Rules.MayNot, mark, mark + 2, new Fix("Write “shall not”.", SpanOf(mark, mark + 2), "shall not"), []);
        }
        else if (Accept("may"))
        {
            Close(mark, SyntaxKind.Modality);
            return ReadMay(ref bearer, bearerMark);
        }
        else if (
            Text(at) is "will" or "must" or "undertakes" or "undertake" or "agrees" or "agree" or "commits" or "commit"
        )
        {
            RefuseOtherModal(mark);
            Fail(Rules.NotAModal, mark, mark + 1, new Fix("Write “shall”.", SpanOf(mark, mark + 1), "shall"), Text(at));
        }
        else
        {
            RefuseOtherModal(mark);
            FailNoModal();
        }
        return (Modality.Duty, new HasNoRight(null, null));
    }

    /// <summary>A sentence that goes wrong right after its subject: perhaps the subject's name is only the beginning of an undefined one.</summary>
    private void FailNoModal() =>
        FailExpected("“shall”, “shall not”, “shall keep”, “may”, “has no right to” or “should”");

    private (Modality, NormContent) ReadMay(ref Bearer bearer, int bearerMark)
    {
        var vote = Accept(", by") ? ReadPowerVote() : null;
        if (vote is null && Accept(", within"))
        {
            ReadWithin(gives: true, at - 1);
            Expect(",");
        }
        if (vote is null && Match(SymbolKind.Act) is { Symbol: not null, Form: WordForm.Base })
        {
            return (Modality.Permission, ReadAct(bearer, Modality.Permission, bearerMark));
        }
        if (vote is null && bearer.Quantifier == Quantifier.One && bearer.Who is UnionOf)
        {
            bearer = bearer with { Quantifier = Quantifier.Together };
        }
        return (Modality.Power, ReadPower(vote));
    }
}
