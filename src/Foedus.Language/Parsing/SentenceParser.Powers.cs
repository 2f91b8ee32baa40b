using System.Collections.Immutable;
using Foedus.Language.Binding;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Language.Syntax;

namespace Foedus.Language.Parsing;

/// <content>Typed powers, disabilities, maintenance.</content>
internal sealed partial class SentenceParser
{
    private static readonly (string Verb, PowerKind Kind)[] PowerVerbs =
    [
        ("suspend", PowerKind.Suspend),
        ("resume", PowerKind.Resume),
        ("terminate", PowerKind.Terminate),
        ("discharge", PowerKind.Discharge),
        ("extend", PowerKind.Extend),
        ("exclude", PowerKind.Exclude),
        ("declare", PowerKind.Declare),
    ];

    private bool PowerVerbAt(int index)
    {
        foreach (var (verb, _) in PowerVerbs)
        {
            if (Text(index) == verb)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>After "may, by": the threshold, a quorum, a time limit, and the comma that ends them.</summary>
    private VoteRule ReadPowerVote()
    {
        var mark = at;
        var threshold = ExpectThreshold();
        RefuseWeights(mark);
        var quorum = 0;
        norm.Grades.Add(new SlotGrade(Slot.Decider, 2, WordsOf(mark, at), SpanOf(mark, at)));
        while (!failed)
        {
            Accept(",");
            if (Accept("with a quorum of"))
            {
                quorum = ExpectCount();
            }
            else if (Sees("within"))
            {
                var limit = at;
                at++;
                ReadWithin(gives: true, limit);
            }
            else
            {
                break;
            }
        }
        return new VoteRule(threshold, quorum);
    }

    private NormContent ReadPower(VoteRule? vote)
    {
        var mark = at;
        var verb = Text(at);
        if (!PowerVerbAt(at))
        {
            if (Text(at) is "withdraw" or "denounce")
            {
                Fail(Rules.OtherWithdrawal, at, last, PhraseAt(at));
            }
            FailUndefined(
                SymbolKind.Act,
                "an act, or a power (suspend, resume, terminate, discharge, extend, exclude, declare)"
            );
            return new HasNoRight(null, null);
        }
        at++;
        var kind = PowerVerbs.First(power => power.Verb == verb).Kind;
        Period? extension = null;
        var target = kind switch
        {
            PowerKind.Discharge => ReadDischarge(),
            PowerKind.Exclude => ReadExclusion(),
            PowerKind.Declare => ReadDeclaration(),
            PowerKind.Extend => ReadExtension(out extension),
            _ => ReadSuspensible(kind),
        };
        norm.Grades.Add(new SlotGrade(Slot.Act, 4, WordsOf(mark, at), SpanOf(mark, at)));
        Close(mark, SyntaxKind.Power);
        var until = kind == PowerKind.Suspend && !failed ? ReadEndOfSuspension() : null;
        return new ExercisePower(kind, target, vote, extension) { Until = until };
    }

    private static readonly string[] UntilRepair =
    [
        "until the breach is repaired",
        "until the breach has been repaired",
        "until repair of the breach",
        "until the repair of the breach",
        "for as long as the breach lasts",
        "for as long as the breach continues",
        "as long as the breach lasts",
        "as long as the breach continues",
        "so long as the breach lasts",
        "so long as the breach continues",
        "while the breach lasts",
        "while the breach continues",
    ];

    /// <summary>"until the breach is repaired", "until 1 May 2027", "for 30 days": it resumes by itself.</summary>
    private Trigger? ReadEndOfSuspension()
    {
        var mark = at;
        if (AcceptAny(UntilRepair) is not null)
        {
            return RepairOfTheBreach(mark);
        }
        if (Accept("until"))
        {
            if (SeesCalendarEnd(at))
            {
                var (instant, length, anchor) = ExpectCalendarEnd();
                return instant is { } end
                    ? new AtInstant(end)
                    : new After(anchor ?? new OnPower(norm.Index, PowerState.Exercised), length);
            }
            return SeesTime() ? new AtInstant(ExpectTime(isEnd: true)) : ExpectTrigger();
        }
        if (Sees("for") && SeesPeriod(at + 1))
        {
            at++;
            return new After(new OnPower(norm.Index, PowerState.Exercised), ExpectPeriod());
        }
        if (Sees("for as long as") || Sees("as long as") || Sees("so long as") || Sees("while"))
        {
            Fail(Rules.EndOfSuspension, at, last, WordsOf(at, last));
        }
        return null;
    }

    /// <summary>Which breach it is, the text says by what sets the power off: the norm above in a consequence, else a breach that is the occasion.</summary>
    private OnNorm RepairOfTheBreach(int mark)
    {
        var occasioned = norm.Trigger is Nth nth ? nth.Of : norm.Trigger;
        var breached =
            norm.ConsequenceOf is { } above ? [above]
            : occasioned is OnNorm { State: NormState.Violated } on ? on.Clauses
            : System.Collections.Immutable.ImmutableArray<int>.Empty;
        var entries = norm.ConsequenceOf is null ? draft.Outline?.Provisions : draft.Provisions;
        if (draft.Outline is not null && breached.IsEmpty)
        {
            Fail(Rules.NoBreachToRepair, mark, at, WordsOf(mark, at));
        }
        else if (
            draft.Outline is not null
            && entries is not null
            && breached.All(clause => IsNeverRepaired(entries.Find(entry => entry.Clause == clause), entries))
        )
        {
            Fail(Rules.NothingRepairs, mark, at, WordsOf(mark, at));
        }
        return new OnNorm(breached, NormState.Repaired);
    }

    /// <summary>What was forbidden and is done cannot be made undone; only a duty that answers it repairs it.</summary>
    private bool IsNeverRepaired(ProvisionEntry? norm, List<ProvisionEntry> entries) =>
        norm is { Modality: Modality.Prohibition }
        && (
            this.norm.ConsequenceOf is not null
            || !entries.Exists(entry =>
                entry.Eid == norm.Eid
                && entry.Agreement == norm.Agreement
                && entry.Link > norm.Link
                && entry.Modality == Modality.Duty
            )
        );

    private bool AcceptForWhom() => !SeesPeriod(at + 1) && !Sees("for as long as") && Accept("for");

    private PowerTarget ReadSuspensible(PowerKind kind)
    {
        if (AcceptAgreement(out var agreement))
        {
            return new OfAgreement(agreement, AcceptForWhom() ? ExpectConcerned() : null);
        }
        if (Sees("the operation of"))
        {
            at += 3;
            if (AcceptAgreement(out agreement))
            {
                return new OfAgreement(agreement, AcceptForWhom() ? ExpectConcerned() : null);
            }
        }
        if (SeesReference())
        {
            return new OfClauses(ExpectReference(ReferenceTo.All), AcceptForWhom() ? ExpectConcerned() : null);
        }
        if (kind is PowerKind.Suspend or PowerKind.Resume)
        {
            var of = Accept("its") ? ItsInPower() : ExpectConcerned();
            Expect("vote under");
            return new VoteIn(ExpectDecisionAt(), of);
        }
        FailExpected("what it acts on (this Agreement, or Article 3)");
        return new OfAgreement(Agreement, null);
    }

    /// <summary>Whom a power is used on: "itself" is its holder, "it" never is.</summary>
    private ActorSet ExpectConcerned() =>
        Accept("itself") ? new BoundActor(Core.Binding.Bearer) : Resolved(ExpectActorPhrase()).Set;

    /// <summary>Upon a breach "its vote" is the vote of the party in breach, as it is in a consequence.</summary>
    private BoundActor ItsInPower() =>
        occasion is OnNorm { State: NormState.Violated } ? new BoundActor(Core.Binding.Violator) : It();

    /// <summary>"Article 2", where a decision stands, or the decision's name.</summary>
    private int ExpectDecisionAt()
    {
        if (!SeesReference())
        {
            return ExpectDecision();
        }
        var mark = at;
        if (!ReadProvision(out var eid, out var agreement) || draft.Outline is not { } outline)
        {
            return 0;
        }
        foreach (var provision in outline.DecisionProvisions)
        {
            if (provision.Agreement == agreement && IsIn(provision.Eid, eid))
            {
                return provision.Decision;
            }
        }
        Fail(Rules.NoDecisionThere, mark, at, WordsOf(mark, at));
        return 0;
    }

    private OfClauses ReadDischarge()
    {
        var of = ExpectConcerned();
        Expect("from");
        return new OfClauses(ExpectReference(ReferenceTo.All), of);
    }

    private OfAgreement ReadExclusion()
    {
        var of = ExpectConcerned();
        Expect("from");
        return new OfAgreement(ExpectAgreement(), of);
    }

    private OfState ReadDeclaration()
    {
        var edge = AcceptAny("the beginning of", "the end of");
        if (edge is null)
        {
            FailExpected("“the beginning of” or “the end of” a state");
        }
        return new OfState(ExpectSymbol(SymbolKind.State, "a state")?.Index ?? -1, edge == "the end of");
    }

    private PowerTarget ReadExtension(out Period? extension)
    {
        PowerTarget target;
        if (Accept("the time limit of"))
        {
            target = new OfClauses(ExpectReference(), AcceptForWhom() ? ExpectConcerned() : null);
        }
        else
        {
            target = new OfAgreement(ExpectAgreement(), null);
        }
        Expect("by");
        extension = ExpectPeriod();
        return target;
    }

    private HasNoRight ReadDisability(Bearer bearer, int bearerMark)
    {
        if (Match(SymbolKind.Act) is { Symbol: not null, Form: WordForm.Base })
        {
            return new HasNoRight(ReadAct(bearer, Modality.Disability, bearerMark) as PerformAct, null);
        }
        return new HasNoRight(null, ReadPower(null) as ExercisePower);
    }

    /// <summary>"the Truce in being", "the Ceasefire in force", "at least EUR 5 of the Fund paid", "it true that …".</summary>
    private Keep ReadKeep()
    {
        var mark = at;
        var condition = ReadKept();
        norm.Grades.Add(new SlotGrade(Slot.Act, 4, WordsOf(mark, at), SpanOf(mark, at)));
        Close(mark, SyntaxKind.Content);
        return new Keep(condition);
    }

    private Condition ReadKept()
    {
        if (Accept("it true that"))
        {
            return ExpectUndelegated();
        }
        if (AcceptAgreement(out var agreement))
        {
            Expect("in force");
            return new IsInForce(agreement, null);
        }
        if (SeesComparison())
        {
            var comparison = AcceptComparison() ?? Comparison.AtLeast;
            var (value, unit, mark) = ExpectAmount();
            Expect("of");
            var quantity = ExpectSymbol(SymbolKind.Quantity, "a quantity");
            if (quantity is not null && draft.TermAt(quantity.Index) is QuantityTerm term && !SameUnit(term.Unit, unit))
            {
                Fail(Rules.WrongUnit, mark, mark + 2, term.Name, term.Unit, unit);
            }
            return new QuantityIs(
                quantity?.Index ?? -1,
                ExpectStage(),
                Accept("by") ? ExpectActors() : null,
                comparison,
                value
            );
        }
        var state = ExpectSymbol(SymbolKind.State, "a state, an agreement, an amount, or “it true that”");
        if (!failed)
        {
            Accept("in being");
        }
        return new StateHolds(state?.Index ?? -1);
    }
}
