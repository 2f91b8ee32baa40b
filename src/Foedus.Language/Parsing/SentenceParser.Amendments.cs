using System.Collections.Immutable;
using Foedus.Language.Binding;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;

namespace Foedus.Language.Parsing;

/// <content>How the agreement is amended, and what one text amends in another.</content>
internal sealed partial class SentenceParser
{
    private void ReadAmendment(int agreement)
    {
        var threshold = new Threshold(ThresholdKind.Unanimity, 1, 1);
        ActorSet by = new EveryParty(agreement);
        if (!Accept("all Parties") && !Accept("agreement of all Parties") && !Accept("agreement of the Parties"))
        {
            threshold = ExpectThreshold();
            Expect("of");
            by = ExpectActors();
        }
        var bindsAll = false;
        if (Accept("; an amendment binds"))
        {
            bindsAll = Accept("all Parties");
            if (!bindsAll)
            {
                Expect("only the Parties that accept it");
            }
        }
        Add(new AmendmentRule(RuleId, agreement, threshold, by, bindsAll, statement.Span, statement.Words, null));
    }

    private static readonly string[] AmendingVerbs = ["replaces", "adds", "deletes"];

    /// <summary>"The First Amendment replaces Article 3(1) by Article 7", "This Agreement deletes Article 3 of the Treaty".</summary>
    private bool TryReadAmending()
    {
        var start = Text(at) is "The" or "the" ? at + 1 : at;
        var named = MatchAt(start, SymbolKind.Amendment);
        int? term = named.Symbol?.Index;
        var verb =
            named.Symbol is not null ? start + named.Length
            : AgreementAt(at) is { } target && target.Agreement == Agreement ? target.Next
            : -1;
        if (verb < 0 || !AmendingVerbs.Contains(Text(verb)))
        {
            return false;
        }
        if (term is { } said)
        {
            draft.AmendmentsSaid.Add(said);
        }
        var mark = at;
        at = verb;
        var (replaced, replacing) = (Amended.Nothing, Amended.Nothing);
        var amended = Agreement;
        if (Accept("adds"))
        {
            replacing = ExpectAmended();
        }
        else
        {
            var isDeletion = Accept("deletes");
            if (!isDeletion)
            {
                Expect("replaces");
            }
            var from = at;
            replaced = ExpectAmended();
            amended =
                draft.Outline is { } outline && !replaced.IsEmpty ? AgreementsOf(outline, replaced).First() : Agreement;
            if (!failed && draft.Outline is not null && (term is null) == (amended == Agreement))
            {
                Fail(term is null ? Rules.AmendsItself : Rules.AmendsAnother, from, at, WordsOf(from, at));
            }
            if (!isDeletion && !failed)
            {
                Expect("by");
                replacing = ExpectAmended();
            }
        }
        if (
            !failed
            && draft.Outline is { } known
            && (AgreementsOf(known, replacing).Any(own => own != Agreement) || replacing.Overlaps(replaced))
        )
        {
            Fail(Rules.ReplacedByForeign, mark, at, WordsOf(mark, at));
        }
        if (!failed && term is null && replaced.IsEmpty && draft.Outline is not null)
        {
            Fail(Rules.AmendsItself, mark, at, WordsOf(mark, at));
        }
        var pending = ReadPending(replaced, replacing);
        Add(
            new AmendingRule(
                RuleId,
                amended,
                term,
                Agreement,
                replaced.Clauses,
                replacing.Clauses,
                statement.Span,
                statement.Words,
                null
            )
            {
                ReplacedDecisions = replaced.Decisions,
                ReplacingDecisions = replacing.Decisions,
                Pending = pending,
            }
        );
        return true;
    }

    /// <summary>"; pending decisions begin anew", "; pending decisions end": otherwise they go on as they were begun.</summary>
    private PendingRounds ReadPending(Amended replaced, Amended replacing)
    {
        var mark = at;
        var pending = AcceptAny("; pending decisions begin anew", "; pending decisions end") switch
        {
            "; pending decisions begin anew" => PendingRounds.BeginAnew,
            "; pending decisions end" => PendingRounds.End,
            _ => PendingRounds.GoOn,
        };
        var isPossible =
            !replaced.Decisions.IsEmpty && (pending != PendingRounds.BeginAnew || !replacing.Decisions.IsEmpty);
        if (!failed && pending != PendingRounds.GoOn && !isPossible && draft.Outline is not null)
        {
            Fail(Rules.NothingPending, mark, at, WordsOf(mark + 1, at));
        }
        return pending;
    }

    /// <summary>What an amendment names: the norms of a provision and the decision that stands in it, or a decision by its name.</summary>
    private readonly record struct Amended(ImmutableArray<int> Clauses, ImmutableArray<int> Decisions)
    {
        public static Amended Nothing { get; } = new([], []);

        public bool IsEmpty => Clauses.IsEmpty && Decisions.IsEmpty;

        public bool Overlaps(Amended other) =>
            Clauses.Any(other.Clauses.Contains) || Decisions.Any(other.Decisions.Contains);
    }

    private Amended ExpectAmended()
    {
        if (!SeesReference())
        {
            var symbol = ExpectSymbol(SymbolKind.Decision, "a provision (Article 3), or a decision by its name");
            var decision = symbol is null ? -1 : scope.DecisionOfTerm.GetValueOrDefault(symbol.Index, -1);
            return failed || decision < 0 || draft.Outline is null ? Amended.Nothing : new Amended([], [decision]);
        }
        var decisions = DecisionsReferredTo();
        if (failed)
        {
            return Amended.Nothing;
        }
        var mark = at;
        var clauses = ExpectReference(mayBeWithoutNorms: true);
        if (!failed && clauses.IsEmpty && decisions.IsEmpty && draft.Outline is { } outline)
        {
            Fail(HoldsRules(outline, mark) ? Rules.AmendsLife : Rules.NoSuchProvision, mark, at, WordsOf(mark, at));
        }
        return new Amended(clauses, decisions);
    }

    /// <summary>Whether the provision named from <paramref name="mark"/> on says something of the life of its agreement.</summary>
    private bool HoldsRules(Draft outline, int mark)
    {
        var end = at;
        at = mark;
        var isRead = ReadProvision(out var eid, out var agreement);
        at = end;
        return isRead
            && outline.Participation.Any(rule =>
                rule.Agreement == agreement && IsIn(rule.Id[(rule.Id.LastIndexOf('/') + 1)..], eid)
            );
    }

    /// <summary>The declared decisions in the provision that is named next, which is not taken in.</summary>
    private ImmutableArray<int> DecisionsReferredTo()
    {
        var mark = at;
        if (
            Text(at) is "the" or "consequence"
            || IsNormWord(Text(at))
            || !ReadProvision(out var eid, out var agreement)
            || draft.Outline is not { } outline
        )
        {
            at = mark;
            return [];
        }
        at = mark;
        return
        [
            .. outline
                .DecisionProvisions.Where(place => place.Agreement == agreement && IsIn(place.Eid, eid))
                .Select(place => place.Decision)
                .Where(decision => !outline.Standards.Exists(standard => standard.Decision == decision)),
        ];
    }

    private static IEnumerable<int> AgreementsOf(Draft outline, Amended amended) =>
        amended
            .Clauses.Select(clause => outline.Provisions.First(entry => entry.Clause == clause).Agreement)
            .Concat(
                amended.Decisions.Select(decision =>
                    outline.DecisionProvisions.FirstOrDefault(place => place.Decision == decision).Agreement
                )
            );
}
