using System.Collections.Immutable;

namespace Foedus.Language.Core;

public enum Modality
{
    Duty,
    Prohibition,
    Permission,
    Power,
    Disability,
    Maintenance,
    Hortatory,
}

public enum NormState
{
    Dormant,
    Active,
    Fulfilled,
    Violated,
    Repaired,
    Unrepaired,
    Suspended,
    Discharged,
    Excused,
    Terminated,
}

public enum PowerState
{
    Dormant,
    Enabled,
    Exercised,
    Expired,
}

/// <summary>One norm or power with all its slots.</summary>
public sealed record Clause
{
    /// <summary>Akoma Ntoso id with the agreement's prefix: art_3__para_2__duty.</summary>
    public required string Id { get; init; }
    public required int Index { get; init; }
    public required int Agreement { get; init; }
    public required Modality Modality { get; init; }

    /// <summary>False for "should", and in an agreement or clause that declares itself not legally binding: it binds politically only.</summary>
    public required bool IsBinding { get; init; }
    public required Trigger Trigger { get; init; }

    /// <summary>"if …": must be true when the trigger happens.</summary>
    public Condition? If { get; init; }

    /// <summary>"while …": the norm is active only as long as it is true; when it turns false the instance ends (terminated, or fulfilled for a maintenance duty or a prohibition).</summary>
    public Condition? While { get; init; }

    public required Bearer Bearer { get; init; }
    public required NormContent Content { get; init; }
    public ImmutableArray<Deadline> Deadlines { get; init; } = [];
    public Recurrence? Recurrence { get; init; }

    /// <summary>A prohibition, permission or maintenance duty ends upon this.</summary>
    public Trigger? Until { get; init; }

    /// <summary>Index of the clause that follows upon violation ("failing which …"); its trigger is OnNorm(this, Violated).</summary>
    public int? Consequence { get; init; }

    /// <summary>In a consequence: the clause whose violation opens it.</summary>
    public int? ConsequenceOf { get; init; }

    /// <summary>Clauses that prevail over this one ("subject to") or over which it prevails ("notwithstanding"), resolved to prevailing clauses.</summary>
    public ImmutableArray<int> SubjectTo { get; init; } = [];

    /// <summary>An occasion that excuses performance ("unless …"): while true at the trigger or before the deadline, the instance is excused.</summary>
    public Condition? Unless { get; init; }

    /// <summary>False when the text says that the consequence does not survive termination; default true (design rule 9).</summary>
    public bool SurvivesTermination { get; init; } = true;

    /// <summary>The same of withdrawal. A sentence that speaks of one of the two speaks of both, unless another speaks of the other.</summary>
    public bool SurvivesWithdrawal { get; init; } = true;

    public ImmutableArray<int> Standards { get; init; } = [];

    /// <summary>Grades per slot (design §6).</summary>
    public ImmutableArray<SlotGrade> Grades { get; init; } = [];

    public required SourceSpan Span { get; init; }

    /// <summary>The words of the clause as in the text, white space folded.</summary>
    public required string Words { get; init; }
}

public enum Slot
{
    Bearer,
    CounterParty,
    Act,
    Object,
    Trigger,
    Anchor,
    Deadline,
    Decider,
    Consequence,
}

/// <summary>Grade 0 to 4 (P0 open … P4 determinate) with the word that caused it.</summary>
public sealed record SlotGrade(Slot Slot, int Grade, string Because, SourceSpan Span);

/// <summary>Who is bound, and how several are (design rule 3).</summary>
/// <param name="IncludesLater">"each Guarantor that is or becomes in force": who joins the set while the norm is open is bound too, from that moment.</param>
public sealed record Bearer(ActorSet Who, Quantifier Quantifier, int AtLeast, bool IncludesLater, SourceSpan Span);

/// <summary>One: a single named actor. CollectivelyAtLeast: AtLeast parties, or (AtLeast 0) the amount of the action, together.</summary>
public enum Quantifier
{
    One,
    Each,
    Together,
    AnyOf,
    JointlyAndSeverally,
    CollectivelyAtLeast,
}

