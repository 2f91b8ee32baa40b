using System.Collections.Immutable;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;

namespace Foedus.Language.Parsing;

/// <content>How the agreement enters into force: by whose consent, by which instruments, how many.</content>
internal sealed partial class SentenceParser
{
    private void ReadEntryIntoForce(int agreement, bool isForLater = false)
    {
        ActorSet whom = new EveryParty(agreement);
        var perParty = isForLater;
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
            if (AcceptAny("after", "from", "following") is null)
            {
                FailExpected("“after” and what the period is counted from");
            }
            consent = ReadInstruments(out count, out fraction, out named, perParty);
        }
        else if (Sees("on") && SeesCalendarDay(at + 1))
        {
            at++;
            delay = ExpectCalendarDay(EdgeSide.Begin);
            consent = ReadInstruments(out count, out fraction, out named, perParty);
        }
        else if (Sees("on") && SeesTimeAt(at + 1))
        {
            at++;
            notBefore = ExpectTime(isEnd: false);
        }
        else if (AcceptAny("upon", "on the date of", "on the day of", "on") is not null)
        {
            consent = ReadInstruments(out count, out fraction, out named, perParty);
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
            FailExpected(
                "“upon” and an instrument, “on” and a date, “on the first day of the month following” and an instrument, or “once” and a condition"
            );
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
            {
                IsForLater = isForLater,
            }
        );
    }

    /// <summary>"For each Party that ratifies later, this Agreement enters into force 30 days after its ratification."</summary>
    private bool TryReadLaterEntry()
    {
        var mark = at;
        if (AcceptAny("For each Party", "For any Party") is null)
        {
            return false;
        }
        var verb =
            Accept("that consents later")
            || AcceptAny(
                "that ratifies later",
                "that ratifies or accedes later",
                "that ratifies , accepts or approves later",
                "that ratifies , accepts , approves or accedes later",
                "that accedes later",
                "that accepts later"
            )
                is not null;
        if (!verb || !Accept(",") || !AcceptAgreement(out var agreement) || !Accept("enters into force"))
        {
            if (Sees("that") || verb)
            {
                FailExpected("“that ratifies later, this Agreement enters into force …”");
                return true;
            }
            at = mark;
            return false;
        }
        ReadEntryIntoForce(agreement, isForLater: true);
        return true;
    }

    private static readonly ImmutableArray<InstrumentKind> Notified =
    [
        InstrumentKind.Ratification,
        InstrumentKind.Acceptance,
        InstrumentKind.Approval,
    ];

    /// <summary>Which consents of how many, said by their deposit, exchange or notification: "the deposit of the tenth instrument of ratification".</summary>
    /// <param name="which">"the tenth": its number; "the last": 0; null where no number is named.</param>
    private bool TryReadDeposit(ImmutableArray<InstrumentKind>.Builder kinds, out int? which, out int count)
    {
        which = null;
        count = 0;
        var mark = at;
        Accept("the date of");
        Accept("receipt of");
        Accept("the receipt of");
        var isDeposit = AcceptAny("the deposit of", "deposit of", "the deposit with the Depositary of") is not null;
        if (!isDeposit && AcceptAny("the exchange of", "exchange of") is not null)
        {
            Accept("the");
            if (!Accept("instruments of"))
            {
                FailExpected("“instruments of ratification”");
            }
            which = 0;
            ReadInstrumentKinds(kinds);
            return true;
        }
        if (isDeposit)
        {
            if (Accept("all instruments of") || Accept("all the instruments of"))
            {
                which = 0;
            }
            else if (SeesNumber(at))
            {
                count = ExpectCount();
                Expect("instruments of");
            }
            else if (Accept("the last instrument of"))
            {
                which = 0;
            }
            else if (Text(at) == "the" && OrdinalAt(at + 1) > 0)
            {
                which = OrdinalAt(at + 1);
                at += 2;
                Expect("instrument of");
            }
            else if (
                AcceptAny(
                    "its instrument of",
                    "an instrument of",
                    "the instrument of",
                    "the instruments of",
                    "instruments of",
                    "its"
                )
                is null
            )
            {
                FailExpected(
                    "which instruments (“the tenth instrument of ratification”, “its instrument of ratification”)"
                );
            }
            ReadInstrumentKinds(kinds);
            Accept("with the Depositary");
            return true;
        }
        if (Text(at) == "the" && (Text(at + 1) is "last" or "later" || OrdinalAt(at + 1) > 0))
        {
            which = OrdinalAt(at + 1);
            at += 2;
            if (Accept("notification") || Accept("of the notifications") || Accept("of the two notifications"))
            {
                kinds.AddRange(Notified);
                AcceptAny(
                    "of the completion of their internal procedures",
                    "of the completion of its internal procedures",
                    "of the completion of internal procedures",
                    "of ratification"
                );
            }
            else
            {
                ReadInstrumentKinds(kinds);
            }
            return true;
        }
        at = mark;
        return false;
    }

    private void ReadInstrumentKinds(ImmutableArray<InstrumentKind>.Builder kinds)
    {
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
        } while (
            Accept("or")
            || Accept(", or")
            || Accept(", and")
            || (Text(at) == "and" && InstrumentAt(at + 1).Length > 0 && Accept("and"))
            || (Text(at) == "," && InstrumentAt(at + 1).Length > 0 && Accept(","))
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
        var mark = at;
        if (TryReadDeposit(kinds, out var which, out count))
        {
            if (which is > 0)
            {
                count = which.Value;
            }
            else if (which == 0 && !(Sees("by") || perParty))
            {
                fraction = new Threshold(ThresholdKind.Unanimity, 1, 1);
            }
            if (perParty && (count > 0 || which is not null))
            {
                Fail(Rules.PerPartyThreshold, mark, at);
            }
            if (count > 0 && Sees("by"))
            {
                FailExpected("the end of the sentence, “, including” or “, once”");
            }
        }
        else
        {
            ReadInstrumentKinds(kinds);
        }
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
        if (Text(at) == "signatories" || Text(at + 1) == "signatories" || SeesAt(at + 2, "of the signatories"))
        {
            // Who signs a treaty that is open is not known from its text.
            FailExpected("“the Parties”, by a number, a share or their names, in place of the signatories,");
        }
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
            if (Text(at) is "all" or "each" or "every")
            {
                FailExpected("“all Parties”, a number or a share of them, or their names,");
            }
            named = ReadNames();
            if (Sees("and") && SeesNumber(at + 1))
            {
                FailExpected(
                    "the number of all of them and “, including” those that are named (“by 4 Parties, including Ukraine”)"
                );
            }
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
