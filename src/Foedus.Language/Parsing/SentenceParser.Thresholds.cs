using Foedus.Language.Core;
using Foedus.Language.Diagnostics;

namespace Foedus.Language.Parsing;

/// <content>How many of those who decide suffice.</content>
internal sealed partial class SentenceParser
{
    private const string Thresholds = "a threshold (majority, two thirds, 60 %, more than half, unanimity, at least 3)";

    private static readonly (string Word, int Parts)[] Fractions =
    [
        ("thirds", 3),
        ("third", 3),
        ("quarters", 4),
        ("quarter", 4),
        ("fifths", 5),
        ("fifth", 5),
    ];

    /// <summary>Words that several conventions use for different numbers of votes, with what to write instead.</summary>
    private static readonly (string Words, string Instead)[] UnclearMajorities =
    [
        ("simple majority", "“majority” (more than half; of the votes cast: “majority of the … present and voting”)"),
        ("absolute majority", "“majority” (more than half of those who may vote)"),
        ("relative majority", "“majority of the … present and voting”"),
        ("qualified majority", "the majority itself (“two thirds”, “55 %”)"),
        ("special majority", "the majority itself (“two thirds”, “55 %”)"),
        ("consensus", "“unanimity” (a consensus is that nobody objects: let the decision be made “absent decision”)"),
    ];

    private bool SeesThreshold() => SeesThresholdAt(at);

    private bool SeesThresholdAt(int index)
    {
        var word = Text(index) is "a" or "an" or "the" ? index + 1 : index;
        return SeesAt(word, "majority")
            || SeesAt(word, "half of")
            || FractionMajorityAt(word) > 0
            || UnclearMajorities.Any(unclear => SeesAt(word, unclear.Words))
            || SeesAt(index, "unanimity")
            || SeesAt(index, "at least")
            || (SeesAt(index, "more than") && SeesShareAt(index + 2))
            || SeesShareAt(index)
            || (SeesNumber(index) && Text(index + 1) == "of");
    }

    /// <summary>"two thirds", "60 %", "60 per cent", "half".</summary>
    private bool SeesShareAt(int index) =>
        SeesAt(index, "half")
        || (
            SeesNumber(index)
            && (PartsAt(index + 1) > 0 || Text(index + 1) is "%" or "percent" || SeesAt(index + 1, "per cent"))
        );

    private int PartsAt(int index) => PartsOf(Text(index));

    private static int PartsOf(string word) => Array.Find(Fractions, fraction => fraction.Word == word).Parts;

    /// <summary>"two-thirds majority": its parts, or 0.</summary>
    private int FractionMajorityAt(int index)
    {
        var text = Text(index);
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 && Text(index + 1) == "majority" && Array.IndexOf(Cardinals, text[..dash]) > 0
            ? PartsOf(text[(dash + 1)..])
            : 0;
    }

    private Threshold ExpectThreshold()
    {
        var mark = at;
        if (Text(at) is "a" or "an" or "the")
        {
            at++;
        }
        RefuseWeights(mark);
        foreach (var (words, instead) in UnclearMajorities)
        {
            if (Sees(words))
            {
                Fail(
                    Rules.Expected,
                    mark,
                    at + (words.Contains(' ', StringComparison.Ordinal) ? 2 : 1),
                    instead,
                    PhraseAt(at)
                );
            }
        }
        if (FractionMajorityAt(at) is > 0 and var parts)
        {
            var count = Array.IndexOf(Cardinals, Text(at)[..Text(at).IndexOf('-', StringComparison.Ordinal)]);
            at += 2;
            return FractionOf(ThresholdKind.AtLeastFraction, count, parts, mark);
        }
        if (Accept("majority"))
        {
            // "a majority of 55 %" names the share that suffices; "a majority of the Parties" is more than half of them.
            return Text(at) == "of" && SeesShareAt(at + 1) && Accept("of")
                ? ExpectShare(ThresholdKind.AtLeastFraction, mark)
                : new Threshold(ThresholdKind.Majority, 1, 2);
        }
        if (Accept("unanimity"))
        {
            return new Threshold(ThresholdKind.Unanimity, 1, 1);
        }
        if (Accept("more than"))
        {
            return ExpectShare(ThresholdKind.Majority, mark);
        }
        Accept("at least");
        return SeesShareAt(at) ? ExpectShare(ThresholdKind.AtLeastFraction, mark) : ExpectVotes(mark);
    }

    private Threshold ExpectVotes(int mark)
    {
        if (!SeesNumber(at))
        {
            FailExpected(Thresholds);
            return new Threshold(ThresholdKind.Majority, 1, 2);
        }
        var count = ExpectCount();
        if (!Sees("of") || !SeesNumber(at + 1))
        {
            return new Threshold(ThresholdKind.Count, count, 1);
        }
        at++;
        var parts = ExpectCount();
        if (count == 0)
        {
            Fail(Rules.ThresholdTooHigh, mark, at, WordsOf(mark, at));
        }
        return FractionOf(ThresholdKind.AtLeastFraction, count, Math.Max(1, parts), mark);
    }

    private Threshold ExpectShare(ThresholdKind kind, int mark)
    {
        if (Accept("half"))
        {
            return new Threshold(kind, 1, 2);
        }
        if (!SeesShareAt(at))
        {
            FailExpected(Thresholds);
            return new Threshold(kind, 1, 2);
        }
        if (PartsAt(at + 1) is > 0 and var parts)
        {
            var count = ExpectCount();
            at++;
            return FractionOf(kind, count, parts, mark);
        }
        var percent = ExpectNumber();
        if (AcceptAny("%", "percent", "per cent") is null || percent <= 0 || percent > 100)
        {
            Fail(Rules.ThresholdTooHigh, mark, at, WordsOf(mark, at));
            return new Threshold(kind, 1, 2);
        }
        // Two digits behind the point are as fine as any text goes.
        var (share, whole) = ((int)Math.Round(percent * 100), 10_000);
        for (var divisor = 2; divisor <= share; divisor++)
        {
            while (share % divisor == 0 && whole % divisor == 0)
            {
                (share, whole) = (share / divisor, whole / divisor);
            }
        }
        return FractionOf(kind, share, whole, mark);
    }

    private Threshold FractionOf(ThresholdKind kind, int count, int parts, int mark)
    {
        if (count > parts || (count == parts && kind == ThresholdKind.Majority))
        {
            Fail(Rules.ThresholdTooHigh, mark, at, WordsOf(mark, at));
        }
        return new Threshold(kind, count, parts);
    }
}
