using System.Collections.Immutable;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;

namespace Foedus.Language.Parsing;

/// <content>Which reservations may be made.</content>
internal sealed partial class SentenceParser
{
    /// <summary>"A late reservation is accepted if no Party objects within 12 months."</summary>
    private bool TryReadLateReservations()
    {
        if (
            AcceptAny(
                "A late reservation is accepted",
                "Late reservations are accepted",
                "Reservations made after consent are accepted"
            )
            is null
        )
        {
            return false;
        }
        if (
            AcceptAny(
                "if no Party objects within",
                "if no other Party objects within",
                "unless a Party objects within",
                "unless any Party objects within"
            )
            is null
        )
        {
            FailExpected("“if no Party objects within 12 months”");
            return true;
        }
        var within = ExpectPeriod();
        Add(new LateReservationRule(RuleId, Agreement, within, statement.Span, statement.Words, null));
        return true;
    }

    private bool TryReadReservations()
    {
        var none = Sees("No reservations") || Sees("No reservation");
        if (!none && !Sees("Reservations"))
        {
            return false;
        }
        at += none ? 2 : 1;
        var clauses = ReadReservable();
        var permitted = !none;
        if (AcceptAny("are permitted", "is permitted", "may be made") is null)
        {
            if (none || AcceptAny("are not permitted", "may not be made") is null)
            {
                FailExpected("“are permitted”, “are not permitted” or “may be made”");
                return true;
            }
            permitted = false;
        }
        if (clauses.IsEmpty)
        {
            var isOnly = Accept("only");
            clauses = ReadReservable();
            if (isOnly && permitted && !clauses.IsEmpty)
            {
                AddReservations(false, []);
            }
            else if (isOnly)
            {
                FailExpected("“to” and a provision");
            }
        }
        AddReservations(permitted, clauses);
        if (AcceptAny(", except", "except", ", with the exception of those", "other than") is not null)
        {
            if (!clauses.IsEmpty)
            {
                Fail(
                    Rules.Expected,
                    at - 1,
                    at,
                    "the end of the sentence: of one provision there is no exception,",
                    PhraseAt(at - 1)
                );
                return true;
            }
            var excepted = ReadReservable();
            if (excepted.IsEmpty && draft.Outline is not null)
            {
                FailExpected("“to” and a provision");
            }
            AddReservations(!permitted, excepted);
        }
        return true;
    }

    private void AddReservations(bool permitted, ImmutableArray<int> clauses) =>
        Add(
            new ReservationRule(
                RuleId,
                Agreement,
                permitted,
                clauses,
                new Period(0, 12, 0, 0),
                statement.Span,
                statement.Words,
                null
            )
        );

    /// <summary>"to Article 3(1) and Article 4"; "to this Agreement" is all of it, and needs not be said.</summary>
    private ImmutableArray<int> ReadReservable()
    {
        if (!Accept("to"))
        {
            return [];
        }
        if (AgreementAt(at) is { } target && target.Agreement == Agreement)
        {
            at = target.Next;
            return [];
        }
        return ExpectReferences();
    }

    /// <summary>One reference, or several with "and" or "or".</summary>
    private ImmutableArray<int> ExpectReferences()
    {
        var clauses = new SortedSet<int>(ExpectReference(ReferenceTo.All));
        while (!failed && SeesFurtherReference())
        {
            clauses.UnionWith(ExpectReference(ReferenceTo.All));
        }
        return [.. clauses];
    }

    private bool SeesFurtherReference()
    {
        var mark = at;
        if (AcceptAny(", and", ", or", ",", "and", "or") is not null && SeesReference())
        {
            return true;
        }
        at = mark;
        return false;
    }
}
