using Foedus.Language.Core;
using Foedus.Language.Diagnostics;

namespace Foedus.Language.Parsing;

/// <content>Words in which other treaties say what has one form here, or what the machine has no notion of. Looked at only where a sentence has gone wrong.</content>
internal sealed partial class SentenceParser
{
    private static readonly (string Words, string Instead)[] OtherModals =
    [
        ("shall have the right to", "may"),
        ("shall be entitled to", "may"),
        ("shall be free to", "may"),
        ("shall be obliged to", "shall"),
        ("shall be bound to", "shall"),
        ("shall undertake to", "shall"),
        ("shall refrain from", "shall not"),
        ("shall abstain from", "shall not"),
        ("shall never", "shall not"),
        ("shall at no time", "shall not"),
        ("shall not at any time", "shall not"),
        ("shall under no circumstances", "shall not"),
        ("shall not under any circumstances", "shall not"),
        ("shall not in any circumstances", "shall not"),
        ("shall in no case", "shall not"),
        ("has the right to", "may"),
        ("have the right to", "may"),
        ("is entitled to", "may"),
        ("are entitled to", "may"),
        ("is obliged to", "shall"),
        ("are obliged to", "shall"),
        ("is bound to", "shall"),
        ("is required to", "shall"),
        ("undertakes never to", "shall not"),
        ("undertakes not to", "shall not"),
        ("undertakes to", "shall"),
        ("agrees not to", "shall not"),
        ("agrees to", "shall"),
        ("commits itself to", "shall"),
        ("must not", "shall not"),
        ("will not", "shall not"),
        ("refrains from", "shall not"),
    ];

    /// <summary>From the modal verb on: "shall never", "has the right to".</summary>
    private void RefuseOtherModal(int modal)
    {
        foreach (var (words, instead) in OtherModals)
        {
            if (Matches(modal, words) is > 0 and var length)
            {
                var span = SpanOf(modal, modal + length);
                // Behind "from" the verb has another form, which the fix does not know.
                var fix = words.EndsWith("from", StringComparison.Ordinal)
                    ? null
                    : new Fix($"Write “{instead}”.", span, instead);
                Fail(Rules.OtherModal, modal, modal + length, fix, WordsOf(modal, modal + length), instead);
                return;
            }
        }
    }

    /// <summary>The act that should stand behind "shall" is none: perhaps the modal verb goes on, or a time limit stands there.</summary>
    private void RefuseOtherModalBefore()
    {
        var behind = Text(at) == "," ? at + 1 : at;
        if (
            Text(behind) is "within" or "by" or "before" or "until"
            && (SeesPeriod(behind + 1) || SeesTimeAt(behind + 1))
        )
        {
            Fail(Rules.DeadlineInFront, behind, behind + 1, PhraseAt(behind));
        }
        var modal = at - 1;
        while (modal > first && Text(modal) is "not" or "keep")
        {
            modal--;
        }
        RefuseOtherModal(modal);
    }

    private static readonly string[] Consents =
    [
        "only with the",
        "only with the prior",
        "except with the prior",
        "except with the",
        "without the",
        "without the prior",
        "without prior",
        "with the",
        "with the prior",
    ];

    private static readonly string[] PrecedenceWords =
    [
        "subject to",
        "notwithstanding",
        "without prejudice to",
        "except as provided",
    ];

    private static readonly string[] ConditionWords =
    [
        "as long as",
        "so long as",
        "for as long as",
        "provided that",
        "on condition that",
        "in the event of",
        "in case of",
        "during",
    ];

    private static readonly string[] Manners =
    [
        "individually",
        "jointly",
        "severally",
        "in concert with",
        "in common with",
        "in consultation with",
        "in cooperation with",
        "in good faith",
        "by all means",
        "with all the means",
        "in conformity with",
        "as appropriate",
        "to the extent possible",
        "wherever possible",
        "in its entirety",
    ];

    /// <summary>Behind a sentence that could have ended: what often goes on there in treaties, each told by its own name.</summary>
    private void RefuseOtherWords()
    {
        var start = Text(at) == "," ? at + 1 : at;
        foreach (var words in Consents)
        {
            if (
                Matches(start, words) is > 0 and var length
                && Text(start + length)
                    is "consent"
                        or "agreement"
                        or "approval"
                        or "authorisation"
                        or "permission"
                        or "request"
            )
            {
                Fail(Rules.ConsentOfAnother, start, start + length + 1, WordsOf(start, start + length + 1));
                return;
            }
        }
        foreach (var words in PrecedenceWords)
        {
            if (Matches(start, words) is > 0 and var length)
            {
                Fail(Rules.PrecedenceAtEnd, start, start + length, WordsOf(start, start + length));
                return;
            }
        }
        foreach (var words in ConditionWords)
        {
            if (Matches(start, words) is > 0 and var length)
            {
                Fail(Rules.ConditionAtEnd, start, last, WordsOf(start, start + length));
                return;
            }
        }
        if (SeesAt(start, "in the same") || SeesAt(start, "at the same") || SeesAt(start, "within the same"))
        {
            Fail(Rules.SameAttribute, start, start + 4, WordsOf(start, Math.Min(last, start + 4)));
            return;
        }
        if (SeesLeadTime(start))
        {
            RefuseLeadTime(start);
            return;
        }
        foreach (var words in Manners)
        {
            if (Matches(start, words) is > 0 and var length)
            {
                Fail(Rules.MannerOfActing, start, start + length, WordsOf(start, start + length));
                return;
            }
        }
    }

    /// <summary>"30 days prior to", "at least 14 days before".</summary>
    private bool SeesLeadTime(int index)
    {
        var number = ComparisonAt(index, out var length) == Comparison.AtLeast ? index + length : index;
        return SeesPeriod(number)
            && (Text(number + 2) is "before" || SeesAt(number + 2, "prior to") || SeesAt(number + 2, "in advance"));
    }

    private void RefuseLeadTime(int index)
    {
        var end = index;
        while (end < last && !(Text(end) is "before" or "prior" or "advance"))
        {
            end++;
        }
        Fail(Rules.LeadTime, index, Math.Min(last, end + 1), WordsOf(index, Math.Min(last, end + 1)));
    }

    /// <summary>"by a majority of the shares", "by weighted majority".</summary>
    private void RefuseWeights(int mark)
    {
        if (
            Sees("of the shares")
            || Sees("of shares")
            || Sees("of the votes weighted")
            || Sees("weighted")
            || Sees("bearing")
        )
        {
            Fail(Rules.WeightedVote, mark, Math.Min(last, at + 3), WordsOf(mark, Math.Min(last, at + 3)));
        }
    }
}
