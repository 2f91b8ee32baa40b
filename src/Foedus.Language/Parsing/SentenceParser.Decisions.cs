using System.Collections.Immutable;
using Foedus.Language.Binding;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Language.Syntax;

namespace Foedus.Language.Parsing;

/// <content>Decisions: stages, electorates, thresholds, and what silence, refusal and an empty electorate lead to.</content>
internal sealed partial class SentenceParser
{
    /// <summary>A stage with the effects that are written so far.</summary>
    private sealed class StageDraft
    {
        public required Stage Stage { get; init; }
        public required int First { get; init; }
        public required int Last { get; init; }
        public required bool CanBeEmpty { get; init; }
        public required string Electorate { get; init; }
        public StageEffect? OnSilence { get; set; }
        public StageEffect? OnRefusal { get; set; }
        public StageEffect? OnEmpty { get; set; }
    }

    private string decisionName = "";

    private void ReadDecision(int term)
    {
        AcceptArticle();
        var match = Match(SymbolKind.Decision);
        at += match.Length;
        decisionName = match.Symbol?.Name ?? "";
        var index = scope.DecisionOfTerm.GetValueOrDefault(term);
        if (!Accept("is decided when"))
        {
            Expect("is decided upon");
        }
        isDecided = true;
        var trigger = ExpectTrigger();
        isDecided = false;
        occasion = trigger;
        Condition? condition = null;
        if (Accept(", if"))
        {
            condition = ExpectOpeningCondition(mayDelegate: true);
            Accept(",");
        }
        Accept(",");
        Accept("first");
        var stages = new List<StageDraft> { ReadStage() };
        while (!failed && Accept(";"))
        {
            ReadDecisionLine(stages);
        }
        if (!failed && !AtEnd)
        {
            FailLeftOver();
        }
        Close(first, SyntaxKind.Decision);
        draft.Terms[term] = new DecisionTerm(decisionName, Agreement, index, statement.Span);
        draft.DecisionProvisions.Add((Agreement, statement.Eid, index));
        draft.Decisions[index] = new Decision
        {
            Name = decisionName,
            Id = "",
            Index = index,
            Agreement = Agreement,
            Upon = trigger,
            If = condition,
            Stages = CompleteStages(stages),
            Span = statement.Span,
            Words = statement.Words,
        };
    }

    private void ReadDecisionLine(List<StageDraft> stages)
    {
        var mark = at;
        if (Accept("absent decision , or upon refusal ,") || Accept("upon refusal , or absent decision ,"))
        {
            ReadConsequenceOfStage(stages, onSilence: true, onRefusal: true, mark);
        }
        else if (Accept("absent decision ,"))
        {
            ReadConsequenceOfStage(stages, onSilence: true, onRefusal: false, mark);
        }
        else if (Accept("upon refusal ,"))
        {
            ReadConsequenceOfStage(stages, onSilence: false, onRefusal: true, mark);
        }
        else if (Accept("refusal is final"))
        {
            SetEffect(stages[^1].OnRefusal, mark);
            stages[^1].OnRefusal = StageEffect.Refuses;
        }
        else if (AcceptEmptyElectorate(out var wanted))
        {
            Expect(",");
            var effect = ExpectEffect(wanted);
            var found = false;
            foreach (var stage in stages)
            {
                if (stage.CanBeEmpty && stage.OnEmpty is null)
                {
                    stage.OnEmpty = effect;
                    found = true;
                }
            }
            if (!found && !failed)
            {
                Fail(Rules.ElectorateNeverEmpty, mark, at, WordsOf(mark, at));
            }
        }
        else
        {
            FailExpected("“absent decision,”, “upon refusal,”, “refusal is final” or “if no … is in force,”");
        }
    }

    private void SetEffect(StageEffect? there, int mark)
    {
        if (there is not null)
        {
            Fail(Rules.SecondEffect, mark, at, WordsOf(mark, at));
        }
    }

    private void ReadConsequenceOfStage(List<StageDraft> stages, bool onSilence, bool onRefusal, int mark)
    {
        var stage = stages[^1];
        StageEffect effect;
        if (Sees("by") || Sees("then by"))
        {
            Accept("then");
            effect = StageEffect.Next;
            stages.Add(ReadStage());
        }
        else
        {
            effect = ExpectEffect(decisionName);
        }
        if (onSilence)
        {
            SetEffect(stage.OnSilence, mark);
            stage.OnSilence = effect;
        }
        if (onRefusal)
        {
            SetEffect(stage.OnRefusal, mark);
            stage.OnRefusal = effect;
        }
    }

    private bool AcceptEmptyElectorate(out string name)
    {
        name = decisionName;
        if (Accept("if the electorate is empty"))
        {
            return true;
        }
        if (Accept("if no"))
        {
            ExpectOneActor();
            if (AcceptAny("is in force", "are in force", "is", "exists") is null)
            {
                FailExpected("“is in force”");
            }
            return true;
        }
        if (Accept("if there is no"))
        {
            ExpectOneActor();
            return true;
        }
        return false;
    }

