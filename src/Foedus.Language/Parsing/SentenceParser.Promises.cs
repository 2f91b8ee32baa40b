using System.Collections.Immutable;
using Foedus.Language.Binding;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Language.Syntax;

namespace Foedus.Language.Parsing;

/// <content>What is guaranteed, and what is assumed.</content>
internal sealed partial class SentenceParser
{
    private void ReadGuarantee()
    {
        Expect("It is guaranteed that");
        Accept(",");
        Expect("upon");
        var trigger = ExpectTrigger();
        occasion = trigger;
        Expect(",");
        var beneficiary = ExpectActors();
        Expect("receives");
        var promise = ReadPromise();
        if (!Sees("within") && !failed)
        {
            Fail(
                Rules.GuaranteeWithoutHorizon,
                at,
                at,
                new Fix("Say within what time.", SpanOf(last, last), " within 72 hours"),
                []
            );
        }
        Accept("within");
        var horizon = ExpectPeriod();
        if (!failed && !AtEnd)
        {
            FailLeftOver();
        }
        Close(first, SyntaxKind.Promise);
        if (!failed)
        {
            draft.Guarantees.Add(
                new Guarantee(
                    scope.Unit.Prefix + statement.Eid,
                    trigger,
                    beneficiary,
                    promise,
                    horizon,
                    statement.Span,
                    statement.Words
                )
            );
        }
    }

    private Receive ReadPromise()
    {
        if (Accept("an act to"))
        {
            var verb = Match(SymbolKind.Act);
            if (verb.Symbol is null)
            {
                FailUndefined(SymbolKind.Act, "an act");
            }
            at += verb.Length;
            return new Receive(null, 1, [], null, verb.Symbol?.Index);
        }
        var comparison = AcceptComparison();
        var minimum = 1;
        var mark = at;
        if (SeesNumber(at))
        {
            minimum = ExpectCount();
        }
        else
        {
            Accept("a");
        }
        var (kind, kinds) = ReadPromisedItems();
        if (kind is not null)
        {
            return new Receive(kind, minimum, kinds, null, null);
        }
        at = mark;
        if (!SeesAmountAt(at))
        {
            FailExpected("what is received (at least one measure, at least EUR 5,000,000, an act to consult)");
            return new Receive(null, 0, [], null, null);
        }
        var (value, unit, _) = ExpectAmount();
        return new Receive(null, 0, [], new Amount(comparison ?? Comparison.AtLeast, value, unit, []), null);
    }

    private (int? Kind, ImmutableArray<string> Kinds) ReadPromisedItems()
    {
        foreach (var symbol in Table.Symbols)
        {
            if (symbol.Kind != SymbolKind.Kind || draft.TermAt(symbol.Index) is not KindTerm kinds)
            {
                continue;
            }
            var mark = at;
            var wanted = ReadKinds(kinds);
            var noun = Match(SymbolKind.Kind);
            if (noun.Symbol?.Index == symbol.Index)
            {
                at += noun.Length;
                return (symbol.Index, wanted);
            }
            at = mark;
        }
        return (null, []);
    }

    private void ReadAssumption()
    {
        Expect("It is assumed that");
        var mark = at;
        AssumptionKind kind;
        ActorSet? who = null;
        Condition? condition = null;
        int? clause = null;
        var atMost = 0;
        if (Accept("at most"))
        {
            kind = AssumptionKind.AtMostOccurrences;
            atMost = ExpectCount();
            var occurrence = ExpectOneTrigger();
            if (AcceptAny("occur", "occurs") is null)
            {
                FailExpected("“occur”");
            }
            condition = new OccasionCount(
                occurrence,
                null,
                null,
                null,
                Comparison.AtMost,
                atMost,
                WindowMustBeFull: false
            );
        }
        else if (FindPhrase("complies with") || FindPhrase("comply with"))
        {
            kind = AssumptionKind.Complies;
            who = ExpectActors();
            if (AcceptAny("complies with", "comply with") is null)
            {
                FailExpected("“complies with”");
            }
            if (!AcceptAgreement(out _))
            {
                var clauses = ExpectReference();
                clause = clauses.IsEmpty ? null : clauses[0];
            }
        }
        else if (FindPhrase("reports every") || FindPhrase("report every"))
        {
            kind = AssumptionKind.Reports;
            who = ExpectActors();
            if (AcceptAny("reports every", "report every") is null)
            {
                FailExpected("“reports every”");
            }
            condition = new OccasionCount(
                ExpectOneTrigger(),
                null,
                null,
                null,
                Comparison.AtLeast,
                1,
                WindowMustBeFull: false
            );
        }
        else
        {
            kind = AssumptionKind.Holds;
            condition = ExpectCondition();
        }
        if (!failed && !AtEnd)
        {
            FailLeftOver();
        }
        Close(mark, SyntaxKind.Assumption);
        if (!failed)
        {
            draft.Assumptions.Add(
                new Assumption(
                    scope.Unit.Prefix + statement.Eid,
                    kind,
                    who,
                    condition,
                    clause,
                    atMost,
                    statement.Span,
                    statement.Words
                )
            );
        }
    }
}
