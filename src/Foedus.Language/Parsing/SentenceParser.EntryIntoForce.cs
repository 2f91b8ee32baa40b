using System.Collections.Immutable;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;

namespace Foedus.Language.Parsing;

/// <content>How the agreement enters into force: by whose consent, by which instruments, how many.</content>
internal sealed partial class SentenceParser
{
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
}