    private StageEffect ExpectEffect(string name)
    {
        if (Accept("nothing is decided"))
        {
            return StageEffect.Nothing;
        }
        if (Accept("the next stage opens"))
        {
            return StageEffect.Next;
        }
        var mark = at;
        AcceptArticle();
        var match = Match(SymbolKind.Decision);
        if (match.Symbol is null || match.Symbol.Name != name)
        {
            at = mark;
            FailExpected($"what follows (“{name} fails”, “{name} is made”, “{name} is refused”, “nothing is decided”)");
            return StageEffect.Nothing;
        }
        at += match.Length;
        switch (AcceptAny("fails", "is made", "is refused"))
        {
            case "fails":
                return StageEffect.Fails;
            case "is made":
                return StageEffect.Makes;
            case "is refused":
                return StageEffect.Refuses;
            default:
                FailExpected("“fails”, “is made” or “is refused”");
                return StageEffect.Nothing;
        }
    }

    /// <summary>"by the Special Commission, by majority of its members, within 24 hours" or "by two thirds of the Guarantors in force, within 24 hours".</summary>
    private StageDraft ReadStage()
    {
        var mark = at;
        Expect("by");
        Threshold? threshold = null;
        var electorateMark = at;
        if (SeesThreshold())
        {
            var voted = at;
            threshold = ExpectThreshold();
            RefuseWeights(voted);
            if (!Accept("of"))
            {
                Fail(Rules.NoElectorate, mark, at, WordsOf(mark, at));
            }
            electorateMark = at;
        }
        var (electorate, single, canBeEmpty) = ReadElectorate(isThresholdKnown: threshold is not null);
        var words = WordsOf(electorateMark, at);
        var quorum = 0;
        Period? within = null;
        while (!failed)
        {
            var comma = Accept(",");
            if (threshold is null && Sees("by") && SeesThresholdAt(at + 1))
            {
                at++;
                var voted = at;
                threshold = ExpectThreshold();
                RefuseWeights(voted);
                if (Accept("of its members") || Accept("of the votes cast"))
                {
                    single = false;
                }
            }
            else if (Accept("with a quorum of"))
            {
                quorum = ExpectCount();
                Accept("members");
            }
            else if (Accept("within"))
            {
                within = ExpectPeriod();
            }
            else
            {
                if (comma)
                {
                    FailExpected("“by” and a threshold, “with a quorum of”, or “within” and a time limit");
                }
                break;
            }
        }
        if (threshold is null && !single && !failed)
        {
            Fail(Rules.NoThreshold, electorateMark, at, words);
        }
        Close(mark, SyntaxKind.Stage);
        return new StageDraft
        {
            First = mark,
            Last = at,
            CanBeEmpty = canBeEmpty,
            Electorate = words,
            Stage = new Stage
            {
                Electorate = electorate,
                Threshold = threshold ?? new Threshold(ThresholdKind.Single, 1, 1),
                Quorum = quorum,
                Within = within,
                OnSilence = StageEffect.Nothing,
                OnRefusal = StageEffect.Refuses,
                OnEmpty = StageEffect.Nothing,
                Span = SpanOf(mark, at),
            },
        };
    }

    private (Electorate Electorate, bool Single, bool CanBeEmpty) ReadElectorate(bool isThresholdKnown)
    {
        var mark = at;
        var match = MatchAt(Text(at) is "the" or "a" or "an" ? at + 1 : at, SymbolKind.Any);
        if (match.Symbol?.Kind == SymbolKind.Body && draft.TermAt(match.Symbol.Index) is BodyTerm body)
        {
            AcceptArticle();
            at += match.Length;
            var voting = body.Members > 0 || body.ComposedOf is not null;
            var voters = new Electorate(new NamedActor(body.Name), match.Symbol.Index, Accept("present and voting"));
            return (voters, !voting, body.ComposedOf is not null);
        }
        var phrase = ExpectActorPhrase();
        var presentAndVoting = Accept("present and voting");
        if (presentAndVoting && (Accept("other than") || Accept("excluding")))
        {
            phrase = phrase with { Set = new Except(phrase.Set, ExpectActors()), Last = at };
        }
        if (failed)
        {
            return (new Electorate(Nobody, null, PresentAndVoting: false), true, false);
        }
        var single = phrase.OwnQuantifier == Quantifier.AnyOf || phrase.IsSingle;
        if (
            !single
            && !phrase.SaysStatus
            && !presentAndVoting
            && phrase.Core is not NamedActor
            && !(phrase.Core is UnionOf union && union.Sets.All(set => set is NamedActor))
        )
        {
            RefuseWeights(mark);
            Fail(
                Rules.ElectorateWithoutStatus,
                mark,
                at,
                new Fix("Add “in force”.", SpanOf(at, at), " in force"),
                WordsOf(mark, at)
            );
        }
        var canBeEmpty =
            phrase.Core is not (NamedActor or BoundActor)
            && !(phrase.Core is UnionOf named && named.Sets.All(set => set is NamedActor));
        if (isThresholdKnown && phrase.IsSingle)
        {
            Fail(Rules.ThresholdOfOne, mark, at, WordsOf(mark, at));
        }
        return (new Electorate(phrase.Set, null, presentAndVoting), single, canBeEmpty);
    }