public abstract record NormContent;

/// <summary>Doing an act.</summary>
public sealed record PerformAct(
    int Act,
    ActorSet? Toward,
    ItemDemand? Items,
    Amount? Amount,
    ImmutableArray<AttributeFilter> Filters
) : NormContent
{
    /// <summary>Owed to each of Toward, one instance a counter-party ("inform each Guarantor in force"); false: an act toward any of them suffices.</summary>
    public bool TowardEach { get; init; }
}

/// <summary>At least Minimum items, of one of Kinds (empty: any), FromDeclared: from the bearer's own declared menu, each item of which is there once.</summary>
public sealed record ItemDemand(int Kind, int Minimum, ImmutableArray<string> Kinds, int? FromDeclared)
{
    public ItemSpread Spread { get; init; }
}

/// <summary>How the items demanded are spread over the kinds. DifferentKinds: Minimum items, no two of one kind. EachKind: Minimum items of each of the kinds.</summary>
public enum ItemSpread
{
    Any,
    DifferentKinds,
    EachKind,
}

/// <summary>Summed over the acts of an instance. Each bearer's part is Value × its share when Shares is not empty.</summary>
public sealed record Amount(Comparison Comparison, decimal Value, string Unit, ImmutableArray<BurdenShare> Shares)
{
    /// <summary>The unit of an act that is counted itself: "at least 3 times".</summary>
    public const string Times = "times";

    public bool IsOfTimes => Unit == Times;

    /// <summary>"not more than", "less than": an amount that is not to be reached or exceeded.</summary>
    public bool IsCap => Comparison is Comparison.AtMost or Comparison.Less;
}

/// <summary>Keeping a condition true over a period (maintenance duty). Each time it turns false is a violation of its own; when it is true again, that one is repaired.</summary>
public sealed record Keep(Condition Condition) : NormContent;

/// <summary>Receiving (in a guarantee): Beneficiary gets items or an amount through any clause.</summary>
public sealed record Receive(int? Kind, int Minimum, ImmutableArray<string> Kinds, Amount? Amount, int? Act)
    : NormContent;

/// <summary>Exercising a typed power (design rule 6).</summary>
public sealed record ExercisePower(PowerKind Kind, PowerTarget Target, VoteRule? By, Period? Extension) : NormContent
{
    /// <summary>What is suspended resumes by itself with this occasion ("until the breach is repaired"); null: only by another act.</summary>
    public Trigger? Until { get; init; }
}

public enum PowerKind
{
    Suspend,
    Resume,
    Terminate,
    Discharge,
    Extend,
    Exclude,
    Declare,
}

/// <summary>What a power acts on. Of: on whose (the violator's vote …).</summary>
public abstract record PowerTarget(ActorSet? Of);

/// <summary>The vote in a decision ("suspend its vote under Article 2").</summary>
public sealed record VoteIn(int Decision, ActorSet? Of) : PowerTarget(Of);

/// <summary>The operation of clauses for, or duties of, Of.</summary>
public sealed record OfClauses(ImmutableArray<int> Clauses, ActorSet? Of) : PowerTarget(Of);

/// <summary>The agreement as a whole (suspend, terminate, extend, exclude from).</summary>
public sealed record OfAgreement(int Agreement, ActorSet? Of) : PowerTarget(Of);

/// <summary>Declares that a state holds, or (Ends) no longer holds.</summary>
public sealed record OfState(int Term, bool Ends) : PowerTarget((ActorSet?)null);

/// <summary>A vote outside a named decision: the power's holders vote. Deadline is the clause's.</summary>
public sealed record VoteRule(Threshold Threshold, int Quorum);

/// <summary>Disability: has no right to do the act, or to use a power of that kind on that target; an attempt has no effect and is reported.</summary>
public sealed record HasNoRight(PerformAct? Act, ExercisePower? Power) : NormContent;
