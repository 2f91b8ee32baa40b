using Foedus.Language.Binding;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;

namespace Foedus.Language.Parsing;

/// <content>Toward whom an act is owed: one, each of several, or any of them.</content>
internal sealed partial class SentenceParser
{
    private void CheckToward(ActTerm act, ActorSet toward, int mark)
    {
        if (failed || draft.Outline is null)
        {
            return;
        }
        if (act.Toward is null)
        {
            Fail(Rules.ActWithoutCounterparty, mark, at, act.Name);
        }
        else if (!universe.MayOverlap(toward, act.Toward))
        {
            Fail(Rules.WrongCounterparty, mark, at, WordsOf(mark, at), act.Name);
        }
    }

    /// <summary>An act toward one named actor needs no counter-party in the clause.</summary>
    private static ActorSet? DefaultToward(ActTerm act) => act.Toward is NamedActor or BoundActor ? act.Toward : null;

    /// <summary>An actor right behind the verb of an act that takes none: read, so that the fault can be named.</summary>
    private bool SeesPlainActor() => !Sees("it") && SeesActor();

    private CounterParty? ReadToward(ActTerm act, Modality modality)
    {
        var mark = at;
        var says = Accept("toward");
        if (!says && (act.Toward is null ? !SeesPlainActor() : !SeesActor()))
        {
            return null;
        }
        var first = at;
        inCounterParty = true;
        var phrase = Resolved(ExpectActorPhrase());
        inCounterParty = false;
        CheckToward(act, phrase.Set, mark);
        if (failed)
        {
            return new CounterParty(phrase.Set, Quantifier.One, first, at);
        }
        var quantifier = QuantifierOf(phrase, modality);
        if (quantifier == Quantifier.Each)
        {
            CheckStatus(phrase);
        }
        return new CounterParty(phrase.Set, quantifier ?? Quantifier.AnyOf, first, at);
    }

    /// <summary>A list joined by "and" is owed to each member of it, one joined by "or" to any.</summary>
    private Quantifier? QuantifierOf(ActorPhrase phrase, Modality modality)
    {
        var isToBeDone = modality is Modality.Duty or Modality.Hortatory;
        if (!phrase.Members.IsEmpty)
        {
            var isEach = isToBeDone && phrase.Conjunction == "and";
            foreach (var member in phrase.Members)
            {
                var one = QuantifierOf(member, modality);
                if (one == (isEach ? Quantifier.AnyOf : Quantifier.Each) && !failed)
                {
                    FailUncounted(phrase, isToBeDone);
                }
            }
            return isEach ? Quantifier.Each : Quantifier.AnyOf;
        }
        switch (phrase.OwnQuantifier)
        {
            case Quantifier.AnyOf:
                return Quantifier.AnyOf;
            case Quantifier.Each when isToBeDone:
                return Quantifier.Each;
            case Quantifier.Each when modality is Modality.Permission:
                return Quantifier.AnyOf;
            case Quantifier.Each:
                Fail(
                    Rules.NotToEach,
                    phrase.First,
                    phrase.Last,
                    AnyInstead(phrase),
                    WordsOf(phrase.First, phrase.Last),
                    Singular(phrase, "any")
                );
                return null;
        }
        if (phrase.IsOne)
        {
            return Quantifier.One;
        }
        if (!failed)
        {
            FailUncounted(phrase, isToBeDone);
        }
        return null;
    }

    private void FailUncounted(ActorPhrase phrase, bool isToBeDone)
    {
        var each = Singular(phrase, "each");
        var any = Singular(phrase, "any");
        var fix =
            !phrase.Members.IsEmpty ? null
            : isToBeDone ? new Fix($"Write “{each}”.", SpanOf(phrase.First, phrase.Last), each)
            : AnyInstead(phrase);
        Fail(
            isToBeDone ? Rules.UncountedCounterparty : Rules.NotToEach,
            phrase.First,
            phrase.Last,
            fix,
            WordsOf(phrase.First, phrase.Last),
            isToBeDone ? each : any,
            any
        );
    }

    private Fix AnyInstead(ActorPhrase phrase)
    {
        var any = Singular(phrase, "any");
        return new Fix($"Write “{any}”.", SpanOf(phrase.First, phrase.Last), any);
    }

    /// <summary>Each of which: those in force when it falls due, those who signed, or all? And not whoever comes later: that would be another norm at another time.</summary>
    private void CheckStatus(ActorPhrase phrase)
    {
        foreach (var one in phrase.Members.IsEmpty ? [phrase] : phrase.Members)
        {
            if (failed || one.IsSingle)
            {
                continue;
            }
            var words = WordsOf(one.First, one.Last);
            if (one.IncludesLater)
            {
                Fail(Rules.CounterpartyToCome, one.First, one.Last, words);
            }
            else if (!one.SaysStatus)
            {
                Fail(
                    Rules.CounterpartyWithoutStatus,
                    one.First,
                    one.Last,
                    new Fix("Add “in force”.", SpanOf(one.Last, one.Last), " in force"),
                    words
                );
            }
        }
    }

    /// <summary>In an occasion one act counts, toward one: "when France consults any Guarantor", "has not consulted any Guarantor".</summary>
    private ActorSet ExpectTowardAny()
    {
        var phrase = ExpectActorPhrase();
        if (failed)
        {
            return phrase.Set;
        }
        FailIfSeveral(phrase, Rules.OccasionTowardSeveral, one => one.OwnQuantifier != Quantifier.AnyOf && !one.IsOne);
        return phrase.Set;
    }

    /// <summary>Whoever it chooses among several, the bearer chooses within bounds (P3). Who must do nothing toward any of them has no choice.</summary>
    private SlotGrade GradeOf(CounterParty? toward, ActTerm act, Modality modality, int mark)
    {
        var isAny = toward is null
            ? act.Toward is not (NamedActor or BoundActor)
            : toward.Quantifier == Quantifier.AnyOf;
        var grade = isAny && modality is not (Modality.Prohibition or Modality.Disability) ? 3 : 4;
        return toward is null
            ? new SlotGrade(Slot.CounterParty, grade, act.Name, SpanOf(mark, at))
            : new SlotGrade(
                Slot.CounterParty,
                grade,
                WordsOf(toward.First, toward.Last),
                SpanOf(toward.First, toward.Last)
            );
    }
}