    private ImmutableArray<Stage> CompleteStages(List<StageDraft> drafts)
    {
        var stages = ImmutableArray.CreateBuilder<Stage>(drafts.Count);
        for (var i = 0; i < drafts.Count && !failed; i++)
        {
            var stage = drafts[i];
            var isLast = i == drafts.Count - 1;
            if (!isLast && stage.OnSilence is null)
            {
                FailAtEnd(
                    Rules.NoSilence,
                    stage,
                    $"; absent decision, {decisionName} fails",
                    [stage.Electorate, decisionName]
                );
            }
            if (!isLast && stage.OnRefusal is null)
            {
                FailAtEnd(
                    Rules.NoRefusal,
                    stage,
                    "; upon refusal, " + decisionName + " is refused",
                    [stage.Electorate, decisionName]
                );
            }
            if (stage.CanBeEmpty && stage.OnEmpty is null)
            {
                FailAtEnd(
                    Rules.NoEmptyEffect,
                    stage,
                    $"; if the electorate is empty, {decisionName} fails",
                    [stage.Electorate, decisionName]
                );
            }
            if (
                isLast
                && (
                    stage.OnSilence == StageEffect.Next
                    || stage.OnRefusal == StageEffect.Next
                    || stage.OnEmpty == StageEffect.Next
                )
            )
            {
                Fail(Rules.NoNextStage, stage.First, stage.Last);
            }
            if (stage.Stage.Within is null && !isLast)
            {
                Fail(Rules.StageWithoutTime, stage.First, stage.Last, stage.Electorate);
            }
            stages.Add(
                stage.Stage with
                {
                    OnSilence = stage.OnSilence ?? StageEffect.Nothing,
                    OnRefusal = stage.OnRefusal ?? StageEffect.Refuses,
                    OnEmpty = stage.OnEmpty ?? StageEffect.Nothing,
                }
            );
        }
        return stages.ToImmutable();
    }

    private void FailAtEnd(DiagnosticRule rule, StageDraft stage, string insertion, string[] values)
    {
        var behind = tokens[Math.Max(stage.Last, first + 1) - 1].End;
        var end = statement.Source.Span(behind, behind);
        Fail(rule, stage.First, stage.Last, new Fix("Say what follows.", end, insertion), values);
    }

    /// <summary>"(as decided by the Council by majority within 48 hours)": a decision of its own; the clause hangs on its yes.</summary>
    private int ReadDelegation(string words, int mark)
    {
        Expect("( as decided");
        if (norm.Index < 0 || norm.ConsequenceOf is not null)
        {
            Fail(Rules.DelegationNotHere, mark, at, words);
            return 0;
        }
        if (norm.Delegated >= 0)
        {
            Fail(Rules.SecondDelegation, mark, at, words);
            return norm.Delegated;
        }
        var stage = ReadDelegatedStage();
        Expect(")");
        if (stage.Within is null && !failed)
        {
            Fail(Rules.DelegationWithoutTime, mark, at, words);
        }
        var index = draft.Decisions.Count;
        draft.Decisions.Add(
            new Decision
            {
                Name = $"{words} under {statement.Label}",
                Id = "",
                Index = index,
                Agreement = Agreement,
                Upon = OwnTrigger(),
                Stages = [stage],
                Span = SpanOf(mark, at),
                Words = WordsOf(mark, at),
            }
        );
        draft.DecisionProvisions.Add((Agreement, statement.Eid, index));
        norm.Delegated = index;
        draft.Standards.Add(new Standard(StandardKind.Delegated, words, norm.Index, index, SpanOf(mark, at)));
        norm.Standards.Add(draft.Standards.Count - 1);
        norm.Grades.Add(new SlotGrade(Slot.Decider, 2, words, SpanOf(mark, at)));
        Close(mark, SyntaxKind.Standard);
        return index;
    }

    private Stage ReadDelegatedStage()
    {
        var mark = at;
        Expect("by");
        Threshold? threshold = null;
        if (SeesThreshold())
        {
            var voted = at;
            threshold = ExpectThreshold();
            RefuseWeights(voted);
            Expect("of");
        }
        var electorateMark = at;
        var (electorate, single, canBeEmpty) = ReadElectorate(threshold is not null);
        var words = WordsOf(electorateMark, at);
        if (threshold is null && (Accept(", by") || Accept("by")))
        {
            var voted = at;
            threshold = ExpectThreshold();
            RefuseWeights(voted);
            Accept("of its members");
        }
        if (threshold is null && !single)
        {
            Fail(Rules.NoThreshold, electorateMark, at, words);
        }
        Accept(",");
        Period? within = Accept("within") ? ExpectPeriod() : null;
        Close(mark, SyntaxKind.Stage);
        return new Stage
        {
            Electorate = electorate,
            Threshold = threshold ?? new Threshold(ThresholdKind.Single, 1, 1),
            Within = within,
            OnSilence = StageEffect.Nothing,
            OnRefusal = StageEffect.Refuses,
            OnEmpty = canBeEmpty ? StageEffect.Fails : StageEffect.Nothing,
            Span = SpanOf(mark, at),
        };
    }
}
